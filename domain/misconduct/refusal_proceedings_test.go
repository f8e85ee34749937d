package misconduct_test

import (
	"slices"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
)

func proceedingsRefusals() []refusal {
	return slices.Concat(routeRefusals(), referralNoticeRefusals(), panelRefusals(), beforehandRefusals(), courseRefusals(), outcomeRefusals(),
		appealRefusals(), listRefusals(), closureRefusals())
}

func routeRefusals() []refusal {
	direct := func(f misconduct.Form) misconduct.Command {
		return misconduct.DirectProceedings{Officer: thorne, Form: f, Reason: "public interest", On: "2025-12-02"}
	}
	take := misconduct.TakeCasePresentation{Officer: thorne, Reason: "public interest", On: "2025-12-02"}
	told := misconduct.ProceedingsDirectedByIOPC{Officer: thorne, Form: misconduct.Hearing, Reason: "r", Dated: on("2025-12-02")}
	route := func(f func(*misconduct.DetermineCaseToAnswer)) misconduct.Command { return determine(f) }
	lower := after(directed, assessed(thorne, misconduct.Misconduct, misconduct.Meeting), noticed(thorne, misconduct.Misconduct, misconduct.Meeting), reported())
	final := []misconduct.PastSanction{{Action: misconduct.FinalWrittenWarning, From: "2025-01-01", Until: "2026-12-31"}}
	lesser := func(f misconduct.Form) func(*misconduct.DetermineCaseToAnswer) {
		return func(c *misconduct.DetermineCaseToAnswer) { c.Finding, c.Route = misconduct.CaseForMisconduct, f }
	}
	return []refusal{
		{"direct proceedings in an internal matter", after(internal, reported()), direct(misconduct.Hearing), "NOT_SCHEDULE_3", ""},
		{"direct proceedings before the report", after(directed, assessed(thorne, misconduct.GrossMisconduct, misconduct.Hearing)), direct(misconduct.Hearing), "NO_REPORT", ""},
		{"direct proceedings twice", after(toHearing, told), direct(misconduct.Hearing), "ALREADY_DIRECTED", "form"},
		{"direct a meeting for gross misconduct", toHearing, direct(misconduct.Meeting), "FORM_NOT_LAWFUL", "form"},
		{"direct an accelerated hearing", toHearing, direct(misconduct.AcceleratedHearing), "UNKNOWN_VALUE", "form"},
		{"direct proceedings that were begun", hearingTold, direct(misconduct.Hearing), "ALREADY_REFERRED", "officer"},
		{"present a case that goes nowhere", reportIn, take, "NO_PROCEEDINGS", "officer"},
		{"present a case in an internal matter", internal, take, "NOT_SCHEDULE_3", ""},
		{"present a case that is being heard", heard, take, "ALREADY_OPENED", "officer"},
		{"determine otherwise than directed", after(lower, told), route(lesser(misconduct.Meeting)), "DIRECTED_PROCEEDINGS", "route"},
		{"determine misconduct after a conviction", after(lower, convicted...), route(lesser(misconduct.Meeting)), "DEEMED_GROSS", "finding"},
		{"send a repeated case to a meeting", lower, determine(lesser(misconduct.Meeting), func(c *misconduct.DetermineCaseToAnswer) { c.Record = final }), "MUST_BE_HEARING", "route"},
		{"send a first case to a hearing", lower, route(lesser(misconduct.Hearing)), "MUST_BE_MEETING", "route"},
		{"send a former officer to a hearing", after(reportIn, leaving(true, "2025-11-01")), determine(), "HEARING_NEEDS_REASON", "whyHearing"},
	}
}

