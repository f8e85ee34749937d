package misconduct_test

import (
	"testing"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/internal/testkit"
)

// BenchmarkDecideTimely: what the statutory periods cost a command, beside deciding it alone. A decision of policy calls for none, a written
// notice for two; the matter has a history of one, or of a few hundred events.
func BenchmarkDecideTimely(b *testing.B) {
	env := domain.Envelope{Now: testkit.Now, Actor: "actor-1", Role: domain.CaseOfficer}
	short, _ := kept(b, judged...)
	long := short
	for range 100 {
		for _, e := range []misconduct.Event{suspended(), misconduct.SuspensionReviewed{Officer: thorne, ConditionsMet: true, On: "2025-07-03"},
			suspended(func(c *misconduct.ChangeDutyStatus) { c.Status = misconduct.Normal })} {
			long, _ = asked(b, misconduct.Evolve(long, e), nil, env)
		}
	}
	commands := map[string]misconduct.Command{"no period": decide(), "two periods": misconduct.ServeNotice{Officer: thorne,
		Severity: misconduct.GrossMisconduct, LikelyForm: misconduct.Hearing, On: "2025-06-12"}}
	for history, s := range map[string]misconduct.State{"short history": short, "long history": long} {
		for name, c := range commands {
			for way, decider := range map[string]func(misconduct.State, misconduct.Command, domain.Envelope) ([]misconduct.Event, error){
				"alone": misconduct.Decide, "with periods": misconduct.DecideTimely} {
				b.Run(history+"/"+name+"/"+way, func(b *testing.B) {
					for b.Loop() {
						if _, err := decider(s, c, env); err != nil {
							b.Fatal(err)
						}
					}
				})
			}
		}
	}
}

// BenchmarkClocksEvolve: one event of a matter whose periods are hundreds, as a read model folds it.
func BenchmarkClocksEvolve(b *testing.B) {
	env := domain.Envelope{Now: testkit.Now, Actor: "actor-1", Role: domain.CaseOfficer}
	s, _ := kept(b, judged...)
	for range 100 {
		s, _ = asked(b, misconduct.Evolve(s, misconduct.SuspensionReviewed{Officer: thorne, ConditionsMet: true, On: "2025-07-03"}), nil, env)
	}
	var e misconduct.Event = misconduct.AllegationAdded{Allegation: "a-2"}
	for b.Loop() {
		s.Clocks.Evolve(e)
		s.Clocks.Next()
	}
}
