package overhttp

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"
	"unicode/utf8"

	"github.com/99designs/gqlgen/graphql"
)

// readWait is how long the body of a question may take to come.
const readWait = 10 * time.Second

// refusal is an answer given before any GraphQL is read.
type refusal struct {
	status int
	code   string
	text   string
}

// Error returns the text, which never holds anything the client sent.
func (r *refusal) Error() string { return r.text }

func refuse(status int, code, format string, args ...any) error {
	return &refusal{status: status, code: code, text: fmt.Sprintf(format, args...)}
}

// read takes the question from the body of a request.
func (h *Handler) read(w http.ResponseWriter, r *http.Request) (*graphql.RawParams, error) {
	if !isJSON(r.Header) {
		return nil, refuse(http.StatusUnsupportedMediaType, "UNSUPPORTED_MEDIA_TYPE", "send one question as application/json in UTF-8")
	}
	ctl := http.NewResponseController(w)
	_ = ctl.SetReadDeadline(time.Now().Add(readWait)) // not every connection has deadlines; those that stall do
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, h.cfg.MaxBody))
	_ = ctl.SetReadDeadline(time.Time{}) // else the server would take a quiet client for one that went away
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return nil, refuse(http.StatusRequestEntityTooLarge, "REQUEST_TOO_LARGE", "the request is larger than %d bytes", h.cfg.MaxBody)
	case err != nil:
		return nil, refuse(http.StatusBadRequest, "BAD_REQUEST", "the request ended early")
	case !utf8.Valid(body):
		return nil, refuse(http.StatusBadRequest, "BAD_REQUEST", "the request is not UTF-8")
	}
	p, documentID, err := parse(body)
	if err != nil {
		return nil, refuse(http.StatusBadRequest, "BAD_REQUEST", "%s", err.Error())
	}
	p.Headers = nil // resolvers have no business with them
	return p, h.document(p, documentID)
}

// document puts the text of a registered document in the place of its id, and refuses other texts where only those are answered.
func (h *Handler) document(p *graphql.RawParams, id string) error {
	switch {
	case id != "":
		text, ok := h.cfg.Documents.Text(id)
		if !ok {
			return refuse(http.StatusBadRequest, "DOCUMENT_UNKNOWN", "no document is registered under this id")
		}
		p.Query = text
	case h.cfg.DocumentsOnly && !h.cfg.Documents.Holds(p.Query):
		return refuse(http.StatusBadRequest, "DOCUMENT_REQUIRED", "only registered documents are answered here; this text is none of them")
	}
	return nil
}

// parse reads a question from JSON: its text, or the id of a registered document. Keys are taken exactly as the specification spells
// them; others are left alone.
func parse(body []byte) (_ *graphql.RawParams, documentID string, _ error) {
	if b := bytes.TrimLeft(body, " \t\r\n"); len(b) > 0 && b[0] == '[' {
		return nil, "", errors.New("send one question at a time, not a list")
	}
	var keys map[string]json.RawMessage
	if err := json.Unmarshal(body, &keys); err != nil || keys == nil {
		return nil, "", errors.New("the request is not a JSON object")
	}
	var p graphql.RawParams
	for _, k := range []struct {
		name string
		into any
	}{{"query", &p.Query}, {"documentId", &documentID}, {"operationName", &p.OperationName}, {"variables", &p.Variables}, {"extensions", &p.Extensions}} {
		raw, ok := keys[k.name]
		if !ok || string(raw) == "null" {
			continue
		}
		d := json.NewDecoder(bytes.NewReader(raw))
		d.UseNumber()
		if err := d.Decode(k.into); err != nil {
			return nil, "", fmt.Errorf("%s is not of the right kind", k.name)
		}
	}
	return &p, documentID, oneOf(keys, "query", "documentId")
}

// oneOf wants exactly one of two keys.
func oneOf(keys map[string]json.RawMessage, one, other string) error {
	given := 0
	for _, name := range []string{one, other} {
		if raw, ok := keys[name]; ok && string(raw) != "null" {
			given++
		}
	}
	switch given {
	case 0:
		return fmt.Errorf("%s is missing", one)
	case 2:
		return fmt.Errorf("send %s or %s, not both", one, other)
	}
	return nil
}
