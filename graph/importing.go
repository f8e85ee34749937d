package graph

import (
	"context"
	"errors"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/graph/model"
	"github.com/probity-ledger/probity/intake"
	"github.com/probity-ledger/probity/ledger"
	"github.com/probity-ledger/probity/vault"
)

// importUpload hands an uploaded file to the importer. The client says which bytes it meant; other bytes are not imported. A file that
// cannot be read is a refusal a person can act on.
func (r *Resolver) importUpload(ctx context.Context, in model.ExtractionImport) (ledger.Receipt, error) {
	if in.UploadID != in.SHA256 {
		return ledger.Receipt{}, domain.Errorf(domain.Invalid, "DIGEST_MISMATCH",
			"the upload's digest is not the digest of the file that was meant; upload it again").On("sha256")
	}
	receipt, err := r.importer.Import(ctx, in.CommandID, in.ExtractionID, in.UploadID, in.Name,
		intake.Options{DateOrder: intake.DateOrder(in.DateOrder), TimeZone: in.TimeZone})
	return receipt, unreadable(err)
}

// fileProblem is one line of the table of reasons for which a file is not read.
type fileProblem struct {
	text  func(error) (string, bool) // of the typed error itself, without what was being done around it
	code  string
	field string
}

var fileProblems = []fileProblem{
	{textOf[*intake.NotAChatError], "NOT_A_CHAT", "uploadId"},
	{textOf[*intake.AmbiguousDatesError], "DATE_ORDER_AMBIGUOUS", "dateOrder"},
	{textOf[*intake.WrongDatesError], "DATE_ORDER_WRONG", "dateOrder"},
	{textOf[*intake.UnknownZoneError], "TIME_ZONE_UNKNOWN", "timeZone"},
	{textOf[*intake.UnknownDayPeriodError], "DAY_PERIOD_UNKNOWN", "uploadId"},
	{textOf[*intake.UnknownCalendarError], "CALENDAR_UNKNOWN", "uploadId"},
	{textOf[*intake.ArchiveError], "ARCHIVE_UNREADABLE", "uploadId"},
	{textOf[*intake.LimitError], "FILE_TOO_COSTLY", "uploadId"},
}

func textOf[E error](err error) (string, bool) {
	var e E
	if errors.As(err, &e) {
		return e.Error(), true
	}
	return "", false
}

// unreadable makes a refusal of an error that lies in the file. Its text shows at most a date of the file, never a name or a message.
func unreadable(err error) error {
	if err == nil {
		return nil
	}
	if typed[*vault.NotFoundError](err) {
		return domain.Errorf(domain.NotFound, "UPLOAD_NOT_FOUND", "no upload has this id; upload the file first").On("uploadId")
	}
	for _, p := range fileProblems {
		if text, ok := p.text(err); ok {
			return domain.Errorf(domain.Invalid, p.code, "%s", text).On(p.field)
		}
	}
	return err
}
