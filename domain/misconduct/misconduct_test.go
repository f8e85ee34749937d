package misconduct_test

import (
	"testing"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
)

func TestReceiveChoosesTheRulesByDate(t *testing.T) {
	t.Parallel()
	for day, version := range map[domain.Date]string{"2020-02-01": "2020", "2024-05-06": "2020", "2024-05-07": "2020+A24", "2025-05-14": "2020+A24+VR",
		"2025-05-27": "2020+A24+VR", "2025-05-28": "2020+A24+A25", "2026-03-10": "2020+A24+A25"} {
		want := received()
		want.CameToAttentionOn, want.RegimeVersion = day, version
		given(t).When(misconduct.Receive{Reference: want.Reference, Operation: want.Operation, Force: want.Force, CameToAttentionOn: day,
			Summary: want.Summary, ReportedBy: want.ReportedBy}).Then(want)
	}
}

func TestRecord(t *testing.T) {
	t.Parallel()
	grow := misconduct.Record{Kind: misconduct.RecordableConductMatter, On: "2025-06-03",
		Grounds: []misconduct.Ground{misconduct.AggravatedDiscrimination, misconduct.SameIncident}}
	cases := []struct {
		name  string
		given []misconduct.Event
		when  misconduct.Record
		early bool
	}{
		{"first", open, misconduct.Record{Kind: misconduct.InternalMisconduct, On: "2025-06-03"}, false},
		{"said to be recorded before it came to attention", open, misconduct.Record{Kind: misconduct.Complaint, On: "2025-06-01"}, true},
		{"more grounds", rcm, grow, false},
		{"a conduct matter turns out to be recordable", after(open, recordedAs(misconduct.ConductMatter)), grow, false},
		{"a death in custody shows misconduct", after(open, recordedAs(misconduct.DSIMatter)), misconduct.Record{Kind: misconduct.ConductMatter, On: "2025-06-05"}, false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			given(t, c.given...).When(c.when).Then(misconduct.MatterRecorded{Kind: c.when.Kind, Grounds: c.when.Grounds, On: c.when.On, BeforeCause: c.early})
		})
	}
}

func TestIdentifyAndAllege(t *testing.T) {
	t.Parallel()
	story := given(t, rcm...).
		When(misconduct.IdentifyOfficer{Officer: thorne, RankAtConduct: "PC", SubjectKind: "OFFICER", On: "2025-06-03", Registered: true}).
		Then(concerned(thorne, "OFFICER"))
	only := func(c *misconduct.AddAllegation) { c.Officers = []domain.OfficerID{thorne} }
	story.When(allege(only)).Then(alleged(only))
	if got := story.State().Officers[thorne].Allegations; got != 1 {
		t.Errorf("%d allegations name the officer, want 1", got)
	}
}

func TestAllegationCategories(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ category, sub, stored string }{
		{"F", "race", "race"}, {"F", "GENDER_REASSIGNMENT", "gender reassignment"}, {"F", "", ""}, {"D2", "", ""}, {"K", "", ""},
		{"D2", "Disclosure of information", "Disclosure of information"}, {"D", "D2", "Disclosure of information"},
	} {
		want := alleged(func(a *misconduct.AddAllegation) { a.Category, a.SubCategory = c.category, c.stored })
		given(t, named...).When(allege(func(a *misconduct.AddAllegation) { a.Category, a.SubCategory = c.category, c.sub })).Then(want)
	}
}

func TestComplaintAllegationNeedsNoStandard(t *testing.T) {
	t.Parallel()
	none := func(a *misconduct.AddAllegation) { a.Standards, a.Officers = nil, []domain.OfficerID{thorne} }
	given(t, after(open, recordedAs(misconduct.Complaint), concerned(thorne, "OFFICER"))...).When(allege(none)).Then(alleged(none))
}

