package graph_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/graph"
	"github.com/probity-ledger/probity/intake"
	"github.com/probity-ledger/probity/internal/logtest"
	"github.com/probity-ledger/probity/ledger"
	"github.com/probity-ledger/probity/ledger/eventlog"
	"github.com/probity-ledger/probity/vault"
)

// importing is an importer that ends as it is told.
type importing func() (ledger.Receipt, error)

func (i importing) Import(context.Context, string, domain.ExtractionID, domain.SHA256, string, intake.Options) (ledger.Receipt, error) {
	return i()
}

const importing1 = `mutation($in: ExtractionImportInput!) { extractionImport(input: $in) { userErrors { code } } }`

// What goes wrong inside is told by code and without details; what nobody foresaw is an internal error with the request's id.
func TestFaultsAreShownByCodeOnly(t *testing.T) {
	t.Parallel()
	const secret = "Adam Thorne wrote"
	for name, c := range map[string]struct {
		end  importing
		code string
	}{
		"the store does not answer": {func() (ledger.Receipt, error) { return ledger.Receipt{}, eventlog.ErrUnavailable }, "UNAVAILABLE"},
		"nobody knows":              {func() (ledger.Receipt, error) { return ledger.Receipt{}, eventlog.ErrOutcomeUnknown }, "OUTCOME_UNKNOWN"},
		"no room":                   {func() (ledger.Receipt, error) { return ledger.Receipt{}, eventlog.ErrDiskFull }, "DISK_FULL"},
		"no room in the vault":      {func() (ledger.Receipt, error) { return ledger.Receipt{}, vault.ErrDiskFull }, "DISK_FULL"},
		"a conflict":                {func() (ledger.Receipt, error) { return ledger.Receipt{}, &eventlog.ConflictError{Stream: secret} }, "CONFLICT"},
		"corrupt bytes":             {func() (ledger.Receipt, error) { return ledger.Receipt{}, &vault.CorruptError{Problem: secret} }, "EVIDENCE_CORRUPT"},
		"too long":                  {func() (ledger.Receipt, error) { return ledger.Receipt{}, context.DeadlineExceeded }, "TIMEOUT"},
		"a fault":                   {func() (ledger.Receipt, error) { return ledger.Receipt{}, errString(secret) }, "INTERNAL"},
		"a panic":                   {func() (ledger.Receipt, error) { panic(secret) }, "INTERNAL"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := open(t, func(cfg *graph.Config) { cfg.Importer = c.end })
			r := h.as(domain.DigitalExaminer).try(importing1, vars{"in": vars{"commandId": uuid.NewString(), "extractionId": uuid.NewString(), "name": "x",
				"uploadId": digestOf("a"), "sha256": digestOf("a")}})
			if r.code() != c.code {
				t.Fatalf("%q: %v", r.code(), r.Errors)
			}
			if strings.Contains(r.Errors[0].Message, secret) {
				t.Errorf("the answer tells %q", r.Errors[0].Message)
			}
			if c.code != "INTERNAL" {
				return
			}
			if r.Errors[0].Extensions.RequestID != "request-of-a-test" || !strings.Contains(h.faults.String(), "request-of-a-test") {
				t.Errorf("the request cannot be found: %v, log: %s", r.Errors, h.faults)
			}
			if name == "a panic" && strings.Contains(h.faults.String(), secret) {
				t.Error("the log tells what a panic held")
			}
		})
	}
}

type errString string

func (e errString) Error() string { return string(e) }

// A command that cannot be written is no refusal: the store is gone, and the answer says so.
func TestCommandsWithoutAnEventStore(t *testing.T) {
	t.Parallel()
	store := logtest.Start(t)
	log := store.Open(func(c *eventlog.Config) { c.CallTimeout = soon / 20 })
	h := open(t, func(c *graph.Config) { c.Ledger = ledger.New(ledger.Config{Log: log}) })
	store.Stop()
	r := h.as(domain.CaseOfficer).try(`mutation($in: CaseReceiveInput!) { caseReceive(input: $in) { receipt { stream } } }`,
		vars{"in": vars{"commandId": uuid.NewString(), "reference": "NMP/1", "force": "northmoor", "cameToAttentionOn": received, "summary": "x"}})
	if r.code() != "UNAVAILABLE" && r.code() != "OUTCOME_UNKNOWN" {
		t.Fatalf("%v %v", r.Data, r.Errors)
	}
}
