package misconduct_test

import (
	"testing"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
)

var (
	appealedMeeting  = after(warned, lodged(misconduct.AppealMeeting, "2026-01-06"))
	appealedTribunal = after(dismissed, lodged(misconduct.AppealTribunal, "2026-03-09"))
)

// What an appeal decides holds from the day the outcome was notified, long before it was decided.
func TestAppealFromAMeeting(t *testing.T) {
	t.Parallel()
	reversed := result(misconduct.Reversed, func(c *misconduct.DetermineAppeal) { c.Action, c.On = misconduct.NoAction, "2026-01-20" })
	s := given(t, warned...).
		When(lodge(misconduct.AppealMeeting, "2026-01-06")).Then(lodged(misconduct.AppealMeeting, "2026-01-06")).
		When(reversed).
		Then(misconduct.AppealDetermined{Officer: thorne, Appeal: "ap-1", Result: misconduct.Reversed, Action: misconduct.NoAction, DecidedBy: "CHIEF_INSPECTOR",
			Reasons: reversed.Reasons, EffectiveFrom: "2025-12-23", Dated: on("2026-01-20")}).
		When(misconduct.NotifyAppeal{Officer: thorne, Appeal: "ap-1", On: "2026-01-22"}).
		Then(misconduct.AppealDeterminationNotified{Officer: thorne, Appeal: "ap-1", Dated: on("2026-01-22")}).
		When(misconduct.CloseInvolvement{Officer: thorne, Reason: misconduct.ClosedOutcome, On: "2026-01-22"}).
		Then(misconduct.InvolvementClosed{Officer: thorne, Reason: misconduct.ClosedOutcome, Dated: on("2026-01-22")}).State()
	if got, ok := s.Sanction(matter, thorne); !ok || !got.Void || got.Action != misconduct.NoAction {
		t.Errorf("record %+v", got)
	}
}

func TestAppealToTheTribunal(t *testing.T) {
	t.Parallel()
	vary := result(misconduct.Varied, func(c *misconduct.DetermineAppeal) {
		c.Action, c.Months, c.DecidedBy, c.On = misconduct.FinalWrittenWarning, 36, "POLICE_APPEALS_TRIBUNAL", "2026-06-19"
	})
	remove := misconduct.RemoveFromList{Officer: thorne, List: misconduct.BarredList, Reason: "the appeal succeeded", On: "2026-06-22"}
	given(t, after(dismissed, misconduct.ListReported{Officer: thorne, List: misconduct.BarredList, Grounds: "dismissed", Dated: on("2026-03-09")})...).
		At(noon("2026-06-23")).
		When(lodge(misconduct.AppealTribunal, "2026-03-23")).Then(lodged(misconduct.AppealTribunal, "2026-03-23")).
		When(misconduct.ReceiveAppealNotice{Officer: thorne, Appeal: "ap-1", On: "2026-03-26"}).
		Then(misconduct.AppealNoticeReceived{Officer: thorne, Appeal: "ap-1", Dated: on("2026-03-26")}).
		When(misconduct.SubmitAppealPapers{Officer: thorne, Appeal: "ap-1", On: "2026-04-10"}).
		Then(misconduct.AppealPapersSubmitted{Officer: thorne, Appeal: "ap-1", Dated: on("2026-04-10")}).
		When(vary).
		Then(misconduct.AppealDetermined{Officer: thorne, Appeal: "ap-1", Result: misconduct.Varied, Action: misconduct.FinalWrittenWarning, Months: 36,
			DecidedBy: vary.DecidedBy, Reasons: vary.Reasons, EffectiveFrom: "2026-03-09", Dated: on("2026-06-19")}).
		When(remove).Then(misconduct.RemovedFromList{Officer: thorne, List: misconduct.BarredList, Reason: remove.Reason, Dated: on("2026-06-22")}).
		When(misconduct.CloseInvolvement{Officer: thorne, Reason: misconduct.ClosedOutcome, On: "2026-06-23"}).
		Then(misconduct.InvolvementClosed{Officer: thorne, Reason: misconduct.ClosedOutcome, Dated: on("2026-06-23")})
}