func referralNoticeRefusals() []refusal {
	notice := func(f misconduct.Form, change ...func(*misconduct.ServeReferralNotice)) misconduct.Command {
		return referralNotice(f, change...)
	}
	documents := func(ids ...string) func(*misconduct.ServeReferralNotice) {
		return func(c *misconduct.ServeReferralNotice) { c.Documents = ids }
	}
	deferred := misconduct.ProceedingsDeferredForCriminalCase{Officer: thorne, Reason: "r", Dated: on("2025-12-05")}
	again := after(toAccelerated, deferred, misconduct.ProceedingsResumed{Officer: thorne, Reason: "r", Dated: on("2025-12-06")})
	return []refusal{
		{"refer a stranger", toHearing, notice(misconduct.Hearing, func(c *misconduct.ServeReferralNotice) { c.Officer = "x" }), "NOT_CONCERNED", "officer"},
		{"refer staff", toHearing, notice(misconduct.Hearing, func(c *misconduct.ServeReferralNotice) { c.Officer = clerk }), "NOT_UNDER_CONDUCT_REGULATIONS", "officer"},
		{"refer without a determination", filedAll, notice(misconduct.Hearing), "NO_PROCEEDINGS", "officer"},
		{"refer elsewhere than determined", toMeeting, notice(misconduct.Hearing), "ROUTE_DIFFERS", "form"},
		{"refer without special conditions", toHearing, notice(misconduct.AcceleratedHearing), "NOT_CERTIFIED", "form"},
		{"refer on a certificate from before the deferral", again, notice(misconduct.AcceleratedHearing), "REDETERMINE_FIRST", "officer"},
		{"refer misconduct to an accelerated hearing", after(toMeeting, specialConditions("2025-12-02")), notice(misconduct.AcceleratedHearing), "FORM_NOT_LAWFUL", "form"},
		{"refer what waits for a criminal case", after(toHearing, deferred), notice(misconduct.Hearing), "PROCEEDINGS_DEFERRED", "officer"},
		{"refer a conviction to a meeting", after(toMeeting, convicted...), notice(misconduct.Meeting), "MUST_BE_HEARING", "form"},
		{"refer somebody who left long ago", after(toHearing, leaving(true, "2024-12-08")), notice(misconduct.Hearing), "CONDITION_C_REQUIRED", "officer"},
		{"refer somebody who left to a meeting", after(toMeeting, leaving(false, "2025-12-02")), notice(misconduct.Meeting), "FORM_NOT_LAWFUL", "form"},
		{"refer twice to proceedings", hearingTold, notice(misconduct.Hearing), "ALREADY_REFERRED", "officer"},
		{"refer while it is heard", heard, notice(misconduct.Hearing), "ALREADY_OPENED", "officer"},
		{"refer with nothing", toHearing, notice(misconduct.Hearing, documents()), "REQUIRED", "documents"},
		{"refer with an unknown document", toHearing, notice(misconduct.Hearing, documents("report", "nothing")), "DOCUMENT_NOT_FOUND", "documents"},
		{"refer with a document twice", toHearing, notice(misconduct.Hearing, documents("report", "report")), "DUPLICATE", "documents"},
		{"refer with an account of reflective practice", toHearing, notice(misconduct.Hearing, documents("report", "account")), "RPRP_INADMISSIBLE", "documents"},
		{"refer by e-mail before 2025", under(before2025, toHearing), notice(misconduct.Hearing, func(c *misconduct.ServeReferralNotice) { c.Method = misconduct.ByEmail }), "METHOD_NOT_LAWFUL", "method"},
		{"refer tomorrow", toHearing, notice(misconduct.Hearing, func(c *misconduct.ServeReferralNotice) { c.On = "2026-03-11" }), "IN_FUTURE", "on"},
	}
}

