package misconduct

import (
	"maps"
	"slices"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/clock"
)

// matter is the table of what the events mean for the periods (domain guide, section 2), for the matter as a whole. An event it does not
// name starts and stops nothing.
func (t *turn) matter(e Event) {
	switch e := e.(type) {
	case MatterReceived:
		t.Facts.ReceivedOn = e.CameToAttentionOn
		t.start(Ask{Rule: clock.FirstDelayReport, On: e.CameToAttentionOn})
	case MatterCorrected:
		t.corrected(e)
	case MatterRecorded:
		t.recorded(e)
	case InterestedPersonNamed:
		t.Facts.Persons = with(t.Facts.Persons, e.Person, e.Capacity)
		t.keepInformed(e.On)
	case InterestedPersonsUpdated:
		t.meet(clock.ComplainantUpdate, anybody, e.On)
		t.keepInformed(e.On)
	case OutcomeToldToComplainant:
		t.told(e)
	case ReviewRequested:
		t.meet(clock.ComplaintReview, ofThe("", e.Person), e.On)
	case MatterReferredToIOPC:
		if e.Mandatory {
			t.mustRefer(e.CriteriaMetOn)
			t.referred(e.On)
		}
	case MatterCalledInByIOPC:
		t.referred(e.On)
	case ModeOfInvestigationDetermined:
		t.Facts.Mode = e.Mode
	default:
		t.report(e)
	}
}

// report is the table's part about the report on the investigation, and the end of the matter.
func (t *turn) report(e Event) {
	switch e := e.(type) {
	case DelayReportIssued:
		t.delayReported(e.On)
	case InvestigationReportSubmitted:
		t.investigated(e.On)
		t.drop(anybody, e.On, NotNeeded, clock.TermsOfReference)
		if t.Facts.ownBehalf() && !t.Facts.determined() {
			t.start(Ask{Rule: clock.Determination, On: e.On})
		}
	case ReInvestigationDirected:
		t.againFrom(e)
	case DeterminationDelayExplained:
		t.meet(clock.Determination, anybody, e.On)
	case AuthorityViewsSought:
		t.start(Ask{Rule: clock.AuthorityViews, On: e.On})
	case AuthorityViewsGiven:
		t.meet(clock.AuthorityViews, anybody, e.On)
	case MatterNotRecorded:
		t.over(e.On)
	case ComplaintHandledOutsideSchedule3:
		t.over(e.On)
	case MatterDiscontinued:
		t.over(e.On)
	case WithdrawalDecided:
		if !e.Continue {
			t.over(e.On)
		}
	case MatterFinalised:
		t.over(e.On)
	default:
		t.officer(e)
	}
}

// recorded: what was not recorded at first can be recorded later; then its periods run from when they would have run.
func (t *turn) recorded(e MatterRecorded) {
	if t.Facts.Over {
		t.Facts.Over, t.Facts.InvestigatedOn = false, ""
		t.start(Ask{Rule: clock.FirstDelayReport, On: t.Facts.ReceivedOn})
	}
	t.Facts.Complaint = e.Kind == Complaint
	if e.Kind == Complaint {
		t.keepInformed(e.On)
	}
	if e.Kind == DSIMatter || Grounds().mandatory(e.Grounds) {
		t.mustRefer(e.On)
	}
}

// corrected: the period of an investigation is counted from the day the matter really came to attention.
func (t *turn) corrected(e MatterCorrected) {
	day := domain.Date(e.Is)
	if e.Field != FieldCameToAttentionOn || !day.Valid() {
		return
	}
	t.Facts.ReceivedOn = day
	if t.Facts.InvestigatedOn != "" {
		return
	}
	t.drop(anybody, e.On, Superseded, clock.FirstDelayReport, clock.LaterDelayReport)
	t.another(Ask{Rule: clock.FirstDelayReport, On: day})
}

