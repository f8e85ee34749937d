package model

import (
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/intake/complaints"
)

// ComplaintsRegister is the input of complaintsRegister.
type ComplaintsRegister struct {
	CommandID string
	Force     string
	Format    complaints.Format
	Text      string
	UploadID  domain.SHA256
	DryRun    bool
	After     int
	First     int
}

// ComplaintsPayload answers it.
type ComplaintsPayload struct {
	Outcome
	Rows []complaints.Result
	Last int
	More bool
}
