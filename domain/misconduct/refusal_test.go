package misconduct_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/internal/testkit"
)

type refusal struct {
	name  string
	given []misconduct.Event
	when  misconduct.Command
	code  string
	field string
}

func refusals() []refusal {
	return slices.Concat(intakeRefusals(), referralRefusals(), allegationRefusals(), severityRefusals(), dutyRefusals(), exhibitRefusals(), linkRefusals(),
		determinationRefusals(), decisionRefusals(), clockRefusals(), clockPeriodRefusals(), procedureRefusals(), conductRefusals(),
		proceedingsRefusals(), documentRefusals())
}

func intakeRefusals() []refusal {
	receive := func(day domain.Date) misconduct.Command {
		return misconduct.Receive{Reference: "NMP/1", Force: "northmoor", CameToAttentionOn: day, Summary: "something"}
	}
	record := func(k misconduct.MatterKind, grounds ...misconduct.Ground) misconduct.Command {
		return misconduct.Record{Kind: k, Grounds: grounds, On: "2025-06-03"}
	}
	identify := func(o domain.OfficerID, rank string, registered bool) misconduct.Command {
		return misconduct.IdentifyOfficer{Officer: o, RankAtConduct: rank, SubjectKind: "OFFICER", On: "2025-06-03", Registered: registered}
	}
	return []refusal{
		{"receive twice", open, receive("2025-06-03"), "ALREADY_RECEIVED", ""},
		{"receive under repealed rules", nil, receive("2020-01-31"), "REGIME_NOT_SUPPORTED", "cameToAttentionOn"},
		{"receive tomorrow", nil, receive("2026-03-11"), "IN_FUTURE", "cameToAttentionOn"},
		{"record what nobody received", nil, record(misconduct.Complaint), "UNKNOWN_MATTER", ""},
		{"record as recordable on no ground", open, record(misconduct.RecordableConductMatter), "GROUNDS_REQUIRED", "grounds"},
		{"record as internal what is recordable", open, record(misconduct.InternalMisconduct, misconduct.SeriousCorruption), "MUST_BE_RECORDABLE", "kind"},
		{"record on a ground nobody knows", open, record(misconduct.Complaint, "ANNOYANCE"), "UNKNOWN_VALUE", "grounds"},
		{"record on one ground twice", open, record(misconduct.RecordableConductMatter, misconduct.Gravity, misconduct.Gravity), "DUPLICATE", "grounds"},
		{"record the same again", rcm, record(misconduct.RecordableConductMatter, misconduct.AggravatedDiscrimination), "ALREADY_RECORDED", "kind"},
		{"drop a ground", rcm, record(misconduct.RecordableConductMatter, misconduct.Gravity), "GROUND_DROPPED", "grounds"},
		{"make a complaint an internal matter", after(open, recordedAs(misconduct.Complaint)), record(misconduct.InternalMisconduct), "KIND_FIXED", "kind"},
		{"identify somebody outside the register", open, identify(thorne, "PC", false), "UNKNOWN_OFFICER", "officer"},
		{"identify twice", named, identify(thorne, "PC", true), "ALREADY_CONCERNED", "officer"},
		{"identify in no rank", open, identify(thorne, "COLONEL", true), "UNKNOWN_RANK", "rankAtConduct"},
	}
}

