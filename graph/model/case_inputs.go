package model

import (
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/ledger"
)

// CaseReceive is the input of caseReceive.
type CaseReceive struct {
	CommandID string
	misconduct.Receive
}

// Case returns the id of the case this command brings into being. It follows from the force and its reference, of which there is one.
func (in CaseReceive) Case() domain.MatterID { return ledger.MatterID(in.Force, in.Reference) }

// CaseRecord is the input of caseRecord.
type CaseRecord struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.Record
}

// CaseIdentifyOfficer is the input of caseIdentifyOfficer.
type CaseIdentifyOfficer struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.IdentifyOfficer
}

// CaseAddAllegation is the input of caseAddAllegation.
type CaseAddAllegation struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.AddAllegation
}

// Command returns the command with the id of the allegation it brings into being.
func (in CaseAddAllegation) Command() misconduct.AddAllegation {
	c := in.AddAllegation
	c.Allegation = domain.AllegationID(ledger.NewID(in.CommandID, "allegation"))
	return c
}

// CaseRefer is the input of caseRefer.
type CaseRefer struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.Refer
}

// CaseReferBack is the input of caseReferBack.
type CaseReferBack struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.ReferBack
}

// CaseDetermineMode is the input of caseDetermineMode.
type CaseDetermineMode struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.DetermineMode
}

// CaseAppointInvestigator is the input of caseAppointInvestigator.
type CaseAppointInvestigator struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.AppointInvestigator
}

// CaseAssessSeverity is the input of caseAssessSeverity.
type CaseAssessSeverity struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.AssessSeverity
}

// CaseServeNotice is the input of caseServeNotice.
type CaseServeNotice struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.ServeNotice
}

// CaseChangeDutyStatus is the input of caseChangeDutyStatus.
type CaseChangeDutyStatus struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.ChangeDutyStatus
}

// CaseReviewSuspension is the input of caseReviewSuspension.
type CaseReviewSuspension struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.ReviewSuspension
}

// CaseOpenCriminalStrand is the input of caseOpenCriminalStrand.
type CaseOpenCriminalStrand struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.OpenCriminalStrand
}

// CaseConcludeCriminalStrand is the input of caseConcludeCriminalStrand.
type CaseConcludeCriminalStrand struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.ConcludeCriminalStrand
}

// CaseLink is the input of caseLink.
type CaseLink struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.LinkMatters
}

// CaseRegisterExhibit is the input of caseRegisterExhibit.
type CaseRegisterExhibit struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.RegisterExhibit
}

// CaseSubmitReport is the input of caseSubmitReport.
type CaseSubmitReport struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.SubmitReport
}

// CaseDetermineCaseToAnswer is the input of caseDetermineCaseToAnswer.
type CaseDetermineCaseToAnswer struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.DetermineCaseToAnswer
}

// Command returns the command with the id of the decision it brings into being.
func (in CaseDetermineCaseToAnswer) Command() misconduct.DetermineCaseToAnswer {
	c := in.DetermineCaseToAnswer
	c.Decision = ledger.NewID(in.CommandID, "decision")
	return c
}

// CaseRecordDecision is the input of caseRecordDecision.
type CaseRecordDecision struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.RecordDecision
}

// Command returns the command with the id of the decision it brings into being.
func (in CaseRecordDecision) Command() misconduct.RecordDecision {
	c := in.RecordDecision
	c.Decision = ledger.NewID(in.CommandID, "decision")
	return c
}
