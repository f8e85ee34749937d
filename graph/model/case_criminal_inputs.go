package model

import (
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
)

// CaseTakeCriminalStep is the input of caseTakeCriminalStep.
type CaseTakeCriminalStep struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.TakeCriminalStep
}

// CaseDeferProceedings is the input of caseDeferProceedings.
type CaseDeferProceedings struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.DeferProceedings
}

// CaseResumeProceedings is the input of caseResumeProceedings.
type CaseResumeProceedings struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.ResumeProceedings
}

// CaseSubmitSpecialConditionsStatement is the input of caseSubmitSpecialConditionsStatement.
type CaseSubmitSpecialConditionsStatement struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.SubmitSpecialConditionsStatement
}

// CaseDetermineSpecialConditions is the input of caseDetermineSpecialConditions.
type CaseDetermineSpecialConditions struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.DetermineSpecialConditions
}
