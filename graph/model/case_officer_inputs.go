package model

import (
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
)

// CaseDelayNotice is the input of caseDelayNotice.
type CaseDelayNotice struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.DelayNotice
}

// CaseReceiveRepresentations is the input of caseReceiveRepresentations.
type CaseReceiveRepresentations struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.ReceiveRepresentations
}

// CaseProvideTermsOfReference is the input of caseProvideTermsOfReference.
type CaseProvideTermsOfReference struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.ProvideTermsOfReference
}

// CaseWithholdTermsOfReference is the input of caseWithholdTermsOfReference.
type CaseWithholdTermsOfReference struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.WithholdTermsOfReference
}

// CaseScheduleInterview is the input of caseScheduleInterview.
type CaseScheduleInterview struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.ScheduleInterview
}

// CasePostponeInterview is the input of casePostponeInterview.
type CasePostponeInterview struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.PostponeInterview
}

// CaseHoldInterview is the input of caseHoldInterview.
type CaseHoldInterview struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.HoldInterview
}

// CaseReferElsewhere is the input of caseReferElsewhere.
type CaseReferElsewhere struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.ReferElsewhere
}

// CaseNotifySuspensionReview is the input of caseNotifySuspensionReview.
type CaseNotifySuspensionReview struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.NotifySuspensionReview
}

// CaseConsultIOPCOnSuspension is the input of caseConsultIOPCOnSuspension.
type CaseConsultIOPCOnSuspension struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.ConsultIOPCOnSuspension
}

// CaseRecordDeparture is the input of caseRecordDeparture.
type CaseRecordDeparture struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.RecordDeparture
}

// CaseDetermineConditionC is the input of caseDetermineConditionC.
type CaseDetermineConditionC struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.DetermineConditionC
}

// CaseDetermineVetting is the input of caseDetermineVetting.
type CaseDetermineVetting struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.DetermineVetting
}

// CaseCloseInvolvement is the input of caseCloseInvolvement.
type CaseCloseInvolvement struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.CloseInvolvement
}