func panelRefusals() []refusal {
	panel := func(change ...func(*misconduct.AppointPanel)) misconduct.Command {
		return appoint(misconduct.Hearing, hearingPanel(), change...)
	}
	members := func(m ...misconduct.PanelMember) func(*misconduct.AppointPanel) {
		return func(c *misconduct.AppointPanel) { c.Members = m }
	}
	object := func(change ...func(*misconduct.Object)) misconduct.Command {
		return with(misconduct.Object{Officer: thorne, Objection: "o-1", To: "Commander Iqbal", Grounds: "g", On: "2025-12-09"}, change...)
	}
	decide := misconduct.DecideObjection{Officer: thorne, Objection: "o-1", Upheld: true, Reason: "r", On: "2025-12-10"}
	made := misconduct.ObjectionMade{Officer: thorne, Objection: "o-1", To: "Commander Iqbal", Dated: on("2025-12-09")}
	upheld := misconduct.ObjectionDecided{Officer: thorne, Objection: "o-1", Upheld: true, Dated: on("2025-12-10")}
	former := chair(func(m *misconduct.PanelMember) { m.Standing, m.LeftOn = misconduct.FormerSenior, "2019-01-01" })
	staff := chair(func(m *misconduct.PanelMember) { m.Standing, m.Rank = misconduct.SeniorStaff, "POLICE_STAFF" })
	low := chair(func(m *misconduct.PanelMember) { m.Rank = "INSPECTOR" })
	lawyer := chair(func(m *misconduct.PanelMember) { m.Standing = misconduct.LegallyQualifiedChair })
	rest := hearingPanel()[1:]
	certifier := acceleratedPanel(func(m *misconduct.PanelMember) { m.Actor = "certifier" })
	return []refusal{
		{"appoint for nobody", hearingTold, panel(func(c *misconduct.AppointPanel) { c.Officers = nil }), "REQUIRED", "officers"},
		{"appoint for one officer twice", hearingTold, panel(func(c *misconduct.AppointPanel) { c.Officers = []domain.OfficerID{thorne, thorne} }), "DUPLICATE", "officers"},
		{"appoint for somebody not referred", hearingTold, panel(func(c *misconduct.AppointPanel) { c.Officers = []domain.OfficerID{thorne, calloway} }), "NOT_REFERRED_TO_PROCEEDINGS", "officers"},
		{"appoint for another form", meetingTold, panel(), "FORM_DIFFERS", "form"},
		{"appoint while it is heard", heard, panel(), "ALREADY_OPENED", "officers"},
		{"appoint nobody", hearingTold, panel(members()), "PANEL_NOT_COMPLETE", "members"},
		{"appoint one person twice", hearingTold, panel(members(chair(), chair())), "DUPLICATE", "members"},
		{"appoint somebody of a rank nobody has", hearingTold, panel(members(chair(func(m *misconduct.PanelMember) { m.Rank = "COLONEL" }))), "UNKNOWN_RANK", "members"},
		{"appoint a lawyer as chair", hearingTold, panel(members(append([]misconduct.PanelMember{lawyer}, rest...)...)), "CHAIR_NOT_LAWFUL", "members"},
		{"appoint an inspector as chief officer", hearingTold, panel(members(append([]misconduct.PanelMember{low}, rest...)...)), "RANK_TOO_LOW", "members"},
		{"appoint somebody long retired", hearingTold, panel(members(append([]misconduct.PanelMember{former}, rest...)...)), "FORMER_TOO_LONG", "members"},
		{"appoint staff for operational policing", hearingTold, panel(members(append([]misconduct.PanelMember{staff}, rest...)...), func(c *misconduct.AppointPanel) { c.Operational = true }), "OPERATIONAL_POLICING", "members"},
		{"appoint the investigator", hearingTold, panel(members(append([]misconduct.PanelMember{chair(func(m *misconduct.PanelMember) { m.Actor = examiner })}, rest...)...)), "PANEL_CONFLICT", "members"},
		{"appoint somebody with a conflict", hearingTold, panel(func(c *misconduct.AppointPanel) { c.Conflicted = []domain.ActorID{"iqbal"} }), "PANEL_CONFLICT", "members"},
		{"appoint the certifier", acceleratedTold, appoint(misconduct.AcceleratedHearing, certifier), "CERTIFIER", "members"},
		{"appoint who was objected to", after(hearingSet, made, upheld), panel(), "OBJECTION_UPHELD", "members"},
		{"object to nobody", hearingSet, object(func(c *misconduct.Object) { c.To = "Mr Nobody" }), "NOT_APPOINTED", "to"},
		{"object under a used id", after(hearingSet, made), object(), "OBJECTION_EXISTS", "objection"},
		{"object while it is heard", heard, object(), "ALREADY_OPENED", "officer"},
		{"decide an objection nobody made", hearingSet, decide, "UNKNOWN_OBJECTION", "objection"},
		{"decide an objection twice", after(hearingSet, made, upheld), decide, "OBJECTION_DECIDED", "objection"},
	}
}

