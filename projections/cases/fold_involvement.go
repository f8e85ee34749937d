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
			i.Severity, i.LikelyForm = ev.Severity, ev.LikelyForm
			i.Assessments = add(i.Assessments, Assessment{
				Severity: ev.Severity, LikelyForm: ev.LikelyForm, DecidedBy: ev.DecidedBy, Reassessed: ev.Reassessed, Reason: ev.Reason, On: ev.On,
			})
			i.reach(SeverityAssessed)
		})
	case misconduct.WrittenNoticeServed:
		return change(c, ev.Officer, func(i *Involvement) {
			i.Notices = add(i.Notices, Notice{Severity: ev.Severity, LikelyForm: ev.LikelyForm, On: ev.On})
			i.reach(Noticed)
		})
	case misconduct.DutyStatusChanged:
		return change(c, ev.Officer, func(i *Involvement) {
			i.Duty = ev.Status
			i.DutyChanges = add(i.DutyChanges, DutyChange{
				Status: ev.Status, ReasonCode: ev.ReasonCode, Oral: ev.Oral, Conditions: ev.Conditions, Redeployment: ev.Redeployment, On: ev.On,
			})
		})
	case misconduct.SuspensionReviewed:
		return change(c, ev.Officer, func(i *Involvement) {
			i.Reviews = add(i.Reviews, SuspensionReview{ConditionsMet: ev.ConditionsMet, Reason: ev.Reason, On: ev.On})
		})
	case misconduct.CaseToAnswerDetermined:
		return determine(c, ev)
	case misconduct.InvestigationReportSubmitted:
		return changeAll(c, func(i *Involvement) { i.reach(ReportedOn) })
	}
	return c
}

func identify(c Case, ev misconduct.OfficerConcernedIdentified) Case {
	if slices.ContainsFunc(c.Involvements, func(i Involvement) bool { return i.Officer == ev.Officer }) {
		return c
	}
	c.Involvements = add(c.Involvements, Involvement{
		Officer: ev.Officer, State: Identified, RankAtConduct: ev.RankAtConduct, SubjectKind: ev.SubjectKind,
		IdentifiedOn: ev.On, Duty: misconduct.Normal,
	})
	return c
}

func determine(c Case, ev misconduct.CaseToAnswerDetermined) Case {
	return change(c, ev.Officer, func(i *Involvement) {
		i.CaseToAnswer, i.Route, i.DeterminedOn, i.Decision = ev.Finding, ev.Route, ev.On, ev.Decision
		i.State = HasCaseToAnswer
		if ev.Finding == misconduct.NoCaseToAnswer {
			i.State = HasNoCase
		}
	})
}

// change returns the case with one involvement changed; an officer who is not concerned changes nothing.
func change(c Case, officer domain.OfficerID, with func(*Involvement)) Case {
	c.Involvements = slices.Clone(c.Involvements)
	for i := range c.Involvements {
		if c.Involvements[i].Officer == officer {
			with(&c.Involvements[i])
		}
	}
	return c
}

func changeAll(c Case, with func(*Involvement)) Case {
	c.Involvements = slices.Clone(c.Involvements)
	for i := range c.Involvements {
		with(&c.Involvements[i])
	}
	return c
}

var involvementOrder = []InvolvementState{Identified, SeverityAssessed, Noticed, ReportedOn, HasCaseToAnswer, HasNoCase}

// reach moves an involvement forward, never back: an assessment made again does not undo a notice.
func (i *Involvement) reach(s InvolvementState) {
	if slices.Index(involvementOrder, s) > slices.Index(involvementOrder, i.State) {
		i.State = s
	}
}

var severityOrder = []misconduct.Severity{
	"", misconduct.NotAny, misconduct.PracticeRequiringImprovement, misconduct.Misconduct, misconduct.GrossMisconduct,
}

// gravest returns the gravest assessment in force.
func gravest(c Case) misconduct.Severity {
	top := 0
	for _, i := range c.Involvements {
		top = max(top, slices.Index(severityOrder, i.Severity))
	}
	return severityOrder[top]
}

// stateOf derives how far a matter has come from the facts in it.
func stateOf(c Case) State {
	switch {
	case allDetermined(c.Involvements):
		return Determined
	case c.Report != nil:
		return ReportSubmitted
	case len(c.Investigators) > 0:
		return UnderInvestigation
	case c.SeverityMax != "":
		return Assessed
	case c.ReferralState != "":
		return c.ReferralState
	case c.Kind != "":
		return Recorded
	}
	return Received
}

func allDetermined(list []Involvement) bool {
	return len(list) > 0 && !slices.ContainsFunc(list, func(i Involvement) bool { return i.CaseToAnswer == "" })
}