func TestTimeToAppeal(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		given []misconduct.Event
		kind  misconduct.AppealKind
		day   domain.Date
		late  bool
	}{
		{"from a meeting on the last day", warned, misconduct.AppealMeeting, "2026-01-06", false},
		{"from a meeting a day late", warned, misconduct.AppealMeeting, "2026-01-07", true},
		{"to the tribunal on the last day", dismissed, misconduct.AppealTribunal, "2026-03-23", false},
		{"to the tribunal a day late", dismissed, misconduct.AppealTribunal, "2026-03-24", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			story := given(t, c.given...).At(noon("2026-04-01")).When(lodge(c.kind, c.day))
			if !c.late {
				story.Then(lodged(c.kind, c.day))
				return
			}
			story.Refused("APPEAL_LATE")
			allowed := with(lodged(c.kind, c.day), func(e *misconduct.AppealLodged) { e.InTime, e.OutOfTime = false, "illness" })
			given(t, c.given...).At(noon("2026-04-01")).
				When(lodge(c.kind, c.day, func(l *misconduct.LodgeAppeal) { l.OutOfTime = "illness" })).Then(allowed)
		})
	}
}

// An appeal heard after the officer's part was closed opens it again.
func TestLateAppealOpensWhatWasClosed(t *testing.T) {
	t.Parallel()
	closed := misconduct.InvolvementClosed{Officer: thorne, Reason: misconduct.ClosedOutcome, Dated: on("2026-01-08")}
	s := given(t, after(warned, closed)...).
		When(lodge(misconduct.AppealMeeting, "2026-02-10", func(l *misconduct.LodgeAppeal) { l.OutOfTime = "illness" })).State()
	if s.Officers[thorne].ClosedOn != "" {
		t.Errorf("closed on %s", s.Officers[thorne].ClosedOn)
	}
}

func TestVettingAppealGoesToThePanelThenTheTribunal(t *testing.T) {
	t.Parallel()
	withdrawn := after(filedAll, misconduct.VettingDetermined{Officer: thorne, Withdrawn: true, Dismissed: true, Reasons: "r", Dated: on("2025-11-20")})
	given(t, withdrawn...).When(lodge(misconduct.AppealTribunal, "2025-12-01")).Refused("CLEARANCE_NOT_WITHDRAWN")
	upheld := result(misconduct.Confirmed, func(c *misconduct.DetermineAppeal) { c.DecidedBy = "VETTING_APPEALS_PANEL" })
	second := lodge(misconduct.AppealTribunal, "2026-03-10", func(l *misconduct.LodgeAppeal) { l.Appeal = "ap-2" })
	s := given(t, withdrawn...).
		When(lodge(misconduct.AppealVetting, "2025-12-01")).Then(lodged(misconduct.AppealVetting, "2025-12-01")).
		When(upheld).
		Then(misconduct.AppealDetermined{Officer: thorne, Appeal: "ap-1", Result: misconduct.Confirmed, DecidedBy: upheld.DecidedBy, Reasons: upheld.Reasons,
			EffectiveFrom: "2026-03-10", Dated: on("2026-03-10")}).
		When(second).Then(with(lodged(misconduct.AppealTribunal, "2026-03-10"), func(e *misconduct.AppealLodged) { e.Appeal = "ap-2" })).
		When(result(misconduct.Reversed, func(c *misconduct.DetermineAppeal) { c.Appeal, c.DecidedBy = "ap-2", "POLICE_APPEALS_TRIBUNAL" })).State()
	if got := s.Officers[thorne].Vetting; got != "MAINTAINED" {
		t.Errorf("clearance %s", got)
	}
}