func TestRefer(t *testing.T) {
	t.Parallel()
	t.Run("on the grounds it was recorded on", func(t *testing.T) {
		t.Parallel()
		given(t, rcm...).When(misconduct.Refer{Mandatory: true, CriteriaMetOn: "2025-06-03", On: "2025-06-04"}).Then(referred())
	})
	t.Run("a death or serious injury", func(t *testing.T) {
		t.Parallel()
		given(t, after(open, recordedAs(misconduct.DSIMatter))...).
			When(misconduct.Refer{Mandatory: true, CriteriaMetOn: "2025-06-03", On: "2025-06-04"}).
			Then(misconduct.MatterReferredToIOPC{Mandatory: true, CriteriaMetOn: "2025-06-03", On: "2025-06-04"})
	})
	t.Run("voluntarily, with a reason", func(t *testing.T) {
		t.Parallel()
		given(t, after(open, recordedAs(misconduct.ConductMatter))...).
			When(misconduct.Refer{On: "2025-06-04", Reason: "gravity"}).Then(misconduct.MatterReferredToIOPC{On: "2025-06-04", Reason: "gravity"})
	})
	t.Run("late, and before the criteria were clear", func(t *testing.T) {
		t.Parallel()
		want := referred()
		want.CriteriaMetOn, want.BeforeCause = "2025-06-20", true
		given(t, rcm...).When(misconduct.Refer{Mandatory: true, CriteriaMetOn: "2025-06-20", On: "2025-06-04"}).Then(want)
	})
	t.Run("again after it came back", func(t *testing.T) {
		t.Parallel()
		back, again := misconduct.MatterReferredBack{On: "2025-06-05", Reason: "local handling suffices"}, referred()
		again.Reason = "a second group was found"
		s := given(t, withIOPC...).When(misconduct.ReferBack{On: "2025-06-05", Reason: "local handling suffices"}).Then(back).
			When(misconduct.Refer{Mandatory: true, CriteriaMetOn: "2025-06-03", On: "2025-06-04", Reason: "a second group was found"}).Then(again).State()
		if !s.Referred || s.ReferredBack {
			t.Errorf("referred %v, back %v", s.Referred, s.ReferredBack)
		}
	})
}

func TestModeMayChangeUntilTheReport(t *testing.T) {
	t.Parallel()
	first, second := mode(misconduct.Directed), mode(misconduct.Independent)
	story := given(t, withIOPC...).
		When(misconduct.DetermineMode{Mode: first.Mode, On: first.On, Reason: first.Reason}).Then(first).
		When(misconduct.DetermineMode{Mode: second.Mode, On: second.On, Reason: second.Reason}).Then(second)
	if got := story.State().Mode; got != misconduct.Independent {
		t.Errorf("mode %s", got)
	}
}

func TestAppointAndReplaceInvestigator(t *testing.T) {
	t.Parallel()
	other := appointed()
	other.Investigator, other.Replaces = "investigator-2", true
	given(t, withIOPC...).
		When(misconduct.AppointInvestigator{Investigator: examiner, ConflictNote: appointed().ConflictNote, On: "2025-06-06"}).Then(appointed()).
		When(misconduct.AppointInvestigator{Investigator: other.Investigator, ConflictNote: other.ConflictNote, On: other.On}).Then(other)
}

func TestSeverityIsAssessedByWhomTheLawNames(t *testing.T) {
	t.Parallel()
	part3 := after(open, recordedAs(misconduct.InternalMisconduct), concerned(thorne, "OFFICER"), concerned(calloway, "OFFICER"), alleged())
	gravity := after(open, recordedAs(misconduct.RecordableConductMatter, misconduct.Gravity), concerned(thorne, "OFFICER"), concerned(calloway, "OFFICER"), alleged())
	cases := []struct {
		name  string
		given []misconduct.Event
		by    domain.Role
	}{
		{"internal", part3, domain.AppropriateAuthority},
		{"recordable, not referred", gravity, domain.CaseOfficer},
		{"referred back", after(withIOPC, misconduct.MatterReferredBack{On: "2025-06-05", Reason: "local"}), domain.CaseOfficer},
		{"own behalf", after(withIOPC, mode(misconduct.OwnBehalf)), domain.CaseOfficer},
		{"directed", directed, domain.DirectorGeneral},
		{"independent", after(withIOPC, mode(misconduct.Independent)), domain.DirectorGeneral},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			want := assessed(thorne, misconduct.GrossMisconduct, misconduct.Hearing)
			want.DecidedBy, want.AuthorityConsulted = c.by, true
			given(t, c.given...).When(assess(func(a *misconduct.AssessSeverity) { a.DecidedBy, a.AuthorityConsulted = c.by, true })).Then(want)
			for _, wrong := range []domain.Role{domain.CaseOfficer, domain.AppropriateAuthority, domain.PSDSupervisor, domain.DirectorGeneral} {
				if wrong != c.by {
					given(t, c.given...).When(assess(func(a *misconduct.AssessSeverity) { a.DecidedBy = wrong })).Refused("WRONG_DECISION_MAKER")
				}
			}
		})
	}
}

