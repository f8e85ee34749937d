package misconduct_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/clock"
	"github.com/probity-ledger/probity/domain/misconduct"
)

const (
	referral   = clock.MandatoryReferral
	referralID = "MANDATORY_REFERRAL/-/1"
)

// entered is when the tests of one clock enter things: the ledger's day 10 June 2025.
var entered = domain.Envelope{Now: time.Date(2025, 6, 10, 9, 0, 0, 0, time.UTC), Actor: "actor-1", Role: domain.CaseOfficer}

func started() misconduct.ClockStarted {
	return misconduct.ClockStarted{Clock: referralID, Rule: referral, RulesVersion: "clocks-2026.2", RegimeVersion: "2020+A24+A25", StartedOn: "2025-06-03",
		DueOn: "2025-06-04", EnteredOn: "2025-06-10"}
}

func breached() misconduct.ClockBreached {
	return misconduct.ClockBreached{Clock: referralID, Rule: referral, DueOn: "2025-06-04", On: "2025-06-05"}
}

// delayStarted is the period that every matter begins with.
func delayStarted() misconduct.ClockStarted {
	return misconduct.ClockStarted{Clock: "FIRST_DELAY_REPORT/-/1", Rule: clock.FirstDelayReport, RulesVersion: "clocks-2026.2",
		RegimeVersion: "2020+A24+A25", StartedOn: "2025-06-03", DueOn: "2026-06-02", EnteredOn: "2025-06-10"}
}

func clockRefusals() []refusal {
	start, stop, breach := misconduct.StartClock{Clock: referralID, Rule: referral}, misconduct.StopClock{Clock: referralID, Rule: referral},
		misconduct.BreachClock{Clock: referralID, Rule: referral}
	running := after(rcm, delayStarted(), started())
	today := with(started(), func(e *misconduct.ClockStarted) { e.DueOn, e.EnteredOn = "2026-03-10", "2026-03-10" })
	return []refusal{
		{"start a clock without a cause", open, start, "CLOCK_NOT_CALLED_FOR", "rule"},
		{"start a clock nobody knows", rcm, misconduct.StartClock{Rule: "SIESTA"}, "CLOCK_NOT_CALLED_FOR", "rule"},
		{"start a clock twice", running, start, "CLOCK_NOT_CALLED_FOR", "rule"},
		{"stop what was not done", running, stop, "CLOCK_NOT_CALLED_FOR", "rule"},
		{"breach twice", after(running, breached()), breach, "CLOCK_NOT_CALLED_FOR", "rule"},
		{"breach before the end", after(rcm, delayStarted(), today), breach, "CLOCK_NOT_DUE", "rule"},
		{"let a right lapse before the end", after(open, delayStarted(), misconduct.ClockStarted{Clock: "REPRESENTATIONS/x/1", Rule: clock.Representations,
			DueOn: "2026-03-10"}), misconduct.StopClock{Clock: "REPRESENTATIONS/x/1", Rule: clock.Representations}, "CLOCK_NOT_DUE", "rule"},
	}
}