func TestChiefOfficersAppealWaitsForItsProvision(t *testing.T) {
	t.Parallel()
	final := after(history(today, misconduct.Hearing, misconduct.FoundGrossMisconduct, false), imposed(thorne, misconduct.FinalWrittenWarning, 24, "2026-03-04"), notified(thorne, "2026-03-09"))
	chief := func(l *misconduct.LodgeAppeal) { l.By = misconduct.ByChiefOfficer }
	graver := result(misconduct.Varied, func(c *misconduct.DetermineAppeal) { c.Action = misconduct.Dismissal })
	given(t, final...).When(lodge(misconduct.AppealTribunal, "2026-03-10", chief)).Refused("PROVISION_NOT_IN_FORCE")
	s := given(t, under("2020+A24+A25+CPA26", final)...).When(lodge(misconduct.AppealTribunal, "2026-03-10", chief)).When(graver).State()
	if got := s.Officers[thorne].Action; got != misconduct.Dismissal {
		t.Errorf("outcome %s", got)
	}
	given(t, final...).When(lodge(misconduct.AppealTribunal, "2026-03-10")).When(graver).Refused("NOT_MILDER")
}

func TestWarningLivesWithoutTheLeave(t *testing.T) {
	t.Parallel()
	type span = misconduct.Span
	for _, c := range []struct {
		name   string
		from   domain.Date
		months int
		leave  []span
		want   domain.Date
	}{
		{"a final warning of two years", "2025-12-23", 24, nil, "2027-12-22"},
		{"a written warning", "2026-06-09", 18, nil, "2027-12-08"},
		{"ten days away", "2026-06-09", 18, []span{{"2026-08-01", "2026-08-10"}}, "2027-12-18"},
		{"away over the end", "2026-06-09", 18, []span{{"2027-12-08", "2027-12-31"}}, "2028-01-01"},
		{"away within what leave added", "2026-06-09", 18, []span{{"2027-12-10", "2027-12-11"}, {"2026-08-01", "2026-08-10"}}, "2027-12-20"},
		{"away after the end", "2026-06-09", 18, []span{{"2028-01-01", "2028-02-01"}}, "2027-12-08"},
		{"away since before", "2026-06-09", 18, []span{{"2026-01-01", "2026-06-10"}}, "2027-12-10"},
		{"no warning", "2026-06-09", 0, nil, ""},
		{"from the end of August for half a year", "2025-08-31", 6, nil, "2026-02-28"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := misconduct.WarningUntil(c.from, c.months, c.leave); got != c.want {
				t.Errorf("until %s, want %s", got, c.want)
			}
		})
	}
	leave := misconduct.ExcludeLeave{Officer: thorne, From: "2026-02-01", Until: "2026-02-28", On: "2026-03-01"}
	s := given(t, warned...).When(leave).Then(misconduct.LeaveExcluded{Officer: thorne, From: "2026-02-01", Until: "2026-02-28", Dated: on("2026-03-01")}).State()
	if got, ok := s.Sanction(matter, thorne); !ok || got.Until != "2027-07-20" || got.From != "2025-12-23" || got.Void {
		t.Errorf("record %+v, %v", got, ok)
	}
}

