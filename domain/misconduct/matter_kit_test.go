package misconduct_test

import (
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
)

const other = domain.MatterID("0b0a9a2e-6f5c-4a0e-9a53-6f1d5f1f1a02")

const (
	fenwick  = "p-1"
	bystand  = "p-2"
	aa       = domain.AppropriateAuthority
	dg       = domain.DirectorGeneral
	lpb      = domain.LocalPolicingBody
	handling = misconduct.OutcomeOfHandling
)

func on(d domain.Date) misconduct.Dated { return misconduct.Dated{On: d} }

// early is a day before its cause: kept, and flagged.
func early(d domain.Date) misconduct.Dated { return misconduct.Dated{On: d, BeforeCause: true} }

func stateOf(history ...misconduct.Event) misconduct.State {
	var s misconduct.State
	for _, e := range history {
		s = misconduct.Evolve(s, e)
	}
	return s
}

func named1(id string, as misconduct.Capacity) misconduct.InterestedPersonNamed {
	return misconduct.InterestedPersonNamed{Person: id, Capacity: as, Name: "a name", Dated: on("2025-06-03")}
}

func withdrew(id string) misconduct.ComplaintWithdrawn {
	return misconduct.ComplaintWithdrawn{Person: id, Dated: on("2025-07-01")}
}

func toldOf(about misconduct.OutcomeOf, body misconduct.ReviewBody) misconduct.OutcomeToldToComplainant {
	return misconduct.OutcomeToldToComplainant{Person: fenwick, About: about, Text: "no further action", ReviewBody: body, Dated: on("2026-01-09")}
}

func closed(o domain.OfficerID) misconduct.InvolvementClosed {
	return misconduct.InvolvementClosed{Officer: o, Reason: misconduct.ClosedNoCase, Dated: on("2025-12-20")}
}

func finalised(d domain.Date) misconduct.MatterFinalised {
	return misconduct.MatterFinalised{Reason: "no case to answer", Dated: on(d)}
}

// Histories of a complaint, of a matter under Part 3, and of one whose officers are done with.
var (
	complained = after(open, recordedAs(misconduct.Complaint), named1(fenwick, misconduct.Complainant))
	seized     = after(complained, concerned(thorne, "OFFICER"), alleged(func(a *misconduct.AddAllegation) { a.Officers = []domain.OfficerID{thorne} }), appointed())
	special    = after(seized, misconduct.SpecialProceduresApplied{Reason: "signs of misconduct", DecidedBy: domain.CaseOfficer, Dated: on("2025-06-10")})
	withdrawn  = after(complained, withdrew(fenwick))
	informed   = after(complained, toldOf(handling, misconduct.ReviewByLocalPolicingBody))
	partThree  = after(open, recordedAs(misconduct.InternalMisconduct), concerned(thorne, "OFFICER"))
	linked     = after(directed, misconduct.MattersLinked{Other: other})
	joined     = after(linked, misconduct.InvestigationsCombined{With: other, Leads: true})
	rests      = after(directed, misconduct.InvestigationSuspended{Dated: on("2025-07-01")})
	done       = after(partThree, closed(thorne))
	ended      = after(done, finalised("2026-01-09"))
	otherOpen  = stateOf(received(), recordedAs(misconduct.RecordableConductMatter, misconduct.AggravatedDiscrimination), referred(), mode(misconduct.Directed))
)
