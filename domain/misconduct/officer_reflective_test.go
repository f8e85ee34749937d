package misconduct_test

import (
	"testing"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
)

func elsewhere(change ...func(*misconduct.ReferElsewhere)) misconduct.ReferElsewhere {
	return with(misconduct.ReferElsewhere{Officer: thorne, Route: misconduct.RPRP, DecidedBy: domain.AppropriateAuthority,
		Reason: "a conversation will do more", On: "2025-06-13"}, change...)
}

func wentElsewhere(route misconduct.Form) misconduct.ReferredElsewhere {
	return misconduct.ReferredElsewhere{Officer: thorne, Route: route, DecidedBy: domain.AppropriateAuthority, Reason: "a conversation will do more", Dated: on("2025-06-13")}
}

func report(change ...func(*misconduct.RetainReflectiveReport)) misconduct.RetainReflectiveReport {
	return with(misconduct.RetainReflectiveReport{Officer: thorne, Issue: "one reply", Discussion: "how groups drift", KeyActions: []string{"a course by March"},
		LessonsForOfficer: "to speak up", LessonsForForce: "to brief teams", ReviewPeriodMonths: 6, On: "2026-01-20"}, change...)
}

var (
	improvable = after(directed, assessed(thorne, misconduct.PracticeRequiringImprovement, misconduct.RPRP))
	reflecting = after(improvable, wentElsewhere(misconduct.RPRP))
	reflected  = after(reflecting, misconduct.ReflectiveReviewNoticed{Officer: thorne, Reviewer: "sergeant-1", Dated: on("2025-12-09")},
		filed("doc-1", misconduct.DocReflectiveText, thorne))
)

func TestReflectiveReviewInItsOrder(t *testing.T) {
	t.Parallel()
	c := report()
	story := given(t, after(reflecting, filed("doc-1", misconduct.DocReflectiveText, thorne))...).
		When(misconduct.ServeReflectiveNotice{Officer: thorne, Reviewer: "sergeant-1", On: "2025-12-09"}).
		Then(misconduct.ReflectiveReviewNoticed{Officer: thorne, Reviewer: "sergeant-1", Dated: on("2025-12-09")}).
		When(misconduct.ReceiveReflectiveAccount{Officer: thorne, Document: "doc-1", On: "2025-12-16"}).
		Then(misconduct.ReflectiveAccountReceived{Officer: thorne, Document: "doc-1", Dated: on("2025-12-16")}).
		When(misconduct.HoldReflectiveDiscussion{Officer: thorne, On: "2026-01-12"}).
		Then(misconduct.ReflectiveDiscussionHeld{Officer: thorne, Dated: on("2026-01-12")}).
		When(c).Then(misconduct.ReflectiveReportRetained{Officer: thorne, Issue: c.Issue, Discussion: c.Discussion, KeyActions: c.KeyActions,
		LessonsForOfficer: c.LessonsForOfficer, LessonsForForce: c.LessonsForForce, ReviewPeriodMonths: 6, Dated: on("2026-01-20")})
	if got := story.State().Officers[thorne].Reflective; got != misconduct.ReflectiveRetained {
		t.Errorf("stage %s", got)
	}
	// Whoever gives no account is talked to all the same.
	given(t, reflected...).When(misconduct.HoldReflectiveDiscussion{Officer: thorne, On: "2026-01-12"}).When(report()).State()
}

// The reflective review follows from a referral, from the determination, from withdrawal, and from an outcome.
func TestWaysToTheReflectiveReview(t *testing.T) {
	t.Parallel()
	noCase := misconduct.CaseToAnswerDetermined{Decision: "d-1", Officer: thorne, Finding: misconduct.NoCaseToAnswer, Route: misconduct.RPRP, On: "2025-12-01"}
	hearing := misconduct.CaseToAnswerDetermined{Decision: "d-1", Officer: thorne, Finding: misconduct.CaseForGrossMisconduct, Route: misconduct.Hearing, On: "2025-12-01"}
	notice := misconduct.ReferralNoticeServed{Officer: thorne, Form: misconduct.Hearing, Dated: on("2025-12-08")}
	withdrawn := misconduct.ProceedingsWithdrawn{Officer: thorne, Then: misconduct.RPRP, Dated: on("2025-12-10")}
	outcome := misconduct.OutcomeImposed{Officer: thorne, Action: misconduct.ReferToReflective, Dated: on("2025-12-10")}
	for name, history := range map[string][]misconduct.Event{"referral": reflecting, "determination": after(reportIn, noCase),
		"withdrawal": after(reportIn, hearing, notice, withdrawn), "outcome": after(reportIn, hearing, notice, outcome)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			given(t, history...).When(misconduct.ServeReflectiveNotice{Officer: thorne, Reviewer: "sergeant-1", On: "2025-12-12"}).State()
		})
	}
}