func beforehandRefusals() []refusal {
	respond := func(change ...func(*misconduct.Respond)) misconduct.Command {
		return with(misconduct.Respond{Officer: thorne, Answer: misconduct.Admits, On: "2025-12-29"}, change...)
	}
	list := misconduct.SupplyWitnessList{Officer: thorne, By: misconduct.SideOfficer, On: "2025-12-29"}
	bundle := func(change ...func(*misconduct.SupplyBundle)) misconduct.Command {
		return with(misconduct.SupplyBundle{Officers: alone, Documents: []string{"report"}, On: "2026-01-07"}, change...)
	}
	fix := func(change ...func(*misconduct.FixHearing)) misconduct.Command {
		return with(misconduct.FixHearing{Officers: alone, Form: misconduct.Hearing, FirstDay: "2026-03-02", Venue: "Northmoor", On: "2025-12-09"}, change...)
	}
	pre := func(reason string) misconduct.Command {
		return misconduct.FixPreHearing{Officers: alone, For: "2026-01-28", Reason: reason, On: "2026-01-08"}
	}
	hold := misconduct.HoldPreHearing{Officers: alone, Directions: "d", On: "2026-01-28"}
	restrict := misconduct.RestrictReporting{Officers: alone, Terms: "t", On: "2026-01-28"}
	publish := misconduct.PublishNotice{Officers: alone, Where: "w", On: "2026-02-23"}
	deferred := misconduct.ProceedingsDeferredForCriminalCase{Officer: thorne, Reason: "r", Dated: on("2025-12-09")}
	private := after(hearingSet, misconduct.HearingFixed{Officers: alone, Form: misconduct.Hearing, FirstDay: "2026-03-02", Dated: on("2025-12-09")})
	return []refusal{
		{"respond to nothing", toHearing, respond(), "NOT_REFERRED_TO_PROCEEDINGS", "officer"},
		{"respond twice", after(hearingTold, misconduct.OfficerResponded{Officer: thorne, Dated: on("2025-12-29")}), respond(), "ALREADY_RESPONDED", "officer"},
		{"respond with an unknown document", hearingTold, respond(func(c *misconduct.Respond) { c.Document = "nothing" }), "DOCUMENT_NOT_FOUND", "document"},
		{"respond after the withdrawal", after(hearingTold, misconduct.ProceedingsWithdrawn{Officer: thorne, Then: misconduct.NoFurtherAction, Dated: on("2025-12-20")}), respond(), "PROCEEDINGS_WITHDRAWN", "officer"},
		{"name witnesses for an accelerated hearing", acceleratedTold, list, "NOT_IN_THIS_FORM", "officer"},
		{"supply a bundle to nobody", hearingTold, bundle(), "NO_PANEL", "officers"},
		{"supply an empty bundle", hearingSet, bundle(func(c *misconduct.SupplyBundle) { c.Documents = nil }), "REQUIRED", "documents"},
		{"supply an account of reflective practice", hearingSet, bundle(func(c *misconduct.SupplyBundle) { c.Documents = []string{"report", "account"} }), "RPRP_INADMISSIBLE", "documents"},
		{"supply an unknown exhibit", hearingSet, bundle(func(c *misconduct.SupplyBundle) { c.Exhibits = []domain.ExhibitRef{"KLM/9"} }), "EXHIBIT_NOT_FOUND", "exhibits"},
		{"fix a hearing that ends before it begins", hearingSet, fix(func(c *misconduct.FixHearing) { c.LastDay = "2026-03-01" }), "DATES_REVERSED", "lastDay"},
		{"fix a hearing as a meeting", hearingSet, fix(func(c *misconduct.FixHearing) { c.Form = misconduct.Meeting }), "FORM_DIFFERS", "form"},
		{"fix a meeting in public", meetingSet, fix(func(c *misconduct.FixHearing) { c.Form, c.Public = misconduct.Meeting, true }), "NOT_IN_THIS_FORM", "public"},
		{"fix a hearing while a criminal case runs", after(hearingSet, deferred), fix(), "PROCEEDINGS_DEFERRED", "officers"},
		{"fix an accelerated hearing outside its days", acceleratedSet, fix(func(c *misconduct.FixHearing) { c.Form = misconduct.AcceleratedHearing }), "ACCELERATED_WINDOW", "firstDay"},
		{"fix a pre-hearing of a meeting", meetingSet, pre(""), "NOT_IN_THIS_FORM", "officers"},
		{"postpone a pre-hearing without a reason", after(hearingSet, misconduct.PreHearingFixed{Officers: alone, For: "2026-01-20", Dated: on("2026-01-07")}), pre(""), "REQUIRED", "reason"},
		{"hold a pre-hearing nobody fixed", hearingSet, hold, "NOT_FIXED", "officers"},
		{"restrict the reporting of a meeting", meetingSet, restrict, "NOT_IN_THIS_FORM", "officers"},
		{"give notice of a meeting", meetingDay, publish, "NOT_IN_THIS_FORM", "officers"},
		{"give notice of a hearing without a day", hearingSet, publish, "NOT_FIXED", "officers"},
		{"give notice of a private hearing", private, publish, "NOT_PUBLIC", "officers"},
	}
}

