package misconduct_test

import (
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
)

func withdrawalRefusals() []refusal {
	withdraw := func(change ...func(*misconduct.WithdrawComplaint)) misconduct.Command {
		return with(misconduct.WithdrawComplaint{Person: fenwick, Signed: true, On: "2025-07-01"}, change...)
	}
	decide := func(by domain.Role) misconduct.Command {
		return misconduct.DecideWithdrawal{Reason: "no public interest", DecidedBy: by, On: "2025-07-08"}
	}
	discontinue := func(by domain.Role) misconduct.Command {
		return misconduct.Discontinue{Reason: "nothing to prove", DecidedBy: by, On: "2025-08-01"}
	}
	again := func(m misconduct.Mode) misconduct.Command {
		return misconduct.DirectReInvestigation{Mode: m, Reason: "new evidence", On: "2026-01-20"}
	}
	referredOfficer := after(partThree, misconduct.ReferralNoticeServed{Officer: thorne, Form: misconduct.Meeting, Dated: on("2025-07-20")})
	return []refusal{
		{"withdraw what nobody complained of", directed, withdraw(), "NOT_A_COMPLAINT", ""},
		{"withdraw for somebody else", after(complained, named1(bystand, misconduct.InterestedPerson)),
			withdraw(func(c *misconduct.WithdrawComplaint) { c.Person = bystand }), "NOT_COMPLAINANT", "person"},
		{"withdraw by word of mouth", complained, withdraw(func(c *misconduct.WithdrawComplaint) { c.Signed = false }), "NOT_SIGNED", "signed"},
		{"withdraw twice", withdrawn, withdraw(), "ALREADY_WITHDRAWN", "person"},
		{"withdraw in an unknown document", complained, withdraw(func(c *misconduct.WithdrawComplaint) { c.Document = "x" }), "DOCUMENT_NOT_FOUND", "document"},
		{"decide on no withdrawal", complained, decide(aa), "NOT_WITHDRAWN", ""},
		{"decide while another complains", after(withdrawn, named1(bystand, misconduct.Complainant)), decide(aa), "OTHERS_COMPLAIN", ""},
		{"decide for the IOPC", after(withdrawn, referred()), decide(aa), "WRONG_DECISION_MAKER", "decidedBy"},
		{"decide for the force", withdrawn, decide(dg), "WRONG_DECISION_MAKER", "decidedBy"},
		{"discontinue under Schedule 3", directed, discontinue(aa), "DISCONTINUANCE_NOT_LAWFUL", ""},
		{"discontinue a complaint", complained, discontinue(aa), "DISCONTINUANCE_NOT_LAWFUL", ""},
		{"discontinue what is not recorded", open, discontinue(aa), "NOT_RECORDED", ""},
		{"discontinue by the wrong person", partThree, discontinue(dg), "WRONG_DECISION_MAKER", "decidedBy"},
		{"discontinue past proceedings", referredOfficer, discontinue(aa), "PROCEEDINGS_UNDER_WAY", ""},
		{"investigate again what was not reported on", directed, again(misconduct.Independent), "NO_REPORT", ""},
		{"investigate again on one's own", reportIn, again(misconduct.OwnBehalf), "MODE_NOT_LAWFUL", "mode"},
		{"investigate an internal matter again", after(partThree, reported()), again(misconduct.Directed), "NOT_SCHEDULE_3", ""},
	}
}

func reviewRefusals() []refusal {
	ask := func(change ...func(*misconduct.RequestReview)) misconduct.Command {
		return with(misconduct.RequestReview{Review: "r-1", Person: fenwick, SentTo: misconduct.ReviewByIOPC, On: "2026-01-20"}, change...)
	}
	forward := func(to misconduct.ReviewBody) misconduct.Command {
		return misconduct.ForwardReview{Review: "r-1", To: to, On: "2026-01-23"}
	}
	end := func(body misconduct.ReviewBody) misconduct.Command {
		return misconduct.DetermineReview{Review: "r-1", Body: body, Reasons: "it was fair", On: "2026-02-20"}
	}
	asked := after(informed, misconduct.ReviewRequested{Review: "r-1", Person: fenwick, SentTo: misconduct.ReviewByIOPC, Dated: on("2026-01-20")})
	heard := after(asked, misconduct.ReviewDetermined{Review: "r-1", Body: misconduct.ReviewByLocalPolicingBody, Dated: on("2026-02-20")})
	return []refusal{
		{"ask for a review as a bystander", after(informed, named1(bystand, misconduct.InterestedPerson)),
			ask(func(c *misconduct.RequestReview) { c.Person = bystand }), "NOT_COMPLAINANT", "person"},
		{"ask for a review of nothing", complained, ask(), "NO_RIGHT_OF_REVIEW", "person"},
		{"ask for a review under a used id", asked, ask(), "REVIEW_EXISTS", "review"},
		{"ask for a second review", asked, ask(func(c *misconduct.RequestReview) { c.Review = "r-2" }), "REVIEW_OPEN", "person"},
		{"forward an unknown review", informed, forward(misconduct.ReviewByLocalPolicingBody), "UNKNOWN_REVIEW", "review"},
		{"forward to the wrong body", asked, forward(misconduct.ReviewByIOPC), "WRONG_REVIEW_BODY", "to"},
		{"forward to where it lies", after(asked, misconduct.ReviewForwarded{Review: "r-1", To: misconduct.ReviewByLocalPolicingBody}),
			forward(misconduct.ReviewByLocalPolicingBody), "ALREADY_THERE", "to"},
		{"forward what is determined", heard, forward(misconduct.ReviewByLocalPolicingBody), "REVIEW_DETERMINED", "review"},
		{"determine an unknown review", informed, end(misconduct.ReviewByLocalPolicingBody), "UNKNOWN_REVIEW", "review"},
		{"determine it by the wrong body", asked, end(misconduct.ReviewByIOPC), "WRONG_REVIEW_BODY", "body"},
		{"determine it before it arrived", asked, end(misconduct.ReviewByLocalPolicingBody), "NOT_FORWARDED", "body"},
		{"determine it twice", heard, end(misconduct.ReviewByLocalPolicingBody), "REVIEW_DETERMINED", "review"},
	}
}

