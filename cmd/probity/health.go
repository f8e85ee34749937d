package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"
)

// healthCommand asks a running ledger whether it would answer, for containers and scripts.
type healthCommand struct {
	Data string `default:"data" type:"path" help:"The data folder of the ledger, whose address is asked."`
	calling
}

const (
	healthPatience = 5 * time.Second
	healthLimit    = 1 << 20 // bytes of the answer that are read
)

// Run prints "ready", or the reasons why not.
func (c healthCommand) Run(ctx context.Context, t *terminal) error {
	ctx, cancel := context.WithTimeout(ctx, healthPatience)
	defer cancel()
	if err := c.address(); err != nil {
		return err
	}
	client, err := c.client()
	if err != nil {
		return err
	}
	problems, err := askReady(ctx, client, c.base())
	if err != nil {
		return &adviceError{err: fmt.Errorf("ask %s whether it is ready: %w", c.Server, err), advice: "see that `probity serve` runs there"}
	}
	if len(problems) > 0 {
		return &adviceError{err: errors.New("not ready: " + strings.Join(problems, "; ")), code: exitRefused,
			advice: "docs/playbooks says what to do about each"}
	}
	t.say("ready")
	return nil
}

// address is what was given, or what the ledger working on the folder has written there.
func (c *healthCommand) address() error {
	if c.Server != "" {
		return nil
	}
	text, err := os.ReadFile(dataFolder(c.Data).address())
	if err != nil {
		return &adviceError{err: fmt.Errorf("no ledger is ready on %s: %w", c.Data, err), code: exitRefused,
			advice: "wait until it has started, or name its address with --server"}
	}
	c.Server = strings.TrimSpace(string(text))
	return nil
}

// askReady returns the problems /readyz names; none where it is ready.
func askReady(ctx context.Context, client *http.Client, server string) (problems []string, err error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, server+"/readyz", nil)
	if err != nil {
		return nil, usagef("--server %s is not a URL", server)
	}
	response, err := client.Do(request)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, response.Body.Close()) }()
	var answer struct {
		Status   string   `json:"status"`
		Problems []string `json:"problems"`
	}
	if err := json.NewDecoder(io.LimitReader(response.Body, healthLimit)).Decode(&answer); err != nil {
		return nil, fmt.Errorf("read the answer (%s): %w", response.Status, err)
	}
	if answer.Status != "ready" && len(answer.Problems) == 0 {
		return []string{response.Status}, nil
	}
	return answer.Problems, nil
}