func TestWhatIsLessThanMisconductGoesElsewhere(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		severity misconduct.Severity
		route    misconduct.Form
	}{{misconduct.PracticeRequiringImprovement, misconduct.RPRP}, {misconduct.PracticeRequiringImprovement, misconduct.Performance},
		{misconduct.NotAny, misconduct.NoFurtherAction}, {misconduct.NotAny, misconduct.Vetting}} {
		s := given(t, after(directed, assessed(thorne, c.severity, c.route))...).
			When(elsewhere(func(r *misconduct.ReferElsewhere) { r.Route = c.route })).Then(wentElsewhere(c.route)).State()
		if got := s.Officers[thorne].Elsewhere; got != c.route {
			t.Errorf("went to %s, want %s", got, c.route)
		}
	}
	// Assessed anew, the case comes back.
	s := given(t, after(reflecting, assessed(thorne, misconduct.Misconduct, misconduct.Meeting))...).State()
	if got := s.Officers[thorne].Elsewhere; got != "" {
		t.Errorf("still at %s", got)
	}
}

func TestDeparture(t *testing.T) {
	t.Parallel()
	left := func(under bool) misconduct.OfficerLeftForce {
		return misconduct.OfficerLeftForce{Officer: thorne, How: misconduct.Resigned, UnderInvestigation: under, Dated: on("2025-09-30")}
	}
	leave := misconduct.RecordDeparture{Officer: thorne, How: misconduct.Resigned, On: "2025-09-30"}
	given(t, named...).When(leave).Then(left(false))
	given(t, improvable...).When(leave).Then(left(false))
	given(t, after(told, suspended())...).When(leave).Then(left(true),
		misconduct.DutyStatusChanged{Officer: thorne, Status: misconduct.Normal, ReasonCode: misconduct.LeftForce, On: "2025-09-30"})
	// From then on the rules for former officers hold: misconduct leads nowhere.
	gone := after(told, left(true))
	given(t, gone...).When(assess(func(a *misconduct.AssessSeverity) {
		a.Severity, a.LikelyForm = misconduct.Misconduct, misconduct.Meeting
	})).Refused("FORM_NOT_LAWFUL")
	given(t, after(gone, assessed(thorne, misconduct.Misconduct, misconduct.NoFurtherAction))...).
		When(elsewhere(func(r *misconduct.ReferElsewhere) { r.Route = misconduct.NoFurtherAction })).Then(wentElsewhere(misconduct.NoFurtherAction))
}

func TestDayOnWhichAFormerOfficerHadLeft(t *testing.T) {
	t.Parallel()
	given(t, named...).When(misconduct.RecordDeparture{Officer: gone, How: misconduct.Retired, On: "2024-03-31"}).
		Then(misconduct.OfficerLeftForce{Officer: gone, How: misconduct.Retired, Dated: on("2024-03-31")})
}

func TestConditionC(t *testing.T) {
	t.Parallel()
	away := after(told, misconduct.OfficerLeftForce{Officer: thorne, How: misconduct.Retired, UnderInvestigation: true, Dated: on("2025-09-30")})
	determine := func(proceed bool) misconduct.DetermineConditionC {
		return misconduct.DetermineConditionC{Officer: thorne, Proceed: proceed, Reasons: "reasonable and proportionate", On: "2026-03-01"}
	}
	story := given(t, away...).When(determine(false)).
		Then(misconduct.ConditionCDetermined{Officer: thorne, Reasons: "reasonable and proportionate", Dated: on("2026-03-01")}).
		When(determine(true)).
		Then(misconduct.ConditionCDetermined{Officer: thorne, Proceed: true, Reasons: "reasonable and proportionate", Dated: on("2026-03-01")})
	if !story.State().Officers[thorne].ConditionC {
		t.Error("proceedings are still out of time")
	}
}

func TestVetting(t *testing.T) {
	t.Parallel()
	vet := func(withdrawn, dismissed bool) misconduct.DetermineVetting {
		return misconduct.DetermineVetting{Officer: thorne, Withdrawn: withdrawn, Dismissed: dismissed, Reasons: "the messages", On: "2025-12-01"}
	}
	for _, c := range []struct {
		withdrawn, dismissed bool
		state                string
	}{{true, true, "WITHDRAWN"}, {true, false, "WITHDRAWN"}, {false, false, "MAINTAINED"}} {
		s := given(t, told...).When(vet(c.withdrawn, c.dismissed)).
			Then(misconduct.VettingDetermined{Officer: thorne, Withdrawn: c.withdrawn, Dismissed: c.dismissed, Reasons: "the messages", Dated: on("2025-12-01")}).State()
		if got := s.Officers[thorne].Vetting; got != c.state {
			t.Errorf("%+v: clearance %s", c, got)
		}
	}
	given(t, told...).When(vet(false, false)).When(vet(true, false)).State() // kept at first, then lost
}
