package model

import (
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
)

// CaseMakeFinding is the input of caseMakeFinding.
type CaseMakeFinding struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.MakeFinding
}

// CaseImposeOutcome is the input of caseImposeOutcome.
type CaseImposeOutcome struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.ImposeOutcome
}

// CaseSubmitOutcomeReport is the input of caseSubmitOutcomeReport.
type CaseSubmitOutcomeReport struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.SubmitOutcomeReport
}

// CaseNotifyOutcome is the input of caseNotifyOutcome.
type CaseNotifyOutcome struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.NotifyOutcome
}

// CasePublishOutcome is the input of casePublishOutcome.
type CasePublishOutcome struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.PublishOutcome
}

// CaseExcludeLeave is the input of caseExcludeLeave.
type CaseExcludeLeave struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.ExcludeLeave
}

// CaseReportToList is the input of caseReportToList.
type CaseReportToList struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.ReportToList
}

// CaseRemoveFromList is the input of caseRemoveFromList.
type CaseRemoveFromList struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.RemoveFromList
}
