package processes_test

import (
	"context"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/internal/logtest"
	"github.com/probity-ledger/probity/ledger"
	"github.com/probity-ledger/probity/ledger/eventlog"
	"github.com/probity-ledger/probity/ledger/wire"
	"github.com/probity-ledger/probity/processes"
	"github.com/probity-ledger/probity/projections/cases"
	"github.com/probity-ledger/probity/projections/viewtest"
)

// TestClocks_of_processes_that_come_and_go lets time jump over the ends of many periods while two processes run at once, each begun anew
// after every jump, and one stopped in the middle of its work. Each act stands in the log once.
func TestClocks_of_processes_that_come_and_go(t *testing.T) {
	t.Parallel()
	store := logtest.Start(t)
	var today atomic.Int64 // unix seconds
	now := func() time.Time { return time.Unix(today.Load(), 0).UTC() }
	today.Store(time.Date(2025, 6, 3, 9, 0, 0, 0, time.UTC).Unix())
	l := ledger.New(ledger.Config{Log: store.Open(), Now: now})
	var matters []domain.MatterID
	for _, reference := range []string{"NMP/1", "NMP/2", "NMP/3"} {
		officer := access.With(t.Context(), access.Principal{Actor: "officer", Role: domain.CaseOfficer, Force: force})
		id := ledger.MatterID(force, reference)
		give(t, officer, l, id, misconduct.Receive{Reference: reference, Force: force, CameToAttentionOn: "2025-06-03", Summary: "x"})
		give(t, officer, l, id, misconduct.Record{Kind: misconduct.DSIMatter, On: "2025-06-03"})
		matters = append(matters, id)
	}
	for range 4 {
		today.Add(int64((200 * 24 * time.Hour).Seconds()))
		ctx, cancel := context.WithCancel(t.Context())
		short, kill := context.WithCancel(ctx)
		var running sync.WaitGroup
		for _, until := range []context.Context{short, ctx} {
			log := store.Open()
			view := viewtest.Open(t, log, cases.Projection{}).View(cases.Name)
			agenda := cases.NewQueries(view, log)
			c := &processes.Clocks{Matters: stopper{ledger.New(ledger.Config{Log: log, Now: now}), kill}, Agenda: agenda, Changed: view.Changed, Now: now,
				Every: 10 * time.Millisecond, Logger: slog.New(slog.DiscardHandler)}
			running.Go(func() { _ = c.Run(until) })
		}
		awaitDone(t, l, matters, domain.DateOf(now()))
		kill()
		cancel()
		running.Wait()
	}
	for _, id := range matters {
		acts := actsOf(t, store.Open(), id)
		if len(acts) < 8 {
			t.Errorf("%d acts of the clocks", len(acts))
		}
		for act, n := range acts {
			if n != 1 {
				t.Errorf("%s stands %d times in the log", act, n)
			}
		}
	}
}

// stopper stops the first process as soon as anybody has done something.
type stopper struct {
	processes.Matters
	kill context.CancelFunc
}

func (s stopper) Matter(ctx context.Context, commandID string, id domain.MatterID, c misconduct.Command) (ledger.Receipt, error) {
	r, err := s.Matters.Matter(ctx, commandID, id, c)
	s.kill()
	return r, err
}

// awaitDone waits until nothing is due in any of the matters.
func awaitDone(t *testing.T, l *ledger.Ledger, matters []domain.MatterID, today domain.Date) {
	t.Helper()
	for deadline := time.Now().Add(30 * time.Second); len(matters) > 0; time.Sleep(2 * time.Millisecond) {
		s, err := l.MatterState(t.Context(), matters[0])
		if err != nil {
			t.Fatal(err)
		}
		if next, from := s.Clocks.Next(); next == nil || today.Before(from) {
			matters = matters[1:]
		} else if time.Now().After(deadline) {
			t.Fatalf("%+v is still due", next)
		}
	}
}

// actsOf counts what was done with each clock of a matter.
func actsOf(t *testing.T, log *eventlog.Log, id domain.MatterID) map[string]int {
	t.Helper()
	found := map[string]int{}
	err := log.Read(t.Context(), misconduct.Category+"-"+string(id), 0, func(r eventlog.Recorded) error {
		e, err := wire.Decode(r)
		if err != nil {
			return err
		}
		switch e := e.Event.(type) {
		case misconduct.ClockStarted:
			found["start "+e.Clock]++
		case misconduct.ClockBreached:
			found["breach "+e.Clock]++
		case misconduct.ClockStopped:
			found["stop "+e.Clock]++
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for act := range found {
		if !strings.Contains(act, "/") {
			t.Errorf("%s names no clock", act)
		}
	}
	return found
}
