package misconduct_test

import (
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
)

func interviewRefusals() []refusal {
	provide := misconduct.ProvideTermsOfReference{Officer: thorne, On: "2025-06-18"}
	withhold := misconduct.WithholdTermsOfReference{Officer: thorne, Reason: "a search is planned", On: "2025-06-18"}
	held := after(scheduled, misconduct.InterviewHeld{Officer: thorne, Interview: interview, Dated: on("2025-08-20")})
	other := func(c *misconduct.PostponeInterview) { c.Interview = another }
	return []refusal{
		{"give terms before the notice", after(judged, termsSet()), provide, "NOTICE_NOT_SERVED", "officer"},
		{"give terms that nobody set", told, provide, "TERMS_NOT_SET", ""},
		{"give terms to a stranger", scoped, misconduct.ProvideTermsOfReference{Officer: "stranger", On: "2025-06-18"}, "NOT_CONCERNED", "officer"},
		{"give terms when all is done", after(scoped, closed(thorne)), provide, "INVOLVEMENT_CLOSED", "officer"},
		{"withhold terms that were given", briefed, withhold, "TERMS_GIVEN", "officer"},
		{"withhold terms before the notice", judged, withhold, "NOTICE_NOT_SERVED", "officer"},
		{"withhold terms without a reason", told, misconduct.WithholdTermsOfReference{Officer: thorne, On: "2025-06-18"}, "REQUIRED", "reason"},
		{"interview before the notice", judged, schedule(), "NOTICE_NOT_SERVED", "officer"},
		{"interview before the terms", scoped, schedule(), "TERMS_NOT_GIVEN", "officer"},
		{"interview after the report", after(briefed, reported()), schedule(), "REPORT_ALREADY_SUBMITTED", ""},
		{"interview under a used id", scheduled, schedule(), "INTERVIEW_EXISTS", "interview"},
		{"interview on a day gone by", briefed, schedule(func(c *misconduct.ScheduleInterview) { c.For = "2025-08-13" }), "DATES_REVERSED", "for"},
		{"interview police staff", briefed, schedule(func(c *misconduct.ScheduleInterview) { c.Officer = clerk }), "NOT_UNDER_CONDUCT_REGULATIONS", "officer"},
		{"postpone what was never set", scheduled, postpone(other), "INTERVIEW_NOT_FOUND", "interview"},
		{"postpone what was held", held, postpone(), "INTERVIEW_ALREADY_HELD", "interview"},
		{"postpone for long", scheduled, postpone(func(c *misconduct.PostponeInterview) { c.For = "2025-09-30" }), "INTERVIEW_TOO_LATE", "for"},
		{"postpone to a day gone by", scheduled, postpone(func(c *misconduct.PostponeInterview) { c.For = "2025-08-19" }), "DATES_REVERSED", "for"},
		{"hold what was never set", briefed, hold(), "INTERVIEW_NOT_FOUND", "interview"},
		{"hold twice", held, hold(), "INTERVIEW_ALREADY_HELD", "interview"},
		{"hold without what was said", scheduled, hold(func(c *misconduct.HoldInterview) { c.Summary = "" }), "REQUIRED", "summary"},
		{"hold on a day to come", scheduled, hold(func(c *misconduct.HoldInterview) { c.On = "2026-04-01" }), "IN_FUTURE", "on"},
	}
}

func representationRefusals() []refusal {
	say := func(about misconduct.RepresentationsOn, document string) misconduct.Command {
		return misconduct.ReceiveRepresentations{Officer: thorne, About: about, Document: document, Summary: "denies it", On: "2025-08-26"}
	}
	account := filed("doc-1", misconduct.DocReflectiveText, thorne)
	return []refusal{
		{"answer a notice never served", judged, say(misconduct.OnNotice, ""), "NOTICE_NOT_SERVED", "officer"},
		{"answer a suspension that is none", told, say(misconduct.OnSuspension, ""), "NOT_SUSPENDED", "officer"},
		{"answer on an outcome nobody waits for", told, say(misconduct.OnOutcome, ""), "NO_FINDING", "about"},
		{"answer on the weather", told, say("WEATHER", ""), "UNKNOWN_VALUE", "about"},
		{"answer with a paper nobody has", told, say(misconduct.OnNotice, "doc-1"), "DOCUMENT_NOT_FOUND", "document"},
		{"answer with a reflective account", after(told, account), say(misconduct.OnNotice, "doc-1"), "DOCUMENT_KIND", "document"},
	}
}

