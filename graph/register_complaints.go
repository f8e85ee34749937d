package graph

import (
	"context"
	"errors"
	"io"
	"strings"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/graph/model"
	"github.com/probity-ledger/probity/intake/complaints"
	"github.com/probity-ledger/probity/ledger"
)

// The bounds of one question: a list of any length is dealt with page by page, and read from its beginning each time.
const (
	mostComplaints = 100
	largestList    = 16 << 20 // bytes
)

// registerComplaints deals with a page of a list. What was written before an error stays written, and the rows say so.
func (r *Resolver) registerComplaints(ctx context.Context, in model.ComplaintsRegister) (*model.ComplaintsPayload, error) {
	out := &model.ComplaintsPayload{Last: in.After, Rows: []complaints.Result{}}
	list, err := r.complaintsIn(ctx, in)
	if err == nil {
		defer list.Close()
		registrar := complaints.Registrar{Ledger: r.ledger, Officers: r.byCollar}
		var sum complaints.Summary
		sum, err = registrar.Register(ctx, list, complaints.Options{Force: in.Force, Format: in.Format, DryRun: in.DryRun, After: in.After, First: in.First,
			Limits: complaints.Limits{Bytes: largestList}}, func(one complaints.Result) error { out.Rows = append(out.Rows, one); return nil })
		out.Last, out.More = sum.Last, sum.More
	}
	o, err := outcome(ledger.Receipt{}, listProblem(err), inputField)
	o.Receipt = nil
	out.Outcome = o
	return out, err
}

// complaintsIn opens the list, for whoever may receive complaints at all.
func (r *Resolver) complaintsIn(ctx context.Context, in model.ComplaintsRegister) (io.ReadCloser, error) {
	err := r.ledger.MayRecord(ctx, in.CommandID, ledger.MatterID(in.Force, in.CommandID), misconduct.Receive{Force: in.Force})
	switch {
	case err != nil:
		return nil, err
	case in.First < 1 || in.First > mostComplaints || in.After < 0:
		return nil, domain.Errorf(domain.Invalid, "PAGE_INVALID", "a page has 1 to %d rows and begins after a row", mostComplaints).On("first")
	case (in.Text == "") == (in.UploadID == ""):
		return nil, domain.Errorf(domain.Invalid, "LIST_REQUIRED", "give the list either as text or as an upload").On("text")
	case in.Text != "":
		return io.NopCloser(strings.NewReader(in.Text)), nil
	}
	b, err := r.vault.Open(ctx, in.UploadID)
	if err != nil {
		return nil, unreadable(err)
	}
	return b, nil
}

// byCollar looks an officer up as the caller may see them.
func (r *Resolver) byCollar(ctx context.Context, force, collar string) (domain.OfficerID, error) {
	who, err := viewer(ctx)
	if err != nil {
		return "", err
	}
	who.At = r.now()
	o, err := r.officers.ByCollar(ctx, who, force, collar)
	return o.ID, err
}

// listProblem makes a refusal of a list that cannot be read.
func listProblem(err error) error {
	var file *complaints.FileError
	if errors.As(err, &file) {
		return domain.Errorf(domain.Invalid, file.Code, "%s", file.Text).On("text")
	}
	return err
}