func referralRefusals() []refusal {
	refer := func(mandatory bool, grounds ...misconduct.Ground) misconduct.Command {
		return misconduct.Refer{Mandatory: mandatory, Grounds: grounds, CriteriaMetOn: "2025-06-03", On: "2025-06-04"}
	}
	determine := func(m misconduct.Mode) misconduct.Command {
		return misconduct.DetermineMode{Mode: m, On: "2025-06-06", Reason: "public interest"}
	}
	back := misconduct.ReferBack{On: "2025-06-06", Reason: "local handling suffices"}
	chief := after(open, recordedAs(misconduct.RecordableConductMatter, misconduct.ChiefOfficerConduct), referred())
	appoint := func(a domain.ActorID, interested bool) misconduct.Command {
		return misconduct.AppointInvestigator{Investigator: a, InterestedParty: interested, ConflictNote: "declared", On: "2025-06-06"}
	}
	plain := after(open, recordedAs(misconduct.ConductMatter))
	return []refusal{
		{"refer voluntarily on mandatory grounds", rcm, misconduct.Refer{On: "2025-06-04", Reason: "to be safe"}, "REFERRAL_IS_MANDATORY", "mandatory"},
		{"refer mandatorily on no ground", plain, refer(true), "GROUNDS_REQUIRED", "grounds"},
		{"refer mandatorily for gravity", plain, refer(true, misconduct.Gravity), "GROUNDS_REQUIRED", "grounds"},
		{"refer voluntarily without a reason", plain, refer(false), "REQUIRED", "reason"},
		{"refer without the day of the criteria", rcm, misconduct.Refer{Mandatory: true, On: "2025-06-04"}, "REQUIRED", "criteriaMetOn"},
		{"refer twice", withIOPC, refer(true), "ALREADY_REFERRED", ""},
		{"refer back what was never referred", rcm, back, "NOT_REFERRED", ""},
		{"refer back what is investigated", directed, back, "MODE_ALREADY_DETERMINED", ""},
		{"choose a mode unreferred", rcm, determine(misconduct.Directed), "NOT_REFERRED", ""},
		{"choose a mode after it came back", after(withIOPC, misconduct.MatterReferredBack{On: "2025-06-05"}), determine(misconduct.Directed), "NOT_REFERRED", ""},
		{"choose the same mode", directed, determine(misconduct.Directed), "SAME_MODE", "mode"},
		{"choose a mode that went in 2020", withIOPC, determine("SUPERVISED"), "UNKNOWN_VALUE", "mode"},
		{"let a force investigate its chief", chief, determine(misconduct.OwnBehalf), "MODE_NOT_LAWFUL", "mode"},
		{"change the mode after the report", reportIn, determine(misconduct.Independent), "REPORT_ALREADY_SUBMITTED", "mode"},
		{"appoint an interested party", withIOPC, appoint("x", true), "INVESTIGATOR_CONFLICT", "investigator"},
		{"appoint the same person", directed, appoint(examiner, false), "SAME_INVESTIGATOR", "investigator"},
		{"report unrecorded", open, misconduct.SubmitReport{By: examiner, On: "2025-10-10"}, "NOT_RECORDED", ""},
		{"report before the referral", charged, misconduct.SubmitReport{By: examiner, On: "2025-10-10"}, "REFERRAL_REQUIRED", ""},
		{"report before the mode", withIOPC, misconduct.SubmitReport{By: examiner, On: "2025-10-10"}, "MODE_NOT_DETERMINED", ""},
		{"report of nobody", after(withIOPC, mode(misconduct.Directed)), misconduct.SubmitReport{By: examiner, On: "2025-10-10"}, "NO_INVESTIGATOR", ""},
		{"report of somebody else", directed, misconduct.SubmitReport{By: "x", On: "2025-10-10"}, "NOT_INVESTIGATOR", "by"},
		{"report twice", reportIn, misconduct.SubmitReport{By: examiner, On: "2025-10-10"}, "REPORT_ALREADY_SUBMITTED", ""},
	}
}

