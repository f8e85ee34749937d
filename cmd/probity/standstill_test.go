package main

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/probity-ledger/probity/cmd/probity/demo"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/ledger/eventlog"
	"github.com/probity-ledger/probity/vault"
)

// Whoever waits for an import that has stopped on the server is told so, and what to do.
func TestAwaitImport_stands_still(t *testing.T) {
	t.Parallel()
	sha := domain.SHA256(strings.Repeat("ab", 32))
	stopped := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprintf(w, `{"data":{"extraction":{"sources":[{"source":{"sha256":%q,"size":1},"batches":1,"messages":500,"receipt":null}]}}}`, sha)
	}))
	t.Cleanup(stopped.Close)
	r := &remote{server: stopped.URL, path: "/graphql"}
	_, err := r.awaitImport(t.Context(), newTerminal(nil, io.Discard, io.Discard), demo.ExtractionID(), sha, "", time.Millisecond)
	var advised *adviceError
	if !errors.As(err, &advised) || !strings.Contains(err.Error(), "500 messages") || !strings.Contains(explain(err).advice, "not lost") {
		t.Errorf("got %v", err)
	}
}

func TestPassing(t *testing.T) {
	t.Parallel()
	for _, err := range []error{eventlog.ErrUnavailable, eventlog.ErrOutcomeUnknown, eventlog.ErrDiskFull, vault.ErrDiskFull} {
		if !passing(fmt.Errorf("append: %w", err)) {
			t.Errorf("%v ends an import for good", err)
		}
	}
	if passing(domain.Errorf(domain.Refused, "BATCH_GAP", "batch 3 comes next")) {
		t.Error("an import the rules refuse is tried for ever")
	}
}
