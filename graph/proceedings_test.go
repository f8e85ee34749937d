package graph_test

import (
	"testing"

	"github.com/google/uuid"

	"github.com/probity-ledger/probity/domain"
)

// A hearing through the API, from the determination to the notification of the outcome, and what the rules refuse on the way.
func TestAHearingThroughTheAPI(t *testing.T) {
	t.Parallel()
	s := play(open(t))
	const authority, keeper, day = domain.AppropriateAuthority, domain.CaseOfficer, "2025-12-08"
	one := []string{s.officer}
	allegation := s.as(keeper).ask(`query($id: MatterID!) { case(id: $id) { allegations { id } } }`, vars{"id": s.matter}).text("case", "allegations", 0, "id")
	chair := vars{"person": "Commander Iqbal", "capacity": "CHAIR", "rank": "COMMANDER", "standing": "CHIEF_OFFICER"}
	lawyer := vars{"person": "Ms Gray", "capacity": "CHAIR", "standing": "LEGALLY_QUALIFIED_CHAIR"}
	panel := func(first vars) []vars {
		return []vars{first, {"person": "Ms Hale", "capacity": "INDEPENDENT_MEMBER"}, {"person": "Mr Oduya", "capacity": "INDEPENDENT_MEMBER"},
			{"person": "Ms Penrose", "capacity": "LEGALLY_QUALIFIED_ADVISER"}}
	}
	weighed := vars{"culpability": "deliberate", "harm": "to confidence", "aggravating": "months of it", "mitigating": "an early admission"}
	outcome := func(action string) vars {
		return vars{"officerId": s.officer, "action": action, "seriousness": weighed, "reasons": "Public confidence.", "on": day}
	}
	finding := vars{"officerId": s.officer, "allegationId": allegation, "finding": "GROSS_MISCONDUCT", "basis": "PROVED", "reasons": "The messages.", "on": day}
	for _, step := range []struct {
		name string
		given
	}{
		{"investigated", given{as: authority, field: "caseAppointInvestigator", input: vars{"investigator": "sub-1", "interestedParty": false, "conflictNote": "None.", "approvedByIOPC": true, "on": day}}},
		{"assessed", given{as: authority, field: "caseAssessSeverity", input: vars{"officerId": s.officer, "severity": "GROSS_MISCONDUCT", "likelyForm": "HEARING", "decidedBy": "DIRECTOR_GENERAL", "reason": "Grave.", "on": day}}},
		{"told of the investigation", given{as: keeper, field: "caseServeNotice", input: vars{"officerId": s.officer, "severity": "GROSS_MISCONDUCT", "likelyForm": "HEARING", "on": day}}},
		{"reported on", given{as: keeper, field: "caseSubmitReport", input: vars{"by": "sub-1", "on": day}}},
		{"a notice before the determination", given{authority, "caseServeReferralNotice", vars{"officerId": s.officer, "form": "HEARING", "documentIds": []string{}, "withheld": "All, for now.", "on": day},
			"NO_PROCEEDINGS", "REFUSED", "officerId", "CR23, CR49"}},
		{"determined", given{as: authority, field: "caseDetermineCaseToAnswer", input: vars{"officerId": s.officer, "finding": "GROSS_MISCONDUCT", "route": "HEARING", "decidedBy": "DIRECTOR_GENERAL",
			"text": "A case to answer.", "reasons": "The messages.", "evidence": []vars{{"exhibit": "KLM/2"}}, "on": day}}},
		{"a notice with a document nobody knows", given{authority, "caseServeReferralNotice", vars{"officerId": s.officer, "form": "HEARING", "documentIds": []string{uuid.NewString()}, "on": day},
			"DOCUMENT_NOT_FOUND", "REFUSED", "documentIds", ""}},
		{"a panel before the notice", given{authority, "caseAppointPanel", vars{"officerIds": one, "form": "HEARING", "members": panel(chair), "on": day},
			"NOT_REFERRED_TO_PROCEEDINGS", "REFUSED", "officerIds", "CR30, CR51"}},
		{"referred", given{as: authority, field: "caseServeReferralNotice", input: vars{"officerId": s.officer, "form": "HEARING", "documentIds": []string{}, "withheld": "All, for now.", "on": day}}},
		{"a panel chaired by a lawyer", given{authority, "caseAppointPanel", vars{"officerIds": one, "form": "HEARING", "members": panel(lawyer), "on": day},
			"CHAIR_NOT_LAWFUL", "REFUSED", "members", "CR28 as amended by SI 2024/521; panels-2026.1"}},
		{"a panel", given{as: authority, field: "caseAppointPanel", input: vars{"officerIds": one, "form": "HEARING", "members": panel(chair), "on": day}}},
		{"a day", given{as: authority, field: "caseFixHearing", input: vars{"officerIds": one, "form": "HEARING", "firstDay": day, "venue": "Northmoor", "public": true, "on": day}}},
		{"a finding too early", given{authority, "caseMakeFinding", finding, "NOT_OPENED", "REFUSED", "officerId", "CR41, CR42"}},
		{"opened", given{as: authority, field: "caseOpenProceedings", input: vars{"officerIds": one, "form": "HEARING", "on": day}}},
		{"found", given{as: authority, field: "caseMakeFinding", input: finding}},
		{"less than dismissal without a reason", given{authority, "caseImposeOutcome", outcome("FINAL_WRITTEN_WARNING"),
			"EXCEPTIONAL_REQUIRED", "REFUSED", "exceptional", "CR42, CR62 as amended by SI 2025/558; outcomes-2026.1"}},
		{"dismissed", given{as: authority, field: "caseImposeOutcome", input: outcome("DISMISSAL_WITHOUT_NOTICE")}},
		{"told", given{as: authority, field: "caseNotifyOutcome", input: vars{"officerId": s.officer, "on": day}}},
		{"closed unlisted", given{authority, "caseCloseInvolvement", vars{"officerId": s.officer, "reason": "OUTCOME_FINAL", "on": "2026-01-20"},
			"STILL_OPEN", "REFUSED", "officerId", "domain guide 1.6"}},
		{"listed", given{as: authority, field: "caseReportToList", input: vars{"officerId": s.officer, "list": "BARRED", "grounds": "Dismissed.", "on": day}}},
	} {
		s.check(t, step.name, step.given)
	}
}
