package misconduct_test

import (
	"slices"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
)

func procedureRefusals() []refusal {
	return slices.Concat(endedRefusals(), recordingRefusals(), personRefusals(), investigationRefusals(), combiningRefusals(), delayRefusals(),
		withdrawalRefusals(), reviewRefusals(), endRefusals(), correctionRefusals())
}

func endedRefusals() []refusal {
	ended := func(e misconduct.Event) []misconduct.Event { return after(open, e) }
	identify := misconduct.IdentifyOfficer{Officer: thorne, RankAtConduct: "PC", SubjectKind: "OFFICER", On: "2025-06-03", Registered: true}
	return []refusal{
		{"go on with a declined matter", ended(misconduct.MatterNotRecorded{}), identify, "DECLINED", ""},
		{"go on with a complaint outside Schedule 3", ended(misconduct.ComplaintHandledOutsideSchedule3{}), identify, "OUTSIDE_SCHEDULE_3", ""},
		{"go on with a withdrawn complaint", ended(misconduct.WithdrawalDecided{}), identify, "WITHDRAWN", ""},
		{"go on with a discontinued matter", ended(misconduct.MatterDiscontinued{}), identify, "DISCONTINUED", ""},
		{"go on with a finalised matter", ended(finalised("2026-01-09")), identify, "FINALISED", ""},
		{"record a withdrawn complaint anew", ended(misconduct.WithdrawalDecided{}), misconduct.Record{Kind: misconduct.Complaint, On: "2025-06-03"}, "WITHDRAWN", ""},
		{"end again what is finalised", ended(finalised("2026-01-09")), misconduct.Finalise{Reason: "again", On: "2026-01-10"}, "FINALISED", ""},
	}
}

func recordingRefusals() []refusal {
	decline := func(t ...misconduct.RecordingTrigger) misconduct.Command {
		return misconduct.DeclineToRecord{Reason: "nothing alleged", Triggers: t, On: "2025-06-04"}
	}
	outside := func(content bool, t ...misconduct.RecordingTrigger) misconduct.Command {
		return misconduct.HandleOutsideSchedule3{Reason: "explained on the phone", ComplainantContent: content, Triggers: t, On: "2025-06-04"}
	}
	calledIn := after(open, misconduct.MatterCalledInByIOPC{Dated: on("2025-06-04")})
	back := after(withIOPC, misconduct.MatterReferredBack{On: "2025-06-05", Reason: "local"})
	refer := misconduct.Refer{Mandatory: true, CriteriaMetOn: "2025-06-03", On: "2025-06-07", Reason: " "}
	return []refusal{
		{"decline what nobody received", nil, decline(), "UNKNOWN_MATTER", ""},
		{"decline what is recorded", rcm, decline(), "ALREADY_RECORDED", ""},
		{"decline twice", after(open, misconduct.MatterNotRecorded{}), decline(), "DECLINED", ""},
		{"decline what the complainant wants recorded", open, decline(misconduct.ComplainantWantsIt), "RECORDING_COMPULSORY", "triggers"},
		{"decline what could be a crime", open, decline(misconduct.CrimeOrDiscipline), "RECORDING_COMPULSORY", "triggers"},
		{"decline for a trigger nobody knows", open, decline("WEATHER"), "UNKNOWN_VALUE", "triggers"},
		{"decline on one trigger twice", open, decline(misconduct.CrimeOrDiscipline, misconduct.CrimeOrDiscipline), "DUPLICATE", "triggers"},
		{"decline what the IOPC called in", calledIn, decline(), "RECORDING_COMPULSORY", ""},
		{"decline what was referred", after(open, referred()), decline(), "RECORDING_COMPULSORY", ""},
		{"decline without a reason", open, misconduct.DeclineToRecord{On: "2025-06-04"}, "REQUIRED", "reason"},
		{"handle outside against the complainant's will", open, outside(false), "COMPLAINANT_NOT_CONTENT", "complainantContent"},
		{"handle outside what touches the right to life", open, outside(true, misconduct.RightsTwoOrThree), "RECORDING_COMPULSORY", "triggers"},
		{"handle outside what must be referred", open, outside(true, misconduct.MandatoryReferralNeeded), "RECORDING_COMPULSORY", "triggers"},
		{"handle outside what is recorded", complained, outside(true), "ALREADY_RECORDED", ""},
		{"call in what is referred", withIOPC, misconduct.CallIn{Reason: "public interest", On: "2025-06-05"}, "ALREADY_REFERRED", ""},
		{"assess what was called in and not recorded", after(calledIn, concerned(thorne, "OFFICER"), concerned(calloway, "OFFICER"), alleged()), assess(), "NOT_RECORDED", ""},
		{"refer again without anything new", back, refer, "NEW_FACTS_REQUIRED", "reason"},
	}
}