// mustRefer: it became clear, once, that referral is mandatory.
func (t *turn) mustRefer(on domain.Date) {
	if t.Facts.ReferralClearOn != "" {
		return
	}
	t.Facts.ReferralClearOn = on
	t.another(Ask{Rule: clock.MandatoryReferral, On: on})
	if t.Facts.ReferralMadeOn != "" {
		t.meet(clock.MandatoryReferral, anybody, t.Facts.ReferralMadeOn)
	}
}

func (t *turn) referred(on domain.Date) {
	if t.Facts.ReferralMadeOn == "" {
		t.Facts.ReferralMadeOn = on
	}
	t.meet(clock.MandatoryReferral, anybody, t.Facts.ReferralMadeOn)
}

// keepInformed starts the next four weeks, as long as there is something left to tell.
func (t *turn) keepInformed(from domain.Date) {
	if !t.Facts.Over && (!t.Facts.Told || t.Facts.open()) {
		t.start(Ask{Rule: clock.ComplainantUpdate, On: from})
	}
}

func (t *turn) told(e OutcomeToldToComplainant) {
	t.Facts.Told = true
	t.meet(clock.ComplainantUpdate, anybody, e.On)
	t.meet(clock.OutcomeToComplainant, toldOf(e.Person), e.On)
	t.keepInformed(e.On)
	if e.ReviewBody != "" && t.Facts.complainant(e.Person) {
		t.restart(Ask{Rule: clock.ComplaintReview, About: e.Person, On: e.On})
	}
}

// delayReported: one report answers for every period that has ended, or else for the one that runs.
func (t *turn) delayReported(on domain.Date) {
	open := slices.Concat(t.running(clock.FirstDelayReport, anybody), t.running(clock.LaterDelayReport, anybody))
	for i, one := range open {
		if i == 0 || !on.Before(one.DueOn) {
			t.stop(one, on, "")
		}
	}
}

// nextDelayReport: each period of six months begins with the day after the one before. Where the investigation is over already, it is
// started only if it had begun by then, and ends with it.
func (t *turn) nextDelayReport(was Clock) {
	from, ended := was.DueOn.Plus(1), t.Facts.InvestigatedOn
	if was.Rule != clock.FirstDelayReport && was.Rule != clock.LaterDelayReport || ended != "" && ended.Before(from) {
		return
	}
	t.another(Ask{Rule: clock.LaterDelayReport, On: from})
	if ended != "" {
		t.drop(anybody, ended, NotNeeded, clock.LaterDelayReport)
	}
}

// investigated ends the periods of the investigation.
func (t *turn) investigated(on domain.Date) {
	if t.Facts.InvestigatedOn == "" {
		t.Facts.InvestigatedOn = on
	}
	t.drop(anybody, on, NotNeeded, clock.FirstDelayReport, clock.LaterDelayReport)
}

// againFrom: a re-investigation has a report of its own, on which it is determined anew.
func (t *turn) againFrom(e ReInvestigationDirected) {
	t.Facts.Mode, t.Facts.InvestigatedOn, t.Facts.Over = e.Mode, "", false
	for _, o := range t.officers() {
		t.about(o, func(f *OfficerFacts) { f.Determined, f.Closed = false, false })
	}
}

// over ends what a matter that does not go on needs no longer. What an outcome started runs on.
func (t *turn) over(on domain.Date) {
	t.Facts.Over = true
	t.investigated(on)
	t.drop(anybody, on, NotNeeded, clock.ComplainantUpdate, clock.Determination, clock.AuthorityViews)
	for _, o := range t.officers() {
		t.closed(o, on)
	}
}

// officers lists those known, always in the same order.
func (t *turn) officers() []domain.OfficerID { return slices.Sorted(maps.Keys(t.Facts.Officers)) }

// persons lists who is to be told of an outcome; somebody who is not named yet where a complaint has nobody.
func (t *turn) persons() []string {
	if len(t.Facts.Persons) == 0 && t.Facts.Complaint {
		return []string{""}
	}
	return slices.Sorted(maps.Keys(t.Facts.Persons))
}
