package model

import (
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
)

// CaseAppointPanel is the input of caseAppointPanel.
type CaseAppointPanel struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.AppointPanel
}

// CaseObjectToPanel is the input of caseObjectToPanel.
type CaseObjectToPanel struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.Object
}

// CaseDecideObjection is the input of caseDecideObjection.
type CaseDecideObjection struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.DecideObjection
}
