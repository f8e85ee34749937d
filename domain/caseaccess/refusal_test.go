package caseaccess_test

import (
	"slices"
	"testing"
	"time"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/caseaccess"
	"github.com/probity-ledger/probity/internal/testkit"
)

type refusal struct {
	name  string
	given []caseaccess.Event
	by    domain.ActorID
	as    domain.Role
	when  caseaccess.Command
	code  string
	field string
}

type events = []caseaccess.Event

func refusals() []refusal {
	return slices.Concat(assignmentRefusals(), exceptionRefusals(), compartmentRefusals(), clearanceRefusals(), otherRefusals())
}

func assignmentRefusals() []refusal {
	as := domain.PSDSupervisor
	return []refusal{
		{"assign nobody", nil, supervisor, as, caseaccess.Assign{Capacity: domain.CaseOfficer, Reason: "r"}, "REQUIRED", "actor"},
		{"assign as an auditor", nil, supervisor, as, caseaccess.Assign{Actor: worker, Capacity: domain.Auditor, Reason: "r"}, "UNKNOWN_VALUE", "capacity"},
		{"assign until yesterday", nil, supervisor, as, caseaccess.Assign{Actor: worker, Capacity: domain.CaseOfficer, Reason: "r", Until: in(-time.Hour)}, "UNTIL_PASSED", "until"},
		{"assign somebody with a conflict", events{conflicted}, supervisor, as, caseaccess.Assign{Actor: worker, Capacity: domain.CaseOfficer, Reason: "r"}, "CONFLICT_DECLARED", "actor"},
		{"engage a case officer", nil, worker, domain.CaseOfficer, caseaccess.Engage{Actor: another, Capacity: domain.CaseOfficer, Reason: "r"}, "UNKNOWN_VALUE", "capacity"},
		{"engage who is assigned as something else", events{assigned}, another, domain.CaseOfficer, caseaccess.Engage{Actor: worker, Capacity: domain.DigitalExaminer, Reason: "r"}, "ALREADY_ASSIGNED", "actor"},
		{"end no assignment", nil, supervisor, as, caseaccess.EndAssignment{Actor: worker, Reason: "r"}, "NOT_ASSIGNED", "actor"},
		{"declare for a colleague", nil, worker, domain.CaseOfficer, caseaccess.DeclareConflict{Actor: another, Interest: "i"}, "SUPERVISOR_ONLY", ""},
		{"declare twice", events{conflicted}, worker, domain.CaseOfficer, caseaccess.DeclareConflict{Actor: worker, Interest: "i"}, "ALREADY_DECLARED", "actor"},
		{"lift one's own conflict", events{conflicted}, worker, as, caseaccess.LiftConflict{Actor: worker, Reason: "r"}, "OWN_CONFLICT", "actor"},
		{"lift no conflict", nil, supervisor, as, caseaccess.LiftConflict{Actor: worker, Reason: "r"}, "NOT_DECLARED", "actor"},
	}
}