func courseRefusals() []refusal {
	open := func(f misconduct.Form, o ...domain.OfficerID) misconduct.Command {
		return misconduct.OpenProceedings{Officers: o, Form: f, On: "2026-03-02"}
	}
	withdraw := func(f misconduct.Form, agreed bool) misconduct.Command {
		return misconduct.WithdrawProceedings{Officer: thorne, Then: f, Reason: "r", IOPCAgreed: agreed, On: "2026-01-05"}
	}
	adjourn := misconduct.AdjournProceedings{Officers: alone, Until: "2026-04-01", Reason: "r", On: "2026-03-02"}
	made := misconduct.ObjectionMade{Officer: thorne, Objection: "o-1", To: "Commander Iqbal", Dated: on("2025-12-09")}
	upheld := misconduct.ObjectionDecided{Officer: thorne, Objection: "o-1", Upheld: true, Dated: on("2025-12-10")}
	deferred := misconduct.ProceedingsDeferredForCriminalCase{Officer: thorne, Reason: "r", Dated: on("2025-12-09")}
	resumed := misconduct.ProceedingsResumed{Officer: thorne, Reason: "r", Dated: on("2025-12-10")}
	uncertified := misconduct.SpecialConditionsDetermined{Officer: thorne, Dated: on("2025-12-10")}
	other := seated(misconduct.Hearing, hearingPanel(func(m *misconduct.PanelMember) { m.Person = "Commander Reyes" }), "2025-12-08", calloway)
	both := after(hearingDay, proceedAs(misconduct.Hearing, calloway, "2025-12-08"), other, misconduct.HearingFixed{Officers: []domain.OfficerID{calloway}, FirstDay: "2026-03-02"})
	lateDay := misconduct.HearingFixed{Officers: alone, Form: misconduct.Hearing, FirstDay: "2026-03-02", Dated: on("2025-12-09")}
	return []refusal{
		{"withdraw to a hearing", hearingTold, withdraw(misconduct.Hearing, true), "UNKNOWN_VALUE", "then"},
		{"withdraw to vetting before 2025", under(before2025, hearingTold), withdraw(misconduct.Vetting, true), "FORM_NOT_LAWFUL", "then"},
		{"withdraw a former officer to reflective practice", after(hearingTold, leaving(true, "2025-12-10")), withdraw(misconduct.RPRP, true), "FORM_NOT_LAWFUL", "then"},
		{"withdraw without the Director General", hearingTold, withdraw(misconduct.NoFurtherAction, false), "IOPC_AGREEMENT_REQUIRED", "iopcAgreed"},
		{"open without a panel", after(hearingTold, lateDay), open(misconduct.Hearing, thorne), "NO_PANEL", "officers"},
		{"open without a day", hearingSet, open(misconduct.Hearing, thorne), "NOT_FIXED", "officers"},
		{"open with an objection undecided", after(hearingDay, made), open(misconduct.Hearing, thorne), "OBJECTION_OPEN", "officers"},
		{"open before somebody objected to", after(hearingDay, made, upheld), open(misconduct.Hearing, thorne), "OBJECTION_UPHELD", "members"},
		{"open while a criminal case runs", after(hearingDay, deferred), open(misconduct.Hearing, thorne), "PROCEEDINGS_DEFERRED", "officers"},
		{"open on a certificate from before the deferral", after(acceleratedDay, deferred, resumed), open(misconduct.AcceleratedHearing, thorne), "REDETERMINE_FIRST", "officers"},
		{"open an accelerated hearing no longer certified", after(acceleratedDay, uncertified), open(misconduct.AcceleratedHearing, thorne), "NOT_CERTIFIED", "form"},
		{"open a meeting after a conviction", after(meetingDay, convicted...), open(misconduct.Meeting, thorne), "MUST_BE_HEARING", "form"},
		{"open a meeting with somebody who left", after(meetingDay, leaving(false, "2025-12-10")), open(misconduct.Meeting, thorne), "FORM_NOT_LAWFUL", "form"},
		{"open twice", heard, open(misconduct.Hearing, thorne), "ALREADY_OPENED", "officers"},
		{"open before different panels", both, open(misconduct.Hearing, thorne, calloway), "PANELS_DIFFER", "officers"},
		{"adjourn before the beginning", hearingDay, adjourn, "NOT_OPENED", "officers"},
		{"adjourn after the outcome", hearingGone, adjourn, "ALREADY_IMPOSED", "officers"},
		{"find before the beginning", hearingDay, find(misconduct.FoundMisconduct), "NOT_OPENED", "officer"},
		{"find twice", after(heard, foundFor(thorne, misconduct.FoundNeither)), find(misconduct.FoundMisconduct), "ALREADY_FOUND", "allegation"},
		{"find on what is not alleged", heard, find(misconduct.FoundMisconduct, func(c *misconduct.MakeFinding) { c.Allegation = "a-9" }), "NOT_ALLEGED", "allegation"},
		{"find gross misconduct at a meeting", met, find(misconduct.FoundGrossMisconduct), "GROSS_AT_MEETING", "finding"},
		{"find by majority at a meeting", met, find(misconduct.FoundMisconduct, func(c *misconduct.MakeFinding) { c.Majority = true }), "NO_MAJORITY", "majority"},
		{"find misconduct that was not proved", heard, find(misconduct.FoundMisconduct, func(c *misconduct.MakeFinding) { c.Basis = misconduct.NotProved }), "BASIS_DIFFERS", "basis"},
		{"find on a conviction nobody recorded", heard, find(misconduct.FoundGrossMisconduct, func(c *misconduct.MakeFinding) { c.Basis = misconduct.Convicted }), "NO_CONVICTION", "basis"},
		{"find misconduct on a conviction", after(heard, convicted...), find(misconduct.FoundMisconduct, func(c *misconduct.MakeFinding) { c.Basis = misconduct.Convicted }), "BASIS_DIFFERS", "basis"},
		{"find nothing but misconduct after a conviction", after(heard, convicted...), find(misconduct.FoundMisconduct), "CONVICTION_IS_GROSS", "finding"},
	}
}