func criminalRefusals() []refusal {
	step := func(s misconduct.CriminalStep, offence string) misconduct.Command {
		return misconduct.TakeCriminalStep{Officer: thorne, Offence: offence, Step: s, On: "2025-12-11"}
	}
	deferral := misconduct.DeferProceedings{Officer: thorne, Reason: "a trial is listed", On: "2025-12-12"}
	resume := misconduct.ResumeProceedings{Officer: thorne, Reason: "the trial is over", On: "2025-12-14"}
	return []refusal{
		{"a step of no strand", told, step(misconduct.StepCharge, inOffice), "STRAND_NOT_OPEN", "offence"},
		{"a step nobody knows", accused, step("SHRUG", inOffice), "UNKNOWN_VALUE", "step"},
		{"a sentence after acquittal", after(accused, strandEnded("ACQUITTED")), step(misconduct.StepSentence, inOffice), "STRAND_NOT_OPEN", "offence"},
		{"a charge after conviction", after(accused, strandEnded("CONVICTED")), step(misconduct.StepCharge, inOffice), "STRAND_NOT_OPEN", "offence"},
		{"a strand investigated by nobody known", told, misconduct.OpenCriminalStrand{Officer: thorne, Offence: "s127", InvestigatedBy: "ARMY", On: "2025-06-13"}, "UNKNOWN_VALUE", "investigatedBy"},
		{"defer for no criminal case", told, deferral, "STRAND_NOT_OPEN", "officer"},
		{"defer for one that ended", after(accused, strandEnded("ACQUITTED")), deferral, "STRAND_NOT_OPEN", "officer"},
		{"defer twice", after(accused, deferred), deferral, "ALREADY_DEFERRED", "officer"},
		{"resume what never stopped", accused, resume, "NOT_DEFERRED", "officer"},
		{"resume twice", after(accused, deferred, resumed), resume, "NOT_DEFERRED", "officer"},
	}
}

