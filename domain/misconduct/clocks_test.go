package misconduct_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/clock"
	"github.com/probity-ledger/probity/domain/misconduct"
)

const referral = clock.MandatoryReferral

func started() misconduct.ClockStarted {
	return misconduct.ClockStarted{Rule: referral, RulesVersion: "clocks-2026.1", RegimeVersion: "2020+A24+A25", StartedOn: "2025-06-03", DueOn: "2025-06-04"}
}

func breached() misconduct.ClockBreached {
	return misconduct.ClockBreached{Rule: referral, DueOn: "2025-06-04", On: "2025-06-05"}
}

func clockRefusals() []refusal {
	return []refusal{
		{"start a clock without a cause", open, misconduct.StartClock{Rule: referral}, "CLOCK_NOT_CALLED_FOR", "rule"},
		{"start a clock nobody knows", rcm, misconduct.StartClock{Rule: "SIESTA"}, "CLOCK_NOT_CALLED_FOR", "rule"},
		{"start a clock twice", after(rcm, started()), misconduct.StartClock{Rule: referral}, "CLOCK_NOT_CALLED_FOR", "rule"},
		{"stop what was not done", after(rcm, started()), misconduct.StopClock{Rule: referral}, "CLOCK_NOT_CALLED_FOR", "rule"},
		{"breach twice", after(rcm, started(), breached()), misconduct.BreachClock{Rule: referral}, "CLOCK_NOT_CALLED_FOR", "rule"},
		{"breach before the end", after(open, misconduct.MatterRecorded{Kind: misconduct.DSIMatter, On: "2026-03-10"},
			misconduct.ClockStarted{Rule: referral, StartedOn: "2026-03-10", DueOn: "2026-03-11"}), misconduct.BreachClock{Rule: referral}, "CLOCK_NOT_DUE", "rule"},
	}
}

func TestClocks(t *testing.T) {
	t.Parallel()
	late := with(referred(), func(e *misconduct.MatterReferredToIOPC) { e.On = "2025-06-06" })
	stopped := misconduct.ClockStopped{Rule: referral, On: "2025-06-04", InTime: true}
	stoppedLate := misconduct.ClockStopped{Rule: referral, On: "2025-06-06"}
	for _, c := range []struct {
		name  string
		given []misconduct.Event
		next  misconduct.Command
		from  domain.Date
		then  []misconduct.Event
		state misconduct.ClockState // after then
	}{
		{"nothing is mandatory", after(open, recordedAs(misconduct.Complaint)), nil, "", nil, ""},
		{"recorded on a mandatory ground", rcm, misconduct.StartClock{Rule: referral}, "", []misconduct.Event{started()}, misconduct.ClockRunning},
		{"referred before it was recorded", after(open, referred()), misconduct.StartClock{Rule: referral}, "", []misconduct.Event{started()}, misconduct.ClockRunning},
		{"the day after goes by", after(rcm, started()), misconduct.BreachClock{Rule: referral}, "2025-06-05", []misconduct.Event{breached()}, misconduct.ClockOverdue},
		{"referred in time", after(rcm, started(), referred()), misconduct.StopClock{Rule: referral}, "", []misconduct.Event{stopped}, misconduct.ClockDone},
		{"referred in time, recorded late", after(rcm, started(), breached(), referred()), misconduct.StopClock{Rule: referral}, "", []misconduct.Event{stopped},
			misconduct.ClockDone},
		{"referred late before anybody looked", after(rcm, started(), late), misconduct.StopClock{Rule: referral}, "",
			[]misconduct.Event{breached(), stoppedLate}, misconduct.ClockStoppedLate},
		{"referred late after the breach", after(rcm, started(), breached(), late), misconduct.StopClock{Rule: referral}, "",
			[]misconduct.Event{stoppedLate}, misconduct.ClockStoppedLate},
		{"stopped for good", after(rcm, started(), referred(), stopped), nil, "", nil, misconduct.ClockDone},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var s misconduct.State
			for _, e := range c.given {
				s = misconduct.Evolve(s, e)
			}
			next, from := s.Clocks.Next()
			if next != c.next || from != c.from {
				t.Fatalf("asks for %#v from %q, want %#v from %q", next, from, c.next, c.from)
			}
			if next != nil {
				events, err := misconduct.Decide(s, next, domain.Envelope{Now: time.Date(2025, 6, 10, 9, 0, 0, 0, time.UTC)})
				if diff := cmp.Diff(c.then, events); err != nil || diff != "" {
					t.Fatalf("%v\n%s", err, diff)
				}
				for _, e := range events {
					s = misconduct.Evolve(s, e)
				}
			}
			one, _ := s.Clocks.Find(referral)
			if c.state != "" && one.State() != c.state {
				t.Errorf("it is %s, want %s", one.State(), c.state)
			}
		})
	}
}

// The end of the day is that of England and Wales, whatever the machine's zone: in summer it comes an hour before that of UTC.
func TestBreachClock_at_the_end_of_the_day(t *testing.T) {
	t.Parallel()
	var s misconduct.State
	for _, e := range after(rcm, started()) {
		s = misconduct.Evolve(s, e)
	}
	midnight := time.Date(2025, 6, 4, 23, 0, 0, 0, time.UTC)
	if _, err := misconduct.Decide(s, misconduct.BreachClock{Rule: referral}, domain.Envelope{Now: midnight.Add(-time.Second)}); err == nil {
		t.Error("breached a second before the end")
	}
	if events, err := misconduct.Decide(s, misconduct.BreachClock{Rule: referral}, domain.Envelope{Now: midnight}); err != nil || len(events) != 1 {
		t.Errorf("%v, %v", events, err)
	}
}
