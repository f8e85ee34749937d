package model

import (
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
)

// CaseDirectProceedings is the input of caseDirectProceedings.
type CaseDirectProceedings struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.DirectProceedings
}

// CaseTakeCasePresentation is the input of caseTakeCasePresentation.
type CaseTakeCasePresentation struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.TakeCasePresentation
}

// CaseServeReferralNotice is the input of caseServeReferralNotice.
type CaseServeReferralNotice struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.ServeReferralNotice
}

// CaseRecordResponse is the input of caseRecordResponse.
type CaseRecordResponse struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.Respond
}

// CaseSupplyWitnessList is the input of caseSupplyWitnessList.
type CaseSupplyWitnessList struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.SupplyWitnessList
}

// CaseSupplyBundle is the input of caseSupplyBundle.
type CaseSupplyBundle struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.SupplyBundle
}

// CaseFixHearing is the input of caseFixHearing.
type CaseFixHearing struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.FixHearing
}

// CaseFixPreHearing is the input of caseFixPreHearing.
type CaseFixPreHearing struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.FixPreHearing
}

// CaseHoldPreHearing is the input of caseHoldPreHearing.
type CaseHoldPreHearing struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.HoldPreHearing
}

// CaseRestrictReporting is the input of caseRestrictReporting.
type CaseRestrictReporting struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.RestrictReporting
}

// CasePublishNotice is the input of casePublishNotice.
type CasePublishNotice struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.PublishNotice
}

// CaseWithdrawProceedings is the input of caseWithdrawProceedings.
type CaseWithdrawProceedings struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.WithdrawProceedings
}

// CaseOpenProceedings is the input of caseOpenProceedings.
type CaseOpenProceedings struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.OpenProceedings
}

// CaseAdjournProceedings is the input of caseAdjournProceedings.
type CaseAdjournProceedings struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.AdjournProceedings
}
