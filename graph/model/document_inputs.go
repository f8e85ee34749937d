package model

import (
	"context"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/ledger"
	"github.com/probity-ledger/probity/papers"
	"github.com/probity-ledger/probity/projections/cases"
	"github.com/probity-ledger/probity/projections/documents"
)

// CaseIssueDocument is the input of caseIssueDocument.
type CaseIssueDocument struct {
	CommandID string
	CaseID    domain.MatterID
	papers.Request
}

// CaseRecordDocument is the input of caseRecordDocument.
type CaseRecordDocument struct {
	CommandID string
	CaseID    domain.MatterID
	UploadID  domain.SHA256
	misconduct.RecordDocument
}

// Sized returns the command with the id of the document it brings into being, and with the size of the uploaded file.
func (in CaseRecordDocument) Sized(size int64) misconduct.RecordDocument {
	c := in.RecordDocument
	c.Document, c.Size = ledger.NewID(in.CommandID, "document"), size
	return c
}

// DocumentPayload answers the commands about a document.
type DocumentPayload struct {
	Outcome
	Load     Load[documents.Document]
	LoadCase Load[cases.Case]
}

// Document reads the document; it is only called where the client asks for it.
func (p *DocumentPayload) Document(ctx context.Context) (*documents.Document, error) {
	return p.Load.call(ctx)
}

// Case reads the case; it is only called where the client asks for it.
func (p *DocumentPayload) Case(ctx context.Context) (*cases.Case, error) { return p.LoadCase.call(ctx) }
