package graph

import (
	"context"
	"io"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/graph/model"
	"github.com/probity-ledger/probity/ledger"
	"github.com/probity-ledger/probity/projections"
	"github.com/probity-ledger/probity/projections/cases"
	"github.com/probity-ledger/probity/projections/documents"
)

// aboutDocument makes the answer of a command that brought a document into being.
func (r *Resolver) aboutDocument(matter domain.MatterID, commandID string) func(ledger.Receipt, error) (*model.DocumentPayload, error) {
	id := ledger.NewID(commandID, "document")
	return func(receipt ledger.Receipt, err error) (*model.DocumentPayload, error) {
		o, err := outcome(receipt, err, documentInput)
		get := func(ctx context.Context, who projections.Viewer, id string) (documents.Document, error) {
			return r.documents.Get(ctx, who, matter, id)
		}
		return &model.DocumentPayload{Outcome: o, Load: after(r, o, documents.Name, id, get),
			LoadCase: after(r, o, cases.Name, matter, r.cases.Get)}, err
	}
}

// documentInput spells the field at fault as the inputs of these commands do.
func documentInput(name string) string {
	if name == "person" {
		return "personId"
	}
	return inputField(name)
}

// issueDocument makes a letter.
func (r *Resolver) issueDocument(ctx context.Context, in model.CaseIssueDocument) (ledger.Receipt, error) {
	receipt, _, err := r.papers.Issue(ctx, in.CommandID, in.CaseID, in.Request)
	return receipt, err
}

// recordDocument records an uploaded file. The client says which bytes it meant; what lies in the vault is read whole and checked before
// it becomes a document. Whoever may not record one does not learn whether the file is there.
func (r *Resolver) recordDocument(ctx context.Context, in model.CaseRecordDocument) (ledger.Receipt, error) {
	if err := r.ledger.MayRecord(ctx, in.CommandID, in.CaseID, misconduct.RecordDocument{}); err != nil {
		return ledger.Receipt{}, err
	}
	if in.UploadID != in.SHA256 {
		return ledger.Receipt{}, domain.Errorf(domain.Invalid, "DIGEST_MISMATCH",
			"the upload's digest is not the digest of the file that was meant; upload it again").On("sha256")
	}
	size, err := r.uploaded(ctx, in.UploadID)
	if err != nil {
		return ledger.Receipt{}, unreadable(err)
	}
	return r.ledger.Matter(ctx, in.CommandID, in.CaseID, in.Sized(size))
}

// uploaded reads a file of the vault to its end, which checks it, and returns its size. A file too large for a document is not read.
func (r *Resolver) uploaded(ctx context.Context, id domain.SHA256) (int64, error) {
	b, err := r.vault.Open(ctx, id)
	if err != nil {
		return 0, err
	}
	defer b.Close()
	if b.Size() > misconduct.MaxDocument {
		return b.Size(), nil // the decision says so
	}
	return io.Copy(io.Discard, b)
}
