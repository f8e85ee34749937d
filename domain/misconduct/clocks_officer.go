package misconduct

import (
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/clock"
)

// officer is the table's part about one officer, up to the determination and beside proceedings.
func (t *turn) officer(e Event) {
	switch e := e.(type) {
	case OfficerConcernedIdentified:
		t.about(e.Officer, func(f *OfficerFacts) { f.Staff = notDisciplined(e.SubjectKind) })
	case WrittenNoticeServed:
		t.noticed(e)
	case RepresentationsReceived:
		t.represented(e)
	case TermsOfReferenceProvided:
		t.termsGiven(e.Officer, e.On)
	case TermsOfReferenceWithheld:
		t.termsGiven(e.Officer, e.On)
	case InterviewScheduled:
		t.restart(Ask{Rule: clock.AlternativeInterview, Officer: e.Officer, About: e.Interview, On: e.For})
	case InterviewPostponed:
		t.meet(clock.AlternativeInterview, ofThe(e.Officer, e.Interview), e.On)
	case InterviewHeld:
		t.drop(ofThe(e.Officer, e.Interview), e.On, NotNeeded, clock.AlternativeInterview)
	case CaseToAnswerDetermined:
		t.determined(e.Officer, e.On)
	case ReferredElsewhere:
		t.determined(e.Officer, e.On)
	case InvolvementClosed:
		t.about(e.Officer, func(f *OfficerFacts) { f.Closed = true })
		t.closed(e.Officer, e.On)
		t.determined(e.Officer, e.On)
		t.nothingLeft(e.On)
	case ReflectiveReviewNoticed:
		t.restart(Ask{Rule: clock.ReflectiveAccount, Officer: e.Officer, On: e.On})
	case ReflectiveAccountReceived:
		t.meet(clock.ReflectiveAccount, of(e.Officer), e.On)
	case ReflectiveDiscussionHeld:
		t.drop(of(e.Officer), e.On, NotNeeded, clock.ReflectiveAccount)
	default:
		t.duty(e)
	}
}

// duty is the table's part about suspension and restricted duties.
func (t *turn) duty(e Event) {
	switch e := e.(type) {
	case DutyStatusChanged:
		t.dutyChanged(e)
	case SuspensionReviewed:
		t.reviewed(e)
	case SuspensionReviewNotified:
		t.meet(clock.SuspensionReviewNotice, of(e.Officer), e.On)
	case OfficerLeftForce:
		t.suspensionEnds(e.Officer, e.On)
	default:
		t.proceedings(e)
	}
}

// ofSuspension are the periods that end with a suspension or restriction.
var ofSuspension = []clock.RuleID{clock.SuspensionInWriting, clock.SuspensionRepresentation, clock.FirstSuspensionReview, clock.LaterSuspensionReview}

// noticed: a further notice gives a new right to answer. The duty to give the terms of reference is met once.
func (t *turn) noticed(e WrittenNoticeServed) {
	on := e.CountsFrom(e.On)
	t.restart(Ask{Rule: clock.Representations, Officer: e.Officer, On: on})
	if !t.Facts.Officers[e.Officer].Terms {
		t.start(Ask{Rule: clock.TermsOfReference, Officer: e.Officer, On: on})
	}
}

func (t *turn) represented(e RepresentationsReceived) {
	switch e.About {
	case OnNotice:
		t.meet(clock.Representations, of(e.Officer), e.On)
	case OnSuspension:
		t.meet(clock.SuspensionRepresentation, of(e.Officer), e.On)
	case OnOutcome: // no period runs for it
	}
}

func (t *turn) termsGiven(o domain.OfficerID, on domain.Date) {
	t.about(o, func(f *OfficerFacts) { f.Terms = true })
	t.meet(clock.TermsOfReference, of(o), on)
}

func (t *turn) determined(o domain.OfficerID, on domain.Date) {
	t.about(o, func(f *OfficerFacts) { f.Determined = true })
	if t.Facts.determined() {
		t.meet(clock.Determination, anybody, on)
	}
}

// nothingLeft: who was told of the outcome, when nothing is left to do, needs no further news.
func (t *turn) nothingLeft(on domain.Date) {
	if t.Facts.Told && !t.Facts.open() {
		t.drop(anybody, on, NotNeeded, clock.ComplainantUpdate)
	}
}

// closed ends what an officer's case needs no longer when nothing is left to do in it. What an outcome started runs on.
func (t *turn) closed(o domain.OfficerID, on domain.Date) {
	t.drop(of(o), on, NotNeeded, clock.Representations, clock.TermsOfReference, clock.AlternativeInterview, clock.ReflectiveAccount)
	t.drop(of(o), on, NotNeeded, ofProceedings...)
	t.suspensionEnds(o, on)
}

// suspensionEnds: a suspension ends with the case it was made for, and with the officer's service (CR11(5)), whether or not it is lifted too.
func (t *turn) suspensionEnds(o domain.OfficerID, on domain.Date) {
	t.about(o, func(f *OfficerFacts) { f.Duty = Normal })
	t.drop(of(o), on, NotNeeded, ofSuspension...)
}

func (t *turn) dutyChanged(e DutyStatusChanged) {
	was := t.Facts.Officers[e.Officer].Duty
	t.about(e.Officer, func(f *OfficerFacts) { f.Duty = e.Status })
	whose := of(e.Officer)
	switch {
	case e.Status == was && e.Status == Suspended && !e.Oral:
		t.meet(clock.SuspensionInWriting, whose, e.On)
	case e.Status == was:
	case !suspended(e.Status):
		t.drop(whose, e.On, NotNeeded, ofSuspension...)
	default:
		t.drop(whose, e.On, NotNeeded, clock.SuspensionInWriting, clock.SuspensionRepresentation)
		t.drop(whose, e.On, Superseded, clock.FirstSuspensionReview, clock.LaterSuspensionReview)
		t.another(Ask{Rule: clock.FirstSuspensionReview, Officer: e.Officer, On: e.On})
		if e.Status == Suspended {
			t.suspended(e)
		}
	}
}

func (t *turn) suspended(e DutyStatusChanged) {
	t.another(Ask{Rule: clock.SuspensionRepresentation, Officer: e.Officer, On: e.On})
	if e.Oral {
		t.another(Ask{Rule: clock.SuspensionInWriting, Officer: e.Officer, On: e.On})
	}
}

func (t *turn) reviewed(e SuspensionReviewed) {
	t.meet(clock.FirstSuspensionReview, of(e.Officer), e.On)
	t.meet(clock.LaterSuspensionReview, of(e.Officer), e.On)
	t.another(Ask{Rule: clock.SuspensionReviewNotice, Officer: e.Officer, On: e.On})
	if e.ConditionsMet && suspended(t.Facts.Officers[e.Officer].Duty) {
		t.another(Ask{Rule: clock.LaterSuspensionReview, Officer: e.Officer, On: e.On})
	}
}
