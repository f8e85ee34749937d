package main

import (
	"bytes"
	"context"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/access/devissuer"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/clock"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/ledger"
	"github.com/probity-ledger/probity/ledger/eventlog"
	"github.com/probity-ledger/probity/ledger/wire"
)

// overdue opens a matter that had to be referred to the IOPC long ago, and returns it.
func overdue(t *testing.T, l *ledger.Ledger, reference string) domain.MatterID {
	t.Helper()
	ctx := access.With(t.Context(), access.Principal{Actor: "dev|case-officer", Role: domain.CaseOfficer, Force: devissuer.Force})
	id := ledger.MatterID(devissuer.Force, reference)
	for _, c := range []misconduct.Command{
		misconduct.Receive{Reference: reference, Force: devissuer.Force, CameToAttentionOn: "2025-06-03", Summary: "screenshots"},
		misconduct.Record{Kind: misconduct.DSIMatter, On: "2025-06-03"},
	} {
		if _, err := l.Matter(ctx, uuid.NewString(), id, c); err != nil {
			t.Fatal(err)
		}
	}
	return id
}

// then is when the matters of overdue were entered: what had ended before it was entered is no breach before the next day.
func then() time.Time { return time.Date(2025, 6, 3, 9, 0, 0, 0, time.UTC) }

// clockEvents counts the events of a matter's clock for the referral in the log itself.
func clockEvents(t *testing.T, log *eventlog.Log, id domain.MatterID) (started, breached, stopped int) {
	t.Helper()
	err := log.Read(t.Context(), wire.Stream(misconduct.Category, string(id)), 0, func(r eventlog.Recorded) error {
		switch what := r.Type; {
		case !bytes.Contains(r.Data, []byte(`"rule":"MANDATORY_REFERRAL"`)):
		case what == "misconduct.clock_started.v1":
			started++
		case what == "misconduct.clock_breached.v1":
			breached++
		case what == "misconduct.clock_stopped.v1":
			stopped++
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return started, breached, stopped
}

func awaitClock(t *testing.T, l *ledger.Ledger, id domain.MatterID, want misconduct.ClockState) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	for {
		s, err := l.MatterState(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		if one, ok := s.Clocks.Find(clock.MandatoryReferral); ok && one.State() == want {
			return
		}
		if err := pause(ctx, 10*time.Millisecond); err != nil {
			t.Fatalf("the clocks are %+v, want %s", s.Clocks, want)
		}
	}
}

// A clock starts when its cause is recorded, breaches when its day is over, stops when the act is recorded, each once, also when the
// program is stopped and started between.
func TestClocks_run_by_themselves(t *testing.T) {
	t.Parallel()
	data := filepath.Join(t.TempDir(), "d")
	var id domain.MatterID
	for n := range 2 {
		s, err := openSystem(t.Context(), testSettings(data))
		if err != nil {
			t.Fatal(err)
		}
		if n == 0 {
			id = overdue(t, ledger.New(ledger.Config{Log: s.log, Now: then}), "NMP/2025/0001")
		}
		awaitClock(t, s.ledger, id, misconduct.ClockOverdue)
		if started, breached, stopped := clockEvents(t, s.log, id); started != 1 || breached != 1 || stopped != 0 {
			t.Errorf("run %d: %d started, %d breached, %d stopped", n, started, breached, stopped)
		}
		if n == 1 {
			ctx := access.With(t.Context(), access.Principal{Actor: "dev|case-officer", Role: domain.CaseOfficer, Force: devissuer.Force})
			_, err := s.ledger.Matter(ctx, uuid.NewString(), id, misconduct.Refer{Mandatory: true, CriteriaMetOn: "2025-06-03", On: "2025-06-04"})
			if err != nil {
				t.Fatal(err)
			}
			awaitClock(t, s.ledger, id, misconduct.ClockDone)
		}
		if err := s.close(); err != nil {
			t.Fatal(err)
		}
	}
}
