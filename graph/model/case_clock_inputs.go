package model

import (
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
)

// CaseExtendClock is the input of caseExtendClock.
type CaseExtendClock struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.ExtendClock
}

// CaseShortenClock is the input of caseShortenClock.
type CaseShortenClock struct {
	CommandID string
	CaseID    domain.MatterID
	misconduct.ShortenClock
}