func endRefusals() []refusal {
	reopen := func(change ...func(*misconduct.Reopen)) misconduct.Command {
		return with(misconduct.Reopen{As: other, Reason: "new evidence", On: "2026-02-01", Matter: matter, Other: stateOf(received())}, change...)
	}
	finalise := misconduct.Finalise{Reason: "all is done", On: "2026-01-09"}
	return []refusal{
		{"reopen what goes on", directed, reopen(), "NOT_CONCLUDED", ""},
		{"reopen what nobody is concerned in yet", open, reopen(), "NOT_CONCLUDED", ""},
		{"reopen as itself", ended, reopen(func(c *misconduct.Reopen) { c.As = matter }), "SAME_MATTER", "as"},
		{"reopen twice as the same", after(ended, misconduct.MatterReopened{As: other}), reopen(), "ALREADY_REOPENED", "as"},
		{"reopen in another force", ended, reopen(func(c *misconduct.Reopen) { c.Other.Force = "elsewhere" }), "OTHER_FORCE", "as"},
		{"reopen as one that ended", ended, reopen(func(c *misconduct.Reopen) { c.Other.FinalisedOn = "2026-01-10" }), "OTHER_ENDED", "as"},
		{"finalise what is not recorded", open, finalise, "STILL_OPEN", ""},
		{"finalise what is under way", directed, finalise, "STILL_OPEN", ""},
	}
}

func correctionRefusals() []refusal {
	correct := func(f misconduct.CorrectableField, is string) misconduct.Command {
		return misconduct.CorrectMatter{Field: f, Is: is, Reason: "a slip", On: "2025-07-01"}
	}
	fix := func(change ...func(*misconduct.CorrectAllegation)) misconduct.Command {
		a := allege()
		return with(misconduct.CorrectAllegation{Allegation: a.Allegation, Standards: a.Standards, CodeSet: a.CodeSet, Category: a.Category,
			SubCategory: a.SubCategory, ConductFrom: a.ConductFrom, ConductTo: a.ConductTo, Text: a.Text, Reason: "a slip", On: "2025-07-01"}, change...)
	}
	otherText := func(c *misconduct.CorrectAllegation) { c.Text = "other words" }
	return []refusal{
		{"correct a decision", open, correct("MODE", "DIRECTED"), "UNKNOWN_VALUE", "field"},
		{"correct what is right", open, correct(misconduct.FieldOperation, "Larkfield"), "SAME_VALUE", "is"},
		{"correct the day to one before the rules", open, correct(misconduct.FieldCameToAttentionOn, "2020-01-31"), "REGIME_NOT_SUPPORTED", "is"},
		{"correct the day to none", open, correct(misconduct.FieldCameToAttentionOn, "tomorrow"), "BAD_DATE", "is"},
		{"correct the day to one to come", open, correct(misconduct.FieldCameToAttentionOn, "2026-12-01"), "IN_FUTURE", "is"},
		{"correct the summary to nothing", open, correct(misconduct.FieldSummary, ""), "REQUIRED", "is"},
		{"correct an unknown allegation", named, fix(otherText), "UNKNOWN_ALLEGATION", "allegation"},
		{"correct an allegation that is right", charged, fix(), "SAME_VALUE", "allegation"},
		{"correct an allegation to no standard", charged, fix(func(c *misconduct.CorrectAllegation) { c.Standards = nil }), "REQUIRED", "standards"},
		{"correct an allegation to an unknown letter", charged, fix(func(c *misconduct.CorrectAllegation) { c.Category = "W" }), "UNKNOWN_CATEGORY", "category"},
		{"correct an allegation past its finding", after(charged, misconduct.FindingMade{Officer: thorne, Allegation: "a-1", Finding: misconduct.FoundMisconduct}),
			fix(otherText), "ALREADY_FOUND", "allegation"},
	}
}