func TestListsOfTheCollege(t *testing.T) {
	t.Parallel()
	listed := func(l misconduct.PoliceList) misconduct.ListReported {
		return misconduct.ListReported{Officer: thorne, List: l, Grounds: "g", Dated: on("2026-03-10")}
	}
	report := func(l misconduct.PoliceList) misconduct.ReportToList {
		return misconduct.ReportToList{Officer: thorne, List: l, Grounds: "g", On: "2026-03-10"}
	}
	gone := after(reportIn, leaving(true, "2025-11-01"))
	given(t, gone...).When(report(misconduct.AdvisoryList)).Then(listed(misconduct.AdvisoryList))
	given(t, after(reportIn, leaving(false, "2025-11-01"))...).When(report(misconduct.AdvisoryList)).Refused("NOT_FOR_THIS_LIST")
	given(t, hearingGone...).When(report(misconduct.BarredList)).Refused("NOT_FOR_THIS_LIST")
	given(t, warned...).When(report(misconduct.BarredList)).Refused("NOT_FOR_THIS_LIST")

	deserved := after(history(today, misconduct.Hearing, misconduct.FoundGrossMisconduct, true), listed(misconduct.AdvisoryList),
		imposed(thorne, misconduct.WouldHaveBeenDismissed, 0, "2026-03-04"), notified(thorne, "2026-03-09"))
	given(t, deserved...).When(report(misconduct.BarredList)).Then(listed(misconduct.BarredList)).When(report(misconduct.AdvisoryList)).Refused("ALREADY_LISTED")

	remove := func(l misconduct.PoliceList, day domain.Date) misconduct.RemoveFromList {
		return misconduct.RemoveFromList{Officer: thorne, List: l, Reason: "reviewed", On: day}
	}
	barred := after(dismissed, listed(misconduct.BarredList))
	given(t, barred...).At(noon("2031-03-09")).When(remove(misconduct.BarredList, "2031-03-09")).Refused("REVIEW_TOO_EARLY")
	given(t, barred...).At(noon("2031-03-10")).When(remove(misconduct.BarredList, "2031-03-10")).
		Then(misconduct.RemovedFromList{Officer: thorne, List: misconduct.BarredList, Reason: "reviewed", Dated: on("2031-03-10")})
	advisory := after(gone, listed(misconduct.AdvisoryList))
	given(t, advisory...).When(remove(misconduct.AdvisoryList, "2026-03-10")).Refused("REVIEW_TOO_EARLY")
	given(t, after(advisory, routed(thorne, misconduct.NoCaseToAnswer, misconduct.NoFurtherAction))...).When(remove(misconduct.AdvisoryList, "2026-03-10")).
		Then(misconduct.RemovedFromList{Officer: thorne, List: misconduct.AdvisoryList, Reason: "reviewed", Dated: on("2026-03-10")})
}

