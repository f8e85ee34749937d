package model

import (
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
)

// CaseLodgeAppeal is the input of caseLodgeAppeal.
type CaseLodgeAppeal struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.LodgeAppeal
}

// CaseReceiveAppealNotice is the input of caseReceiveAppealNotice.
type CaseReceiveAppealNotice struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.ReceiveAppealNotice
}

// CaseSubmitAppealPapers is the input of caseSubmitAppealPapers.
type CaseSubmitAppealPapers struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.SubmitAppealPapers
}

// CaseDetermineAppeal is the input of caseDetermineAppeal.
type CaseDetermineAppeal struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.DetermineAppeal
}

// CaseNotifyAppeal is the input of caseNotifyAppeal.
type CaseNotifyAppeal struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.NotifyAppeal
}
