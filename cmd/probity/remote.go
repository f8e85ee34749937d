package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/probity-ledger/probity/domain"
)

// remote talks to a running ledger as any other client would.
type remote struct {
	server string       // e.g. "http://127.0.0.1:8080"
	path   string       // of the GraphQL endpoint
	token  string       // the access token; "" for nobody
	client *http.Client // nil is http.DefaultClient
}

// answerLimit bounds what is read of an answer.
const answerLimit = 8 << 20

// remoteError is an error the server answered with.
type remoteError struct {
	Message    string `json:"message"`
	Extensions struct {
		Code string `json:"code"`
	} `json:"extensions"`
}

// Error gives the server's words and its code.
func (e *remoteError) Error() string {
	if e.Extensions.Code == "" {
		return "the server answered: " + e.Message
	}
	return fmt.Sprintf("the server answered: %s (%s)", e.Message, e.Extensions.Code)
}

// refusal translates what the rules of the server refused, so that the exit code is the same as without a server.
func (e *remoteError) refusal() error {
	switch e.Extensions.Code {
	case "FORBIDDEN", "REFUSED", "CONFLICT", "NOT_FOUND":
		return &adviceError{err: e, code: exitRefused}
	case "UNAUTHENTICATED":
		return &adviceError{err: e, advice: "give a fresh token, for instance of `probity token --as digital-examiner`"}
	}
	return e
}

// query sends a question or a command and decodes its data into into, where that is not nil. It returns the answer as it came.
func (r *remote) query(ctx context.Context, query string, variables map[string]any, into any) ([]byte, error) {
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		return nil, fmt.Errorf("write the question: %w", err)
	}
	answer, err := r.post(ctx, r.path, "application/json", bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return answer, err
	}
	var parsed struct {
		Data   json.RawMessage `json:"data"`
		Errors []*remoteError  `json:"errors"`
	}
	if err := json.Unmarshal(answer, &parsed); err != nil {
		return answer, fmt.Errorf("read the answer of %s: %w", r.server, err)
	}
	if len(parsed.Errors) > 0 {
		return answer, parsed.Errors[0].refusal()
	}
	if into == nil {
		return answer, nil
	}
	if err := json.Unmarshal(parsed.Data, into); err != nil {
		return answer, fmt.Errorf("read the answer of %s: %w", r.server, err)
	}
	return answer, nil
}

// post sends a body. Any status but a success is an error, in the server's words where it gives some.
func (r *remote) post(ctx context.Context, path, contentType string, body io.Reader, length int64) (_ []byte, err error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, strings.TrimSuffix(r.server, "/")+path, body)
	if err != nil {
		return nil, usagef("--server %s is not a URL", r.server)
	}
	request.ContentLength = length
	request.Header.Set("Content-Type", contentType)
	request.Header.Set("Accept", "application/graphql-response+json, application/json")
	if r.token != "" {
		request.Header.Set("Authorization", "Bearer "+r.token)
	}
	response, err := cmp.Or(r.client, http.DefaultClient).Do(request)
	if err != nil {
		return nil, &adviceError{err: fmt.Errorf("talk to %s: %w", r.server, err), advice: "see that `probity serve` runs there"}
	}
	defer func() { err = errors.Join(err, response.Body.Close()) }()
	answer, err := io.ReadAll(io.LimitReader(response.Body, answerLimit))
	if err != nil {
		return nil, fmt.Errorf("read the answer of %s: %w", r.server, err)
	}
	if response.StatusCode/100 != 2 {
		return answer, statusError(response.Status, answer)
	}
	return answer, nil
}

func statusError(status string, answer []byte) error {
	var parsed struct {
		Errors []*remoteError `json:"errors"`
	}
	if json.Unmarshal(answer, &parsed) == nil && len(parsed.Errors) > 0 {
		return parsed.Errors[0].refusal()
	}
	return fmt.Errorf("the server answered %s", status)
}

// pause waits between two questions about the same thing.
func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// userErrors are the refusals of a command by the rules.
type userErrors []struct {
	Code    string `json:"code"`
	Message string `json:"message"`
}

func (u userErrors) err() error {
	if len(u) == 0 {
		return nil
	}
	return domain.Errorf(domain.Refused, u[0].Code, "%s", u[0].Message)
}
