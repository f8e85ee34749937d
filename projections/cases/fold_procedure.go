package cases

import (
	"slices"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
)

// foldProcedure takes in who is kept informed, how the investigation went, and what was reported about it.
func foldProcedure(c Case, event misconduct.Event) Case {
	switch ev := event.(type) {
	case misconduct.InterestedPersonNamed:
		c.Persons = named(c.Persons, ev)
	case misconduct.InterestedPersonsUpdated:
		c.Updates = add(c.Updates, ev)
	case misconduct.TermsOfReferenceSet:
		c.Terms = add(c.Terms, ev)
	case misconduct.SpecialProceduresApplied:
		c.SpecialProcedures = add(c.SpecialProcedures, ev)
	case misconduct.InvestigationsCombined:
		c.Combinations = add(c.Combinations, Combination{With: ev.With, Leads: ev.Leads, Reason: ev.Reason, DecidedBy: ev.DecidedBy, On: ev.On})
	case misconduct.InvestigationSplit:
		c.Combinations = split(c.Combinations, ev)
	case misconduct.InvestigationSuspended:
		c.Pauses = add(c.Pauses, Pause{From: ev.On, Reason: ev.Reason, DecidedBy: ev.DecidedBy})
	case misconduct.InvestigationResumed:
		c.Pauses = resumed(c.Pauses, ev)
	case misconduct.DelayReportIssued:
		c.DelayReports = add(c.DelayReports, ev)
	case misconduct.DelayReportHeldBack:
		c.DelaysHeldBack = add(c.DelaysHeldBack, ev)
	case misconduct.AuthorityViewsSought:
		c.ViewsSought = add(c.ViewsSought, ev)
	case misconduct.AuthorityViewsGiven:
		c.ViewsGiven = add(c.ViewsGiven, ev)
	case misconduct.DeterminationDelayExplained:
		c.DelaysExplained = add(c.DelaysExplained, ev)
	case misconduct.DocumentRecorded:
		c.Documents = add(c.Documents, ev)
	case misconduct.AllegationCorrected:
		c.Allegations = put(c.Allegations, ev)
	case misconduct.MatterCorrected:
		c = correct(c, ev)
	default:
		return foldEnding(c, event)
	}
	return c
}

// foldEnding takes in what ends a matter, or takes it up again.
func foldEnding(c Case, event misconduct.Event) Case {
	switch ev := event.(type) {
	case misconduct.MatterNotRecorded:
		c.NotRecorded, c.Stage = &ev, NotRecorded
	case misconduct.ComplaintHandledOutsideSchedule3:
		c.OutsideSchedule3, c.Stage = &ev, OutsideSchedule3
	case misconduct.ComplaintWithdrawn:
		c.Withdrawals = add(c.Withdrawals, Withdrawal{Person: ev.Person, Document: ev.Document, On: ev.On})
	case misconduct.WithdrawalDecided:
		c.Withdrawals = decided(c.Withdrawals, ev)
	case misconduct.MatterDiscontinued:
		c.Discontinued = &ev
	case misconduct.ReInvestigationDirected:
		c.ReInvestigations, c.Stage = add(c.ReInvestigations, ev), ReInvestigation
	case misconduct.OutcomeToldToComplainant:
		c.Told = add(c.Told, ev)
	case misconduct.ReviewRequested:
		c.Reviews = add(c.Reviews, Review{ID: ev.Review, Person: ev.Person, SentTo: ev.SentTo, With: ev.SentTo, InTime: ev.InTime, On: ev.On})
	case misconduct.ReviewForwarded:
		c.Reviews = alter(c.Reviews, func(r Review) bool { return r.ID == ev.Review },
			func(r *Review) { r.With, r.InTime, r.Forwarded = ev.To, ev.InTime, add(r.Forwarded, ev) })
	case misconduct.ReviewDetermined:
		c.Reviews = alter(c.Reviews, func(r Review) bool { return r.ID == ev.Review }, func(r *Review) { r.Determined = &ev })
	case misconduct.MatterReopened:
		c.Reopenings, c.Stage = add(c.Reopenings, ev), Reopened
	case misconduct.MatterFinalised:
		c.Finalised, c.Stage = &ev, Finalised
	}
	return c
}

// alter returns a list with every element that is meant changed. The list it is given stays as it was.
func alter[T any](list []T, meant func(T) bool, with func(*T)) []T {
	list = slices.Clone(list)
	for i := range list {
		if meant(list[i]) {
			with(&list[i])
		}
	}
	return list
}

// alterLast is alter for the last element that is meant.
func alterLast[T any](list []T, meant func(T) bool, with func(*T)) []T {
	list = slices.Clone(list)
	for i := len(list) - 1; i >= 0; i-- {
		if meant(list[i]) {
			with(&list[i])
			break
		}
	}
	return list
}

// named keeps the last word on each person who is to be kept informed.
func named(list []misconduct.InterestedPersonNamed, ev misconduct.InterestedPersonNamed) []misconduct.InterestedPersonNamed {
	same := func(p misconduct.InterestedPersonNamed) bool { return p.Person == ev.Person }
	if slices.ContainsFunc(list, same) {
		return alter(list, same, func(p *misconduct.InterestedPersonNamed) { *p = ev })
	}
	return add(list, ev)
}

func split(list []Combination, ev misconduct.InvestigationSplit) []Combination {
	return alterLast(list, func(c Combination) bool { return c.With == ev.From && c.Split == nil },
		func(c *Combination) { c.Split = &Split{Reason: ev.Reason, DecidedBy: ev.DecidedBy, On: ev.On} })
}

func resumed(list []Pause, ev misconduct.InvestigationResumed) []Pause {
	return alterLast(list, func(p Pause) bool { return p.Resumed == nil }, func(p *Pause) { p.Resumed = &ev })
}

func decided(list []Withdrawal, ev misconduct.WithdrawalDecided) []Withdrawal {
	return alterLast(list, func(w Withdrawal) bool { return w.Decided == nil }, func(w *Withdrawal) { w.Decided = &ev })
}

// put writes what a correction says an allegation is.
func put(list []Allegation, ev misconduct.AllegationCorrected) []Allegation {
	return alter(list, func(a Allegation) bool { return a.ID == ev.Allegation }, func(a *Allegation) {
		a.Standards, a.CodeSet, a.Category, a.SubCategory = ev.Standards, ev.CodeSet, ev.Category, ev.SubCategory
		a.ConductFrom, a.ConductTo, a.Text = ev.ConductFrom, ev.ConductTo, ev.Text
		a.Corrections = add(a.Corrections, ev)
	})
}

// correct writes what a correction says, and keeps the correction with what was wrong.
func correct(c Case, ev misconduct.MatterCorrected) Case {
	c.Corrections = add(c.Corrections, ev)
	switch ev.Field {
	case misconduct.FieldSummary:
		c.Summary = ev.Is
	case misconduct.FieldOperation:
		c.Operation = ev.Is
	case misconduct.FieldReportedBy:
		c.ReportedBy = ev.Is
	case misconduct.FieldCameToAttentionOn:
		c.CameToAttentionOn = domain.Date(ev.Is)
		if ev.Regime != "" {
			c.RegimeVersion = ev.Regime
		}
	}
	return c
}