func specialRefusals() []refusal {
	state := func(by domain.ActorID) misconduct.Command {
		return misconduct.SubmitSpecialConditionsStatement{Officer: thorne, By: by, On: "2025-06-20"}
	}
	low := after(directed, assessed(thorne, misconduct.Misconduct, misconduct.Meeting), noticed(thorne, misconduct.Misconduct, misconduct.Meeting))
	lowFound := after(reportIn, misconduct.CaseToAnswerDetermined{Officer: thorne, Finding: misconduct.CaseForMisconduct, Route: misconduct.Meeting})
	byDG := certify(func(c *misconduct.DetermineSpecialConditions) { c.DecidedBy = domain.DirectorGeneral })
	ordered := misconduct.ProceedingsDirectedByIOPC{Officer: thorne, Form: misconduct.Hearing, Dated: on("2025-12-05")}
	begun := misconduct.ProceedingsOpened{Officers: []domain.OfficerID{thorne}, Form: misconduct.Hearing, Dated: on("2025-12-08")}
	part3 := func(a *misconduct.SeverityAssessed) { a.DecidedBy = domain.AppropriateAuthority }
	inside := after(internal, with(assessed(thorne, misconduct.GrossMisconduct, misconduct.Hearing), part3), statement(), reported())
	return []refusal{
		{"state for less than gross misconduct", low, state(examiner), "NOT_GROSS_MISCONDUCT", "officer"},
		{"state as somebody else", told, state("x"), "NOT_INVESTIGATOR", "by"},
		{"state after the report", reportIn, state(examiner), "REPORT_ALREADY_SUBMITTED", ""},
		{"certify less than gross misconduct", low, certify(), "NOT_GROSS_MISCONDUCT", "officer"},
		{"certify what was found to be less", lowFound, certify(), "NOT_GROSS_MISCONDUCT", "officer"},
		{"certify by the Director General", stated, byDG, "WRONG_DECISION_MAKER", "decidedBy"},
		{"certify without a statement", told, certify(), "NO_STATEMENT", "officer"},
		{"certify an internal matter after its report", inside, certify(), "CERTIFY_TOO_LATE", "on"},
		{"certify after the report before the rules allow it", under("2020+A24", reportIn), certify(), "CERTIFY_TOO_LATE", "on"},
		{"certify during the hearing", after(reportIn, begun), certify(), "CERTIFY_TOO_LATE", "on"},
		{"certify against a direction", after(reportIn, ordered), certify(), "PROCEEDINGS_DIRECTED", "officer"},
		{"certify while a trial goes on", after(accused, statement(), deferred), certify(), "PROCEEDINGS_DEFERRED", "officer"},
		{"certify twice", after(stated, certified()), certify(), "ALREADY_CERTIFIED", "officer"},
		{"certify without reasons", stated, certify(func(c *misconduct.DetermineSpecialConditions) { c.Reasons = "" }), "REQUIRED", "reasons"},
		{"certify by nobody", stated, certify(func(c *misconduct.DetermineSpecialConditions) { c.Certifier = "" }), "REQUIRED", "certifier"},
	}
}

func suspensionRefusals() []refusal {
	restrict := func(words []string, kinds ...misconduct.Restriction) misconduct.Command {
		return misconduct.ChangeDutyStatus{Officer: thorne, Status: misconduct.Restricted, Restrictions: kinds, Conditions: words, On: "2025-06-06"}
	}
	away := after(told, suspended())
	over := misconduct.ReviewSuspension{Officer: thorne, Reason: "witnesses were seen", On: "2025-07-03"}
	noCase := misconduct.CaseToAnswerDetermined{Officer: thorne, Finding: misconduct.NoCaseToAnswer, Route: misconduct.RPRP}
	return []refusal{
		{"suspend in a directed investigation unasked", directed, suspend(), "IOPC_NOT_CONSULTED", "officer"},
		{"suspend in an independent investigation unasked", after(withIOPC, mode(misconduct.Independent)), suspend(), "IOPC_NOT_CONSULTED", "officer"},
		{"lift a suspension unasked", away, back(misconduct.ConditionsNotMet), "IOPC_NOT_CONSULTED", "officer"},
		{"lift a suspension by review unasked", away, over, "IOPC_NOT_CONSULTED", "officer"},
		{"restrict instead of suspending unasked", away, restrict([]string{"desk work"}), "IOPC_NOT_CONSULTED", "officer"},
		{"restrict in no known kind", directed, restrict(nil, "NO_COFFEE"), "UNKNOWN_VALUE", "restrictions"},
		{"restrict the same twice", directed, restrict(nil, misconduct.NoPhone, misconduct.NoPhone), "DUPLICATE", "restrictions"},
		{"move an officer to nowhere", directed, restrict(nil, misconduct.OtherLocation), "REQUIRED", "conditions"},
		{"bring back without saying why", away, back(""), "REQUIRED", "reasonCode"},
		{"bring back for a reason to suspend", away, back(misconduct.PublicInterest), "SUSPENSION_CONDITIONS", "reasonCode"},
		{"bring back because of no referral before it is decided", away, back(misconduct.NotReferred), "SUSPENSION_NOT_OVER", "reasonCode"},
		{"bring back because of proceedings that were not", away, back(misconduct.ProceedingsConcluded), "SUSPENSION_NOT_OVER", "reasonCode"},
		{"suspend when the case goes to no proceedings", after(reportIn, noCase), suspend(), "SUSPENSION_TOO_LATE", "status"},
		{"tell of a review that was not", away, misconduct.NotifySuspensionReview{Officer: thorne, On: "2025-07-07"}, "NO_REVIEW", "officer"},
		{"ask the IOPC about police staff", directed, misconduct.ConsultIOPCOnSuspension{Officer: clerk, View: "none", On: "2025-06-06"}, "NOT_UNDER_CONDUCT_REGULATIONS", "officer"},
		{"ask the IOPC and keep no answer", directed, misconduct.ConsultIOPCOnSuspension{Officer: thorne, On: "2025-06-06"}, "REQUIRED", "view"},
	}
}

