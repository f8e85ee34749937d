package misconduct_test

import (
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/clock"
	"github.com/probity-ledger/probity/domain/misconduct"
)

func proceedingsRows() []tableRow {
	answer := []clock.RuleID{clock.ReferralResponse, clock.AcceleratedResponse}
	begins := []clock.RuleID{clock.MeetingHeld, clock.HearingBegins, clock.AcceleratedHearing}
	lists, objection := []clock.RuleID{clock.WitnessLists}, []clock.RuleID{clock.PanelObjection}
	meeting, hearing := after(told, referredTo(thorne, misconduct.Meeting, "2025-12-08")), after(told, referredTo(thorne, misconduct.Hearing, "2025-12-08"))
	fast := after(told, referredTo(thorne, misconduct.AcceleratedHearing, "2026-04-08"))
	opened := misconduct.ProceedingsOpened{Officers: both, Form: misconduct.Meeting, Dated: on("2025-12-18")}
	withdrawn := misconduct.ProceedingsWithdrawn{Officer: thorne, Dated: on("2025-12-10")}
	responded := misconduct.OfficerResponded{Officer: thorne, Answer: misconduct.Denies, Dated: on("2025-12-29")}
	list := func(by misconduct.Side, d domain.Date) misconduct.WitnessListSupplied {
		return misconduct.WitnessListSupplied{Officer: thorne, By: by, Dated: on(d)}
	}
	panel := misconduct.PanelAppointed{Officers: both, Dated: on("2025-12-08")}
	another := misconduct.PanelAppointed{Officers: []domain.OfficerID{thorne}, Replaces: true, Dated: on("2026-04-15")}
	upheld := misconduct.ObjectionDecided{Officer: thorne, Upheld: true, Dated: on("2026-04-13")}
	return []tableRow{
		{"referred to a meeting", meeting, append(answer, begins...), "", []string{"REFERRAL_RESPONSE 2025-12-31 RUNNING ", "MEETING_HELD 2026-01-08 RUNNING "}},
		{"referred to a hearing", hearing, append(answer, begins...), "", []string{"REFERRAL_RESPONSE 2025-12-31 RUNNING ", "HEARING_BEGINS 2026-05-05 RUNNING "}},
		{"referred to an accelerated hearing", fast, append(answer, begins...), "",
			[]string{"ACCELERATED_RESPONSE 2026-04-17 RUNNING ", "ACCELERATED_HEARING 2026-04-29 RUNNING "}},
		{"referred anew, elsewhere", after(meeting, referredTo(thorne, misconduct.Hearing, "2025-12-15")), append(answer, begins...), "",
			[]string{"REFERRAL_RESPONSE 2025-12-31 STOPPED SUPERSEDED", "MEETING_HELD 2026-01-08 STOPPED SUPERSEDED",
				"REFERRAL_RESPONSE 2026-01-08 RUNNING ", "HEARING_BEGINS 2026-05-12 RUNNING "}},
		{"withdrawn before it began", after(meeting, panel, withdrawn), append(append(answer, begins...), clock.PanelObjection), "",
			[]string{"REFERRAL_RESPONSE 2025-12-31 STOPPED NOT_NEEDED", "MEETING_HELD 2026-01-08 STOPPED NOT_NEEDED",
				"PANEL_OBJECTION 2025-12-11 STOPPED NOT_NEEDED", "PANEL_OBJECTION 2025-12-11 RUNNING "}},
		{"the meeting held", after(meeting, panel, opened), append(begins, clock.PanelObjection), "", []string{"MEETING_HELD 2026-01-08 STOPPED ",
			"PANEL_OBJECTION 2025-12-11 STOPPED LAPSED", "PANEL_OBJECTION 2025-12-11 STOPPED LAPSED"}},
		{"begun without an answer", after(meeting, opened), answer, "2026-01-01", []string{"REFERRAL_RESPONSE 2025-12-31 STOPPED NOT_NEEDED"}},
		{"begun after the answer was late", after(meeting, with(opened, func(e *misconduct.ProceedingsOpened) { e.On = "2026-01-07" })), answer, "",
			[]string{"REFERRAL_RESPONSE 2025-12-31 STOPPED_LATE NOT_NEEDED"}},
		{"responded", after(meeting, responded), append(answer, clock.WitnessLists), "",
			[]string{"REFERRAL_RESPONSE 2025-12-31 STOPPED ", "WITNESS_LISTS 2026-01-02 RUNNING "}},
		{"responded to an accelerated hearing", after(fast, misconduct.OfficerResponded{Officer: thorne, Dated: on("2026-04-20")}), append(answer, clock.WitnessLists),
			"", []string{"ACCELERATED_RESPONSE 2026-04-17 STOPPED_LATE "}},
		{"one side's witnesses named", after(meeting, responded, list(misconduct.SideOfficer, "2025-12-30")), lists, "2026-01-03",
			[]string{"WITNESS_LISTS 2026-01-02 BREACHED "}},
		{"both sides' witnesses named", after(meeting, responded, list(misconduct.SideOfficer, "2025-12-30"), list(misconduct.SideAuthority, "2026-01-02")), lists, "",
			[]string{"WITNESS_LISTS 2026-01-02 STOPPED "}},
		{"both named before the answer", after(meeting, list(misconduct.SideOfficer, "2025-12-20"), list(misconduct.SideAuthority, "2025-12-20"), responded), lists, "",
			[]string{"WITNESS_LISTS 2026-01-02 STOPPED "}},
		{"objected", after(meeting, panel, misconduct.ObjectionMade{Officer: thorne, Dated: on("2025-12-11")}), objection, "2025-12-12",
			[]string{"PANEL_OBJECTION 2025-12-11 STOPPED ", "PANEL_OBJECTION 2025-12-11 STOPPED LAPSED"}},
		{"another panel after an upheld objection", after(fast, upheld, another), append(begins, clock.PanelObjection), "",
			[]string{"ACCELERATED_HEARING 2026-04-29 STOPPED SUPERSEDED", "PANEL_OBJECTION 2026-04-20 RUNNING ", "ACCELERATED_HEARING 2026-05-07 RUNNING "}},
		{"another panel for another reason", after(fast, another), begins, "", []string{"ACCELERATED_HEARING 2026-04-29 RUNNING "}},
	}
}