func allegationRefusals() []refusal {
	coded := func(set, category, sub string) misconduct.Command {
		return allege(func(c *misconduct.AddAllegation) { c.CodeSet, c.Category, c.SubCategory = set, category, sub })
	}
	standards := func(n ...int) misconduct.Command {
		return allege(func(c *misconduct.AddAllegation) { c.Standards = n })
	}
	against := func(o ...domain.OfficerID) misconduct.Command {
		return allege(func(c *misconduct.AddAllegation) { c.Officers = o })
	}
	conduct := func(from, to domain.Date) misconduct.Command {
		return allege(func(c *misconduct.AddAllegation) { c.ConductFrom, c.ConductTo = from, to })
	}
	return []refusal{
		{"a letter without its code set", named, coded("", "J", ""), "CODE_SET_REQUIRED", "codeSet"},
		{"a letter of a set nobody knows", named, coded("ipcc-2010", "W", ""), "UNKNOWN_CODE_SET", "codeSet"},
		{"a letter of another set", named, coded("iopc-2021", "W", ""), "UNKNOWN_CATEGORY", "category"},
		{"a sub-category of another letter", named, coded("iopc-2021", "J", "race"), "UNKNOWN_SUB_CATEGORY", "subCategory"},
		{"no standard", named, standards(), "REQUIRED", "standards"},
		{"an eleventh standard", named, standards(2, 11), "UNKNOWN_STANDARD", "standards"},
		{"one standard twice", named, standards(2, 2), "DUPLICATE", "standards"},
		{"nobody", named, against(), "REQUIRED", "officers"},
		{"one officer twice", named, against(thorne, thorne), "DUPLICATE", "officers"},
		{"somebody not concerned", named, against("stranger"), "NOT_CONCERNED", "officers"},
		{"the same allegation", charged, allege(), "ALLEGATION_EXISTS", "allegation"},
		{"a reversed period", named, conduct("2025-02-01", "2025-01-01"), "DATES_REVERSED", "conductTo"},
		{"conduct to come", named, conduct("2026-04-01", ""), "IN_FUTURE", "conductFrom"},
		{"conduct until a day to come", named, conduct("", "2026-04-01"), "IN_FUTURE", "conductTo"},
		{"an allegation in no matter", nil, allege(), "UNKNOWN_MATTER", ""},
	}
}

func severityRefusals() []refusal {
	of := func(o domain.OfficerID) func(*misconduct.AssessSeverity) {
		return func(c *misconduct.AssessSeverity) { c.Officer = o }
	}
	likely := func(s misconduct.Severity, f misconduct.Form) misconduct.Command {
		return assess(func(c *misconduct.AssessSeverity) { c.Severity, c.LikelyForm = s, f })
	}
	notice := func(o domain.OfficerID, s misconduct.Severity, f misconduct.Form) misconduct.Command {
		return misconduct.ServeNotice{Officer: o, Severity: s, LikelyForm: f, On: "2025-06-12"}
	}
	formerAlleged := after(directed, alleged(func(c *misconduct.AddAllegation) { c.Allegation, c.Officers = "a-2", []domain.OfficerID{gone} }))
	improvable := after(directed, assessed(thorne, misconduct.PracticeRequiringImprovement, misconduct.RPRP))
	bare := after(withIOPC, mode(misconduct.Directed), assessed(thorne, misconduct.GrossMisconduct, misconduct.Hearing))
	determined := after(reportIn, misconduct.CaseToAnswerDetermined{Officer: thorne, Finding: misconduct.CaseForGrossMisconduct, Route: misconduct.Hearing})
	return []refusal{
		{"assess a stranger", directed, assess(of("stranger")), "NOT_CONCERNED", "officer"},
		{"assess police staff", directed, assess(of(clerk)), "NOT_UNDER_CONDUCT_REGULATIONS", "officer"},
		{"assess without an allegation", directed, assess(of(gone)), "NO_ALLEGATION", "officer"},
		{"assess before the referral", charged, assess(), "REFERRAL_REQUIRED", ""},
		{"assess before the mode", withIOPC, assess(), "MODE_NOT_DETERMINED", ""},
		{"assess by the wrong person", directed, assess(func(c *misconduct.AssessSeverity) { c.DecidedBy = domain.AppropriateAuthority }), "WRONG_DECISION_MAKER", "decidedBy"},
		{"assess gross misconduct for a meeting", directed, likely(misconduct.GrossMisconduct, misconduct.Meeting), "FORM_NOT_LAWFUL", "likelyForm"},
		{"assess misconduct for an accelerated hearing", directed, likely(misconduct.Misconduct, misconduct.AcceleratedHearing), "FORM_NOT_LAWFUL", "likelyForm"},
		{"assess nothing for a hearing", directed, likely(misconduct.NotAny, misconduct.Hearing), "FORM_NOT_LAWFUL", "likelyForm"},
		{"assess a former officer for a meeting", formerAlleged, assess(of(gone), func(c *misconduct.AssessSeverity) {
			c.Severity, c.LikelyForm = misconduct.Misconduct, misconduct.Meeting
		}), "FORM_NOT_LAWFUL", "likelyForm"},
		{"assess without a reason", directed, assess(func(c *misconduct.AssessSeverity) { c.Reason = "" }), "REQUIRED", "reason"},
		{"assess after the determination", determined, assess(), "ALREADY_DETERMINED", "officer"},
		{"notify before the assessment", directed, notice(thorne, misconduct.GrossMisconduct, misconduct.Hearing), "NOT_ASSESSED", "officer"},
		{"notify of less than was assessed", judged, notice(thorne, misconduct.Misconduct, misconduct.Meeting), "NOTICE_DIFFERS", "severity"},
		{"notify of practice to improve", improvable, notice(thorne, misconduct.PracticeRequiringImprovement, misconduct.RPRP), "NOTICE_NOT_APPLICABLE", "severity"},
		{"notify twice of the same", told, notice(thorne, misconduct.GrossMisconduct, misconduct.Hearing), "ALREADY_SERVED", "officer"},
		{"notify without an investigator to name", bare, notice(thorne, misconduct.GrossMisconduct, misconduct.Hearing), "NO_INVESTIGATOR", ""},
	}
}

