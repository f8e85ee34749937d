package model

import (
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
)

// CaseServeReflectiveNotice is the input of caseServeReflectiveNotice.
type CaseServeReflectiveNotice struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.ServeReflectiveNotice
}

// CaseReceiveReflectiveAccount is the input of caseReceiveReflectiveAccount.
type CaseReceiveReflectiveAccount struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.ReceiveReflectiveAccount
}

// CaseHoldReflectiveDiscussion is the input of caseHoldReflectiveDiscussion.
type CaseHoldReflectiveDiscussion struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.HoldReflectiveDiscussion
}

// CaseRetainReflectiveReport is the input of caseRetainReflectiveReport.
type CaseRetainReflectiveReport struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.RetainReflectiveReport
}
