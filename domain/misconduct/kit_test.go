package misconduct_test

import (
	"slices"
	"testing"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/internal/testkit"
)

const (
	thorne   = domain.OfficerID("6d1a4f0c-2f0e-4c53-8d8c-1f8f6a3f2b11")
	calloway = domain.OfficerID("6d1a4f0c-2f0e-4c53-8d8c-1f8f6a3f2b12")
	clerk    = domain.OfficerID("6d1a4f0c-2f0e-4c53-8d8c-1f8f6a3f2b13")
	gone     = domain.OfficerID("6d1a4f0c-2f0e-4c53-8d8c-1f8f6a3f2b14")
	matter   = domain.MatterID("0b0a9a2e-6f5c-4a0e-9a53-6f1d5f1f1a01")
	phone    = domain.DeviceID("7f7c1c52-7a0b-4a3e-8f0b-0a4b7a4a1c02")
	download = domain.ExtractionID("1d3e5f70-2b4c-4d6e-8f90-a1b2c3d4e5f6")
	examiner = domain.ActorID("investigator-1")
)

func given(t testing.TB, history ...misconduct.Event) *testkit.Scenario[misconduct.State, misconduct.Event, misconduct.Command] {
	t.Helper()
	return testkit.Given(t, misconduct.Evolve, misconduct.Decide, history...)
}

// with returns a copy of a command or event that a test changed.
func with[T any](v T, change ...func(*T)) T {
	for _, f := range change {
		f(&v)
	}
	return v
}

// after returns a history and what happened next, without touching the history.
func after(history []misconduct.Event, more ...misconduct.Event) []misconduct.Event {
	return slices.Concat(history, more)
}

func received() misconduct.MatterReceived {
	return misconduct.MatterReceived{Reference: "NMP/2025/0417", Operation: "Larkfield", Force: "northmoor", CameToAttentionOn: "2025-06-03",
		Summary: "a colleague handed over screenshots", ReportedBy: "COLLEAGUE", RegimeVersion: "2020+A24+A25"}
}

func recordedAs(k misconduct.MatterKind, grounds ...misconduct.Ground) misconduct.MatterRecorded {
	return misconduct.MatterRecorded{Kind: k, Grounds: grounds, On: "2025-06-03"}
}

func concerned(o domain.OfficerID, kind string) misconduct.OfficerConcernedIdentified {
	rank := "PC"
	if kind == "POLICE_STAFF" {
		rank = "POLICE_STAFF"
	}
	return misconduct.OfficerConcernedIdentified{Officer: o, RankAtConduct: rank, SubjectKind: kind, On: "2025-06-03"}
}

func allege(change ...func(*misconduct.AddAllegation)) misconduct.AddAllegation {
	return with(misconduct.AddAllegation{Allegation: "a-1", Officers: []domain.OfficerID{thorne, calloway}, Standards: []int{2, 3, 10}, CodeSet: "iopc-2021",
		Category: "F", SubCategory: "race", ConductFrom: "2024-01-01", ConductTo: "2025-06-01", Text: "racist messages in a group"}, change...)
}

func alleged(change ...func(*misconduct.AddAllegation)) misconduct.AllegationAdded {
	return misconduct.AllegationAdded(allege(change...))
}

func referred() misconduct.MatterReferredToIOPC {
	return misconduct.MatterReferredToIOPC{Mandatory: true, Grounds: []misconduct.Ground{misconduct.AggravatedDiscrimination},
		CriteriaMetOn: "2025-06-03", On: "2025-06-04"}
}

func mode(m misconduct.Mode) misconduct.ModeOfInvestigationDetermined {
	return misconduct.ModeOfInvestigationDetermined{Mode: m, On: "2025-06-06", Reason: "seriousness and public interest"}
}

func appointed() misconduct.InvestigatorAppointed {
	return misconduct.InvestigatorAppointed{Investigator: examiner, On: "2025-06-06", ConflictNote: "no interest, no line of management"}
}

