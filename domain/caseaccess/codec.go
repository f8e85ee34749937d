package caseaccess

import "github.com/probity-ledger/probity/domain"

// Category is the part of a stream name before the dash; the rest is the id of the matter.
const Category = "caseaccess"

// NewCodec returns the table of wire names of this aggregate. Names are never derived and never change their meaning.
func NewCodec() *domain.Codec[Event] {
	return domain.NewCodec(
		domain.Today[Event, Assigned]("caseaccess.assigned.v1"),
		domain.Today[Event, AssignmentEnded]("caseaccess.assignment_ended.v1"),
		domain.Today[Event, ConflictDeclared]("caseaccess.conflict_declared.v1"),
		domain.Today[Event, ConflictLifted]("caseaccess.conflict_lifted.v1"),
		domain.Today[Event, ExceptionOpened]("caseaccess.exception_opened.v1"),
		domain.Today[Event, ExceptionEnded]("caseaccess.exception_ended.v1"),
		domain.Today[Event, ExceptionReviewed]("caseaccess.exception_reviewed.v1"),
		domain.Today[Event, Restricted]("caseaccess.restricted.v1"),
		domain.Today[Event, LiftProposed]("caseaccess.lift_proposed.v1"),
		domain.Today[Event, LiftDeclined]("caseaccess.lift_declined.v1"),
		domain.Today[Event, RestrictionLifted]("caseaccess.restriction_lifted.v1"),
		domain.Today[Event, ClearanceProposed]("caseaccess.clearance_proposed.v1"),
		domain.Today[Event, ClearanceGiven]("caseaccess.clearance_given.v1"),
		domain.Today[Event, ClearanceDeclined]("caseaccess.clearance_declined.v1"),
		domain.Today[Event, ClearanceEnded]("caseaccess.clearance_ended.v1"),
		domain.Today[Event, InformationRequested]("caseaccess.information_requested.v1"),
		domain.Today[Event, InformationProvided]("caseaccess.information_provided.v1"),
		domain.Today[Event, NameSuppressed]("caseaccess.name_suppressed.v1"),
		domain.Today[Event, SuppressionEnded]("caseaccess.suppression_ended.v1"),
	)
}
