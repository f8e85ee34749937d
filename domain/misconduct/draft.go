package misconduct

import "github.com/probity-ledger/probity/domain"

func (c Receive) decide(State, domain.Envelope) ([]Event, error) {
	return []Event{MatterReceived{Reference: c.Reference, Operation: c.Operation, Force: c.Force, CameToAttentionOn: c.CameToAttentionOn, Summary: c.Summary, ReportedBy: c.ReportedBy}}, nil
}
func (c Record) decide(State, domain.Envelope) ([]Event, error) {
	return []Event{MatterRecorded(c)}, nil
}
func (c IdentifyOfficer) decide(State, domain.Envelope) ([]Event, error) {
	return []Event{OfficerConcernedIdentified{Officer: c.Officer, RankAtConduct: c.RankAtConduct, SubjectKind: c.SubjectKind, On: c.On}}, nil
}
func (c AddAllegation) decide(State, domain.Envelope) ([]Event, error) {
	return []Event{AllegationAdded(c)}, nil
}
func (c Refer) decide(State, domain.Envelope) ([]Event, error) {
	return []Event{MatterReferredToIOPC(c)}, nil
}
func (c ReferBack) decide(State, domain.Envelope) ([]Event, error) {
	return []Event{MatterReferredBack(c)}, nil
}
func (c DetermineMode) decide(State, domain.Envelope) ([]Event, error) {
	return []Event{ModeOfInvestigationDetermined(c)}, nil
}
func (c AppointInvestigator) decide(State, domain.Envelope) ([]Event, error) {
	return []Event{InvestigatorAppointed{Investigator: c.Investigator, On: c.On, ConflictNote: c.ConflictNote}}, nil
}
func (c AssessSeverity) decide(State, domain.Envelope) ([]Event, error) {
	return []Event{SeverityAssessed{Officer: c.Officer, Severity: c.Severity, LikelyForm: c.LikelyForm, DecidedBy: c.DecidedBy, Reason: c.Reason, On: c.On}}, nil
}
func (c ServeNotice) decide(State, domain.Envelope) ([]Event, error) {
	return []Event{WrittenNoticeServed(c)}, nil
}
func (c ChangeDutyStatus) decide(State, domain.Envelope) ([]Event, error) {
	return []Event{DutyStatusChanged(c)}, nil
}
func (c ReviewSuspension) decide(State, domain.Envelope) ([]Event, error) {
	return []Event{SuspensionReviewed(c)}, nil
}
func (c OpenCriminalStrand) decide(State, domain.Envelope) ([]Event, error) {
	return []Event{CriminalStrandOpened(c)}, nil
}
func (c ConcludeCriminalStrand) decide(State, domain.Envelope) ([]Event, error) {
	return []Event{CriminalStrandConcluded(c)}, nil
}
func (c RegisterExhibit) decide(s State, _ domain.Envelope) ([]Event, error) {
	if _, used := s.Exhibits[c.Exhibit]; used {
		return nil, nil
	}
	return []Event{ExhibitRegistered(c)}, nil
}
func (c SubmitReport) decide(State, domain.Envelope) ([]Event, error) {
	return []Event{InvestigationReportSubmitted(c)}, nil
}
func (c DetermineCaseToAnswer) decide(State, domain.Envelope) ([]Event, error) {
	return []Event{DecisionRecorded{Decision: c.Decision, Subject: "CASE_TO_ANSWER", Officer: c.Officer, Text: c.Text, Reasons: c.Reasons, Evidence: c.Evidence, DecidedBy: c.DecidedBy, On: c.On},
		CaseToAnswerDetermined{Decision: c.Decision, Officer: c.Officer, Finding: c.Finding, Route: c.Route, DecidedBy: c.DecidedBy, On: c.On}}, nil
}
func (c RecordDecision) decide(State, domain.Envelope) ([]Event, error) {
	return []Event{DecisionRecorded{Decision: c.Decision, Subject: c.Subject, Officer: c.Officer, Text: c.Text, Reasons: c.Reasons, Evidence: c.Evidence, DecidedBy: c.DecidedBy, On: c.On}}, nil
}
