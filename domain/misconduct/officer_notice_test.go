package misconduct_test

import (
	"testing"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
)

// under returns a history that is governed by another version of the rules.
func under(regime string, history []misconduct.Event) []misconduct.Event {
	first := received()
	first.RegimeVersion = regime
	return after([]misconduct.Event{first}, history[1:]...)
}

// internal is a matter under Part 3: nobody but the authority has a say.
var internal = after(open, recordedAs(misconduct.InternalMisconduct), concerned(thorne, "OFFICER"), concerned(calloway, "OFFICER"),
	concerned(gone, "FORMER_OFFICER"), concerned(clerk, "POLICE_STAFF"),
	alleged(func(a *misconduct.AddAllegation) { a.Officers = []domain.OfficerID{thorne, calloway, gone} }), appointed(), exhibit())

// filed is a document of the matter.
func filed(id string, kind misconduct.DocumentKind, o domain.OfficerID) misconduct.DocumentRecorded {
	return misconduct.DocumentRecorded{Document: id, Kind: kind, Title: "t", MediaType: "application/pdf", Officer: o, Dated: misconduct.Dated{On: "2025-06-12"}}
}

func byAuthority(a *misconduct.AssessSeverity) { a.DecidedBy = domain.AppropriateAuthority }

func TestNoticeCountsAsServedByTheWayItWasGiven(t *testing.T) {
	t.Parallel()
	cases := []struct {
		regime string
		method misconduct.ServiceMethod
		stored misconduct.ServiceMethod
		deemed domain.Date // "" for the day it was given, Thursday 2025-06-12
	}{
		{"2020+A24+A25", "", misconduct.InPerson, ""},
		{"2020+A24+A25", misconduct.LeftAtAddress, misconduct.LeftAtAddress, ""},
		{"2020+A24+A25", misconduct.RecordedDelivery, misconduct.RecordedDelivery, "2025-06-16"},
		{"2020+A24+A25", misconduct.ByEmail, misconduct.ByEmail, "2025-06-13"},
		{"2020+A24+A25+CPA26", misconduct.ByEmail, misconduct.ByEmail, "2025-06-13"},
		{"2020+A24", misconduct.RecordedDelivery, misconduct.RecordedDelivery, ""},
		{"2020", misconduct.AsAgreed, misconduct.AsAgreed, ""},
	}
	for _, c := range cases {
		t.Run(c.regime+" "+string(c.method), func(t *testing.T) {
			t.Parallel()
			want := noticed(thorne, misconduct.GrossMisconduct, misconduct.Hearing)
			want.Service = misconduct.Service{Method: c.stored, DeemedOn: c.deemed}
			notice := misconduct.ServeNotice{Officer: thorne, Severity: misconduct.GrossMisconduct, LikelyForm: misconduct.Hearing, Method: c.method, On: "2025-06-12"}
			s := given(t, under(c.regime, judged)...).When(notice).Then(want).State()
			counts := c.deemed
			if counts == "" {
				counts = "2025-06-12"
			}
			if got := s.Officers[thorne].NoticeOn; got != counts {
				t.Errorf("counts from %s, want %s", got, counts)
			}
		})
	}
}

func TestDelayOfTheNoticeEndsByServingIt(t *testing.T) {
	t.Parallel()
	delay := misconduct.DelayNotice{Officer: thorne, Reason: "a search is planned", On: "2025-06-12"}
	story := given(t, judged...).When(delay).Then(misconduct.NoticeDelayed{Officer: thorne, Reason: delay.Reason, Dated: misconduct.Dated{On: delay.On}})
	if !story.State().Officers[thorne].NoticeDelayed {
		t.Error("the notice does not wait")
	}
	story.When(misconduct.ServeNotice{Officer: thorne, Severity: misconduct.GrossMisconduct, LikelyForm: misconduct.Hearing, On: "2025-06-12"})
	if story.State().Officers[thorne].NoticeDelayed {
		t.Error("the notice still waits")
	}
}

func TestConsultationBeforeSeverityIsRecorded(t *testing.T) {
	t.Parallel()
	low := func(a *misconduct.AssessSeverity) {
		a.Severity, a.LikelyForm, a.LineManagerConsulted = misconduct.PracticeRequiringImprovement, misconduct.RPRP, true
	}
	want := assessed(thorne, misconduct.PracticeRequiringImprovement, misconduct.RPRP)
	want.DecidedBy, want.LineManagerConsulted = domain.AppropriateAuthority, true
	given(t, internal...).When(assess(byAuthority, low)).Then(want)
}

func TestInternalAssessmentIsRevisedUntilProceedingsBegin(t *testing.T) {
	t.Parallel()
	gross, lower := byAuthority, func(a *misconduct.AssessSeverity) {
		a.Severity, a.LikelyForm = misconduct.Misconduct, misconduct.Meeting
	}
	notice := func(s misconduct.Severity, f misconduct.Form) misconduct.ServeNotice {
		return misconduct.ServeNotice{Officer: thorne, Severity: s, LikelyForm: f, On: "2025-06-12"}
	}
	first := determine(func(c *misconduct.DetermineCaseToAnswer) { c.DecidedBy = domain.AppropriateAuthority })
	again := with(first, func(c *misconduct.DetermineCaseToAnswer) {
		c.Decision, c.Finding, c.Route = "d-9", misconduct.CaseForMisconduct, misconduct.Meeting
	})
	story := given(t, internal...).When(assess(gross)).When(notice(misconduct.GrossMisconduct, misconduct.Hearing)).
		When(misconduct.SubmitReport{By: examiner, On: "2025-10-10"}).When(first).
		When(assess(gross, lower)).When(notice(misconduct.Misconduct, misconduct.Meeting)).When(again)
	if got := story.State().Officers[thorne]; got.Finding != misconduct.CaseForMisconduct || got.Route != misconduct.Meeting || got.Revised {
		t.Errorf("involvement %+v", got)
	}
	story.When(with(again, func(c *misconduct.DetermineCaseToAnswer) { c.Decision = "d-10" })).Refused("ALREADY_DETERMINED")
}

func TestVettingIsALikelyRouteOnlyUnderTheRulesThatKnowIt(t *testing.T) {
	t.Parallel()
	vet := func(a *misconduct.AssessSeverity) { a.Severity, a.LikelyForm = misconduct.NotAny, misconduct.Vetting }
	given(t, internal...).When(assess(byAuthority, vet)).State()
	given(t, under("2020+A24+VR", internal)...).When(assess(byAuthority, vet)).Refused("FORM_NOT_LAWFUL")
}
