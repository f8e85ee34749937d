package device_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/device"
	"github.com/probity-ledger/probity/internal/testkit"
)

// people and seals are few, so that random commands often fit together.
var (
	people = rapid.SampledFrom([]string{finder, examine, "PC Store"})
	seals  = rapid.SampledFrom([]string{"", "A1", "A2", "A3"})
	times  = rapid.Custom(func(t *rapid.T) time.Time {
		return day.Add(time.Duration(rapid.IntRange(-60, 6000).Draw(t, "minutes")) * time.Minute).UTC()
	})
	roles = rapid.SampledFrom([]domain.Role{domain.CaseOfficer, domain.PSDSupervisor})
)

func command(t *rapid.T, s device.State) (device.Command, domain.Envelope) {
	env := domain.Envelope{Now: testkit.Now, Actor: "actor-1", Role: roles.Draw(t, "role")}
	known := rapid.SampledFrom([]string{s.Seal, seals.Draw(t, "seal")}).Draw(t, "read")
	holder := rapid.SampledFrom([]string{s.Holder, people.Draw(t, "person")}).Draw(t, "holder")
	at := times.Draw(t, "at")
	all := []device.Command{
		seize(func(c *device.Seize) {
			c.At, c.Power = at, rapid.SampledFrom([]device.Power{device.PACES32, device.PACES8}).Draw(t, "power")
		}),
		device.ChangeSeizureBasis{Power: device.ConsentMisconduct, Authoriser: "DI", Grounds: "consent", At: at},
		device.Seal{Seal: seals.Draw(t, "new"), By: finder, At: at},
		device.BreakSeal{Seal: known, Reason: "extraction", By: examine, At: at},
		device.Transfer{From: holder, To: people.Draw(t, "to"), At: at, Place: "store", Purpose: "keeping", SealGiven: known,
			SealReceived: rapid.SampledFrom([]string{known, "A9"}).Draw(t, "received"), Intact: rapid.Bool().Draw(t, "intact")},
		device.ExplainDiscrepancy{Number: rapid.IntRange(0, 4).Draw(t, "number"), Explanation: "looked into", CorrectSeal: seals.Draw(t, "correct")},
		device.Return{To: "the owner", At: at, Receipt: "R-1", SignedOffBy: "DI"},
		device.Issue{Officer: thorne, Description: device.Description{Type: "smartphone"}, From: "2024-04-01"},
	}
	return rapid.SampledFrom(all).Draw(t, "command"), env
}

func TestRandomStories(t *testing.T) {
	t.Parallel()
	phone := testkit.Aggregate[device.State, device.Event, device.Command]{Evolve: device.Evolve, Decide: device.Decide, Codec: device.NewCodec()}
	rapid.Check(t, func(t *rapid.T) {
		raised := 0
		for _, step := range phone.Story(t, command) {
			raised = unbroken(t, step, raised)
		}
	})
}

// unbroken checks one step: one holder at a time, one seal at most, and no gap without its discrepancy.
func unbroken(t *rapid.T, step testkit.Step[device.State, device.Event, device.Command], raised int) int {
	wrongHolder, told := false, false
	for _, e := range step.Events {
		switch e := e.(type) {
		case device.Seized:
			if step.Before.Seized {
				t.Fatalf("seized while in custody of %s", step.Before.Holder)
			}
		case device.Sealed:
			if step.Before.Seal != "" {
				t.Fatalf("sealed under %s while under %s", e.Seal, step.Before.Seal)
			}
		case device.Transferred:
			wrongHolder = e.From != step.Before.Holder
			if step.After.Holder != e.To || e.SealGiven != step.Before.Seal {
				t.Fatalf("transfer %+v leaves holder %q; seal on record was %q", e, step.After.Holder, step.Before.Seal)
			}
		case device.ContinuityDiscrepancyRaised:
			told = told || e.Kind == device.HolderMismatch
			if raised++; e.Number != raised {
				t.Fatalf("discrepancy %d follows %d", e.Number, raised-1)
			}
		case device.Returned:
			if len(step.Before.Open()) > 0 {
				t.Fatalf("returned with %d open discrepancies", len(step.Before.Open()))
			}
		}
	}
	if wrongHolder != told {
		t.Fatalf("wrong holder %v, discrepancy raised %v", wrongHolder, told)
	}
	if step.After.Seized && step.After.Holder == "" || !step.After.Seized && step.After.Seal != "" {
		t.Fatalf("in custody %v, holder %q, seal %q", step.After.Seized, step.After.Holder, step.After.Seal)
	}
	return raised
}
