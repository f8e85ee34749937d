package demo_test

import (
	"context"
	"log/slog"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/cmd/probity/demo"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/intake"
	"github.com/probity-ledger/probity/ledger"
	"github.com/probity-ledger/probity/ledger/eventlog"
	"github.com/probity-ledger/probity/node"
	"github.com/probity-ledger/probity/vault"
)

// recorder is the ledger as intake wants it.
type recorder struct{ *ledger.Ledger }

func (r recorder) Extraction(ctx context.Context, commandID string, id domain.ExtractionID, c extraction.Command) (uint64, error) {
	receipt, err := r.Ledger.Extraction(ctx, commandID, id, c)
	return receipt.Revision, err
}

// stage is everything the story needs, without read models: a store, a ledger, a vault.
func stage(t *testing.T) (demo.Player, *ledger.Ledger) {
	t.Helper()
	dir := t.TempDir()
	logger := slog.New(slog.DiscardHandler)
	n, err := node.Open(node.Config{Path: filepath.Join(dir, "events.db"), Listen: "127.0.0.1:0", Username: "u", Password: "p"})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	served := make(chan error, 1)
	go func() { served <- n.Serve(ctx) }()
	log, err := eventlog.Open(t.Context(), eventlog.Config{Address: n.Addr(), Username: "u", Password: "p", Logger: logger})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := log.Close(); err != nil {
			t.Error(err)
		}
		stop()
		if err := <-served; err != nil {
			t.Error(err)
		}
	})
	v, err := vault.Open(filepath.Join(dir, "vault"))
	if err != nil {
		t.Fatal(err)
	}
	l := ledger.New(ledger.Config{Log: log, Policy: access.Rules{}, Now: time.Now, Logger: logger})
	return demo.Player{Ledger: l, Log: log, Vault: v,
		Import: func(ctx context.Context, id domain.ExtractionID, sha domain.SHA256, name string) (intake.Receipt, error) {
			return intake.Import(ctx, recorder{l}, v, id, sha, name, intake.Options{Now: time.Now}, nil)
		}}, l
}

func TestPlay(t *testing.T) {
	t.Parallel()
	player, l := stage(t)
	first, err := player.Play(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if first.There != 0 || first.Added < 50 || len(first.Refused) != 2 {
		t.Errorf("added %d, there %d, refused %d", first.Added, first.There, len(first.Refused))
	}
	if got := first.Import.Recorded; got.CountedIn != 6412 || got.CountedOut != 6412 || got.Senders != 9 {
		t.Errorf("the import counted %d in, %d out, %d senders", got.CountedIn, got.CountedOut, got.Senders)
	}
	checkCase(t, l, first)
	head, err := player.Log.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}

	again, err := player.Play(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if again.Added != 0 || again.There != first.Added || len(again.Refused) != 0 || !again.Import.AlreadyImported {
		t.Errorf("the second time: added %d, there %d, refused %d, imported before %t",
			again.Added, again.There, len(again.Refused), again.Import.AlreadyImported)
	}
	after, err := player.Log.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(head, after); diff != "" {
		t.Errorf("the second time added events: -before +after\n%s", diff)
	}
}

// checkCase looks at where the story leaves the case.
func checkCase(t *testing.T, l *ledger.Ledger, o demo.Outcome) {
	t.Helper()
	m, err := l.MatterState(t.Context(), o.Case)
	if err != nil {
		t.Fatal(err)
	}
	var findings []misconduct.CaseToAnswer
	for _, i := range m.Officers {
		findings = append(findings, i.Finding)
	}
	slices.Sort(findings)
	want := []misconduct.CaseToAnswer{misconduct.CaseForGrossMisconduct, misconduct.CaseForMisconduct, misconduct.NoCaseToAnswer}
	if diff := cmp.Diff(want, findings); diff != "" {
		t.Errorf("findings: -want +got\n%s", diff)
	}
	for _, ref := range []domain.ExhibitRef{"DWH/1", "KLM/1", "KLM/2", "PQR/1"} {
		if _, ok := m.Exhibits[ref]; !ok {
			t.Errorf("exhibit %s is not in the register", ref)
		}
	}
	phone, err := l.DeviceState(t.Context(), m.Exhibits["KLM/2"].Device)
	if err != nil {
		t.Fatal(err)
	}
	if len(phone.Discrepancies) != 1 || len(phone.Open()) != 0 {
		t.Errorf("KLM/2 has %d discrepancies, %d of them open", len(phone.Discrepancies), len(phone.Open()))
	}
	e, err := l.ExtractionState(t.Context(), o.Extraction)
	if err != nil {
		t.Fatal(err)
	}
	if e.Status != extraction.StatusCompleted || len(e.Quarantined) != 0 {
		t.Errorf("the extraction is %s, quarantined %v", e.Status, e.Quarantined)
	}
}