func hearingRows() []tableRow {
	pre := []clock.RuleID{clock.PreHearing, clock.PreHearingPostponement}
	notice := []clock.RuleID{clock.PublicNotice}
	hearing := after(told, referredTo(thorne, misconduct.Hearing, "2025-12-08"))
	whose := []domain.OfficerID{thorne}
	bundle := misconduct.BundleSupplied{Officers: both, Dated: on("2026-01-07")}
	preFixed := misconduct.PreHearingFixed{Officers: whose, For: "2026-01-28", Dated: on("2026-01-12")}
	fixed := misconduct.HearingFixed{Officers: whose, Form: misconduct.Hearing, FirstDay: "2026-03-02", Public: true, Dated: on("2026-02-02")}
	moved := with(fixed, func(e *misconduct.HearingFixed) { e.FirstDay, e.On = "2026-03-16", "2026-02-20" })
	published := misconduct.PublicNoticePublished{Officers: whose, Dated: on("2026-02-23")}
	opened := misconduct.ProceedingsOpened{Officers: whose, Form: misconduct.Hearing, Dated: on("2026-01-20")}
	return []tableRow{
		{"the bundle supplied, to the chair of a hearing alone", after(hearing, bundle), pre, "", []string{"PRE_HEARING 2026-01-28 RUNNING "}},
		{"a pre-hearing fixed and held", after(hearing, bundle, preFixed, misconduct.PreHearingHeld{Officers: whose, Dated: on("2026-01-28")}), pre, "",
			[]string{"PRE_HEARING 2026-01-28 STOPPED ", "PRE_HEARING_POSTPONEMENT 2026-02-04 STOPPED NOT_NEEDED"}},
		{"a pre-hearing postponed", after(hearing, bundle, preFixed, with(preFixed, func(e *misconduct.PreHearingFixed) { e.For, e.On = "2026-02-03", "2026-01-26" })),
			pre, "", []string{"PRE_HEARING 2026-01-28 RUNNING ", "PRE_HEARING_POSTPONEMENT 2026-02-04 STOPPED "}},
		{"begun without a pre-hearing", after(hearing, bundle, opened), pre, "", []string{"PRE_HEARING 2026-01-28 STOPPED NOT_NEEDED"}},
		{"a public hearing fixed", after(hearing, fixed), notice, "", []string{"PUBLIC_NOTICE 2026-02-23 RUNNING "}},
		{"begun without its notice", after(hearing, fixed, with(opened, func(e *misconduct.ProceedingsOpened) { e.On = "2026-03-02" })), notice, "",
			[]string{"PUBLIC_NOTICE 2026-02-23 STOPPED_LATE NOT_NEEDED"}},
		{"its notice published", after(hearing, fixed, published), notice, "", []string{"PUBLIC_NOTICE 2026-02-23 STOPPED "}},
		{"moved", after(hearing, fixed, moved), notice, "", []string{"PUBLIC_NOTICE 2026-02-23 STOPPED SUPERSEDED", "PUBLIC_NOTICE 2026-03-09 RUNNING "}},
		{"in private", after(hearing, with(fixed, func(e *misconduct.HearingFixed) { e.Public = false })), notice, "", nil},
		{"fixed too late for a notice in time", after(hearing, with(fixed, func(e *misconduct.HearingFixed) { e.On = "2026-02-27" })), notice, "2026-02-28",
			[]string{"PUBLIC_NOTICE 2026-02-23 BREACHED "}},
	}
}