func exceptionRefusals() []refusal {
	as, soon := domain.CaseOfficer, in(time.Hour)
	reviewed := events{opened, caseaccess.ExceptionReviewed{Exception: "x1", Note: "n"}}
	ended := events{opened, caseaccess.ExceptionEnded{Exception: "x1", Reason: "r"}}
	end := caseaccess.EndException{Exception: "x1", Reason: "r"}
	review := caseaccess.ReviewException{Exception: "x1", Note: "n"}
	return []refusal{
		{"break in without a reason", nil, worker, as, caseaccess.OpenException{Exception: "x1", Reason: "  because       ", Until: soon}, "REASON_TOO_SHORT", "reason"},
		{"break in for two days", nil, worker, as, exception(in(24*time.Hour + time.Second)), "EXCEPTION_TOO_LONG", "until"},
		{"break in without an end", nil, worker, as, exception(time.Time{}), "REQUIRED", "until"},
		{"break in until now", nil, worker, as, exception(in(0)), "UNTIL_PASSED", "until"},
		{"break into a restricted matter", restricted, worker, as, exception(soon), "UNKNOWN_MATTER", ""},
		{"break in with a conflict", events{conflicted}, worker, as, exception(soon), "UNKNOWN_MATTER", ""},
		{"break in although assigned", events{assigned}, worker, as, exception(soon), "ALREADY_ASSIGNED", ""},
		{"break in twice", events{opened}, worker, as, caseaccess.OpenException{Exception: "x2", Reason: reason, Until: soon}, "ALREADY_OPEN", ""},
		{"break in under a used id", events{opened}, another, as, exception(soon), "ID_TAKEN", "exception"},
		{"end no exception", nil, worker, as, end, "UNKNOWN_EXCEPTION", "exception"},
		{"end a colleague's exception", events{opened}, another, as, end, "SUPERVISOR_ONLY", ""},
		{"end an exception twice", ended, worker, as, end, "ALREADY_ENDED", "exception"},
		{"review no exception", nil, supervisor, domain.PSDSupervisor, review, "UNKNOWN_EXCEPTION", "exception"},
		{"review one's own exception", events{opened}, worker, domain.PSDSupervisor, review, "OWN_EXCEPTION", "exception"},
		{"review twice", reviewed, supervisor, domain.PSDSupervisor, review, "ALREADY_REVIEWED", "exception"},
	}
}

func compartmentRefusals() []refusal {
	as := domain.AntiCorruption
	lifting := append(slices.Clone(restricted), caseaccess.LiftProposed{Reason: "r", By: authority})
	temporary := events{caseaccess.ClearanceProposed{Proposal: "p1", Actor: another, For: caseaccess.Compartment, Until: in(time.Hour), By: supervisor},
		caseaccess.ClearanceGiven{Proposal: "p1"}}
	return []refusal{
		{"restrict alone", nil, authority, as, caseaccess.Restrict{Reason: "r"}, "NOBODY_ELSE_CLEARED", ""},
		{"restrict with nobody but oneself cleared", cleared, another, as, caseaccess.Restrict{Reason: "r"}, "NOBODY_ELSE_CLEARED", ""},
		{"restrict with somebody cleared for an hour", temporary, authority, as, caseaccess.Restrict{Reason: "r"}, "NOBODY_ELSE_CLEARED", ""},
		{"restrict twice", restricted, authority, as, caseaccess.Restrict{Reason: "r"}, "ALREADY_RESTRICTED", ""},
		{"propose to lift nothing", nil, authority, as, caseaccess.ProposeLift{Reason: "r"}, "NOT_RESTRICTED", ""},
		{"propose to lift twice", lifting, another, as, caseaccess.ProposeLift{Reason: "r"}, "ALREADY_PROPOSED", ""},
		{"lift what nobody proposed to", restricted, another, as, caseaccess.LiftRestriction{}, "NOT_PROPOSED", ""},
		{"lift by the proposer", lifting, authority, as, caseaccess.LiftRestriction{}, "OWN_PROPOSAL", ""},
		{"decline what nobody proposed", restricted, another, as, caseaccess.DeclineLift{Reason: "r"}, "NOT_PROPOSED", ""},
		{"end the clearance of one of two", restricted, authority, as, caseaccess.EndClearance{Actor: another, For: caseaccess.Compartment, Reason: "r"}, "NOBODY_ELSE_CLEARED", "actor"},
	}
}

