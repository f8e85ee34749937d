package receipts

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/ledger/eventlog"
	"github.com/probity-ledger/probity/ledger/wire"
	"github.com/probity-ledger/probity/projections"
)

// Queries finds commands that were carried out. It serves the ledger, not people: it takes no viewer, and nothing it returns may be
// shown to anybody but whoever gave the command.
type Queries struct{ view *projections.View }

// NewQueries makes the queries over the view of Projection.
func NewQueries(view *projections.View) *Queries { return &Queries{view: view} }

// Find returns what a command left in the log, and false when no command with this id is known yet; so too while the view is being
// built for the first time. Where one id was used in several streams, the earliest use counts.
func (q *Queries) Find(ctx context.Context, commandID string) (wire.ReceiptRecord, bool, error) {
	var found wire.ReceiptRecord
	ok := false
	err := q.view.Read(ctx, func(c *sqlite.Conn) error {
		return projections.Query(c, `SELECT hash, stream, last, commit_position, prepare_position, events FROM command
			WHERE id = ?1 ORDER BY commit_position, prepare_position LIMIT 1`, nil, func(s *sqlite.Stmt) error {
			ok = true
			found = wire.ReceiptRecord{
				CommandID: commandID, CommandHash: s.ColumnText(0), Stream: s.ColumnText(1), Revision: uint64(s.ColumnInt64(2)),
				Position: eventlog.Position{Commit: uint64(s.ColumnInt64(3)), Prepare: uint64(s.ColumnInt64(4))},
				EventIDs: strings.Fields(s.ColumnText(5)),
			}
			return nil
		}, commandID)
	})
	var building *projections.BuildingError
	if errors.As(err, &building) {
		return wire.ReceiptRecord{}, false, nil
	}
	if err != nil {
		return wire.ReceiptRecord{}, false, fmt.Errorf("find a command: %w", err)
	}
	return found, ok, nil
}