func personRefusals() []refusal {
	name := func(id string, as misconduct.Capacity) misconduct.Command {
		return misconduct.NameInterestedPerson{Person: id, Capacity: as, Name: "a name", On: "2025-06-04"}
	}
	tell := func(change ...func(*misconduct.TellComplainant)) misconduct.Command {
		return with(misconduct.TellComplainant{Person: fenwick, About: handling, Text: "no further action", On: "2026-01-09"}, change...)
	}
	about := func(o misconduct.OutcomeOf) misconduct.Command {
		return tell(func(c *misconduct.TellComplainant) { c.About = o })
	}
	send := func(b misconduct.ReviewBody) misconduct.Command {
		return tell(func(c *misconduct.TellComplainant) { c.ReviewBody = b })
	}
	return []refusal{
		{"name somebody twice", complained, name(fenwick, misconduct.InterestedPerson), "PERSON_EXISTS", "person"},
		{"name somebody as a bystander", complained, name(bystand, "BYSTANDER"), "UNKNOWN_VALUE", "capacity"},
		{"name a complainant where nobody complained", rcm, name(fenwick, misconduct.Complainant), "NOT_A_COMPLAINT", "capacity"},
		{"update nobody", rcm, misconduct.UpdateInterestedPersons{Note: "on its way", On: "2025-07-01"}, "NOBODY_TO_TELL", ""},
		{"tell a stranger", complained, tell(func(c *misconduct.TellComplainant) { c.Person = "x" }), "UNKNOWN_PERSON", "person"},
		{"tell of an outcome nobody was notified of", complained, about(misconduct.OutcomeOfProceedings), "NO_OUTCOME", "about"},
		{"tell of an appeal nobody made", complained, about(misconduct.OutcomeOfAppeal), "NO_OUTCOME", "about"},
		{"send a simple complaint to the IOPC", complained, send(misconduct.ReviewByIOPC), "WRONG_REVIEW_BODY", "reviewBody"},
		{"send a serious complaint to the policing body", special, send(misconduct.ReviewByLocalPolicingBody), "WRONG_REVIEW_BODY", "reviewBody"},
		{"promise a review where there is none", after(rcm, named1(fenwick, misconduct.InterestedPerson)), send(misconduct.ReviewByIOPC), "WRONG_REVIEW_BODY", "reviewBody"},
	}
}

