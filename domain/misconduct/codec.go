package misconduct

import "github.com/probity-ledger/probity/domain"

// Category is the part of a stream name before the dash.
const Category = "misconduct"

// NewCodec returns the table of wire names of this aggregate. Names are never derived and never change their meaning.
func NewCodec() *domain.Codec[Event] {
	return domain.NewCodec(
		domain.Today[Event, MatterReceived]("misconduct.matter_received.v1"),
		domain.Today[Event, MatterRecorded]("misconduct.matter_recorded.v1"),
		domain.Today[Event, OfficerConcernedIdentified]("misconduct.officer_concerned_identified.v1"),
		domain.Today[Event, AllegationAdded]("misconduct.allegation_added.v1"),
		domain.Today[Event, MatterReferredToIOPC]("misconduct.matter_referred_to_iopc.v1"),
		domain.Today[Event, MatterReferredBack]("misconduct.matter_referred_back.v1"),
		domain.Today[Event, ModeOfInvestigationDetermined]("misconduct.mode_of_investigation_determined.v1"),
		domain.Today[Event, InvestigatorAppointed]("misconduct.investigator_appointed.v1"),
		domain.Today[Event, SeverityAssessed]("misconduct.severity_assessed.v1"),
		domain.Today[Event, WrittenNoticeServed]("misconduct.written_notice_served.v1"),
		domain.Today[Event, DutyStatusChanged]("misconduct.duty_status_changed.v1"),
		domain.Today[Event, SuspensionReviewed]("misconduct.suspension_reviewed.v1"),
		domain.Today[Event, CriminalStrandOpened]("misconduct.criminal_strand_opened.v1"),
		domain.Today[Event, CriminalStrandConcluded]("misconduct.criminal_strand_concluded.v1"),
		domain.Today[Event, ExhibitRegistered]("misconduct.exhibit_registered.v1"),
		domain.Today[Event, InvestigationReportSubmitted]("misconduct.investigation_report_submitted.v1"),
		domain.Today[Event, CaseToAnswerDetermined]("misconduct.case_to_answer_determined.v1"),
		domain.Today[Event, DecisionRecorded]("misconduct.decision_recorded.v1"),
		domain.Today[Event, MattersLinked]("misconduct.matters_linked.v1"),
		domain.Today[Event, ClockStarted]("misconduct.clock_started.v1"),
		domain.Today[Event, ClockBreached]("misconduct.clock_breached.v1"),
		domain.Today[Event, ClockStopped]("misconduct.clock_stopped.v1"),
	)
}
