package misconduct_test

import (
	"slices"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
)

func conductRefusals() []refusal {
	return slices.Concat(assessmentRefusals(), noticeRefusals(), interviewRefusals(), representationRefusals(), criminalRefusals(),
		specialRefusals(), suspensionRefusals(), departureRefusals(), elsewhereRefusals(), reflectiveRefusals())
}

func assessmentRefusals() []refusal {
	improve := func(f misconduct.Form) misconduct.Command {
		return assess(byAuthority, func(a *misconduct.AssessSeverity) {
			a.Severity, a.LikelyForm = misconduct.PracticeRequiringImprovement, f
		})
	}
	own := func(a *misconduct.AssessSeverity) { a.DecidedBy = domain.CaseOfficer }
	lower := assess(func(a *misconduct.AssessSeverity) {
		a.Severity, a.LikelyForm = misconduct.Misconduct, misconduct.Meeting
	})
	begun := after(internal, misconduct.ProceedingsOpened{Officers: []domain.OfficerID{thorne}, Form: misconduct.Hearing, Dated: misconduct.Dated{On: "2026-03-02"}})
	return []refusal{
		{"assess practice to improve without the line manager", internal, improve(misconduct.RPRP), "LINE_MANAGER_NOT_CONSULTED", "lineManagerConsulted"},
		{"assess for performance without the line manager", internal, assess(byAuthority, func(a *misconduct.AssessSeverity) {
			a.Severity, a.LikelyForm = misconduct.NotAny, misconduct.Performance
		}), "LINE_MANAGER_NOT_CONSULTED", "lineManagerConsulted"},
		{"assess on own behalf without the authority", after(withIOPC, mode(misconduct.OwnBehalf)), assess(own), "AUTHORITY_NOT_CONSULTED", "authorityConsulted"},
		{"assess for vetting under rules without it", under("2020+A24", internal), improve(misconduct.Vetting), "FORM_NOT_LAWFUL", "likelyForm"},
		{"revise after the report under Schedule 3", reportIn, lower, "REVISION_TOO_LATE", "officer"},
		{"revise after proceedings began", begun, assess(byAuthority), "PROCEEDINGS_BEGUN", "officer"},
	}
}

func noticeRefusals() []refusal {
	notice := func(change ...func(*misconduct.ServeNotice)) misconduct.Command {
		return with(misconduct.ServeNotice{Officer: thorne, Severity: misconduct.GrossMisconduct, LikelyForm: misconduct.Hearing, On: "2025-06-12"}, change...)
	}
	email := notice(func(c *misconduct.ServeNotice) { c.Method = misconduct.ByEmail })
	with := func(id string) misconduct.Command {
		return notice(func(c *misconduct.ServeNotice) { c.Document = id })
	}
	delay := func(o domain.OfficerID, reason string) misconduct.Command {
		return misconduct.DelayNotice{Officer: o, Reason: reason, On: "2025-06-12"}
	}
	improvable := after(directed, assessed(thorne, misconduct.PracticeRequiringImprovement, misconduct.RPRP))
	return []refusal{
		{"serve by e-mail before the rules allow it", under("2020+A24", judged), email, "METHOD_NOT_LAWFUL", "method"},
		{"serve by pigeon", judged, notice(func(c *misconduct.ServeNotice) { c.Method = "PIGEON" }), "UNKNOWN_VALUE", "method"},
		{"serve a notice that is not on record", judged, with("nothing"), "DOCUMENT_NOT_FOUND", "document"},
		{"serve a notice of somebody else", after(judged, filed("doc-1", misconduct.DocNotice, calloway)), with("doc-1"), "DOCUMENT_NOT_FOUND", "document"},
		{"serve what is no notice", after(judged, filed("doc-1", misconduct.DocReflectiveText, thorne)), with("doc-1"), "DOCUMENT_KIND", "document"},
		{"delay what was never assessed", directed, delay(thorne, "a search is planned"), "NOT_ASSESSED", "officer"},
		{"delay without a reason", judged, delay(thorne, ""), "REQUIRED", "reason"},
		{"delay what was served", told, delay(thorne, "a search is planned"), "ALREADY_SERVED", "officer"},
		{"delay a notice nobody owes", improvable, delay(thorne, "a search is planned"), "NOTICE_NOT_APPLICABLE", "severity"},
		{"delay for a stranger", judged, delay("stranger", "a search is planned"), "NOT_CONCERNED", "officer"},
	}
}