func dutyRefusals() []refusal {
	duty := func(c misconduct.ChangeDutyStatus) misconduct.Command { c.On = "2025-06-06"; return c }
	strand := misconduct.CriminalStrandOpened{Officer: thorne, Offence: "s127", On: "2025-06-09"}
	conclude := misconduct.ConcludeCriminalStrand{Officer: thorne, Offence: "s127", Outcome: "NO_CHARGE", On: "2025-11-14"}
	return []refusal{
		{"suspend for no lawful reason", named, suspend(func(c *misconduct.ChangeDutyStatus) { c.ReasonCode = "" }), "SUSPENSION_CONDITIONS", "reasonCode"},
		{"suspend without thinking of redeployment", named, suspend(func(c *misconduct.ChangeDutyStatus) { c.Redeployment = "" }), "SUSPENSION_CONDITIONS", "redeployment"},
		{"suspend twice", after(named, suspended()), suspend(), "SAME_STATUS", "status"},
		{"suspend police staff", named, suspend(func(c *misconduct.ChangeDutyStatus) { c.Officer = clerk }), "NOT_UNDER_CONDUCT_REGULATIONS", "officer"},
		{"suspend somebody who left", named, suspend(func(c *misconduct.ChangeDutyStatus) { c.Officer = gone }), "NOT_UNDER_CONDUCT_REGULATIONS", "officer"},
		{"suspend for a reason nobody knows", named, suspend(func(c *misconduct.ChangeDutyStatus) { c.ReasonCode = "ANGER" }), "UNKNOWN_VALUE", "reasonCode"},
		{"restrict nothing", named, duty(misconduct.ChangeDutyStatus{Officer: thorne, Status: misconduct.Restricted}), "REQUIRED", "conditions"},
		{"bring back who never left", named, duty(misconduct.ChangeDutyStatus{Officer: thorne, Status: misconduct.Normal, ReasonCode: misconduct.ConditionsNotMet}), "SAME_STATUS", "status"},
		{"review no suspension", named, misconduct.ReviewSuspension{Officer: thorne, ConditionsMet: true, Reason: "r", On: "2025-07-03"}, "NOT_SUSPENDED", "officer"},
		{"open one strand twice", after(named, strand), misconduct.OpenCriminalStrand{Officer: thorne, Offence: "s127", On: "2025-06-09"}, "STRAND_ALREADY_OPEN", "offence"},
		{"conclude what is not open", named, conclude, "STRAND_NOT_OPEN", "offence"},
		{"conclude in no known way", after(named, strand), with(conclude, func(c *misconduct.ConcludeCriminalStrand) { c.Outcome = "FORGOTTEN" }), "UNKNOWN_VALUE", "outcome"},
	}
}

