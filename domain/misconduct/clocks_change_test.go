package misconduct_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/clock"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/internal/testkit"
)

// A period that was changed ends on its new day, for whoever breaches it too.
func TestClocks_extended_and_shortened(t *testing.T) {
	t.Parallel()
	env := domain.Envelope{Now: testkit.Now, Actor: "actor-1", Role: domain.CaseOfficer}
	for _, c := range []struct {
		name string
		when misconduct.Command
		then misconduct.Event
		from domain.Date // on which it is a breach
	}{
		{"extended", extend(), misconduct.ClockExtended{Clock: responseID, Rule: clock.ReferralResponse, Was: "2026-03-23", DueOn: "2026-04-02",
			By: domain.AppropriateAuthority, Reason: "the officer is in hospital", Dated: misconduct.Dated{On: "2026-03-09"}}, "2026-04-03"},
		{"extended before it began", extend(func(c *misconduct.ExtendClock) { c.On = "2026-02-27" }), misconduct.ClockExtended{Clock: responseID,
			Rule: clock.ReferralResponse, Was: "2026-03-23", DueOn: "2026-04-02", By: domain.AppropriateAuthority, Reason: "the officer is in hospital",
			Dated: misconduct.Dated{On: "2026-02-27", BeforeCause: true}}, "2026-04-03"},
		{"shortened", shorten(), misconduct.ClockShortenedByAgreement{Clock: responseID, Rule: clock.ReferralResponse, Was: "2026-03-23",
			DueOn: "2026-03-16", Reason: "both sides agree", Dated: misconduct.Dated{On: "2026-03-09"}}, "2026-03-17"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := fold(after(open, delayStarted(), period(clock.ReferralResponse, responseID))...)
			events, err := misconduct.Decide(s, c.when, env)
			if diff := cmp.Diff([]misconduct.Event{c.then}, events); err != nil || diff != "" {
				t.Fatalf("%v\n%s", err, diff)
			}
			next, from := misconduct.Evolve(s, c.then).Clocks.Next()
			if want := (misconduct.BreachClock{Clock: responseID, Rule: clock.ReferralResponse}); next != want || from != c.from {
				t.Errorf("asks for %+v from %s, want %s", next, from, c.from)
			}
		})
	}
}
