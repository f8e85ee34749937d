package caseaccess_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/caseaccess"
	"github.com/probity-ledger/probity/internal/testkit"
)

// people and ids are few, so that random commands often fit together.
var (
	people = rapid.SampledFrom([]domain.ActorID{"a", "b", "c", "d"})
	ids    = rapid.SampledFrom([]string{"1", "2", "3"})
	grants = rapid.SampledFrom([]caseaccess.Clearance{caseaccess.Compartment, caseaccess.Identities, caseaccess.Privileged})
	roles  = rapid.SampledFrom([]domain.Role{domain.CaseOfficer, domain.PSDSupervisor, domain.AntiCorruption})
	untils = rapid.SampledFrom([]time.Duration{-time.Hour, 0, time.Minute, 2 * time.Hour, 24 * time.Hour, 25 * time.Hour, 9000 * time.Hour})
)

func command(t *rapid.T, s caseaccess.State) (caseaccess.Command, domain.Envelope) {
	env := domain.Envelope{Now: in(time.Duration(rapid.IntRange(0, 600).Draw(t, "minutes")) * time.Minute),
		Actor: people.Draw(t, "by"), Role: roles.Draw(t, "role")}
	who, id, what := people.Draw(t, "who"), ids.Draw(t, "id"), grants.Draw(t, "for")
	var until time.Time
	if rapid.Bool().Draw(t, "ends") {
		until = env.Now.Add(untils.Draw(t, "until"))
	}
	all := []caseaccess.Command{
		caseaccess.Assign{Actor: who, Capacity: domain.CaseOfficer, Until: until, Reason: "r"},
		caseaccess.Engage{Actor: who, Capacity: domain.ExhibitsOfficer, Until: until, Reason: "r"},
		caseaccess.EndAssignment{Actor: who, Reason: "r"},
		caseaccess.DeclareConflict{Actor: who, Interest: "i"}, caseaccess.LiftConflict{Actor: who, Reason: "r"},
		caseaccess.OpenException{Exception: id, Reason: reason, Until: until}, caseaccess.EndException{Exception: id, Reason: "r"},
		caseaccess.ReviewException{Exception: id, Note: "n"},
		caseaccess.Restrict{Reason: "r"}, caseaccess.ProposeLift{Reason: "r"}, caseaccess.LiftRestriction{}, caseaccess.DeclineLift{Reason: "r"},
		caseaccess.ProposeClearance{Proposal: id, Actor: who, For: what, Until: until, Reason: "r"},
		caseaccess.GiveClearance{Proposal: id}, caseaccess.GiveClearance{Proposal: id}, caseaccess.DeclineClearance{Proposal: id, Reason: "r"},
		caseaccess.EndClearance{Actor: who, For: what, Reason: "r"},
		caseaccess.RequestInformation{Request: id, Basis: caseaccess.Review, Reference: "1", Reason: "r"}, caseaccess.ProvideInformation{Request: id, Note: "n"},
		caseaccess.SuppressName{Suppression: id, Kind: caseaccess.Witness, Scope: caseaccess.FromReaders, OrderedBy: "chair", Until: until},
		caseaccess.EndSuppression{Suppression: id, Reason: "r"},
	}
	return rapid.SampledFrom(all).Draw(t, "command"), env
}

func TestRandomStories(t *testing.T) {
	t.Parallel()
	record := testkit.Aggregate[caseaccess.State, caseaccess.Event, caseaccess.Command]{
		Evolve: caseaccess.Evolve, Decide: caseaccess.Decide, Codec: caseaccess.NewCodec()}
	rapid.Check(t, func(t *rapid.T) {
		next := func(t *rapid.T, s caseaccess.State) (caseaccess.Command, domain.Envelope) {
			c, env := command(t, s)
			checkAt(t, s, env.Now)
			return c, env
		}
		checked := func(s caseaccess.State, c caseaccess.Command, env domain.Envelope) ([]caseaccess.Event, error) {
			got, err := caseaccess.Decide(s, c, env)
			for _, e := range got {
				separate(t, s, e, env)
			}
			return got, err
		}
		record.Decide = checked
		for _, step := range record.Story(t, next) {
			keptByTwo(t, step.After)
		}
	})
}

// separate: what one person proposed, or did for themselves, another one agreed to; and an exception never outlasts a day.
func separate(t *rapid.T, s caseaccess.State, e caseaccess.Event, env domain.Envelope) {
	one := domain.ActorID("nobody")
	switch e := e.(type) {
	case caseaccess.ClearanceGiven:
		if p := s.Proposals[e.Proposal]; p.By == env.Actor || p.Actor == env.Actor || p.By == "" {
			one = env.Actor
		}
	case caseaccess.RestrictionLifted:
		one = s.Lifting
	case caseaccess.ConflictLifted:
		one = e.Actor
	case caseaccess.ExceptionReviewed:
		one = s.Exceptions[e.Exception].Actor
	case caseaccess.ExceptionOpened:
		if e.Until.After(env.Now.Add(caseaccess.MaxException)) || e.Until.IsZero() || e.Actor != env.Actor {
			t.Fatalf("exception %+v opened at %s by %s", e, env.Now, env.Actor)
		}
	}
	if one == env.Actor {
		t.Fatalf("%T by %s alone", e, env.Actor)
	}
}

// keptByTwo: a restricted matter has two people who can decide on it, for ever.
func keptByTwo(t *rapid.T, s caseaccess.State) {
	if far := s.ClearedAt(testkit.Now.AddDate(100, 0, 0), caseaccess.Compartment); s.Restricted && len(far) < 2 {
		t.Fatalf("restricted, and only %v are cleared without an end", far)
	}
}

// checkAt: nothing counts from its end on, and nobody counts who is not recorded.
func checkAt(t *rapid.T, s caseaccess.State, now time.Time) {
	for _, a := range s.AssignedAt(now) {
		if until := s.Assigned[a].Until; !until.IsZero() && !now.Before(until) {
			t.Fatalf("%s counts as assigned at %s, after %s", a, now, until)
		}
	}
	for _, what := range []caseaccess.Clearance{caseaccess.Compartment, caseaccess.Identities, caseaccess.Privileged} {
		for _, a := range s.ClearedAt(now, what) {
			if c, ok := s.Cleared[caseaccess.Grant{Actor: a, For: what}]; !ok || (!c.Until.IsZero() && !now.Before(c.Until)) {
				t.Fatalf("%s counts as cleared for %s at %s: %+v", a, what, now, c)
			}
		}
	}
	if day := now.Add(caseaccess.MaxException + 10*time.Hour); len(s.ExceptedAt(day)) != 0 {
		t.Fatalf("exceptions still open at %s: %v", day, s.ExceptedAt(day))
	}
}
