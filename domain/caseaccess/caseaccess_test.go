package caseaccess_test

import (
	"slices"
	"testing"
	"time"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/caseaccess"
	"github.com/probity-ledger/probity/internal/testkit"
)

const (
	worker     = domain.ActorID("psd-dc-2")
	another    = domain.ActorID("psd-dc-3")
	supervisor = domain.ActorID("psd-di-1")
	authority  = domain.ActorID("psd-supt-1")
	reason     = "The case officer is on leave, and the store asks for a decision."
)

func given(t testing.TB, history ...caseaccess.Event) *testkit.Scenario[caseaccess.State, caseaccess.Event, caseaccess.Command] {
	t.Helper()
	return testkit.Given(t, caseaccess.Evolve, caseaccess.Decide, history...)
}

func in(d time.Duration) time.Time { return testkit.Now.Add(d) }

func exception(until time.Time) caseaccess.OpenException {
	return caseaccess.OpenException{Exception: "x1", Reason: reason, Until: until}
}

func clearance(id string, who domain.ActorID, what caseaccess.Clearance) caseaccess.ProposeClearance {
	return caseaccess.ProposeClearance{Proposal: id, Actor: who, For: what, Reason: "needed"}
}

var (
	assigned   = caseaccess.Assigned{Actor: worker, Capacity: domain.CaseOfficer, Reason: "allocated"}
	conflicted = caseaccess.ConflictDeclared{Actor: worker, Interest: "same shift"}
	opened     = caseaccess.ExceptionOpened{Exception: "x1", Actor: worker, Capacity: domain.CaseOfficer, Reason: reason, Until: in(4 * time.Hour)}
	proposed   = caseaccess.ClearanceProposed{Proposal: "p1", Actor: another, For: caseaccess.Compartment, Reason: "needed", By: supervisor}
	cleared    = []caseaccess.Event{proposed, caseaccess.ClearanceGiven{Proposal: "p1"}}
	restricted = append(slices.Clone(cleared), caseaccess.Restricted{Reason: "covert", By: authority})
	requested  = caseaccess.InformationRequested{Request: "r1", Basis: caseaccess.Review, Reference: "IOPC/1", Reason: "review"}
	withheld   = caseaccess.NameSuppressed{Suppression: "s1", Kind: caseaccess.Witness, Scope: caseaccess.FromReaders, OrderedBy: "chair"}
)

func TestAssignmentEndsByItself(t *testing.T) {
	t.Parallel()
	until := in(time.Hour)
	s := given(t).As(domain.PSDSupervisor).By(supervisor).
		When(caseaccess.Assign{Actor: worker, Capacity: domain.CaseOfficer, Until: until, Reason: "allocated"}).
		Then(caseaccess.Assigned{Actor: worker, Capacity: domain.CaseOfficer, Until: until, Reason: "allocated"}).
		When(caseaccess.Assign{Actor: worker, Capacity: domain.CaseOfficer, Until: until, Reason: "again"}).Then().
		When(caseaccess.Engage{Actor: another, Capacity: domain.DigitalExaminer, Reason: "one phone"}).
		Then(caseaccess.Assigned{Actor: another, Capacity: domain.DigitalExaminer, Reason: "one phone"}).State()
	if got := s.AssignedAt(in(0)); !slices.Equal(got, []domain.ActorID{worker, another}) {
		t.Errorf("assigned now: %v", got)
	}
	if got := s.AssignedAt(until); !slices.Equal(got, []domain.ActorID{another}) {
		t.Errorf("assigned at its end: %v", got)
	}
	ended := given(t, assigned).When(caseaccess.EndAssignment{Actor: worker, Reason: "moved"}).
		Then(caseaccess.AssignmentEnded{Actor: worker, Reason: "moved"}).State()
	if len(ended.AssignedAt(in(0))) != 0 {
		t.Error("an ended assignment still counts")
	}
}

func TestConflictIsDeclaredAndLifted(t *testing.T) {
	t.Parallel()
	s := given(t, assigned).By(worker).
		When(caseaccess.DeclareConflict{Actor: worker, Interest: "same shift"}).Then(conflicted).
		As(domain.PSDSupervisor).By(supervisor).
		When(caseaccess.LiftConflict{Actor: worker, Reason: "another of that name"}).
		Then(caseaccess.ConflictLifted{Actor: worker, Reason: "another of that name"}).
		When(caseaccess.DeclareConflict{Actor: another, Interest: "married to the reporter"}).
		Then(caseaccess.ConflictDeclared{Actor: another, Interest: "married to the reporter"}).State()
	if got := s.Conflicted(); !slices.Equal(got, []domain.ActorID{another}) {
		t.Errorf("conflicted: %v", got)
	}
}