func outcomeRefusals() []refusal {
	found := func(f misconduct.Finding) []misconduct.Event { return history(today, misconduct.Hearing, f, false) }
	final := []misconduct.PastSanction{{Action: misconduct.FinalWrittenWarning, From: "2025-01-01", Until: "2026-12-31"}}
	reduced := []misconduct.PastSanction{{Action: misconduct.ReductionInRank, From: "2020-01-01"}}
	report := misconduct.SubmitOutcomeReport{Officer: thorne, On: "2026-03-09"}
	notify := misconduct.NotifyOutcome{Officer: thorne, On: "2026-03-09"}
	publish := misconduct.PublishOutcome{Officer: thorne, Where: "w", On: "2026-03-09"}
	leave := func(from, until domain.Date) misconduct.Command {
		return misconduct.ExcludeLeave{Officer: thorne, From: from, Until: until, On: "2026-03-09"}
	}
	record := func(p []misconduct.PastSanction) func(*misconduct.ImposeOutcome) {
		return func(c *misconduct.ImposeOutcome) { c.Record = p }
	}
	down := func(c *misconduct.ImposeOutcome) { c.ToRank, c.Rank, c.OperationalImpact = "PC", "SERGEANT", "i" }
	exceptional := func(c *misconduct.ImposeOutcome) { c.Exceptional = "e" }
	away := misconduct.LeaveExcluded{Officer: thorne, From: "2026-01-01", Until: "2026-01-31", Dated: on("2026-02-01")}
	simple, gross := found(misconduct.FoundMisconduct), found(misconduct.FoundGrossMisconduct)
	return []refusal{
		{"impose without findings", heard, impose(misconduct.WrittenWarning), "FINDINGS_MISSING", "officer"},
		{"impose with a finding missing", after(simple, alleged(func(a *misconduct.AddAllegation) { a.Allegation = "a-2" })), impose(misconduct.WrittenWarning), "FINDINGS_MISSING", "officer"},
		{"impose twice", hearingGone, impose(misconduct.Dismissal), "ALREADY_IMPOSED", "officer"},
		{"impose what does not follow", simple, impose(misconduct.WouldHaveBeenDismissed), "OUTCOME_NOT_LAWFUL", "action"},
		{"impose misconduct's outcome after a conviction", after(simple, convicted...), impose(misconduct.WrittenWarning), "CONVICTION_IS_GROSS", "officer"},
		{"impose less than dismissal without a reason", gross, impose(misconduct.FinalWrittenWarning), "EXCEPTIONAL_REQUIRED", "exceptional"},
		{"dismiss for misconduct alone", simple, impose(misconduct.Dismissal), "HISTORY_REQUIRED", "action"},
		{"warn finally twice", simple, impose(misconduct.FinalWrittenWarning, record(final)), "FINAL_WARNING_LIVE", "action"},
		{"reduce twice", gross, impose(misconduct.ReductionInRank, record(reduced), down, exceptional), "SECOND_REDUCTION", "action"},
		{"reduce to a higher rank", gross, impose(misconduct.ReductionInRank, down, exceptional, func(c *misconduct.ImposeOutcome) { c.ToRank = "INSPECTOR" }), "RANK_NOT_LOWER", "toRank"},
		{"warn for too long", simple, impose(misconduct.WrittenWarning, func(c *misconduct.ImposeOutcome) { c.Months = 36 }), "DURATION_NOT_LAWFUL", "months"},
		{"report on no outcome", heard, report, "NO_OUTCOME", "officer"},
		{"report twice on an outcome", after(hearingGone, misconduct.OutcomeReportSubmitted{Officer: thorne, Dated: on("2026-03-05")}), report, "ALREADY_REPORTED", "officer"},
		{"notify of no outcome", heard, notify, "NO_OUTCOME", "officer"},
		{"notify twice", dismissed, notify, "ALREADY_NOTIFIED", "officer"},
		{"publish what the officer does not know", hearingGone, publish, "NOT_NOTIFIED", "officer"},
		{"publish the outcome of a meeting", warned, publish, "NOT_IN_THIS_FORM", "officer"},
		{"leave out leave of a dismissal", dismissed, leave("2026-03-10", "2026-04-01"), "NO_WARNING", "officer"},
		{"leave out leave that ends first", warned, leave("2026-03-10", "2026-03-01"), "DATES_REVERSED", "until"},
		{"leave out leave after the warning", warned, leave("2028-01-01", "2028-02-01"), "WARNING_OVER", "from"},
		{"leave out leave twice", after(warned, away), leave("2026-01-31", "2026-02-10"), "LEAVE_OVERLAPS", "from"},
	}
}

