package misconduct_test

import (
	"testing"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
)

const (
	interview = "5e7b3d90-1c2f-4a86-b0d4-8f6a2e1c9b55"
	another   = "5e7b3d90-1c2f-4a86-b0d4-8f6a2e1c9b56"
)

func termsSet() misconduct.TermsOfReferenceSet {
	return misconduct.TermsOfReferenceSet{Text: "the messages of one group", SetBy: domain.DirectorGeneral, Dated: on("2025-06-12")}
}

func schedule(change ...func(*misconduct.ScheduleInterview)) misconduct.ScheduleInterview {
	return with(misconduct.ScheduleInterview{Officer: thorne, Interview: interview, For: "2025-08-20", On: "2025-08-14"}, change...)
}

func postpone(change ...func(*misconduct.PostponeInterview)) misconduct.PostponeInterview {
	return with(misconduct.PostponeInterview{Officer: thorne, Interview: interview, Reason: "the police friend is away", For: "2025-08-26", On: "2025-08-20"}, change...)
}

func hold(change ...func(*misconduct.HoldInterview)) misconduct.HoldInterview {
	return with(misconduct.HoldInterview{Officer: thorne, Interview: interview, Answered: true, Summary: "it was a joke", On: "2025-08-26"}, change...)
}

var (
	scoped    = after(told, termsSet())
	briefed   = after(scoped, misconduct.TermsOfReferenceProvided{Officer: thorne, Dated: on("2025-06-18")})
	scheduled = after(briefed, misconduct.InterviewScheduled{Officer: thorne, Interview: interview, For: "2025-08-20", Dated: on("2025-08-14")})
)

func TestTermsOfReferenceAreGivenOrItIsSaidWhyNot(t *testing.T) {
	t.Parallel()
	given(t, scoped...).When(misconduct.ProvideTermsOfReference{Officer: thorne, On: "2025-06-18"}).
		Then(misconduct.TermsOfReferenceProvided{Officer: thorne, Dated: on("2025-06-18")}).
		When(misconduct.ProvideTermsOfReference{Officer: thorne, On: "2025-07-01"}).
		Then(misconduct.TermsOfReferenceProvided{Officer: thorne, Dated: on("2025-07-01")}) // revised, so given again
	withhold := misconduct.WithholdTermsOfReference{Officer: thorne, Reason: "a search is planned", On: "2025-06-18"}
	story := given(t, told...).When(withhold).
		Then(misconduct.TermsOfReferenceWithheld{Officer: thorne, Reason: withhold.Reason, Dated: on("2025-06-18")})
	if got := story.When(schedule()).State().Officers[thorne].Interviews[interview].For; got != "2025-08-20" {
		t.Errorf("the interview is for %q", got)
	}
	early := misconduct.TermsOfReferenceProvided{Officer: thorne, Dated: misconduct.Dated{On: "2025-06-11", BeforeCause: true}}
	given(t, scoped...).When(misconduct.ProvideTermsOfReference{Officer: thorne, On: "2025-06-11"}).Then(early)
}

func TestInterviewIsScheduledPostponedAndHeldOnce(t *testing.T) {
	t.Parallel()
	given(t, briefed...).
		When(schedule()).Then(misconduct.InterviewScheduled{Officer: thorne, Interview: interview, For: "2025-08-20", Dated: on("2025-08-14")}).
		When(postpone()).Then(misconduct.InterviewPostponed{Officer: thorne, Interview: interview, Reason: "the police friend is away", For: "2025-08-26", Dated: on("2025-08-20")}).
		When(hold()).Then(misconduct.InterviewHeld{Officer: thorne, Interview: interview, Answered: true, Summary: "it was a joke", Dated: on("2025-08-26")}).
		When(schedule(func(c *misconduct.ScheduleInterview) { c.Interview = another })).
		When(hold(func(c *misconduct.HoldInterview) { c.Interview, c.Answered, c.Summary = another, false, "" })).
		Then(misconduct.InterviewHeld{Officer: thorne, Interview: another, Dated: on("2025-08-26")})
}

// The officer's alternative is reasonable within five working days of the day first specified; 25 August 2025 was a bank holiday.
func TestAlternativeDayOfAnInterview(t *testing.T) {
	t.Parallel()
	to := func(day domain.Date, agreed bool) misconduct.PostponeInterview {
		return postpone(func(c *misconduct.PostponeInterview) { c.For, c.Agreed = day, agreed })
	}
	for day, late := range map[domain.Date]bool{"2025-08-20": false, "2025-08-27": false, "2025-08-28": false, "2025-08-29": true, "2025-09-30": true} {
		story := given(t, scheduled...).When(to(day, false))
		if late {
			story.Refused("INTERVIEW_TOO_LATE")
			story = given(t, scheduled...).When(to(day, true))
		}
		if got := story.State().Officers[thorne].Interviews[interview].For; got != day {
			t.Errorf("the interview is for %s, want %s", got, day)
		}
	}
	// A second alternative is counted from the day first specified, so that it cannot move on and on.
	given(t, scheduled...).When(to("2025-08-28", false)).When(to("2025-08-29", false)).Refused("INTERVIEW_TOO_LATE")
}

func TestInterviewBeforeTheTermsIsFlaggedByItsDay(t *testing.T) {
	t.Parallel()
	given(t, scheduled...).When(hold(func(c *misconduct.HoldInterview) { c.On = "2025-06-17" })).
		Then(misconduct.InterviewHeld{Officer: thorne, Interview: interview, Answered: true, Summary: "it was a joke",
			Dated: misconduct.Dated{On: "2025-06-17", BeforeCause: true}})
}

func TestRepresentationsAreReceivedWhenTheyCome(t *testing.T) {
	t.Parallel()
	say := func(about misconduct.RepresentationsOn) misconduct.ReceiveRepresentations {
		return misconduct.ReceiveRepresentations{Officer: thorne, About: about, Document: "doc-1", Summary: "denies it", On: "2025-08-26"}
	}
	want := func(about misconduct.RepresentationsOn) misconduct.RepresentationsReceived {
		return misconduct.RepresentationsReceived{Officer: thorne, About: about, Document: "doc-1", Summary: "denies it", Dated: on("2025-08-26")}
	}
	paper := filed("doc-1", misconduct.DocRepresentations, thorne)
	found := misconduct.FindingMade{Officer: thorne, Allegation: "a-1", Finding: misconduct.FoundMisconduct, Dated: on("2025-08-20")}
	given(t, after(told, paper)...).When(say(misconduct.OnNotice)).Then(want(misconduct.OnNotice))
	given(t, after(told, paper, suspended())...).When(say(misconduct.OnSuspension)).Then(want(misconduct.OnSuspension))
	given(t, after(reportIn, paper, found)...).When(say(misconduct.OnOutcome)).Then(want(misconduct.OnOutcome))
}
