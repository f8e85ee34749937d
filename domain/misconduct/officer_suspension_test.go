package misconduct_test

import (
	"testing"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
)

func consult(on domain.Date) misconduct.ConsultIOPCOnSuspension {
	return misconduct.ConsultIOPCOnSuspension{Officer: thorne, View: "no objection", On: on}
}

func consulted(day domain.Date) misconduct.IOPCConsultedOnSuspension {
	return misconduct.IOPCConsultedOnSuspension{Officer: thorne, View: "no objection", Dated: on(day)}
}

func back(reason string) misconduct.ChangeDutyStatus {
	return misconduct.ChangeDutyStatus{Officer: thorne, Status: misconduct.Normal, ReasonCode: reason, On: "2025-12-20"}
}

// In a directed investigation the IOPC is asked before each suspension begins and before each ends; confirming one in writing is neither.
func TestSuspensionInADirectedInvestigation(t *testing.T) {
	t.Parallel()
	written := func(c *misconduct.ChangeDutyStatus) { c.Oral, c.On = false, "2025-06-10" }
	story := given(t, directed...).When(consult("2025-06-06")).Then(consulted("2025-06-06")).
		When(suspend()).Then(suspended()).
		When(suspend(written)).Then(suspended(written)).
		When(misconduct.ReviewSuspension{Officer: thorne, ConditionsMet: true, Reason: "witnesses still to be seen", On: "2025-07-03"}).
		When(misconduct.NotifySuspensionReview{Officer: thorne, On: "2025-07-07"}).
		Then(misconduct.SuspensionReviewNotified{Officer: thorne, Dated: on("2025-07-07")}).
		When(consult("2025-07-28")).
		When(misconduct.ReviewSuspension{Officer: thorne, Reason: "witnesses were seen", On: "2025-07-30"}).
		When(misconduct.NotifySuspensionReview{Officer: thorne, On: "2025-07-31"})
	if got := story.State().Officers[thorne].Duty; got != misconduct.Normal {
		t.Errorf("duty %s", got)
	}
	story.When(suspend()).Refused("IOPC_NOT_CONSULTED") // asked about the one before, not about this
}

func TestRestrictedDutiesInKindsAndWords(t *testing.T) {
	t.Parallel()
	desk := misconduct.ChangeDutyStatus{Officer: thorne, Status: misconduct.Restricted, ReasonCode: misconduct.Prejudice,
		Restrictions: []misconduct.Restriction{misconduct.NoPublicContact, misconduct.NoSystemAccess}, On: "2025-06-06"}
	fewer := with(desk, func(c *misconduct.ChangeDutyStatus) { c.Restrictions = desk.Restrictions[:1] })
	elsewhere := with(desk, func(c *misconduct.ChangeDutyStatus) {
		c.Restrictions, c.Conditions = []misconduct.Restriction{misconduct.OtherLocation, misconduct.NoPhone}, []string{"works at Harbour Street"}
	})
	event := func(c misconduct.ChangeDutyStatus) misconduct.DutyStatusChanged {
		return misconduct.DutyStatusChanged{Officer: c.Officer, Status: c.Status, ReasonCode: c.ReasonCode, Restrictions: c.Restrictions,
			Conditions: c.Conditions, On: c.On}
	}
	given(t, directed...).When(desk).Then(event(desk)).When(fewer).Then(event(fewer)).When(elsewhere).Then(event(elsewhere)).
		When(elsewhere).Refused("SAME_STATUS")
}

// A suspension ends by law when the case goes to no proceedings, or when they are concluded: then nobody's view is wanted.
func TestSuspensionEndsWithTheCase(t *testing.T) {
	t.Parallel()
	away := after(told, suspended(), reported())
	noCase := misconduct.CaseToAnswerDetermined{Decision: "d-1", Officer: thorne, Finding: misconduct.NoCaseToAnswer, Route: misconduct.NoFurtherAction, On: "2025-12-01"}
	hearing := misconduct.CaseToAnswerDetermined{Decision: "d-1", Officer: thorne, Finding: misconduct.CaseForGrossMisconduct, Route: misconduct.Hearing, On: "2025-12-01"}
	notice := misconduct.ReferralNoticeServed{Officer: thorne, Form: misconduct.Hearing, Dated: on("2025-12-08")}
	withdrawn := misconduct.ProceedingsWithdrawn{Officer: thorne, Then: misconduct.NoFurtherAction, Dated: on("2025-12-10")}
	notified := misconduct.OutcomeNotified{Officer: thorne, Dated: on("2025-12-19")}
	for name, c := range map[string]struct {
		given  []misconduct.Event
		reason string
	}{
		"no case":     {after(away, noCase), misconduct.NotReferred},
		"withdrawn":   {after(away, hearing, notice, withdrawn), misconduct.NotReferred},
		"outcome":     {after(away, hearing, notice, notified), misconduct.ProceedingsConcluded},
		"not pursued": {after(internal, suspended(), misconduct.MatterDiscontinued{Dated: on("2025-12-01")}), misconduct.NotReferred},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			given(t, c.given...).When(back(c.reason)).Then(misconduct.DutyStatusChanged{Officer: thorne, Status: misconduct.Normal, ReasonCode: c.reason, On: "2025-12-20"}).
				When(suspend()).Refused("SUSPENSION_TOO_LATE")
		})
	}
}
