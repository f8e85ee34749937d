package graph_test

import (
	"testing"

	"github.com/google/uuid"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
)

// given is a command of the procedure through the API, and what comes of it.
type given struct {
	as                      domain.Role
	field                   string
	input                   vars
	code, kind, fault, rule string // of the refusal; "" where it is carried out
}

func (s *story) check(t *testing.T, name string, g given) {
	t.Helper()
	g.input["caseId"] = s.matter
	r := s.as(g.as).give(g.field, "case { id }", g.input)
	if g.code == "" {
		if len(r.list("userErrors")) > 0 || r.text("receipt", "stream") == "" || r.text("case", "id") != s.matter {
			t.Errorf("%s: %s answered %v", name, g.field, r.Data)
		}
		return
	}
	got := given{code: r.text("userErrors", 0, "code"), kind: r.text("userErrors", 0, "kind"), fault: r.text("userErrors", 0, "field"), rule: r.text("userErrors", 0, "rule")}
	if r.at("receipt") != nil || got.code != g.code || got.kind != g.kind || got.fault != g.fault || got.rule != g.rule {
		t.Errorf("%s: %s answered %v", name, g.field, r.Data)
	}
}

// One command of each area is carried out, and what the rules refuse says why, which field is at fault and under which rule.
func TestTheProcedureThroughTheAPI(t *testing.T) {
	t.Parallel()
	s := play(open(t))
	person, absent := uuid.NewString(), uuid.NewString()
	const day = "2025-06-12"
	for _, step := range []struct {
		name string
		given
	}{
		{"corrected by who entered it", given{domain.CaseOfficer, "caseCorrectMatter",
			vars{"field": "SUMMARY", "is": "Screenshots of a group chat of nine.", "reason": "The number was left out.", "on": day}, "", "", "", ""}},
		{"finalised too early", given{domain.AppropriateAuthority, "caseFinalise", vars{"reason": "Done.", "on": day}, "STILL_OPEN", "REFUSED", "", "domain guide 1.5 and 3.4"}},
		{"finalised by who investigates", given{domain.CaseOfficer, "caseFinalise", vars{"reason": "Done.", "on": day}, "FORBIDDEN", "FORBIDDEN", "", access.ForbidWithoutAllowing}},
		{"terms the Director General set", given{domain.AppropriateAuthority, "caseSetTermsOfReference",
			vars{"text": "The messages of the group.", "setBy": "APPROPRIATE_AUTHORITY", "on": day}, "WRONG_DECISION_MAKER", "REFUSED", "setBy", "PRA Sch 3 para 18; makers-2026.1"}},
		{"parted from what does not exist", given{domain.AppropriateAuthority, "caseSplitInvestigation",
			vars{"fromCaseId": absent, "reason": "Apart again.", "decidedBy": "DIRECTOR_GENERAL", "on": day}, "UNKNOWN_MATTER", "NOT_FOUND", "fromCaseId", ""}},
		{"an interested person named", given{domain.CaseOfficer, "caseNameInterestedPerson",
			vars{"person": person, "capacity": "INTERESTED_PERSON", "name": "Imogen Vale", "on": day}, "", "", "", ""}},
		{"and told", given{domain.PSDSupervisor, "caseUpdateInterestedPersons", vars{"note": "It is being investigated.", "on": day}, "", "", "", ""}},
		{"asked before an officer is suspended", given{domain.CaseOfficer, "caseConsultIOPCOnSuspension",
			vars{"officerId": s.officer, "view": "It agrees.", "on": day}, "", "", "", ""}},
		{"an interview nobody set", given{domain.CaseOfficer, "casePostponeInterview",
			vars{"officerId": s.officer, "interview": absent, "reason": "The friend is away.", "for": day, "on": day}, "INTERVIEW_NOT_FOUND", "REFUSED", "interview", ""}},
		{"the criminal strand goes on", given{domain.PSDSupervisor, "caseTakeCriminalStep",
			vars{"officerId": s.officer, "offence": "Communications Act 2003 s127(1)", "step": "FILE_TO_CPS", "on": day}, "", "", "", ""}},
		{"certified by who investigates", given{domain.CaseOfficer, "caseDetermineSpecialConditions", vars{"officerId": s.officer, "sufficientEvidence": true,
			"publicInterest": true, "certifier": "x", "decidedBy": "DIRECTOR_GENERAL", "reasons": "Clear.", "on": day}, "FORBIDDEN", "FORBIDDEN", "", access.ForbidWithoutAllowing}},
		{"a reflective review of what is not for one", given{domain.CaseOfficer, "caseServeReflectiveNotice",
			vars{"officerId": s.officer, "reviewer": "x", "on": day}, "NOT_ON_RPRP", "REFUSED", "officerId", "CR Part 6"}},
		{"a panel before the referral", given{domain.AppropriateAuthority, "caseAppointPanel", vars{"officerIds": []string{s.officer}, "form": "HEARING",
			"members": []vars{{"person": "A. Chair", "capacity": "CHAIR", "standing": "CHIEF_OFFICER"}}, "on": day}, "NOT_REFERRED_TO_PROCEEDINGS", "REFUSED", "officerIds", "CR30, CR51"}},
		{"a referral before the determination", given{domain.CaseOfficer, "caseServeReferralNotice",
			vars{"officerId": s.officer, "form": "HEARING", "documentIds": []string{absent}, "on": day}, "NO_PROCEEDINGS", "REFUSED", "officerId", "CR23, CR49"}},
		{"a finding before the hearing", given{domain.PSDSupervisor, "caseMakeFinding", vars{"officerId": s.officer, "allegationId": absent,
			"finding": "MISCONDUCT", "basis": "PROVED", "reasons": "Proved.", "on": day}, "NOT_OPENED", "REFUSED", "officerId", "CR41, CR42"}},
		{"an appeal from nothing", given{domain.CaseOfficer, "caseLodgeAppeal", vars{"officerId": s.officer, "appeal": uuid.NewString(),
			"kind": "POLICE_APPEALS_TRIBUNAL", "grounds": []string{"UNREASONABLE"}, "text": "Too harsh.", "on": day}, "NO_OUTCOME", "REFUSED", "officerId", "CR42, CR43"}},
		{"a period that does not run", given{domain.PSDSupervisor, "caseExtendClock", vars{"clock": "MANDATORY_REFERRAL/-/1", "dueOn": "2025-07-01",
			"by": "APPROPRIATE_AUTHORITY", "reason": "More time.", "on": day}, "CLOCK_NOT_RUNNING", "REFUSED", "clock", ""}},
		{"a review nobody may ask for", given{domain.CaseOfficer, "caseRequestReview",
			vars{"review": uuid.NewString(), "person": absent, "sentTo": "IOPC", "on": day}, "NOT_COMPLAINANT", "REFUSED", "person", "CM29, CM38"}},
	} {
		s.check(t, step.name, step.given)
	}
}
