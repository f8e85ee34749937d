package misconduct

import (
	"slices"

	"github.com/probity-ledger/probity/domain"
)

// Category is the part of a stream name before the dash.
const Category = "misconduct"

type shape = domain.Shape[Event]

// NewCodec returns the table of wire names of this aggregate. Names are never derived and never change their meaning.
func NewCodec() *domain.Codec[Event] {
	return domain.NewCodec(slices.Concat(coreShapes(), procedureShapes(), conductShapes(), proceedingsShapes())...)
}

// coreShapes are the events from receipt to determination, and the periods.
func coreShapes() []shape {
	return []shape{
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
		domain.Today[Event, ClockExtended]("misconduct.clock_extended.v1"),
		domain.Today[Event, ClockShortenedByAgreement]("misconduct.clock_shortened_by_agreement.v1"),
	}
}

// procedureShapes are the events about the matter as a whole.
func procedureShapes() []shape {
	return []shape{
		domain.Today[Event, MatterNotRecorded]("misconduct.matter_not_recorded.v1"),
		domain.Today[Event, ComplaintHandledOutsideSchedule3]("misconduct.complaint_handled_outside_schedule3.v1"),
		domain.Today[Event, InterestedPersonNamed]("misconduct.interested_person_named.v1"),
		domain.Today[Event, InterestedPersonsUpdated]("misconduct.interested_persons_updated.v1"),
		domain.Today[Event, MatterCalledInByIOPC]("misconduct.matter_called_in_by_iopc.v1"),
		domain.Today[Event, TermsOfReferenceSet]("misconduct.terms_of_reference_set.v1"),
		domain.Today[Event, SpecialProceduresApplied]("misconduct.special_procedures_applied.v1"),
		domain.Today[Event, InvestigationsCombined]("misconduct.investigations_combined.v1"),
		domain.Today[Event, InvestigationSplit]("misconduct.investigation_split.v1"),
		domain.Today[Event, InvestigationSuspended]("misconduct.investigation_suspended.v1"),
		domain.Today[Event, InvestigationResumed]("misconduct.investigation_resumed.v1"),
		domain.Today[Event, DelayReportIssued]("misconduct.delay_report_issued.v1"),
		domain.Today[Event, DelayReportHeldBack]("misconduct.delay_report_held_back.v1"),
		domain.Today[Event, AuthorityViewsSought]("misconduct.authority_views_sought.v1"),
		domain.Today[Event, AuthorityViewsGiven]("misconduct.authority_views_given.v1"),
		domain.Today[Event, DeterminationDelayExplained]("misconduct.determination_delay_explained.v1"),
		domain.Today[Event, ComplaintWithdrawn]("misconduct.complaint_withdrawn.v1"),
		domain.Today[Event, WithdrawalDecided]("misconduct.withdrawal_decided.v1"),
		domain.Today[Event, MatterDiscontinued]("misconduct.matter_discontinued.v1"),
		domain.Today[Event, ReInvestigationDirected]("misconduct.re_investigation_directed.v1"),
		domain.Today[Event, OutcomeToldToComplainant]("misconduct.outcome_told_to_complainant.v1"),
		domain.Today[Event, ReviewRequested]("misconduct.review_requested.v1"),
		domain.Today[Event, ReviewForwarded]("misconduct.review_forwarded.v1"),
		domain.Today[Event, ReviewDetermined]("misconduct.review_determined.v1"),
		domain.Today[Event, MatterReopened]("misconduct.matter_reopened.v1"),
		domain.Today[Event, MatterFinalised]("misconduct.matter_finalised.v1"),
		domain.Today[Event, MatterCorrected]("misconduct.matter_corrected.v1"),
		domain.Today[Event, AllegationCorrected]("misconduct.allegation_corrected.v1"),
		domain.Today[Event, DocumentRecorded]("misconduct.document_recorded.v1"),
	}
}