func linkRefusals() []refusal {
	link := func(other domain.MatterID, reason string) misconduct.Command {
		return misconduct.LinkMatters{Matter: matter, Other: other, Reason: reason}
	}
	return []refusal{
		{"link what nobody received", nil, link("other", "one group"), "UNKNOWN_MATTER", ""},
		{"link a matter to itself", open, link(matter, "one group"), "LINKED_TO_ITSELF", "other"},
		{"link to nothing", open, link("", "one group"), "REQUIRED", "other"},
		{"link without a reason", open, link("other", ""), "REQUIRED", "reason"},
	}
}

func exhibitRefusals() []refusal {
	register := func(e misconduct.RegisterExhibit) misconduct.Command { return e }
	return []refusal{
		{"give a reference to another device", directed, register(misconduct.RegisterExhibit{Exhibit: "KLM/2", Device: "other"}), "EXHIBIT_REFERENCE_USED", "exhibit"},
		{"give a reference to another object", after(open, misconduct.ExhibitRegistered{Exhibit: "DWH/1", Description: "screenshots"}),
			register(misconduct.RegisterExhibit{Exhibit: "DWH/1", Description: "a notebook"}), "EXHIBIT_REFERENCE_USED", "exhibit"},
		{"give a reference to nothing", open, register(misconduct.RegisterExhibit{Exhibit: "KLM/3"}), "EXHIBIT_EMPTY", "description"},
		{"derive from nothing known", open, register(misconduct.RegisterExhibit{Exhibit: "PQR/1", Extraction: download, DerivedFrom: "KLM/9"}), "EXHIBIT_NOT_FOUND", "derivedFrom"},
		{"derive from nothing at all", open, register(misconduct.RegisterExhibit{Exhibit: "PQR/1", Extraction: download}), "REQUIRED", "derivedFrom"},
		{"a reference without initials", open, register(misconduct.RegisterExhibit{Exhibit: "1/KLM", Device: phone}), "BAD_EXHIBIT_REFERENCE", "exhibit"},
	}
}

