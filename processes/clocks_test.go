package processes_test

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/clock"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/internal/logtest"
	"github.com/probity-ledger/probity/ledger"
	"github.com/probity-ledger/probity/ledger/eventlog"
	"github.com/probity-ledger/probity/processes"
	"github.com/probity-ledger/probity/projections/cases"
	"github.com/probity-ledger/probity/projections/viewtest"
)

const force = "northmoor"

// TestClocks_run_twice runs the same clocks in two processes at once, each with a ledger of its own, as a lease would never let them: the
// day passes for both, and the log holds each act once.
func TestClocks_run_twice(t *testing.T) {
	t.Parallel()
	store := logtest.Start(t)
	var today atomic.Int64 // unix seconds
	now := func() time.Time { return time.Unix(today.Load(), 0).UTC() }
	today.Store(time.Date(2025, 6, 3, 9, 0, 0, 0, time.UTC).Unix())
	officer := access.With(t.Context(), access.Principal{Actor: "officer", Role: domain.CaseOfficer, Force: force})
	l := ledger.New(ledger.Config{Log: store.Open(), Now: now})
	var matters []domain.MatterID
	for i := range 10 {
		reference := fmt.Sprint("NMP/", i)
		id := ledger.MatterID(force, reference)
		give(t, officer, l, id, misconduct.Receive{Reference: reference, Force: force, CameToAttentionOn: "2025-06-03", Summary: "x"})
		give(t, officer, l, id, misconduct.Record{Kind: misconduct.DSIMatter, On: "2025-06-03"})
		matters = append(matters, id)
	}
	ctx, cancel := context.WithCancel(t.Context())
	var running sync.WaitGroup
	for range 2 {
		log := store.Open()
		view := viewtest.Open(t, log, cases.Projection{}).View(cases.Name)
		c := &processes.Clocks{Matters: ledger.New(ledger.Config{Log: log, Now: now}), Agenda: cases.NewQueries(view, log), Changed: view.Changed,
			Now: now, Every: 10 * time.Millisecond, Logger: slog.New(slog.DiscardHandler)}
		running.Go(func() { _ = c.Run(ctx) })
	}
	await(t, l, matters, misconduct.ClockRunning)
	today.Store(time.Date(2025, 6, 4, 22, 59, 59, 0, time.UTC).Unix())
	give(t, officer, l, matters[0], misconduct.Refer{Mandatory: true, CriteriaMetOn: "2025-06-03", On: "2025-06-04"})
	await(t, l, matters[:1], misconduct.ClockDone)
	await(t, l, matters[1:], misconduct.ClockRunning)
	today.Store(time.Date(2025, 6, 4, 23, 0, 0, 0, time.UTC).Unix()) // midnight in England and Wales
	await(t, l, matters[1:], misconduct.ClockOverdue)
	cancel()
	running.Wait()
	for i, id := range matters {
		want := map[string]int{"misconduct.clock_started.v1": 1, "misconduct.clock_breached.v1": 1}
		if i == 0 {
			want = map[string]int{"misconduct.clock_started.v1": 1, "misconduct.clock_stopped.v1": 1}
		}
		if got := count(t, store.Open(), id); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("matter %d: %v, want %v", i, got, want)
		}
	}
}

// No person may run a clock, whatever their role.
func TestClocks_are_no_persons(t *testing.T) {
	t.Parallel()
	l := ledger.New(ledger.Config{Log: logtest.Start(t).Open()})
	officer := access.With(t.Context(), access.Principal{Actor: "officer", Role: domain.CaseOfficer, Force: force})
	id := ledger.MatterID(force, "NMP/1")
	give(t, officer, l, id, misconduct.Receive{Reference: "NMP/1", Force: force, CameToAttentionOn: "2025-06-03", Summary: "x"})
	give(t, officer, l, id, misconduct.Record{Kind: misconduct.DSIMatter, On: "2025-06-03"})
	_, err := l.Matter(officer, uuid.NewString(), id, misconduct.StartClock{Rule: "MANDATORY_REFERRAL"})
	if kind, _ := domain.KindOf(err); kind != domain.Forbidden {
		t.Errorf("got %v", err)
	}
	elsewhere := access.With(t.Context(), access.Process("clocks", "southmoor"))
	_, err = l.Matter(elsewhere, uuid.NewString(), id, misconduct.StartClock{Rule: "MANDATORY_REFERRAL"})
	if kind, _ := domain.KindOf(err); kind != domain.NotFound {
		t.Errorf("got %v", err)
	}
}

func give(t *testing.T, ctx context.Context, l *ledger.Ledger, id domain.MatterID, c misconduct.Command) {
	t.Helper()
	if _, err := l.Matter(ctx, uuid.NewString(), id, c); err != nil {
		t.Fatal(err)
	}
}

func await(t *testing.T, l *ledger.Ledger, matters []domain.MatterID, want misconduct.ClockState) {
	t.Helper()
	for deadline := time.Now().Add(30 * time.Second); len(matters) > 0; {
		s, err := l.MatterState(t.Context(), matters[0])
		if err != nil {
			t.Fatal(err)
		}
		if one, ok := s.Clocks.Find(clock.MandatoryReferral); ok && one.State() == want {
			matters = matters[1:]
			continue
		}
		if time.Now().After(deadline) {
			t.Fatalf("the clocks are %+v, want %s", s.Clocks, want)
		}
		time.Sleep(2 * time.Millisecond)
	}
}

func count(t *testing.T, log *eventlog.Log, id domain.MatterID) map[string]int {
	t.Helper()
	found := map[string]int{}
	err := log.Read(t.Context(), misconduct.Category+"-"+string(id), 3, func(r eventlog.Recorded) error {
		if r.Type != "misconduct.matter_referred_to_iopc.v1" {
			found[r.Type]++
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