// conductShapes are the events about one officer up to the determination, and beside proceedings.
func conductShapes() []shape {
	return []shape{
		domain.Today[Event, NoticeDelayed]("misconduct.notice_delayed.v1"),
		domain.Today[Event, RepresentationsReceived]("misconduct.representations_received.v1"),
		domain.Today[Event, TermsOfReferenceProvided]("misconduct.terms_of_reference_provided.v1"),
		domain.Today[Event, TermsOfReferenceWithheld]("misconduct.terms_of_reference_withheld.v1"),
		domain.Today[Event, InterviewScheduled]("misconduct.interview_scheduled.v1"),
		domain.Today[Event, InterviewPostponed]("misconduct.interview_postponed.v1"),
		domain.Today[Event, InterviewHeld]("misconduct.interview_held.v1"),
		domain.Today[Event, CriminalStepTaken]("misconduct.criminal_step_taken.v1"),
		domain.Today[Event, ProceedingsDeferredForCriminalCase]("misconduct.proceedings_deferred_for_criminal_case.v1"),
		domain.Today[Event, ProceedingsResumed]("misconduct.proceedings_resumed.v1"),
		domain.Today[Event, SpecialConditionsStatementSubmitted]("misconduct.special_conditions_statement_submitted.v1"),
		domain.Today[Event, SpecialConditionsDetermined]("misconduct.special_conditions_determined.v1"),
		domain.Today[Event, ReferredElsewhere]("misconduct.referred_elsewhere.v1"),
		domain.Today[Event, SuspensionReviewNotified]("misconduct.suspension_review_notified.v1"),
		domain.Today[Event, IOPCConsultedOnSuspension]("misconduct.iopc_consulted_on_suspension.v1"),
		domain.Today[Event, OfficerLeftForce]("misconduct.officer_left_force.v1"),
		domain.Today[Event, ConditionCDetermined]("misconduct.condition_c_determined.v1"),
		domain.Today[Event, VettingDetermined]("misconduct.vetting_determined.v1"),
		domain.Today[Event, ReflectiveReviewNoticed]("misconduct.reflective_review_noticed.v1"),
		domain.Today[Event, ReflectiveAccountReceived]("misconduct.reflective_account_received.v1"),
		domain.Today[Event, ReflectiveDiscussionHeld]("misconduct.reflective_discussion_held.v1"),
		domain.Today[Event, ReflectiveReportRetained]("misconduct.reflective_report_retained.v1"),
		domain.Today[Event, InvolvementClosed]("misconduct.involvement_closed.v1"),
	}
}

// proceedingsShapes are the events of proceedings, their outcome and its appeals.
func proceedingsShapes() []shape {
	return []shape{
		domain.Today[Event, ProceedingsDirectedByIOPC]("misconduct.proceedings_directed_by_iopc.v1"),
		domain.Today[Event, CasePresentationTakenByIOPC]("misconduct.case_presentation_taken_by_iopc.v1"),
		domain.Today[Event, ReferralNoticeServed]("misconduct.referral_notice_served.v1"),
		domain.Today[Event, PanelAppointed]("misconduct.panel_appointed.v1"),
		domain.Today[Event, ObjectionMade]("misconduct.objection_made.v1"),
		domain.Today[Event, ObjectionDecided]("misconduct.objection_decided.v1"),
		domain.Today[Event, OfficerResponded]("misconduct.officer_responded.v1"),
		domain.Today[Event, WitnessListSupplied]("misconduct.witness_list_supplied.v1"),
		domain.Today[Event, BundleSupplied]("misconduct.bundle_supplied.v1"),
		domain.Today[Event, HearingFixed]("misconduct.hearing_fixed.v1"),
		domain.Today[Event, PreHearingFixed]("misconduct.pre_hearing_fixed.v1"),
		domain.Today[Event, PreHearingHeld]("misconduct.pre_hearing_held.v1"),
		domain.Today[Event, ReportingRestricted]("misconduct.reporting_restricted.v1"),
		domain.Today[Event, PublicNoticePublished]("misconduct.public_notice_published.v1"),
		domain.Today[Event, ProceedingsWithdrawn]("misconduct.proceedings_withdrawn.v1"),
		domain.Today[Event, ProceedingsOpened]("misconduct.proceedings_opened.v1"),
		domain.Today[Event, ProceedingsAdjourned]("misconduct.proceedings_adjourned.v1"),
		domain.Today[Event, FindingMade]("misconduct.finding_made.v1"),
		domain.Today[Event, OutcomeImposed]("misconduct.outcome_imposed.v1"),
		domain.Today[Event, OutcomeReportSubmitted]("misconduct.outcome_report_submitted.v1"),
		domain.Today[Event, OutcomeNotified]("misconduct.outcome_notified.v1"),
		domain.Today[Event, OutcomePublished]("misconduct.outcome_published.v1"),
		domain.Today[Event, LeaveExcluded]("misconduct.leave_excluded.v1"),
		domain.Today[Event, AppealLodged]("misconduct.appeal_lodged.v1"),
		domain.Today[Event, AppealNoticeReceived]("misconduct.appeal_notice_received.v1"),
		domain.Today[Event, AppealPapersSubmitted]("misconduct.appeal_papers_submitted.v1"),
		domain.Today[Event, AppealDetermined]("misconduct.appeal_determined.v1"),
		domain.Today[Event, AppealDeterminationNotified]("misconduct.appeal_determination_notified.v1"),
		domain.Today[Event, ListReported]("misconduct.list_reported.v1"),
		domain.Today[Event, RemovedFromList]("misconduct.removed_from_list.v1"),
	}
}