func assess(change ...func(*misconduct.AssessSeverity)) misconduct.AssessSeverity {
	return with(misconduct.AssessSeverity{Officer: thorne, Severity: misconduct.GrossMisconduct, LikelyForm: misconduct.Hearing,
		DecidedBy: domain.DirectorGeneral, Reason: "if proved, dismissal would be justified", On: "2025-06-12"}, change...)
}

func assessed(o domain.OfficerID, s misconduct.Severity, f misconduct.Form) misconduct.SeverityAssessed {
	return misconduct.SeverityAssessed{Officer: o, Severity: s, LikelyForm: f, DecidedBy: domain.DirectorGeneral,
		Reason: "if proved, dismissal would be justified", On: "2025-06-12"}
}

func noticed(o domain.OfficerID, s misconduct.Severity, f misconduct.Form) misconduct.WrittenNoticeServed {
	return misconduct.WrittenNoticeServed{Officer: o, Severity: s, LikelyForm: f, On: "2025-06-12",
		Service: misconduct.Service{Method: misconduct.InPerson}}
}

func reported() misconduct.InvestigationReportSubmitted {
	return misconduct.InvestigationReportSubmitted{By: examiner, On: "2025-10-10"}
}

func exhibit() misconduct.ExhibitRegistered {
	return misconduct.ExhibitRegistered{Exhibit: "KLM/2", Device: phone}
}

var cited = misconduct.MessageRef{Extraction: download, Revision: 4, Message: "m-17"}

func determine(change ...func(*misconduct.DetermineCaseToAnswer)) misconduct.DetermineCaseToAnswer {
	return with(misconduct.DetermineCaseToAnswer{Decision: "d-1", Officer: thorne, Finding: misconduct.CaseForGrossMisconduct, Route: misconduct.Hearing,
		DecidedBy: domain.DirectorGeneral, Text: "case to answer for gross misconduct", Reasons: "the officer sent the messages", On: "2025-12-01",
		Evidence: []misconduct.Citation{{Exhibit: "KLM/2"}, {Message: &cited, Note: "sent by the officer"}},
		Matter:   matter, Attested: []misconduct.Attested{{Ref: cited, Matter: matter}}}, change...)
}

func decide(change ...func(*misconduct.RecordDecision)) misconduct.RecordDecision {
	return with(misconduct.RecordDecision{Decision: "d-2", Subject: "POLICY", Text: "widen the scope", Reasons: "a second group was found",
		Evidence: []misconduct.Citation{{Exhibit: "KLM/2"}}, DecidedBy: domain.PSDSupervisor, On: "2025-07-01", Matter: matter}, change...)
}

func suspend(change ...func(*misconduct.ChangeDutyStatus)) misconduct.ChangeDutyStatus {
	return with(misconduct.ChangeDutyStatus{Officer: thorne, Status: misconduct.Suspended, ReasonCode: misconduct.PublicInterest, Oral: true,
		Redeployment: "desk work in another unit was considered; public confidence would not bear it", On: "2025-06-06"}, change...)
}

func suspended(change ...func(*misconduct.ChangeDutyStatus)) misconduct.DutyStatusChanged {
	c := suspend(change...)
	return misconduct.DutyStatusChanged{Officer: c.Officer, Status: c.Status, ReasonCode: c.ReasonCode, Oral: c.Oral, Conditions: c.Conditions,
		Redeployment: c.Redeployment, On: c.On}
}

// The histories grow one out of the other: open, named, charged, with the watchdog, directed, assessed, told, reported on.
var (
	open     = []misconduct.Event{received()}
	rcm      = after(open, recordedAs(misconduct.RecordableConductMatter, misconduct.AggravatedDiscrimination))
	named    = after(rcm, concerned(thorne, "OFFICER"), concerned(calloway, "OFFICER"), concerned(clerk, "POLICE_STAFF"), concerned(gone, "FORMER_OFFICER"))
	charged  = after(named, alleged())
	withIOPC = after(charged, referred())
	directed = after(withIOPC, mode(misconduct.Directed), appointed(), exhibit())
	judged   = after(directed, assessed(thorne, misconduct.GrossMisconduct, misconduct.Hearing))
	told     = after(judged, noticed(thorne, misconduct.GrossMisconduct, misconduct.Hearing))
	reportIn = after(told, reported())
)