func clearanceRefusals() []refusal {
	as := domain.PSDSupervisor
	waiting := events{proposed}
	forWorker := clearance("p2", worker, caseaccess.Identities)
	lapsed := proposed
	lapsed.Until = in(-time.Hour)
	return []refusal{
		{"clear for something else", nil, supervisor, as, clearance("p1", worker, "EVERYTHING"), "UNKNOWN_VALUE", "for"},
		{"clear somebody with a conflict", events{conflicted}, supervisor, as, forWorker, "CONFLICT_DECLARED", "actor"},
		{"propose under a used id", waiting, supervisor, as, clearance("p1", worker, caseaccess.Identities), "ID_TAKEN", "proposal"},
		{"propose twice", waiting, supervisor, as, clearance("p2", another, caseaccess.Compartment), "ALREADY_PROPOSED", "actor"},
		{"propose who is cleared", cleared, supervisor, as, clearance("p2", another, caseaccess.Compartment), "ALREADY_CLEARED", "actor"},
		{"agree to nothing", nil, authority, as, caseaccess.GiveClearance{Proposal: "p1"}, "UNKNOWN_PROPOSAL", "proposal"},
		{"agree to one's own proposal", waiting, supervisor, as, caseaccess.GiveClearance{Proposal: "p1"}, "OWN_PROPOSAL", ""},
		{"agree to what is for oneself", waiting, another, as, caseaccess.GiveClearance{Proposal: "p1"}, "OWN_PROPOSAL", ""},
		{"agree too late", events{lapsed}, authority, as, caseaccess.GiveClearance{Proposal: "p1"}, "PROPOSAL_LAPSED", "proposal"},
		{"agree although there is a conflict now", events{proposed, caseaccess.ConflictDeclared{Actor: another, Interest: "i"}}, authority, as, caseaccess.GiveClearance{Proposal: "p1"}, "CONFLICT_DECLARED", "actor"},
		{"decline nothing", nil, authority, as, caseaccess.DeclineClearance{Proposal: "p1", Reason: "r"}, "UNKNOWN_PROPOSAL", "proposal"},
		{"end no clearance", nil, authority, as, caseaccess.EndClearance{Actor: worker, For: caseaccess.Identities, Reason: "r"}, "NOT_CLEARED", "actor"},
	}
}

func otherRefusals() []refusal {
	as := domain.AppropriateAuthority
	suppress := caseaccess.SuppressName{Suppression: "s1", Kind: caseaccess.Witness, Scope: caseaccess.FromReaders, OrderedBy: "chair"}
	nameless := suppress
	nameless.Kind = caseaccess.OfficerNamed
	return []refusal{
		{"request twice under one id", events{requested}, authority, as, caseaccess.RequestInformation{Request: "r1", Basis: caseaccess.Review, Reference: "1", Reason: "r"}, "ID_TAKEN", "request"},
		{"request on no basis", nil, authority, as, caseaccess.RequestInformation{Request: "r1", Reference: "1", Reason: "r"}, "REQUIRED", "basis"},
		{"provide what nobody asked for", nil, authority, as, caseaccess.ProvideInformation{Request: "r1", Note: "n"}, "UNKNOWN_REQUEST", "request"},
		{"provide twice", events{requested, caseaccess.InformationProvided{Request: "r1"}}, authority, as, caseaccess.ProvideInformation{Request: "r1", Note: "n"}, "ALREADY_PROVIDED", "request"},
		{"withhold an officer's name without saying whose", nil, authority, as, nameless, "REQUIRED", "officer"},
		{"withhold under a used id", events{withheld}, authority, as, suppress, "ID_TAKEN", "suppression"},
		{"show again what is not withheld", nil, authority, as, caseaccess.EndSuppression{Suppression: "s1", Reason: "r"}, "UNKNOWN_SUPPRESSION", "suppression"},
	}
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	for _, r := range refusals() {
		t.Run(r.name, func(t *testing.T) {
			t.Parallel()
			if got := given(t, r.given...).As(r.as).By(r.by).When(r.when).Refused(r.code); got.Field != r.field {
				t.Errorf("field %q, want %q", got.Field, r.field)
			}
		})
	}
}

func TestEveryRefusalIsTold(t *testing.T) {
	t.Parallel()
	testkit.EveryCodeIsTold(t, ".", refusals(), func(r refusal) string { return r.code })
}