func TestClosingSaysWhatIsStillOpen(t *testing.T) {
	t.Parallel()
	var (
		retained  = misconduct.ReflectiveReportRetained{Officer: thorne, Dated: on("2026-02-01")}
		toRPRP    = after(filedAll, routed(thorne, misconduct.NoCaseToAnswer, misconduct.RPRP))
		toVetting = after(filedAll, routed(thorne, misconduct.NoCaseToAnswer, misconduct.Vetting))
		withdrawn = after(hearingTold, misconduct.ProceedingsWithdrawn{Officer: thorne, Then: misconduct.NoFurtherAction, Reason: "r", Dated: on("2026-01-05")})
		neither   = after(met, foundFor(thorne, misconduct.FoundNeither), imposed(thorne, misconduct.NoAction, 0, "2025-12-18"), notified(thorne, "2025-12-23"))
		strand    = misconduct.CriminalStrandOpened{Officer: thorne, Offence: "s127", On: "2025-06-09"}
		barred    = misconduct.ListReported{Officer: thorne, List: misconduct.BarredList, Dated: on("2026-03-09")}
		answered  = after(open, recordedAs(misconduct.Complaint), concerned(thorne, "OFFICER"), toldOf(misconduct.OutcomeOfHandling, misconduct.ReviewByLocalPolicingBody))
		told      = misconduct.AppealDeterminationNotified{Officer: thorne, Appeal: "ap-1", Dated: on("2026-02-01")}
		confirmed = misconduct.AppealDetermined{Officer: thorne, Appeal: "ap-1", Result: misconduct.Confirmed, Dated: on("2026-02-01")}
	)
	for _, c := range []struct {
		name   string
		given  []misconduct.Event
		reason misconduct.ClosureReason
		day    domain.Date
		code   string
	}{
		{"no case", after(filedAll, routed(thorne, misconduct.NoCaseToAnswer, misconduct.NoFurtherAction)), misconduct.ClosedNoCase, "2026-03-10", ""},
		{"a complaint answered without special procedures", answered, misconduct.ClosedNoCase, "2026-03-10", ""},
		{"a complaint not answered yet", answered[:len(answered)-1], misconduct.ClosedNoCase, "2026-03-10", "CLOSURE_REASON_DIFFERS"},
		{"a complaint answered under special procedures", after(answered, misconduct.SpecialProceduresApplied{Dated: on("2025-06-20")}), misconduct.ClosedNoCase, "2026-03-10", "CLOSURE_REASON_DIFFERS"},
		{"no case, but reflective practice", toRPRP, misconduct.ClosedNoCase, "2026-03-10", "CLOSURE_REASON_DIFFERS"},
		{"reflective practice under way", toRPRP, misconduct.ClosedReflective, "2026-03-10", "STILL_OPEN"},
		{"reflective practice retained", after(toRPRP, retained), misconduct.ClosedReflective, "2026-03-10", ""},
		{"vetting undecided", toVetting, misconduct.ClosedElsewhere, "2026-03-10", "STILL_OPEN"},
		{"vetting decided", after(toVetting, misconduct.VettingDetermined{Officer: thorne, Dated: on("2026-01-01")}), misconduct.ClosedElsewhere, "2026-03-10", ""},
		{"referred elsewhere at the assessment", after(directed, misconduct.ReferredElsewhere{Officer: thorne, Route: misconduct.Performance, Dated: on("2026-01-01")}), misconduct.ClosedElsewhere, "2026-03-10", ""},
		{"withdrawn", withdrawn, misconduct.ClosedWithdrawn, "2026-03-10", ""},
		{"withdrawn is not no case", withdrawn, misconduct.ClosedNoCase, "2026-03-10", "CLOSURE_REASON_DIFFERS"},
		{"staff", directed, misconduct.ClosedNotDisciplined, "2026-03-10", "CLOSURE_REASON_DIFFERS"},
		{"an outcome nobody told", meetingGone, misconduct.ClosedOutcome, "2026-03-10", "STILL_OPEN"},
		{"an outcome within the time to appeal", warned, misconduct.ClosedOutcome, "2026-01-06", "STILL_OPEN"},
		{"an outcome after it", warned, misconduct.ClosedOutcome, "2026-01-07", ""},
		{"nothing to appeal against", neither, misconduct.ClosedOutcome, "2025-12-23", ""},
		{"an open appeal", appealedMeeting, misconduct.ClosedOutcome, "2026-03-10", "STILL_OPEN"},
		{"an appeal nobody told of", after(appealedMeeting, confirmed), misconduct.ClosedOutcome, "2026-03-10", "STILL_OPEN"},
		{"an appeal told of", after(appealedMeeting, confirmed, told), misconduct.ClosedOutcome, "2026-03-10", ""},
		{"a dismissal that is not reported", dismissed, misconduct.ClosedOutcome, "2026-04-01", "STILL_OPEN"},
		{"a dismissal that is", after(dismissed, barred), misconduct.ClosedOutcome, "2026-04-01", ""},
		{"barred without a dismissal", after(warned, barred), misconduct.ClosedOutcome, "2026-04-01", "STILL_OPEN"},
		{"a criminal strand", after(warned, strand), misconduct.ClosedOutcome, "2026-03-10", "STILL_OPEN"},
		{"suspended", after(warned, suspended()), misconduct.ClosedOutcome, "2026-03-10", "STILL_OPEN"},
		{"suspended until dismissed", after(dismissed, suspended(), barred), misconduct.ClosedOutcome, "2026-04-01", ""},
		{"discontinued", after(internal, misconduct.MatterDiscontinued{Reason: "r", Dated: on("2026-01-01")}), misconduct.ClosedDiscontinued, "2026-03-10", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			story := given(t, c.given...).At(noon("2026-04-01")).When(misconduct.CloseInvolvement{Officer: thorne, Reason: c.reason, On: c.day})
			if c.code != "" {
				story.Refused(c.code)
				return
			}
			story.Then(misconduct.InvolvementClosed{Officer: thorne, Reason: c.reason, Dated: on(c.day)})
		})
	}
}