func investigationRefusals() []refusal {
	appoint := func(change ...func(*misconduct.AppointInvestigator)) misconduct.Command {
		return with(misconduct.AppointInvestigator{Investigator: "investigator-2", ConflictNote: "declared", On: "2025-06-06"}, change...)
	}
	relation := func(r misconduct.Relation) misconduct.Command {
		return appoint(func(c *misconduct.AppointInvestigator) { c.Relation = r })
	}
	terms := func(by domain.Role) misconduct.Command {
		return misconduct.SetTermsOfReference{Text: "the group, from 2024", SetBy: by, On: "2025-06-07"}
	}
	apply := func(by domain.Role) misconduct.Command {
		return misconduct.ApplySpecialProcedures{Reason: "signs of misconduct", DecidedBy: by, On: "2025-06-10"}
	}
	suspend := func(by domain.Role, reason string) misconduct.Command {
		return misconduct.SuspendInvestigation{Reason: reason, DecidedBy: by, On: "2025-07-01"}
	}
	resume := func(by domain.Role) misconduct.Command {
		return misconduct.ResumeInvestigation{Reason: "the trial is over", DecidedBy: by, On: "2025-08-01"}
	}
	bySelf := assess(func(c *misconduct.AssessSeverity) { c.DecidedBy = domain.CaseOfficer })
	independent := after(withIOPC, mode(misconduct.Independent))
	return []refusal{
		{"appoint a close friend", withIOPC, relation(misconduct.RelationFriend), "INVESTIGATOR_CONFLICT", "relation"},
		{"appoint somebody the officer manages", withIOPC, relation(misconduct.RelationManaged), "INVESTIGATOR_CONFLICT", "relation"},
		{"appoint somebody in a relation nobody knows", withIOPC, relation("PEN_FRIEND"), "UNKNOWN_VALUE", "relation"},
		{"appoint somebody with a declared conflict", withIOPC,
			appoint(func(c *misconduct.AppointInvestigator) { c.Conflict.Declared = true }), "INVESTIGATOR_CONFLICT", "investigator"},
		{"appoint an officer concerned", withIOPC,
			appoint(func(c *misconduct.AppointInvestigator) { c.Conflict.Concerned = true }), "INVESTIGATOR_CONFLICT", "investigator"},
		{"appoint for the IOPC", independent, appoint(), "WRONG_DECISION_MAKER", "appointedBy"},
		{"appoint for the force", directed, appoint(func(c *misconduct.AppointInvestigator) { c.AppointedBy = dg }), "WRONG_DECISION_MAKER", "appointedBy"},
		{"appoint after the report", reportIn, appoint(), "REPORT_ALREADY_SUBMITTED", ""},
		{"set terms by the wrong person", directed, terms(aa), "WRONG_DECISION_MAKER", "setBy"},
		{"set terms for nobody", after(withIOPC, mode(misconduct.Directed)), terms(dg), "NO_INVESTIGATOR", ""},
		{"set terms before the mode", withIOPC, terms(dg), "MODE_NOT_DETERMINED", ""},
		{"set terms after the report", reportIn, terms(dg), "REPORT_ALREADY_SUBMITTED", ""},
		{"apply special procedures to a conduct matter", directed, apply(dg), "NOT_A_COMPLAINT", ""},
		{"apply them twice", special, apply(domain.CaseOfficer), "ALREADY_APPLIED", ""},
		{"apply them by the wrong person", seized, apply(aa), "WRONG_DECISION_MAKER", "decidedBy"},
		{"assess a complaint that shows nothing yet", seized, bySelf, "SPECIAL_PROCEDURES_NOT_APPLIED", ""},
		{"let an investigation rest that nobody does", after(withIOPC, mode(misconduct.Directed)), suspend(dg, "the trial"), "NO_INVESTIGATOR", ""},
		{"let it rest twice", rests, suspend(dg, "the trial"), "INVESTIGATION_SUSPENDED", ""},
		{"let it rest by the wrong person", directed, suspend(aa, "the trial"), "WRONG_DECISION_MAKER", "decidedBy"},
		{"let it rest without saying why", directed, suspend(dg, ""), "REQUIRED", "reason"},
		{"let it rest after the report", reportIn, suspend(dg, "the trial"), "REPORT_ALREADY_SUBMITTED", ""},
		{"report while it rests", rests, misconduct.SubmitReport{By: examiner, On: "2025-10-10"}, "INVESTIGATION_SUSPENDED", ""},
		{"resume what does not rest", directed, resume(dg), "INVESTIGATION_NOT_SUSPENDED", ""},
		{"resume by the wrong person", rests, resume(aa), "WRONG_DECISION_MAKER", "decidedBy"},
	}
}

func combiningRefusals() []refusal {
	combine := func(change ...func(*misconduct.CombineInvestigations)) misconduct.Command {
		return with(misconduct.CombineInvestigations{With: other, Reason: "the same group", DecidedBy: dg, On: "2025-07-01", Matter: matter, Other: otherOpen}, change...)
	}
	by := func(r domain.Role) misconduct.Command {
		return combine(func(c *misconduct.CombineInvestigations) { c.DecidedBy = r })
	}
	beside := func(s misconduct.State) misconduct.Command {
		return combine(func(c *misconduct.CombineInvestigations) { c.Other = s })
	}
	split := func(r domain.Role) misconduct.Command {
		return misconduct.SplitInvestigation{From: other, Reason: "two trials", DecidedBy: r, On: "2025-08-01", Matter: matter, Other: otherOpen}
	}
	own := after(partThree, appointed(), misconduct.MattersLinked{Other: other})
	return []refusal{
		{"combine with itself", linked, combine(func(c *misconduct.CombineInvestigations) { c.With = matter }), "SAME_MATTER", "with"},
		{"combine what is not linked", directed, combine(), "NOT_LINKED", "with"},
		{"combine twice", joined, combine(), "ALREADY_COMBINED", "with"},
		{"combine by the wrong person", linked, by(aa), "WRONG_DECISION_MAKER", "decidedBy"},
		{"combine a force's with one the IOPC directs", own, by(aa), "WRONG_DECISION_MAKER", "decidedBy"},
		{"combine with one that ended", linked, beside(stateOf(received(), recordedAs(misconduct.InternalMisconduct), finalised("2025-06-30"))), "OTHER_ENDED", "with"},
		{"combine with one that is reported on", linked, beside(stateOf(reportIn...)), "OTHER_ENDED", "with"},
		{"combine with one nobody recorded", linked, beside(stateOf(received())), "NOT_RECORDED", ""},
		{"combine what is reported on", after(reportIn, misconduct.MattersLinked{Other: other}), combine(), "REPORT_ALREADY_SUBMITTED", ""},
		{"split what is not combined", linked, split(dg), "NOT_COMBINED", "from"},
		{"split by the wrong person", joined, split(aa), "WRONG_DECISION_MAKER", "decidedBy"},
	}
}