func TestReassessmentWantsAFurtherNotice(t *testing.T) {
	t.Parallel()
	again := assessed(thorne, misconduct.Misconduct, misconduct.Meeting)
	again.Reassessed = true
	lower := func(a *misconduct.AssessSeverity) {
		a.Severity, a.LikelyForm = misconduct.Misconduct, misconduct.Meeting
	}
	further := noticed(thorne, misconduct.Misconduct, misconduct.Meeting)
	further.Further = true
	given(t, told...).When(assess(lower)).Then(again).When(misconduct.ServeNotice{Officer: thorne, Severity: misconduct.Misconduct,
		LikelyForm: misconduct.Meeting, On: "2025-06-12"}).Then(further)
}

func TestFirstNotice(t *testing.T) {
	t.Parallel()
	given(t, judged...).When(misconduct.ServeNotice{Officer: thorne, Severity: misconduct.GrossMisconduct, LikelyForm: misconduct.Hearing, On: "2025-06-12"}).
		Then(noticed(thorne, misconduct.GrossMisconduct, misconduct.Hearing))
}

func TestDutyStatus(t *testing.T) {
	t.Parallel()
	written := func(c *misconduct.ChangeDutyStatus) { c.Oral = false }
	desk := misconduct.ChangeDutyStatus{Officer: calloway, Status: misconduct.Restricted, Conditions: []string{"no contact with the public"}, On: "2025-06-06"}
	given(t, named...).
		When(suspend()).Then(suspended()).
		When(suspend(written)).Then(suspended(written)).
		When(misconduct.ChangeDutyStatus{Officer: thorne, Status: misconduct.Normal, ReasonCode: misconduct.ConditionsNotMet, On: "2025-07-01"}).
		Then(misconduct.DutyStatusChanged{Officer: thorne, Status: misconduct.Normal, ReasonCode: misconduct.ConditionsNotMet, On: "2025-07-01"}).
		When(desk).Then(misconduct.DutyStatusChanged{Officer: calloway, Status: misconduct.Restricted, Conditions: desk.Conditions, On: desk.On})
}

func TestReviewEndsASuspensionWhoseConditionsAreGone(t *testing.T) {
	t.Parallel()
	away := after(named, suspended())
	met := misconduct.ReviewSuspension{Officer: thorne, ConditionsMet: true, Reason: "witnesses still to be seen", On: "2025-07-03"}
	given(t, away...).When(met).Then(misconduct.SuspensionReviewed{Officer: thorne, ConditionsMet: true, Reason: met.Reason, On: met.On})
	gone := misconduct.ReviewSuspension{Officer: thorne, Reason: "witnesses were seen", On: "2025-07-03"}
	s := given(t, away...).When(gone).Then(
		misconduct.SuspensionReviewed{Officer: thorne, Reason: gone.Reason, On: gone.On},
		misconduct.DutyStatusChanged{Officer: thorne, Status: misconduct.Normal, ReasonCode: misconduct.ConditionsNotMet, On: gone.On}).State()
	if s.Officers[thorne].Duty != misconduct.Normal {
		t.Errorf("duty %s", s.Officers[thorne].Duty)
	}
}

