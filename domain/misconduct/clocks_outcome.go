package misconduct

import (
	"time"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/clock"
)

// outcome is the table's part about what proceedings ended with.
func (t *turn) outcome(e Event) {
	switch e := e.(type) {
	case FindingMade:
		t.about(e.Officer, func(f *OfficerFacts) { f.Heard, f.Found = true, f.Found || e.Finding != FoundNeither })
	case OutcomeImposed:
		t.imposed(e)
	case OutcomeReportSubmitted:
		t.meet(clock.OutcomeReport, of(e.Officer), e.On)
	case OutcomeNotified:
		t.notified(e)
	case OutcomePublished:
		t.start(Ask{Rule: clock.OutcomeOnline, Officer: e.Officer, On: e.On})
	case LeaveExcluded:
		t.excluded(e)
	case ListReported:
		if e.List == BarredList {
			t.meet(clock.BarredListReport, of(e.Officer), e.On)
		}
		t.start(Ask{Rule: clock.ListReview, Officer: e.Officer, About: string(e.List), On: e.On, Variant: e.Grounds})
	case RemovedFromList:
		t.drop(ofThe(e.Officer, string(e.List)), e.On, NotNeeded, clock.ListReview)
	default:
		t.appeal(e)
	}
}

// appeal is the table's part about appeals.
func (t *turn) appeal(e Event) {
	switch e := e.(type) {
	case AppealLodged:
		t.lodged(e)
	case AppealNoticeReceived:
		t.start(Ask{Rule: clock.TribunalPapers, Officer: e.Officer, About: e.Appeal, On: e.On})
	case AppealPapersSubmitted:
		t.meet(clock.TribunalPapers, ofThe(e.Officer, e.Appeal), e.On)
	case AppealDetermined:
		t.appealed(e)
	case AppealDeterminationNotified:
		t.meet(clock.AppealNotice, ofThe(e.Officer, e.Appeal), e.On)
	}
}

// imposed: of a former officer the finding is reported, of others the dismissal, which is when they are told.
func (t *turn) imposed(e OutcomeImposed) {
	t.about(e.Officer, func(f *OfficerFacts) { f.Action, f.Months = e.Action, e.Months })
	t.start(Ask{Rule: clock.OutcomeReport, Officer: e.Officer, On: e.On})
	if e.Action == WouldHaveBeenDismissed {
		t.start(Ask{Rule: clock.BarredListReport, Officer: e.Officer, On: e.On})
	}
}

// notified: an outcome takes effect when the officer is told of it.
func (t *turn) notified(e OutcomeNotified) {
	on, facts := e.CountsFrom(e.On), t.Facts.Officers[e.Officer]
	if !facts.Heard || facts.Found { // nobody appeals from nothing found
		t.mayAppeal(e.Officer, facts.Form, on)
	}
	if facts.Action == Dismissal {
		t.start(Ask{Rule: clock.BarredListReport, Officer: e.Officer, On: on})
		t.suspensionEnds(e.Officer, on)
	}
	t.warned(e.Officer, facts.Action, facts.Months, on)
	t.tellOf(e.Officer, on)
}

func (t *turn) mayAppeal(o domain.OfficerID, from Form, on domain.Date) {
	switch from {
	case Meeting:
		t.start(Ask{Rule: clock.MeetingAppeal, Officer: o, On: on})
	case Hearing, AcceleratedHearing:
		t.start(Ask{Rule: clock.TribunalAppeal, Officer: o, On: on})
	}
}

func (t *turn) warned(o domain.OfficerID, a DisciplinaryAction, months int, on domain.Date) {
	if !warned(a) {
		return
	}
	variant := ""
	if a == FinalWrittenWarning {
		variant = clock.FinalWarning
	}
	t.start(Ask{Rule: clock.WarningLive, Officer: o, On: on, Length: months, Variant: variant})
}

// tellOf: every complainant and interested person is told of an outcome and of what an appeal makes of it.
func (t *turn) tellOf(o domain.OfficerID, on domain.Date) {
	for _, person := range t.persons() {
		t.another(Ask{Rule: clock.OutcomeToComplainant, Officer: o, About: person, On: on})
	}
}

// lodged: the officer's right is used by the officer.
func (t *turn) lodged(e AppealLodged) {
	t.Facts.Appeals = with(t.Facts.Appeals, e.Appeal, e.Kind)
	if e.By != "" && e.By != ByOfficer {
		return
	}
	switch e.Kind {
	case AppealMeeting:
		t.meet(clock.MeetingAppeal, of(e.Officer), e.On)
	case AppealTribunal:
		t.meet(clock.TribunalAppeal, of(e.Officer), e.On)
	case AppealVetting: // its period stands in other regulations
	}
}

func (t *turn) appealed(e AppealDetermined) {
	t.drop(ofThe(e.Officer, e.Appeal), e.On, NotNeeded, clock.TribunalPapers)
	if t.Facts.Appeals[e.Appeal] == AppealMeeting {
		t.start(Ask{Rule: clock.AppealNotice, Officer: e.Officer, About: e.Appeal, On: e.On})
	}
	if e.Result == Reversed || e.Result == Varied {
		t.replaced(e)
	}
	t.tellOf(e.Officer, e.On)
}

// replaced: what an appeal puts in the place of an outcome holds from the day the officer was told of that outcome (CR47).
func (t *turn) replaced(e AppealDetermined) {
	was, is := t.Facts.Officers[e.Officer].Action, e.Action
	t.about(e.Officer, func(f *OfficerFacts) { f.Action, f.Months = is, e.Months })
	why := NotNeeded
	if warned(is) {
		why = Superseded
	}
	t.drop(of(e.Officer), e.On, why, clock.WarningLive)
	t.warned(e.Officer, is, e.Months, e.effectiveOn())
	switch {
	case dismissed(was) && !dismissed(is):
		t.drop(of(e.Officer), e.On, NotNeeded, clock.BarredListReport)
	case !dismissed(was) && dismissed(is):
		t.start(Ask{Rule: clock.BarredListReport, Officer: e.Officer, On: e.On})
	}
}

// excluded: a warning does not run during extended leave, so it lives as much longer.
func (t *turn) excluded(e LeaveExcluded) {
	for _, one := range t.running(clock.WarningLive, of(e.Officer)) {
		from := max(e.From, one.StartedOn)
		if days := daysOf(from, e.Until); days > 0 && !one.DueOn.Before(from) {
			t.change(one.ID, func(one *Clock) { one.DueOn = one.DueOn.Plus(days) })
		}
	}
}

// daysOf counts the days from one to another, both included; 0 where there is none.
func daysOf(from, until domain.Date) int {
	a, errA := time.Parse(time.DateOnly, string(from))
	b, errB := time.Parse(time.DateOnly, string(until))
	if errA != nil || errB != nil || b.Before(a) {
		return 0
	}
	return int(b.Sub(a).Hours()/24) + 1
}