func appealRefusals() []refusal {
	appeal := func(k misconduct.AppealKind, day domain.Date, change ...func(*misconduct.LodgeAppeal)) misconduct.Command {
		return lodge(k, day, change...)
	}
	determine := func(r misconduct.AppealResult, change ...func(*misconduct.DetermineAppeal)) misconduct.Command {
		return result(r, change...)
	}
	action := func(a misconduct.DisciplinaryAction) func(*misconduct.DetermineAppeal) {
		return func(c *misconduct.DetermineAppeal) { c.Action = a }
	}
	receive := misconduct.ReceiveAppealNotice{Officer: thorne, Appeal: "ap-1", On: "2026-03-10"}
	papers := misconduct.SubmitAppealPapers{Officer: thorne, Appeal: "ap-1", On: "2026-03-10"}
	tell := misconduct.NotifyAppeal{Officer: thorne, Appeal: "ap-1", On: "2026-03-10"}
	neither := after(met, foundFor(thorne, misconduct.FoundNeither), imposed(thorne, misconduct.NoAction, 0, "2025-12-18"), notified(thorne, "2025-12-23"))
	ended := misconduct.AppealDetermined{Officer: thorne, Appeal: "ap-1", Result: misconduct.Confirmed, Dated: on("2026-03-10")}
	received := misconduct.AppealNoticeReceived{Officer: thorne, Appeal: "ap-1", Dated: on("2026-03-10")}
	sent := misconduct.AppealPapersSubmitted{Officer: thorne, Appeal: "ap-1", Dated: on("2026-03-10")}
	toldOf := misconduct.AppealDeterminationNotified{Officer: thorne, Appeal: "ap-1", Dated: on("2026-03-10")}
	warningAppealed := after(met, foundFor(thorne, misconduct.FoundMisconduct), imposed(thorne, misconduct.FinalWrittenWarning, 24, "2025-12-18"),
		notified(thorne, "2025-12-23"), lodged(misconduct.AppealMeeting, "2026-01-06"))
	return []refusal{
		{"appeal from a meeting to the tribunal", warned, appeal(misconduct.AppealTribunal, "2026-01-05"), "WRONG_APPEAL", "kind"},
		{"appeal from a hearing to a meeting", dismissed, appeal(misconduct.AppealMeeting, "2026-03-10"), "WRONG_APPEAL", "kind"},
		{"appeal as a chief officer", dismissed, appeal(misconduct.AppealTribunal, "2026-03-10", func(c *misconduct.LodgeAppeal) { c.By = misconduct.ByChiefOfficer }), "PROVISION_NOT_IN_FORCE", "kind"},
		{"appeal against clearance that holds", warned, appeal(misconduct.AppealVetting, "2026-01-05"), "CLEARANCE_NOT_WITHDRAWN", "officer"},
		{"appeal before an outcome", heard, appeal(misconduct.AppealTribunal, "2026-03-10"), "NO_OUTCOME", "officer"},
		{"appeal before being told", hearingGone, appeal(misconduct.AppealTribunal, "2026-03-10"), "NOT_NOTIFIED", "officer"},
		{"appeal against nothing", neither, appeal(misconduct.AppealMeeting, "2026-01-05"), "NOTHING_TO_APPEAL", "officer"},
		{"appeal late", warned, appeal(misconduct.AppealMeeting, "2026-01-07"), "APPEAL_LATE", "outOfTime"},
		{"appeal on no ground", warned, appeal(misconduct.AppealMeeting, "2026-01-05", func(c *misconduct.LodgeAppeal) { c.Grounds = nil }), "REQUIRED", "grounds"},
		{"appeal on a ground nobody knows", warned, appeal(misconduct.AppealMeeting, "2026-01-05", func(c *misconduct.LodgeAppeal) { c.Grounds[0] = "TIRED" }), "UNKNOWN_VALUE", "grounds"},
		{"appeal under a used id", appealedMeeting, appeal(misconduct.AppealMeeting, "2026-01-06"), "APPEAL_EXISTS", "appeal"},
		{"appeal twice", appealedMeeting, appeal(misconduct.AppealMeeting, "2026-01-06", func(c *misconduct.LodgeAppeal) { c.Appeal = "ap-2" }), "ALREADY_APPEALED", "kind"},
		{"act on an appeal nobody brought", warned, determine(misconduct.Confirmed), "UNKNOWN_APPEAL", "appeal"},
		{"receive notice of an appeal to a meeting", appealedMeeting, receive, "NOT_BEFORE_TRIBUNAL", "appeal"},
		{"receive notice twice", after(appealedTribunal, received), receive, "NOTICE_ALREADY_RECEIVED", "officer"},
		{"send papers before the notice", appealedTribunal, papers, "NOTICE_NOT_RECEIVED", "appeal"},
		{"send papers twice", after(appealedTribunal, received, sent), papers, "PAPERS_ALREADY_IN", "officer"},
		{"determine twice the appeal", after(appealedMeeting, ended), determine(misconduct.Confirmed), "APPEAL_DETERMINED", "appeal"},
		{"dismiss on papers at a meeting", appealedMeeting, determine(misconduct.Dismissed), "RESULT_NOT_OPEN", "result"},
		{"determine by somebody of the same rank", appealedMeeting, determine(misconduct.Confirmed, func(c *misconduct.DetermineAppeal) { c.DecidedBy = "INSPECTOR" }), "RANK_TOO_LOW", "decidedBy"},
		{"determine by no rank", appealedMeeting, determine(misconduct.Confirmed, func(c *misconduct.DetermineAppeal) { c.DecidedBy = "COLONEL" }), "UNKNOWN_RANK", "decidedBy"},
		{"vary without saying to what", appealedMeeting, determine(misconduct.Varied), "ACTION_DIFFERS", "action"},
		{"confirm and change", appealedMeeting, determine(misconduct.Confirmed, action(misconduct.NoAction)), "ACTION_DIFFERS", "action"},
		{"vary to what cannot follow", appealedMeeting, determine(misconduct.Varied, action(misconduct.Dismissal)), "OUTCOME_NOT_LAWFUL", "action"},
		{"vary to something graver", appealedMeeting, determine(misconduct.Varied, action(misconduct.FinalWrittenWarning)), "NOT_MILDER", "action"},
		{"vary to the same", warningAppealed, determine(misconduct.Varied, action(misconduct.FinalWrittenWarning)), "NOT_MILDER", "action"},
		{"tell of an open appeal", appealedMeeting, tell, "NOT_DETERMINED", "appeal"},
		{"tell twice", after(appealedMeeting, ended, toldOf), tell, "ALREADY_NOTIFIED", "officer"},
	}
}