func outcomeRows() []tableRow {
	report, online := []clock.RuleID{clock.OutcomeReport}, []clock.RuleID{clock.OutcomeOnline}
	lists := []clock.RuleID{clock.BarredListReport, clock.ListReview}
	live := []clock.RuleID{clock.WarningLive}
	tell := []clock.RuleID{clock.OutcomeToComplainant}
	hearing := after(told, referredTo(thorne, misconduct.Hearing, "2025-12-08"))
	meeting := after(told, referredTo(thorne, misconduct.Meeting, "2025-12-08"))
	dismissed := after(hearing, imposedOn(misconduct.Dismissal, 0, "2026-03-04"), outcomeTold("2026-03-09"))
	warned := after(meeting, imposedOn(misconduct.FinalWrittenWarning, 24, "2025-12-18"), outcomeTold("2025-12-23"))
	listed := misconduct.ListReported{Officer: thorne, List: misconduct.BarredList, Dated: on("2026-03-16")}
	leave := misconduct.LeaveExcluded{Officer: thorne, From: "2026-02-01", Until: "2026-02-10", Dated: on("2026-02-11")}
	complainant := misconduct.InterestedPersonNamed{Person: "p-1", Capacity: misconduct.Complainant, Dated: on("2025-06-05")}
	interested := misconduct.InterestedPersonNamed{Person: "p-2", Capacity: misconduct.InterestedPerson, Dated: on("2025-06-05")}
	toldThem := misconduct.OutcomeToldToComplainant{Person: "p-1", About: misconduct.OutcomeOfProceedings, Dated: on("2025-12-30")}
	return []tableRow{
		{"an outcome imposed", after(hearing, imposedOn(misconduct.Dismissal, 0, "2026-03-04")), report, "", []string{"OUTCOME_REPORT 2026-03-11 RUNNING "}},
		{"its report in", after(hearing, imposedOn(misconduct.Dismissal, 0, "2026-03-04"), misconduct.OutcomeReportSubmitted{Officer: thorne, Dated: on("2026-03-12")}),
			report, "", []string{"OUTCOME_REPORT 2026-03-11 STOPPED_LATE "}},
		{"online", after(dismissed, misconduct.OutcomePublished{Officer: thorne, Dated: on("2026-03-09")}), online, "2026-04-06",
			[]string{"OUTCOME_ONLINE 2026-04-06 RUNNING "}},
		{"online long enough", after(dismissed, misconduct.OutcomePublished{Officer: thorne, Dated: on("2026-03-09")}), online, "2026-04-07",
			[]string{"OUTCOME_ONLINE 2026-04-06 STOPPED ENDED"}},
		{"dismissed", dismissed, lists, "", []string{"BARRED_LIST_REPORT 2026-03-13 RUNNING "}},
		{"a former officer would have been", after(hearing, imposedOn(misconduct.WouldHaveBeenDismissed, 0, "2026-03-04"), outcomeTold("2026-03-09")), lists, "",
			[]string{"BARRED_LIST_REPORT 2026-03-10 RUNNING "}},
		{"listed late", after(dismissed, listed), lists, "", []string{"BARRED_LIST_REPORT 2026-03-13 STOPPED_LATE ", "LIST_REVIEW 2031-03-16 RUNNING "}},
		{"listed for gross incompetence", after(dismissed, with(listed, func(e *misconduct.ListReported) { e.Grounds = clock.GrossIncompetence })), lists, "",
			[]string{"BARRED_LIST_REPORT 2026-03-13 STOPPED_LATE ", "LIST_REVIEW 2029-03-16 RUNNING "}},
		{"taken off the list", after(dismissed, listed, misconduct.RemovedFromList{Officer: thorne, List: misconduct.BarredList, Dated: on("2026-07-01")}), lists, "",
			[]string{"BARRED_LIST_REPORT 2026-03-13 STOPPED_LATE ", "LIST_REVIEW 2031-03-16 STOPPED NOT_NEEDED"}},
		{"warned", warned, live, "2027-12-22", []string{"WARNING_LIVE 2027-12-22 RUNNING "}},
		{"no longer live", warned, live, "2027-12-23", []string{"WARNING_LIVE 2027-12-22 STOPPED ENDED"}},
		{"a written warning of the usual length", after(meeting, imposedOn(misconduct.WrittenWarning, 0, "2026-06-03"), outcomeTold("2026-06-09")), live, "",
			[]string{"WARNING_LIVE 2027-12-08 RUNNING "}},
		{"extended leave left out", after(warned, leave), live, "", []string{"WARNING_LIVE 2028-01-01 RUNNING "}},
		{"leave that began before it", after(warned, with(leave, func(e *misconduct.LeaveExcluded) { e.From, e.Until = "2025-12-01", "2025-12-24" })), live, "",
			[]string{"WARNING_LIVE 2027-12-24 RUNNING "}},
		{"leave after it", after(warned, with(leave, func(e *misconduct.LeaveExcluded) { e.From, e.Until = "2028-02-01", "2028-03-01" })), live, "",
			[]string{"WARNING_LIVE 2027-12-22 RUNNING "}},
		{"everybody who is to be told", after(named, complainant, interested, referredTo(thorne, misconduct.Meeting, "2025-12-08"),
			imposedOn(misconduct.NoAction, 0, "2025-12-18"), outcomeTold("2025-12-23"), toldThem), tell, "",
			[]string{"OUTCOME_TO_COMPLAINANT 2026-01-02 STOPPED ", "OUTCOME_TO_COMPLAINANT 2026-01-02 RUNNING "}},
		{"nobody to be told", warned, tell, "", nil},
		{"a complainant not named yet", after(open, recordedAs(misconduct.Complaint), concerned(thorne, "OFFICER"), outcomeTold("2025-12-23"), toldThem), tell, "",
			[]string{"OUTCOME_TO_COMPLAINANT 2026-01-02 STOPPED "}},
	}
}