func TestCriminalStrand(t *testing.T) {
	t.Parallel()
	story := given(t, named...).
		When(misconduct.OpenCriminalStrand{Officer: thorne, Offence: "Communications Act 2003 s127", On: "2025-06-09"}).
		Then(misconduct.CriminalStrandOpened{Officer: thorne, Offence: "Communications Act 2003 s127", On: "2025-06-09"})
	if open, indictable := story.State().Strand(); !open || indictable {
		t.Errorf("open %v, indictable %v", open, indictable)
	}
	story.When(misconduct.OpenCriminalStrand{Officer: thorne, Offence: "misconduct in public office", Indictable: true, On: "2025-06-10"}).
		Then(misconduct.CriminalStrandOpened{Officer: thorne, Offence: "misconduct in public office", Indictable: true, On: "2025-06-10"})
	if _, indictable := story.State().Strand(); !indictable {
		t.Error("an indictable offence is open")
	}
	story.When(misconduct.ConcludeCriminalStrand{Officer: thorne, Offence: "misconduct in public office", Outcome: "NO_CHARGE", On: "2025-11-14"}).
		Then(misconduct.CriminalStrandConcluded{Officer: thorne, Offence: "misconduct in public office", Outcome: "NO_CHARGE", On: "2025-11-14"})
	if open, indictable := story.State().Strand(); !open || indictable {
		t.Errorf("open %v, indictable %v", open, indictable)
	}
}

func TestRegisterExhibit(t *testing.T) {
	t.Parallel()
	derived := misconduct.RegisterExhibit{Exhibit: "PQR/1", Extraction: download, DerivedFrom: "KLM/2", Description: "download of KLM/2"}
	paper := misconduct.RegisterExhibit{Exhibit: "DWH/1", Description: "eleven printed screenshots"}
	given(t, open...).
		When(misconduct.RegisterExhibit{Exhibit: "KLM/2", Device: phone}).Then(exhibit()).
		When(misconduct.RegisterExhibit{Exhibit: "KLM/2", Device: phone, Description: "worded otherwise"}).Then().
		When(derived).Then(misconduct.ExhibitRegistered(derived)).
		When(derived).Then().
		When(paper).Then(misconduct.ExhibitRegistered(paper)).
		When(paper).Then()
}

func TestCaseToAnswerLeavesReasonsAndDetermination(t *testing.T) {
	t.Parallel()
	c := determine()
	s := given(t, reportIn...).When(c).Then(
		misconduct.DecisionRecorded{Decision: "d-1", Subject: misconduct.SubjectCaseToAnswer, Officer: thorne, Text: c.Text, Reasons: c.Reasons,
			Evidence: c.Evidence, DecidedBy: domain.DirectorGeneral, On: c.On},
		misconduct.CaseToAnswerDetermined{Decision: "d-1", Officer: thorne, Finding: c.Finding, Route: c.Route, DecidedBy: c.DecidedBy, WithoutViews: true,
			On: c.On}).State()
	if s.Officers[thorne].Finding != misconduct.CaseForGrossMisconduct || !s.Decisions["d-1"] {
		t.Errorf("involvement %+v", s.Officers[thorne])
	}
}

func TestNoCaseGoesOutsideProceedings(t *testing.T) {
	t.Parallel()
	for _, route := range []misconduct.Form{misconduct.RPRP, misconduct.Performance, misconduct.NoFurtherAction} {
		given(t, reportIn...).When(determine(func(c *misconduct.DetermineCaseToAnswer) {
			c.Finding, c.Route, c.Evidence = misconduct.NoCaseToAnswer, route, nil
		})).State()
	}
}

func TestRecordDecision(t *testing.T) {
	t.Parallel()
	c := decide(func(c *misconduct.RecordDecision) { c.Officer = thorne })
	given(t, directed...).When(c).Then(misconduct.DecisionRecorded{Decision: c.Decision, Subject: c.Subject, Officer: thorne, Text: c.Text,
		Reasons: c.Reasons, Evidence: c.Evidence, DecidedBy: c.DecidedBy, On: c.On})
}