func TestExceptionIsOpenedEndedAndReviewed(t *testing.T) {
	t.Parallel()
	s := given(t).By(worker).When(exception(in(4 * time.Hour))).Then(opened)
	if got := s.State().ExceptedAt(in(time.Hour)); !slices.Equal(got, []domain.ActorID{worker}) {
		t.Errorf("excepted: %v", got)
	}
	if got := s.State().ExceptedAt(in(4 * time.Hour)); len(got) != 0 {
		t.Errorf("excepted at its end: %v", got)
	}
	end := s.When(caseaccess.EndException{Exception: "x1", Reason: "done"}).Then(caseaccess.ExceptionEnded{Exception: "x1", Reason: "done"}).
		As(domain.PSDSupervisor).By(supervisor).
		When(caseaccess.ReviewException{Exception: "x1", Note: "not agreed"}).
		Then(caseaccess.ExceptionReviewed{Exception: "x1", Note: "not agreed"}).State()
	if x := end.Exceptions["x1"]; !x.Ended || !x.Reviewed || len(end.ExceptedAt(in(0))) != 0 {
		t.Errorf("exception %+v", x)
	}
}

func TestRestrictionTakesTwoToLift(t *testing.T) {
	t.Parallel()
	s := given(t).As(domain.AntiCorruption).By(supervisor).
		When(clearance("p1", another, caseaccess.Compartment)).Then(proposed).
		By(authority).When(caseaccess.GiveClearance{Proposal: "p1"}).Then(caseaccess.ClearanceGiven{Proposal: "p1"}).
		When(caseaccess.Restrict{Reason: "covert"}).Then(caseaccess.Restricted{Reason: "covert", By: authority})
	if got := s.State().ClearedAt(in(0), caseaccess.Compartment); !slices.Equal(got, []domain.ActorID{another, authority}) {
		t.Errorf("cleared: %v", got)
	}
	end := s.When(caseaccess.ProposeLift{Reason: "arrested"}).Then(caseaccess.LiftProposed{Reason: "arrested", By: authority}).
		By(another).When(caseaccess.DeclineLift{Reason: "a second strand"}).Then(caseaccess.LiftDeclined{Reason: "a second strand"}).
		When(caseaccess.ProposeLift{Reason: "all arrested"}).Then(caseaccess.LiftProposed{Reason: "all arrested", By: another}).
		By(authority).When(caseaccess.LiftRestriction{}).Then(caseaccess.RestrictionLifted{}).State()
	if end.Restricted || end.Lifting != "" {
		t.Errorf("state %+v", end)
	}
}

func TestClearanceIsDeclinedAndEnded(t *testing.T) {
	t.Parallel()
	s := given(t).As(domain.PSDSupervisor).By(supervisor).
		When(clearance("p1", worker, caseaccess.Identities)).
		Then(caseaccess.ClearanceProposed{Proposal: "p1", Actor: worker, For: caseaccess.Identities, Reason: "needed", By: supervisor}).
		When(caseaccess.DeclineClearance{Proposal: "p1", Reason: "withdrawn"}).Then(caseaccess.ClearanceDeclined{Proposal: "p1", Reason: "withdrawn"}).
		When(clearance("p2", worker, caseaccess.Identities)).
		Then(caseaccess.ClearanceProposed{Proposal: "p2", Actor: worker, For: caseaccess.Identities, Reason: "needed", By: supervisor}).
		By(authority).When(caseaccess.GiveClearance{Proposal: "p2"}).Then(caseaccess.ClearanceGiven{Proposal: "p2"}).
		When(caseaccess.EndClearance{Actor: worker, For: caseaccess.Identities, Reason: "over"}).
		Then(caseaccess.ClearanceEnded{Actor: worker, For: caseaccess.Identities, Reason: "over"}).State()
	if len(s.Proposals) != 0 || len(s.Cleared) != 0 {
		t.Errorf("state %+v", s)
	}
}

func TestRequestsAndSuppressions(t *testing.T) {
	t.Parallel()
	s := given(t).
		When(caseaccess.RequestInformation{Request: "r1", Basis: caseaccess.Review, Reference: "IOPC/1", Reason: "review"}).Then(requested).
		When(caseaccess.ProvideInformation{Request: "r1", Note: "all"}).Then(caseaccess.InformationProvided{Request: "r1", Note: "all"}).
		When(caseaccess.SuppressName{Suppression: "s1", Kind: caseaccess.Witness, Scope: caseaccess.FromReaders, OrderedBy: "chair"}).Then(withheld).
		When(caseaccess.EndSuppression{Suppression: "s1", Reason: "discharged"}).
		Then(caseaccess.SuppressionEnded{Suppression: "s1", Reason: "discharged"}).State()
	if len(s.Requests) != 1 || !s.Provided["r1"] || len(s.Suppressed) != 0 {
		t.Errorf("state %+v", s)
	}
}