func appealRows() []tableRow {
	may := []clock.RuleID{clock.MeetingAppeal, clock.TribunalAppeal}
	papers, notice := []clock.RuleID{clock.TribunalPapers}, []clock.RuleID{clock.AppealNotice}
	standing := []clock.RuleID{clock.WarningLive, clock.BarredListReport}
	from := func(f misconduct.Form, a misconduct.DisciplinaryAction, told domain.Date) []misconduct.Event {
		return after(judged, referredTo(thorne, f, "2025-12-08"), misconduct.FindingMade{Officer: thorne, Finding: misconduct.FoundMisconduct, Dated: on("2025-12-18")},
			imposedOn(a, 0, "2025-12-18"), outcomeTold(told))
	}
	meeting, hearing := from(misconduct.Meeting, misconduct.WrittenWarning, "2026-06-09"), from(misconduct.Hearing, misconduct.Dismissal, "2026-03-09")
	fast := from(misconduct.AcceleratedHearing, misconduct.Dismissal, "2026-04-29")
	appeal := func(k misconduct.AppealKind, d domain.Date) misconduct.AppealLodged {
		return misconduct.AppealLodged{Officer: thorne, Appeal: "ap-1", Kind: k, Dated: on(d)}
	}
	lodged := after(meeting, appeal(misconduct.AppealMeeting, "2026-06-17"))
	determined := func(r misconduct.AppealResult, a misconduct.DisciplinaryAction, months int) misconduct.AppealDetermined {
		return misconduct.AppealDetermined{Officer: thorne, Appeal: "ap-1", Result: r, Action: a, Months: months, EffectiveFrom: "2026-06-09", Dated: on("2026-06-24")}
	}
	tribunal := after(fast, appeal(misconduct.AppealTribunal, "2026-05-11"), misconduct.AppealNoticeReceived{Officer: thorne, Appeal: "ap-1", Dated: on("2026-05-14")})
	return []tableRow{
		{"may appeal from a meeting", meeting, may, "", []string{"MEETING_APPEAL 2026-06-18 RUNNING "}},
		{"may appeal from a hearing", hearing, may, "2026-03-24", []string{"TRIBUNAL_APPEAL 2026-03-23 STOPPED LAPSED"}},
		{"may appeal from an accelerated hearing", fast, may, "", []string{"TRIBUNAL_APPEAL 2026-05-14 RUNNING "}},
		{"nothing found to appeal from", after(judged, referredTo(thorne, misconduct.Meeting, "2025-12-08"),
			misconduct.FindingMade{Officer: thorne, Finding: misconduct.FoundNeither, Dated: on("2025-12-18")}, imposedOn(misconduct.NoAction, 0, "2025-12-18"),
			outcomeTold("2025-12-23")), may, "", nil},
		{"appealed from a meeting", lodged, may, "", []string{"MEETING_APPEAL 2026-06-18 STOPPED "}},
		{"appealed out of time", after(hearing, appeal(misconduct.AppealTribunal, "2026-04-01")), may, "", []string{"TRIBUNAL_APPEAL 2026-03-23 STOPPED_LATE "}},
		{"a chief officer appeals", after(hearing, with(appeal(misconduct.AppealTribunal, "2026-03-16"), func(e *misconduct.AppealLodged) { e.By = misconduct.ByChiefOfficer })),
			may, "", []string{"TRIBUNAL_APPEAL 2026-03-23 RUNNING "}},
		{"an appeal meeting's result to be told", after(lodged, determined(misconduct.Confirmed, "", 0)), notice, "2026-06-30",
			[]string{"APPEAL_DETERMINATION_NOTICE 2026-06-29 BREACHED "}},
		{"told", after(lodged, determined(misconduct.Confirmed, "", 0), misconduct.AppealDeterminationNotified{Officer: thorne, Appeal: "ap-1", Dated: on("2026-06-29")}), notice, "",
			[]string{"APPEAL_DETERMINATION_NOTICE 2026-06-29 STOPPED "}},
		{"confirmed", after(lodged, determined(misconduct.Confirmed, "", 0)), standing, "", []string{"WARNING_LIVE 2027-12-08 RUNNING "}},
		{"reversed", after(lodged, determined(misconduct.Reversed, misconduct.NoAction, 0)), standing, "", []string{"WARNING_LIVE 2027-12-08 STOPPED NOT_NEEDED"}},
		{"varied to another warning", after(lodged, determined(misconduct.Varied, misconduct.FinalWrittenWarning, 24)), standing, "",
			[]string{"WARNING_LIVE 2027-12-08 STOPPED SUPERSEDED", "WARNING_LIVE 2028-06-08 RUNNING "}},
		{"dismissal taken away", after(fast, appeal(misconduct.AppealTribunal, "2026-05-04"), with(determined(misconduct.Varied, misconduct.FinalWrittenWarning, 36),
			func(e *misconduct.AppealDetermined) { e.On, e.EffectiveFrom = "2026-05-05", "2026-04-29" })), standing, "",
			[]string{"BARRED_LIST_REPORT 2026-05-06 STOPPED NOT_NEEDED", "WARNING_LIVE 2029-04-28 RUNNING "}},
		{"dismissed on appeal", after(lodged, determined(misconduct.Varied, misconduct.Dismissal, 0)), standing, "",
			[]string{"WARNING_LIVE 2027-12-08 STOPPED NOT_NEEDED", "BARRED_LIST_REPORT 2026-06-30 RUNNING "}},
		{"papers for the tribunal", tribunal, papers, "", []string{"TRIBUNAL_PAPERS 2026-06-05 RUNNING "}},
		{"papers submitted", after(tribunal, misconduct.AppealPapersSubmitted{Officer: thorne, Appeal: "ap-1", Dated: on("2026-06-05")}), papers, "",
			[]string{"TRIBUNAL_PAPERS 2026-06-05 STOPPED "}},
		{"determined without papers", after(tribunal, with(determined(misconduct.Dismissed, "", 0), func(e *misconduct.AppealDetermined) { e.On = "2026-05-20" })), papers, "",
			[]string{"TRIBUNAL_PAPERS 2026-06-05 STOPPED NOT_NEEDED"}},
	}
}