func departureRefusals() []refusal {
	leave := func(o domain.OfficerID, how misconduct.Departure) misconduct.Command {
		return misconduct.RecordDeparture{Officer: o, How: how, On: "2025-09-30"}
	}
	conditionC := misconduct.DetermineConditionC{Officer: thorne, Proceed: true, Reasons: "proportionate", On: "2026-03-01"}
	left := misconduct.OfficerLeftForce{Officer: thorne, How: misconduct.Retired, Dated: on("2025-09-30")}
	vet := func(o domain.OfficerID, withdrawn, dismissed bool) misconduct.Command {
		return misconduct.DetermineVetting{Officer: o, Withdrawn: withdrawn, Dismissed: dismissed, Reasons: "the messages", On: "2025-12-01"}
	}
	lost := misconduct.VettingDetermined{Officer: thorne, Withdrawn: true, Dated: on("2025-11-01")}
	kept := misconduct.VettingDetermined{Officer: thorne, Dated: on("2025-11-01")}
	return []refusal{
		{"leave twice", after(told, left), leave(thorne, misconduct.Resigned), "ALREADY_LEFT", "officer"},
		{"leave as police staff", told, leave(clerk, misconduct.Resigned), "NOT_UNDER_CONDUCT_REGULATIONS", "officer"},
		{"vanish", told, leave(thorne, "VANISHED"), "UNKNOWN_VALUE", "how"},
		{"condition C for one who serves", told, conditionC, "NOT_FORMER", "officer"},
		{"condition C for less than gross misconduct", after(named, left), conditionC, "NOT_GROSS_MISCONDUCT", "officer"},
		{"condition C twice the same", after(told, left, misconduct.ConditionCDetermined{Officer: thorne, Proceed: true, Dated: on("2026-02-01")}), conditionC, "CONDITION_C_DETERMINED", "proceed"},
		{"withdraw clearance under rules without it", under("2020+A24", told), vet(thorne, true, false), "VETTING_NOT_IN_FORCE", ""},
		{"dismiss who keeps the clearance", told, vet(thorne, false, true), "DISMISSAL_WITHOUT_WITHDRAWAL", "dismissed"},
		{"withdraw clearance twice", after(told, lost), vet(thorne, true, false), "VETTING_DETERMINED", "withdrawn"},
		{"keep clearance twice", after(told, kept), vet(thorne, false, false), "VETTING_DETERMINED", "withdrawn"},
		{"withdraw clearance of one who left", told, vet(gone, true, false), "NOT_UNDER_CONDUCT_REGULATIONS", "officer"},
	}
}

