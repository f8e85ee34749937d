package cases

import (
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
)

// foldConduct takes in what happened about one officer beside the determination: interviews, special conditions, other procedures.
func foldConduct(c Case, event misconduct.Event) Case {
	switch ev := event.(type) {
	case misconduct.InterviewScheduled:
		return change(c, ev.Officer, func(i *Involvement) {
			i.Interviews = add(i.Interviews, Interview{ID: ev.Interview, For: ev.For, ScheduledOn: ev.On})
		})
	case misconduct.InterviewPostponed:
		return interview(c, ev.Officer, ev.Interview, func(v *Interview) { v.For, v.Postponed = ev.For, add(v.Postponed, ev) })
	case misconduct.InterviewHeld:
		return interview(c, ev.Officer, ev.Interview, func(v *Interview) { v.Held = &ev })
	case misconduct.ProceedingsDeferredForCriminalCase:
		return change(c, ev.Officer, func(i *Involvement) {
			i.Deferred = true
			i.Deferrals = add(i.Deferrals, Deferral{Reason: ev.Reason, ProsecutorConsulted: ev.ProsecutorConsulted, From: ev.On})
		})
	case misconduct.ProceedingsResumed:
		return change(c, ev.Officer, func(i *Involvement) {
			i.Deferred = false
			i.Deferrals = alterLast(i.Deferrals, func(d Deferral) bool { return d.Resumed == nil }, func(d *Deferral) { d.Resumed = &ev })
		})
	case misconduct.SpecialConditionsStatementSubmitted:
		return change(c, ev.Officer, func(i *Involvement) { i.Statements = add(i.Statements, ev) })
	case misconduct.SpecialConditionsDetermined:
		return change(c, ev.Officer, func(i *Involvement) { i.SpecialConditions = add(i.SpecialConditions, ev) })
	case misconduct.ReferredElsewhere:
		return change(c, ev.Officer, func(i *Involvement) { i.Track, i.Elsewhere = ev.Route, add(i.Elsewhere, ev) })
	case misconduct.OfficerLeftForce:
		return change(c, ev.Officer, func(i *Involvement) { i.Left = &ev })
	case misconduct.ConditionCDetermined:
		return change(c, ev.Officer, func(i *Involvement) { i.ConditionC = add(i.ConditionC, ev) })
	case misconduct.VettingDetermined:
		return change(c, ev.Officer, func(i *Involvement) { i.Vetting = add(i.Vetting, ev) })
	}
	return foldReflective(c, event)
}

func interview(c Case, officer domain.OfficerID, id string, with func(*Interview)) Case {
	return change(c, officer, func(i *Involvement) {
		i.Interviews = alter(i.Interviews, func(v Interview) bool { return v.ID == id }, with)
	})
}

// foldReflective takes in a reflective practice review. Of the account it knows where it lies and not what it says.
func foldReflective(c Case, event misconduct.Event) Case {
	switch ev := event.(type) {
	case misconduct.ReflectiveReviewNoticed:
		return change(c, ev.Officer, func(i *Involvement) {
			i.Track = misconduct.RPRP
			i.Reflective = add(i.Reflective, Reflective{Reviewer: ev.Reviewer, NoticedOn: ev.On})
		})
	case misconduct.ReflectiveAccountReceived:
		return reflect(c, ev.Officer, func(r *Reflective) { r.AccountOn, r.AccountDocument = ev.On, ev.Document })
	case misconduct.ReflectiveDiscussionHeld:
		return reflect(c, ev.Officer, func(r *Reflective) { r.DiscussedOn = ev.On })
	case misconduct.ReflectiveReportRetained:
		return reflect(c, ev.Officer, func(r *Reflective) { r.Report = &ev })
	}
	return c
}

// reflect changes the officer's last review.
func reflect(c Case, officer domain.OfficerID, with func(*Reflective)) Case {
	return change(c, officer, func(i *Involvement) {
		i.Reflective = alterLast(i.Reflective, func(Reflective) bool { return true }, with)
	})
}