func delayRefusals() []refusal {
	report := func(change ...func(*misconduct.IssueDelayReport)) misconduct.Command {
		return with(misconduct.IssueDelayReport{To: []domain.Role{lpb, aa}, IssuedBy: dg, Text: "two phones", NextSteps: "interviews",
			Withheld: "it would warn them", On: "2026-03-01"}, change...)
	}
	to := func(r ...domain.Role) misconduct.Command {
		return report(func(c *misconduct.IssueDelayReport) { c.To = r })
	}
	copies := func(o ...domain.OfficerID) misconduct.Command {
		return report(func(c *misconduct.IssueDelayReport) { c.Officers, c.Withheld = o, "" })
	}
	held := func(by domain.Role) misconduct.Command {
		return misconduct.HoldBackDelayReport{Reason: "arrests to come", IssuedBy: by, On: "2026-03-01"}
	}
	explain := misconduct.ExplainDeterminationDelay{Reason: "counsel's advice", On: "2025-11-01"}
	sought := after(reportIn, misconduct.AuthorityViewsSought{Dated: on("2025-10-10")})
	return []refusal{
		{"report delay by the wrong person", directed, report(func(c *misconduct.IssueDelayReport) { c.IssuedBy = aa }), "WRONG_DECISION_MAKER", "issuedBy"},
		{"report delay to the policing body alone", directed, to(lpb), "RECIPIENTS_MISSING", "to"},
		{"report delay to nobody", directed, to(), "RECIPIENTS_MISSING", "to"},
		{"report delay to an analyst", directed, to(lpb, aa, domain.CaseAnalyst), "UNKNOWN_VALUE", "to"},
		{"report delay to one twice", directed, to(lpb, lpb), "DUPLICATE", "to"},
		{"report delay behind the officers' backs", directed, copies(thorne), "COPY_OR_REASON", "withheld"},
		{"report delay to a stranger", directed, copies("x"), "NOT_CONCERNED", "officers"},
		{"report delay in an unknown document", directed, report(func(c *misconduct.IssueDelayReport) { c.Document = "x" }), "DOCUMENT_NOT_FOUND", "document"},
		{"report delay until no day", directed, report(func(c *misconduct.IssueDelayReport) { c.ExpectedBy = "soon" }), "BAD_DATE", "expectedBy"},
		{"report delay after the report", reportIn, report(), "REPORT_ALREADY_SUBMITTED", ""},
		{"hold back by the wrong person", directed, held(aa), "WRONG_DECISION_MAKER", "issuedBy"},
		{"hold back after the report", reportIn, held(dg), "REPORT_ALREADY_SUBMITTED", ""},
		{"seek views on nothing", directed, misconduct.SeekAuthorityViews{On: "2025-10-10"}, "NO_REPORT", ""},
		{"seek views where the authority decides", partThree, misconduct.SeekAuthorityViews{On: "2025-10-10"}, "NOT_DIRECTED_OR_INDEPENDENT", ""},
		{"seek views twice", sought, misconduct.SeekAuthorityViews{On: "2025-10-11"}, "VIEWS_ALREADY_SOUGHT", ""},
		{"give views nobody sought", reportIn, misconduct.GiveAuthorityViews{Views: "a hearing", On: "2025-11-07"}, "VIEWS_NOT_SOUGHT", ""},
		{"give views twice", after(sought, misconduct.AuthorityViewsGiven{Dated: on("2025-11-07")}),
			misconduct.GiveAuthorityViews{Views: "a hearing", On: "2025-11-07"}, "VIEWS_NOT_SOUGHT", ""},
		{"explain a delay before the report", directed, explain, "NO_REPORT", ""},
		{"explain a delay after all is determined", after(open, recordedAs(misconduct.InternalMisconduct), concerned(clerk, "POLICE_STAFF"), appointed(), reported()),
			explain, "NOTHING_TO_DETERMINE", ""},
	}
}
