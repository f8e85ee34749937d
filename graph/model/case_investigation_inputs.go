package model

import (
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
)

// CaseCallIn is the input of caseCallIn.
type CaseCallIn struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.CallIn
}

// CaseSetTermsOfReference is the input of caseSetTermsOfReference.
type CaseSetTermsOfReference struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.SetTermsOfReference
}

// CaseApplySpecialProcedures is the input of caseApplySpecialProcedures.
type CaseApplySpecialProcedures struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.ApplySpecialProcedures
}

// CaseCombineInvestigations is the input of caseCombineInvestigations.
type CaseCombineInvestigations struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.CombineInvestigations
}

// CaseSplitInvestigation is the input of caseSplitInvestigation.
type CaseSplitInvestigation struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.SplitInvestigation
}

// CaseSuspendInvestigation is the input of caseSuspendInvestigation.
type CaseSuspendInvestigation struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.SuspendInvestigation
}

// CaseResumeInvestigation is the input of caseResumeInvestigation.
type CaseResumeInvestigation struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.ResumeInvestigation
}

// CaseIssueDelayReport is the input of caseIssueDelayReport.
type CaseIssueDelayReport struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.IssueDelayReport
}

// CaseHoldBackDelayReport is the input of caseHoldBackDelayReport.
type CaseHoldBackDelayReport struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.HoldBackDelayReport
}

// CaseSeekAuthorityViews is the input of caseSeekAuthorityViews.
type CaseSeekAuthorityViews struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.SeekAuthorityViews
}

// CaseGiveAuthorityViews is the input of caseGiveAuthorityViews.
type CaseGiveAuthorityViews struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.GiveAuthorityViews
}

// CaseExplainDeterminationDelay is the input of caseExplainDeterminationDelay.
type CaseExplainDeterminationDelay struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.ExplainDeterminationDelay
}

// CaseDirectReInvestigation is the input of caseDirectReInvestigation.
type CaseDirectReInvestigation struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.DirectReInvestigation
}