func elsewhereRefusals() []refusal {
	route := func(f misconduct.Form) misconduct.Command {
		return elsewhere(func(c *misconduct.ReferElsewhere) { c.Route = f })
	}
	byOfficer := elsewhere(func(c *misconduct.ReferElsewhere) { c.DecidedBy = domain.CaseOfficer })
	none := misconduct.CaseToAnswerDetermined{Officer: thorne, Finding: misconduct.NoCaseToAnswer, Route: misconduct.RPRP}
	return []refusal{
		{"send elsewhere what was never assessed", directed, elsewhere(), "NOT_ASSESSED", "officer"},
		{"send gross misconduct elsewhere", told, elsewhere(), "FORM_NOT_LAWFUL", "route"},
		{"send practice to improve to nothing", improvable, route(misconduct.NoFurtherAction), "FORM_NOT_LAWFUL", "route"},
		{"send elsewhere to a hearing", improvable, route(misconduct.Hearing), "UNKNOWN_VALUE", "route"},
		{"send to vetting under rules without it", under("2020+A24", improvable), route(misconduct.Vetting), "FORM_NOT_LAWFUL", "route"},
		{"send elsewhere by the investigator", improvable, byOfficer, "WRONG_DECISION_MAKER", "decidedBy"},
		{"send elsewhere twice", reflecting, elsewhere(), "ALREADY_ELSEWHERE", "officer"},
		{"send elsewhere after the determination", after(improvable, none), elsewhere(), "ALREADY_DETERMINED", "officer"},
	}
}

func reflectiveRefusals() []refusal {
	notice := misconduct.ServeReflectiveNotice{Officer: thorne, Reviewer: "sergeant-1", On: "2025-12-09"}
	account := misconduct.ReceiveReflectiveAccount{Officer: thorne, Document: "doc-1", On: "2025-12-16"}
	discuss := misconduct.HoldReflectiveDiscussion{Officer: thorne, On: "2026-01-12"}
	discussed := after(reflected, misconduct.ReflectiveDiscussionHeld{Officer: thorne, Dated: on("2026-01-12")})
	letter := after(reflected, filed("doc-1", misconduct.DocLetter, thorne))
	foreign := after(reflected, filed("doc-1", misconduct.DocReflectiveText, calloway))
	without := func(f func(*misconduct.RetainReflectiveReport)) misconduct.Command { return report(f) }
	return []refusal{
		{"reflect on a case for discipline", told, notice, "NOT_ON_RPRP", "officer"},
		{"reflect twice", reflected, notice, "REFLECTIVE_STAGE", "officer"},
		{"an account nobody asked for", reflecting, account, "REFLECTIVE_STAGE", "officer"},
		{"an account after the discussion", discussed, account, "REFLECTIVE_STAGE", "officer"},
		{"an account that is a letter", letter, account, "DOCUMENT_KIND", "document"},
		{"an account of somebody else", foreign, account, "DOCUMENT_NOT_FOUND", "document"},
		{"an account without its text", reflected, misconduct.ReceiveReflectiveAccount{Officer: thorne, On: "2025-12-16"}, "REQUIRED", "document"},
		{"a discussion before the notice", reflecting, discuss, "REFLECTIVE_STAGE", "officer"},
		{"a report before the discussion", reflected, report(), "REFLECTIVE_STAGE", "officer"},
		{"a report without an issue", discussed, without(func(c *misconduct.RetainReflectiveReport) { c.Issue = "" }), "REQUIRED", "issue"},
		{"a report without the discussion", discussed, without(func(c *misconduct.RetainReflectiveReport) { c.Discussion = "" }), "REQUIRED", "discussion"},
		{"a report without actions", discussed, without(func(c *misconduct.RetainReflectiveReport) { c.KeyActions = nil }), "REQUIRED", "keyActions"},
		{"a report without the officer's lessons", discussed, without(func(c *misconduct.RetainReflectiveReport) { c.LessonsForOfficer = "" }), "REQUIRED", "lessonsForOfficer"},
		{"a report without the force's lessons", discussed, without(func(c *misconduct.RetainReflectiveReport) { c.LessonsForForce = "" }), "REQUIRED", "lessonsForForce"},
		{"a report with no period", discussed, without(func(c *misconduct.RetainReflectiveReport) { c.ReviewPeriodMonths = 0 }), "BAD_PERIOD", "reviewPeriodMonths"},
		{"a report for ever", discussed, without(func(c *misconduct.RetainReflectiveReport) { c.ReviewPeriodMonths = 600 }), "BAD_PERIOD", "reviewPeriodMonths"},
	}
}