// TestClocks plays the whole life of one period, which the ledger's process may meet at any point.
func TestClocks(t *testing.T) {
	t.Parallel()
	running := after(rcm, delayStarted(), started())
	late := with(referred(), func(e *misconduct.MatterReferredToIOPC) { e.On = "2025-06-06" })
	stopped := misconduct.ClockStopped{Clock: referralID, Rule: referral, On: "2025-06-04", InTime: true}
	stoppedLate := misconduct.ClockStopped{Clock: referralID, Rule: referral, On: "2025-06-06"}
	start, stop := misconduct.StartClock{Clock: referralID, Rule: referral}, misconduct.StopClock{Clock: referralID, Rule: referral}
	for _, c := range []struct {
		name  string
		given []misconduct.Event
		next  misconduct.Command
		from  domain.Date
		then  []misconduct.Event
		state misconduct.ClockState // after then
	}{
		{"nothing is mandatory", after(open, delayStarted(), recordedAs(misconduct.ConductMatter)),
			misconduct.BreachClock{Clock: "FIRST_DELAY_REPORT/-/1", Rule: clock.FirstDelayReport}, "2026-06-03", nil, ""},
		{"recorded on a mandatory ground", after(open, delayStarted(), rcm[1]), start, "", []misconduct.Event{started()}, misconduct.ClockRunning},
		{"referred before it was recorded", after(open, delayStarted(), referred()), start, "", []misconduct.Event{started()}, misconduct.ClockRunning},
		{"the day after goes by", running, misconduct.BreachClock{Clock: referralID, Rule: referral}, "2025-06-11",
			[]misconduct.Event{breached()}, misconduct.ClockOverdue},
		{"referred in time", after(running, referred()), stop, "", []misconduct.Event{stopped}, misconduct.ClockDone},
		{"called in in time", after(running, misconduct.MatterCalledInByIOPC{Dated: misconduct.Dated{On: "2025-06-04"}}), stop, "",
			[]misconduct.Event{stopped}, misconduct.ClockDone},
		{"referred in time, recorded late", after(running, breached(), referred()), stop, "", []misconduct.Event{stopped}, misconduct.ClockDone},
		{"referred late before anybody looked", after(running, late), stop, "", []misconduct.Event{breached(), stoppedLate}, misconduct.ClockStoppedLate},
		{"referred late after the breach", after(running, breached(), late), stop, "", []misconduct.Event{stoppedLate}, misconduct.ClockStoppedLate},
		{"stopped for good", after(running, referred(), stopped),
			misconduct.BreachClock{Clock: "FIRST_DELAY_REPORT/-/1", Rule: clock.FirstDelayReport}, "2026-06-03", nil, misconduct.ClockDone},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := fold(c.given...)
			next, from := s.Clocks.Next()
			if next != c.next || from != c.from {
				t.Fatalf("asks for %#v from %q, want %#v from %q", next, from, c.next, c.from)
			}
			if c.then != nil {
				later := entered
				later.Now = later.Now.AddDate(0, 0, 1)
				if from == "" {
					later = entered
				}
				events, err := misconduct.Decide(s, next, later)
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

func fold(history ...misconduct.Event) misconduct.State {
	var s misconduct.State
	for _, e := range history {
		s = misconduct.Evolve(s, e)
	}
	return s
}

// The end of the day is that of England and Wales, whatever the machine's zone: in summer it comes an hour before that of UTC.
func TestBreachClock_at_the_end_of_the_day(t *testing.T) {
	t.Parallel()
	s := fold(after(rcm, delayStarted(), with(started(), func(e *misconduct.ClockStarted) { e.EnteredOn = "2025-06-03" }))...)
	midnight := time.Date(2025, 6, 4, 23, 0, 0, 0, time.UTC)
	breach := misconduct.BreachClock{Clock: referralID, Rule: referral}
	if _, err := misconduct.Decide(s, breach, domain.Envelope{Now: midnight.Add(-time.Second)}); err == nil {
		t.Error("breached a second before the end")
	}
	if events, err := misconduct.Decide(s, breach, domain.Envelope{Now: midnight}); err != nil || len(events) != 1 {
		t.Errorf("%v, %v", events, err)
	}
}

// Older logs hold periods without an id and without the day of their entry, and matters whose other periods nobody started.
func TestClocks_of_older_logs(t *testing.T) {
	t.Parallel()
	old := misconduct.ClockStarted{Rule: referral, RulesVersion: "clocks-2026.1", RegimeVersion: "2020+A24+A25", StartedOn: "2025-06-03", DueOn: "2025-06-04"}
	oldBreach := misconduct.ClockBreached{Rule: referral, DueOn: "2025-06-04", On: "2025-06-05"}
	s := fold(after(rcm, old, oldBreach, referred())...)
	events, err := misconduct.DecideTimely(s, misconduct.StartClock{Clock: "FIRST_DELAY_REPORT/-/1", Rule: clock.FirstDelayReport}, entered)
	want := []misconduct.Event{delayStarted(), misconduct.ClockStopped{Clock: "MANDATORY_REFERRAL", Rule: referral, On: "2025-06-04", InTime: true}}
	if diff := cmp.Diff(want, events); err != nil || diff != "" {
		t.Fatalf("%v\n%s", err, diff)
	}
	done := fold(after(rcm, old, oldBreach, referred(), misconduct.ClockStopped{Rule: referral, On: "2025-06-04", InTime: true})...)
	if one, ok := done.Clocks.Named("MANDATORY_REFERRAL"); !ok || one.State() != misconduct.ClockDone || len(done.Clocks.Asks) != 1 {
		t.Errorf("%+v", done.Clocks)
	}
}