func TestReport(t *testing.T) {
	t.Parallel()
	given(t, directed...).When(misconduct.SubmitReport{By: examiner, On: "2025-10-10"}).Then(reported())
}

func TestEffective(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		e    misconduct.Event
		want domain.Date
		ok   bool
	}{{received(), "2025-06-03", true}, {suspended(), "2025-06-06", true}, {exhibit(), "", false}, {alleged(), "", false}} {
		if got, ok := misconduct.Effective(c.e); got != c.want || ok != c.ok {
			t.Errorf("Effective(%T) = %q, %v; want %q, %v", c.e, got, ok, c.want, c.ok)
		}
	}
}

func TestFirstAndLastStandard(t *testing.T) {
	t.Parallel()
	ends := func(a *misconduct.AddAllegation) { a.Standards = []int{1, 10} }
	given(t, named...).When(allege(ends)).Then(alleged(ends))
}

func TestChiefOfficersMatterCanBeDirected(t *testing.T) {
	t.Parallel()
	chief := after(open, recordedAs(misconduct.RecordableConductMatter, misconduct.ChiefOfficerConduct), referred())
	m := mode(misconduct.Directed)
	given(t, chief...).When(misconduct.DetermineMode{Mode: m.Mode, On: m.On, Reason: m.Reason}).Then(m)
	own := mode(misconduct.OwnBehalf)
	given(t, withIOPC...).When(misconduct.DetermineMode{Mode: own.Mode, On: own.On, Reason: own.Reason}).Then(own)
}

func TestFurtherNoticeWhereOnlyTheFormChanged(t *testing.T) {
	t.Parallel()
	form := misconduct.AcceleratedHearing
	again := after(told, assessed(thorne, misconduct.GrossMisconduct, form))
	further := noticed(thorne, misconduct.GrossMisconduct, form)
	further.Further = true
	given(t, again...).When(misconduct.ServeNotice{Officer: thorne, Severity: misconduct.GrossMisconduct, LikelyForm: form, On: "2025-06-12"}).
		Then(further)
	given(t, again...).When(misconduct.ServeNotice{Officer: thorne, Severity: misconduct.GrossMisconduct, LikelyForm: misconduct.Hearing, On: "2025-06-12"}).
		Refused("NOTICE_DIFFERS")
}

func TestCaseToAnswerReachesNoHigherThanTheAssessment(t *testing.T) {
	t.Parallel()
	find := func(c *misconduct.DetermineCaseToAnswer) {
		c.Finding, c.Route = misconduct.CaseForMisconduct, misconduct.Meeting
	}
	for s, refused := range map[misconduct.Severity]bool{misconduct.GrossMisconduct: false, misconduct.Misconduct: false,
		misconduct.PracticeRequiringImprovement: true, misconduct.NotAny: true} {
		history := after(directed, assessed(thorne, s, misconduct.Meeting), noticed(thorne, s, misconduct.Meeting), reported())
		if story := given(t, history...).When(determine(find)); refused {
			story.Refused("REASSESS_FIRST")
		} else if got := story.State().Officers[thorne].Finding; got != misconduct.CaseForMisconduct {
			t.Errorf("assessed %s, found %q", s, got)
		}
	}
}

func TestTheOnlyStrandCanBeConcluded(t *testing.T) {
	t.Parallel()
	opened := misconduct.CriminalStrandOpened{Officer: thorne, Offence: "s127", On: "2025-06-09"}
	s := given(t, after(named, opened)...).When(misconduct.ConcludeCriminalStrand{Officer: thorne, Offence: "s127", Outcome: "ACQUITTED", On: "2025-06-08"}).
		Then(misconduct.CriminalStrandConcluded{Officer: thorne, Offence: "s127", Outcome: "ACQUITTED", On: "2025-06-08", BeforeCause: true}).State()
	if open, _ := s.Strand(); open {
		t.Error("the strand is still open")
	}
}