func determinationRefusals() []refusal {
	cite := func(cited ...misconduct.Citation) misconduct.Command {
		return determine(func(c *misconduct.DetermineCaseToAnswer) { c.Evidence = cited })
	}
	change := func(f func(*misconduct.DetermineCaseToAnswer)) misconduct.Command { return determine(f) }
	lower := after(directed, assessed(thorne, misconduct.Misconduct, misconduct.Meeting), noticed(thorne, misconduct.Misconduct, misconduct.Meeting), reported())
	determined := after(reportIn, misconduct.CaseToAnswerDetermined{Officer: thorne, Finding: misconduct.NoCaseToAnswer, Route: misconduct.RPRP})
	return []refusal{
		{"determine without a report", told, determine(), "NO_REPORT", ""},
		{"determine by the wrong person", reportIn, change(func(c *misconduct.DetermineCaseToAnswer) { c.DecidedBy = domain.AppropriateAuthority }), "WRONG_DECISION_MAKER", "decidedBy"},
		{"determine by an analyst", reportIn, change(func(c *misconduct.DetermineCaseToAnswer) { c.DecidedBy = domain.CaseAnalyst }), "UNKNOWN_VALUE", "decidedBy"},
		{"determine without assessment", after(directed, reported()), determine(), "NOT_ASSESSED", "officer"},
		{"determine without notice", after(judged, reported()), determine(), "NOTICE_NOT_SERVED", "officer"},
		{"determine above the assessment", lower, determine(), "REASSESS_FIRST", "finding"},
		{"send gross misconduct to a meeting", reportIn, change(func(c *misconduct.DetermineCaseToAnswer) { c.Route = misconduct.Meeting }), "FORM_NOT_LAWFUL", "route"},
		{"send no case to a hearing", reportIn, change(func(c *misconduct.DetermineCaseToAnswer) { c.Finding = misconduct.NoCaseToAnswer }), "FORM_NOT_LAWFUL", "route"},
		{"determine for a stranger", reportIn, change(func(c *misconduct.DetermineCaseToAnswer) { c.Officer = "x" }), "NOT_CONCERNED", "officer"},
		{"determine for police staff", reportIn, change(func(c *misconduct.DetermineCaseToAnswer) { c.Officer = clerk }), "NOT_UNDER_CONDUCT_REGULATIONS", "officer"},
		{"determine twice", determined, determine(), "ALREADY_DETERMINED", "officer"},
		{"determine under a used id", after(reportIn, misconduct.DecisionRecorded{Decision: "d-1"}), determine(), "DECISION_EXISTS", "decision"},
		{"determine without reasons", reportIn, change(func(c *misconduct.DetermineCaseToAnswer) { c.Reasons = "" }), "REQUIRED", "reasons"},
		{"determine without evidence", reportIn, cite(), "EVIDENCE_REQUIRED", "evidence"},
		{"cite an unknown exhibit", reportIn, cite(misconduct.Citation{Exhibit: "KLM/2"}, misconduct.Citation{Exhibit: "KLM/9"}), "EVIDENCE_NOT_FOUND", "evidence"},
		{"cite nothing", reportIn, cite(misconduct.Citation{Note: "see above"}), "BAD_CITATION", "evidence"},
		{"cite two things at once", reportIn, cite(misconduct.Citation{Exhibit: "KLM/2", Message: &cited}), "BAD_CITATION", "evidence"},
		{"cite more than anybody reads", reportIn, cite(make([]misconduct.Citation, 201)...), "TOO_MANY", "evidence"},
		{"cite a message nobody attests", reportIn, change(func(c *misconduct.DetermineCaseToAnswer) { c.Attested = nil }), "EVIDENCE_NOT_FOUND", "evidence"},
		{"cite a message of another matter", reportIn, change(func(c *misconduct.DetermineCaseToAnswer) { c.Attested[0].Matter = "other" }), "EVIDENCE_NOT_FOUND", "evidence"},
		{"cite where the matter is not known", reportIn, change(func(c *misconduct.DetermineCaseToAnswer) { c.Matter, c.Attested[0].Matter = "", "" }), "EVIDENCE_NOT_FOUND", "evidence"},
	}
}

func decisionRefusals() []refusal {
	change := func(f func(*misconduct.RecordDecision)) misconduct.Command { return decide(f) }
	return []refusal{
		{"decide a case to answer by the back door", reportIn, change(func(c *misconduct.RecordDecision) { c.Subject = misconduct.SubjectCaseToAnswer }), "SUBJECT_RESERVED", "subject"},
		{"decide about a stranger", directed, change(func(c *misconduct.RecordDecision) { c.Officer = "x" }), "NOT_CONCERNED", "officer"},
		{"decide under a used id", after(directed, misconduct.DecisionRecorded{Decision: "d-2"}), decide(), "DECISION_EXISTS", "decision"},
		{"decide on unknown evidence", open, decide(), "EVIDENCE_NOT_FOUND", "evidence"},
		{"decide without reasons", directed, change(func(c *misconduct.RecordDecision) { c.Reasons = "  " }), "REQUIRED", "reasons"},
	}
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	for _, r := range refusals() {
		t.Run(r.name, func(t *testing.T) {
			t.Parallel()
			if got := given(t, r.given...).When(r.when).Refused(r.code); got.Field != r.field {
				t.Errorf("field %q, want %q", got.Field, r.field)
			}
		})
	}
}

func TestEveryRefusalIsTold(t *testing.T) {
	t.Parallel()
	testkit.EveryCodeIsTold(t, ".", refusals(), func(r refusal) string { return r.code })
}

func TestMissingEvidenceIsNamedByItsPlace(t *testing.T) {
	t.Parallel()
	e := given(t, reportIn...).When(determine(func(c *misconduct.DetermineCaseToAnswer) {
		c.Evidence = []misconduct.Citation{{Exhibit: "KLM/2"}, {Exhibit: "KLM/9"}}
	})).Refused("EVIDENCE_NOT_FOUND")
	if !strings.Contains(e.Text, "evidence[1]") {
		t.Errorf("text %q", e.Text)
	}
}