func listRefusals() []refusal {
	report := func(l misconduct.PoliceList) misconduct.Command {
		return misconduct.ReportToList{Officer: thorne, List: l, Grounds: "g", On: "2026-03-10"}
	}
	remove := misconduct.RemoveFromList{Officer: thorne, List: misconduct.BarredList, Reason: "r", On: "2026-03-10"}
	barred := misconduct.ListReported{Officer: thorne, List: misconduct.BarredList, Dated: on("2026-03-09")}
	return []refusal{
		{"list somebody who was warned", warned, report(misconduct.BarredList), "NOT_FOR_THIS_LIST", "list"},
		{"list twice", after(dismissed, barred), report(misconduct.BarredList), "ALREADY_LISTED", "list"},
		{"remove who is not listed", dismissed, remove, "NOT_LISTED", "list"},
		{"remove too early", after(dismissed, barred), remove, "REVIEW_TOO_EARLY", "on"},
	}
}

func closureRefusals() []refusal {
	end := func(r misconduct.ClosureReason) misconduct.Command {
		return misconduct.CloseInvolvement{Officer: thorne, Reason: r, On: "2026-03-10"}
	}
	closed := misconduct.InvolvementClosed{Officer: thorne, Reason: misconduct.ClosedOutcome, Dated: on("2026-02-01")}
	return []refusal{
		{"close twice", after(warned, closed), end(misconduct.ClosedOutcome), "ALREADY_CLOSED", "officer"},
		{"close for a reason that is none", warned, end("TIRED"), "UNKNOWN_VALUE", "reason"},
		{"close for another reason", warned, end(misconduct.ClosedNoCase), "CLOSURE_REASON_DIFFERS", "reason"},
		{"close with something open", meetingGone, end(misconduct.ClosedOutcome), "STILL_OPEN", "officer"},
	}
}
