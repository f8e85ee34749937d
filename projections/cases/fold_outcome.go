package cases

import (
	"cmp"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
)

// foldOutcome takes in what followed from the findings: the outcome, its notification, warnings, appeals and lists.
func foldOutcome(c Case, event misconduct.Event) Case {
	switch ev := event.(type) {
	case misconduct.OutcomeImposed:
		return change(c, ev.Officer, func(i *Involvement) {
			i.Outcomes = add(i.Outcomes, Outcome{Action: ev.Action, Months: ev.Months, ToRank: ev.ToRank, Exceptional: ev.Exceptional,
				Unconnected: ev.Unconnected, OperationalImpact: ev.OperationalImpact, Seriousness: ev.Seriousness, Reasons: ev.Reasons, On: ev.On})
		})
	case misconduct.OutcomeNotified:
		return change(c, ev.Officer, func(i *Involvement) { i.notify(ev) })
	case misconduct.LeaveExcluded:
		return change(c, ev.Officer, func(i *Involvement) {
			i.Warnings = alter(i.Warnings, func(w Warning) bool { return !w.Void }, func(w *Warning) { w.Excluded = add(w.Excluded, ev) })
		})
	case misconduct.ListReported:
		return change(c, ev.Officer, func(i *Involvement) {
			i.Listings = add(i.Listings, Listing{List: ev.List, Grounds: ev.Grounds, On: ev.On})
		})
	case misconduct.RemovedFromList:
		return change(c, ev.Officer, func(i *Involvement) {
			i.Listings = alterLast(i.Listings, func(l Listing) bool { return l.List == ev.List && l.Removed == nil }, func(l *Listing) { l.Removed = &ev })
		})
	}
	return foldAppeal(c, event)
}

func foldAppeal(c Case, event misconduct.Event) Case {
	switch ev := event.(type) {
	case misconduct.AppealLodged:
		return change(c, ev.Officer, func(i *Involvement) { i.Appeals = add(i.Appeals, Appeal{AppealLodged: ev}) })
	case misconduct.AppealNoticeReceived:
		return appeal(c, ev.Officer, ev.Appeal, func(a *Appeal) { a.NoticeOn = ev.On })
	case misconduct.AppealPapersSubmitted:
		return appeal(c, ev.Officer, ev.Appeal, func(a *Appeal) { a.PapersOn = ev.On })
	case misconduct.AppealDeterminationNotified:
		return appeal(c, ev.Officer, ev.Appeal, func(a *Appeal) { a.ToldOn = ev.On })
	case misconduct.AppealDetermined:
		c = appeal(c, ev.Officer, ev.Appeal, func(a *Appeal) { a.Determined = &ev })
		return change(c, ev.Officer, func(i *Involvement) { i.replace(ev) })
	}
	return c
}

func appeal(c Case, officer domain.OfficerID, id string, with func(*Appeal)) Case {
	return change(c, officer, func(i *Involvement) {
		i.Appeals = alter(i.Appeals, func(a Appeal) bool { return a.Appeal == id }, with)
	})
}

// notify lets the last outcome take effect, on the day the notice counts as served; proceedings are over with it.
func (i *Involvement) notify(ev misconduct.OutcomeNotified) {
	i.Proceedings.Notified, i.Proceedings.Running = add(i.Proceedings.Notified, ev), false
	day := cmp.Or(ev.DeemedOn, ev.On)
	var told Outcome
	i.Outcomes = alterLast(i.Outcomes, func(o Outcome) bool { return o.NotifiedOn == "" && o.Appeal == "" }, func(o *Outcome) {
		o.NotifiedOn = day
		told = *o
	})
	i.warn(told)
}

// replace puts what an appeal decided in the place of the outcome, as from the day the officer was told of that (CR47). An appeal that
// confirmed it, or was dismissed, changes nothing.
func (i *Involvement) replace(ev misconduct.AppealDetermined) {
	if ev.Result != misconduct.Reversed && ev.Result != misconduct.Varied {
		return
	}
	i.Outcomes = alter(i.Outcomes, Outcome.InForce, func(o *Outcome) { o.Void = true })
	i.Warnings = alter(i.Warnings, func(w Warning) bool { return !w.Void }, func(w *Warning) { w.Void = true })
	if ev.Action == "" {
		return
	}
	instead := Outcome{Action: ev.Action, Months: ev.Months, ToRank: ev.ToRank, Reasons: ev.Reasons, On: ev.On,
		NotifiedOn: cmp.Or(ev.EffectiveFrom, ev.On), Appeal: ev.Appeal}
	i.Outcomes = add(i.Outcomes, instead)
	i.warn(instead)
}

// warn begins the warning that an outcome is, if it is one.
func (i *Involvement) warn(o Outcome) {
	if !warns(o.Action) || o.NotifiedOn == "" {
		return
	}
	i.Warnings = add(i.Warnings, Warning{Action: o.Action, From: o.NotifiedOn, Months: o.Months, Appeal: o.Appeal})
}
