package model

import (
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
)

// CaseDeclineToRecord is the input of caseDeclineToRecord.
type CaseDeclineToRecord struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.DeclineToRecord
}

// CaseHandleOutsideSchedule3 is the input of caseHandleOutsideSchedule3.
type CaseHandleOutsideSchedule3 struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.HandleOutsideSchedule3
}

// CaseDiscontinue is the input of caseDiscontinue.
type CaseDiscontinue struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.Discontinue
}

// CaseReopen is the input of caseReopen.
type CaseReopen struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.Reopen
}

// CaseFinalise is the input of caseFinalise.
type CaseFinalise struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.Finalise
}

// CaseCorrectMatter is the input of caseCorrectMatter.
type CaseCorrectMatter struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.CorrectMatter
}

// CaseCorrectAllegation is the input of caseCorrectAllegation.
type CaseCorrectAllegation struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.CorrectAllegation
}
