package cases

import (
	"slices"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
)

// foldInvolvements takes in what happened to one officer concerned, or to all of them.
func foldInvolvements(c Case, event misconduct.Event) Case {
	switch ev := event.(type) {
	case misconduct.OfficerConcernedIdentified:
		return identify(c, ev)
	case misconduct.SeverityAssessed:
		return change(c, ev.Officer, func(i *Involvement) {
			i.Severity, i.LikelyForm, i.Assessments = ev.Severity, ev.LikelyForm, add(i.Assessments, ev)
		})
	case misconduct.WrittenNoticeServed:
		return change(c, ev.Officer, func(i *Involvement) { i.Notices = add(i.Notices, ev) })
	case misconduct.NoticeDelayed:
		return change(c, ev.Officer, func(i *Involvement) { i.Delayed = add(i.Delayed, ev) })
	case misconduct.TermsOfReferenceProvided:
		return change(c, ev.Officer, func(i *Involvement) { i.Terms = add(i.Terms, ev) })
	case misconduct.TermsOfReferenceWithheld:
		return change(c, ev.Officer, func(i *Involvement) { i.TermsKept = add(i.TermsKept, ev) })
	case misconduct.RepresentationsReceived:
		return change(c, ev.Officer, func(i *Involvement) { i.Said = add(i.Said, ev) })
	case misconduct.CaseToAnswerDetermined:
		return change(c, ev.Officer, func(i *Involvement) {
			i.CaseToAnswer, i.Route, i.DeterminedOn, i.Decision, i.Track = ev.Finding, ev.Route, ev.On, ev.Decision, ""
		})
	case misconduct.InvolvementClosed:
		return change(c, ev.Officer, func(i *Involvement) { i.Closed, i.Proceedings.Running = &ev, false })
	}
	return foldProceedings(foldConduct(foldDuty(c, event), event), event)
}

func identify(c Case, ev misconduct.OfficerConcernedIdentified) Case {
	if slices.ContainsFunc(c.Involvements, func(i Involvement) bool { return i.Officer == ev.Officer }) {
		return c
	}
	c.Involvements = add(c.Involvements, Involvement{
		Officer: ev.Officer, RankAtConduct: ev.RankAtConduct, SubjectKind: ev.SubjectKind, IdentifiedOn: ev.On, Duty: misconduct.Normal,
	})
	return c
}

// change returns the case with one involvement changed; an officer who is not concerned changes nothing.
func change(c Case, officer domain.OfficerID, with func(*Involvement)) Case {
	c.Involvements = alter(c.Involvements, func(i Involvement) bool { return i.Officer == officer }, with)
	return c
}

// foldDuty takes in what an officer may do meanwhile, and what was said about that.
func foldDuty(c Case, event misconduct.Event) Case {
	switch ev := event.(type) {
	case misconduct.DutyStatusChanged:
		return change(c, ev.Officer, func(i *Involvement) { i.Duty, i.DutyChanges = ev.Status, add(i.DutyChanges, ev) })
	case misconduct.SuspensionReviewed:
		return change(c, ev.Officer, func(i *Involvement) { i.Reviews = add(i.Reviews, ev) })
	case misconduct.SuspensionReviewNotified:
		return change(c, ev.Officer, func(i *Involvement) { i.ReviewsTold = add(i.ReviewsTold, ev) })
	case misconduct.IOPCConsultedOnSuspension:
		return change(c, ev.Officer, func(i *Involvement) { i.IOPCConsulted = add(i.IOPCConsulted, ev) })
	}
	return c
}
