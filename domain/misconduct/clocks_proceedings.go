package misconduct

import (
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/clock"
)

// proceedings is the table's part about a meeting or hearing until it begins.
func (t *turn) proceedings(e Event) {
	switch e := e.(type) {
	case ReferralNoticeServed:
		t.served(e)
	case PanelAppointed:
		forEach(e.Officers, func(o domain.OfficerID) { t.appointed(o, e) })
	case ObjectionMade:
		t.meet(clock.PanelObjection, of(e.Officer), e.On)
	case ObjectionDecided:
		t.about(e.Officer, func(f *OfficerFacts) { f.Upheld = f.Upheld || e.Upheld })
	case OfficerResponded:
		t.responded(e)
	case WitnessListSupplied:
		t.about(e.Officer, func(f *OfficerFacts) { f.Listed = with(f.Listed, e.By, true) })
		t.exchanged(e.Officer, e.On)
	case BundleSupplied:
		forEach(e.Officers, func(o domain.OfficerID) { t.bundled(o, e.On) })
	case HearingFixed:
		forEach(e.Officers, func(o domain.OfficerID) { t.fixed(o, e) })
	case PublicNoticePublished:
		forEach(e.Officers, func(o domain.OfficerID) { t.meet(clock.PublicNotice, of(o), e.On) })
	case PreHearingFixed:
		forEach(e.Officers, func(o domain.OfficerID) { t.preHearingFixed(o, e) })
	case PreHearingHeld:
		forEach(e.Officers, func(o domain.OfficerID) {
			t.meet(clock.PreHearing, of(o), e.On)
			t.drop(of(o), e.On, NotNeeded, clock.PreHearingPostponement)
		})
	case ProceedingsOpened:
		forEach(e.Officers, func(o domain.OfficerID) { t.opened(o, e.On) })
	case ProceedingsWithdrawn:
		t.drop(of(e.Officer), e.On, NotNeeded, ofProceedings...)
	default:
		t.outcome(e)
	}
}

func forEach(officers []domain.OfficerID, f func(domain.OfficerID)) {
	for _, o := range officers {
		f(o)
	}
}

// ofProceedings are the periods that end when there are no proceedings any longer.
var ofProceedings = []clock.RuleID{clock.PanelObjection, clock.ReferralResponse, clock.WitnessLists, clock.MeetingHeld, clock.PreHearing,
	clock.PreHearingPostponement, clock.HearingBegins, clock.PublicNotice, clock.AcceleratedHearing, clock.AcceleratedResponse}

// served: a notice of referral starts when the proceedings must begin and by when the officer answers. A later one starts both anew.
func (t *turn) served(e ReferralNoticeServed) {
	on, o := e.CountsFrom(e.On), e.Officer
	t.about(o, func(f *OfficerFacts) { f.Form, f.Listed, f.Upheld = e.Form, nil, false })
	t.drop(of(o), on, Superseded, clock.ReferralResponse, clock.AcceleratedResponse, clock.MeetingHeld, clock.HearingBegins, clock.AcceleratedHearing)
	begins, answered := clock.HearingBegins, clock.ReferralResponse
	switch e.Form {
	case Meeting:
		begins = clock.MeetingHeld
	case AcceleratedHearing:
		begins, answered = clock.AcceleratedHearing, clock.AcceleratedResponse
	}
	t.another(Ask{Rule: answered, Officer: o, On: on})
	t.another(Ask{Rule: begins, Officer: o, On: on})
}

// appointed: whoever takes the place of somebody objected to gives the accelerated hearing its time again.
func (t *turn) appointed(o domain.OfficerID, e PanelAppointed) {
	t.restart(Ask{Rule: clock.PanelObjection, Officer: o, On: e.On})
	if facts := t.Facts.Officers[o]; facts.Upheld && e.Replaces && facts.Form == AcceleratedHearing {
		t.restart(Ask{Rule: clock.AcceleratedHearing, Officer: o, On: e.On})
	}
	t.about(o, func(f *OfficerFacts) { f.Upheld = false })
}

func (t *turn) responded(e OfficerResponded) {
	t.meet(clock.ReferralResponse, of(e.Officer), e.On)
	t.meet(clock.AcceleratedResponse, of(e.Officer), e.On)
	if form := t.Facts.Officers[e.Officer].Form; form == Meeting || form == Hearing {
		t.restart(Ask{Rule: clock.WitnessLists, Officer: e.Officer, On: e.On})
		t.exchanged(e.Officer, e.On)
	}
}

// exchanged: lists of witnesses are exchanged when both sides have supplied theirs.
func (t *turn) exchanged(o domain.OfficerID, on domain.Date) {
	if listed := t.Facts.Officers[o].Listed; listed[SideAuthority] && listed[SideOfficer] {
		t.meet(clock.WitnessLists, of(o), on)
	}
}

func (t *turn) bundled(o domain.OfficerID, on domain.Date) {
	if t.Facts.Officers[o].Form == Hearing {
		t.start(Ask{Rule: clock.PreHearing, Officer: o, On: on})
	}
}

// fixed: the notice of a public hearing is due so long before its first day; a hearing that is moved has another.
func (t *turn) fixed(o domain.OfficerID, e HearingFixed) {
	t.drop(of(o), e.On, Superseded, clock.PublicNotice)
	if e.Form == Hearing && e.Public {
		t.another(Ask{Rule: clock.PublicNotice, Officer: o, On: e.On, From: e.FirstDay})
	}
}

// preHearingFixed: fixed again while the officer may propose another day, it is postponed.
func (t *turn) preHearingFixed(o domain.OfficerID, e PreHearingFixed) {
	if len(t.running(clock.PreHearingPostponement, of(o))) > 0 {
		t.meet(clock.PreHearingPostponement, of(o), e.On)
		return
	}
	t.another(Ask{Rule: clock.PreHearingPostponement, Officer: o, On: e.For})
}

// opened: once proceedings have begun, what prepared them cannot be done any more. Where it was late by then, that stays on record.
func (t *turn) opened(o domain.OfficerID, on domain.Date) {
	for _, begins := range []clock.RuleID{clock.MeetingHeld, clock.HearingBegins, clock.AcceleratedHearing} {
		t.meet(begins, of(o), on)
	}
	t.drop(of(o), on, NotNeeded, clock.PanelObjection, clock.ReferralResponse, clock.AcceleratedResponse, clock.WitnessLists, clock.PreHearing,
		clock.PreHearingPostponement, clock.PublicNotice)
}
