package cases

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/device"
	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/ledger/eventlog"
	"github.com/probity-ledger/probity/ledger/wire"
	"github.com/probity-ledger/probity/projections"
)

// TimelineQuery says which part of a timeline is wanted.
type TimelineQuery struct {
	Since       eventlog.Position // only entries after this position; how a subscription goes on
	NewestFirst bool
}

// Timeline returns the events that touch a matter, in the order of the log or against it. A matter the viewer may not see is a NotFound
// domain.Error.
func (q *Queries) Timeline(ctx context.Context, v projections.Viewer, id domain.MatterID, t TimelineQuery, p projections.Page) (projections.Result[TimelineEntry], error) {
	var result projections.Result[TimelineEntry]
	w, order, err := t.where(v, id, p)
	if err != nil {
		return result, err
	}
	limit, known := p.Limit(), false
	w.Value(":limit", limit+1)
	err = q.view.ReadFor(ctx, v, func(c *sqlite.Conn, hide projections.Withheld) error {
		seen := projections.Visible(v, "m.id").Where().And("m.id = :id", ":id", string(id))
		err := projections.Query(c, `SELECT 1 FROM matter m WHERE `+seen.SQL(), seen.Bind, func(*sqlite.Stmt) error { known = true; return nil })
		if err != nil || !known {
			return err
		}
		return projections.Query(c, `SELECT `+entryColumns+` FROM timeline t WHERE `+w.SQL()+order+` LIMIT :limit`, w.Bind, func(s *sqlite.Stmt) error {
			e, err := readEntry(s)
			e.Matter = id
			if err == nil {
				hide.From(&e)
				result.Keep(limit, e, strconv.FormatUint(e.Position.Commit, 10), strconv.FormatUint(e.Position.Prepare, 10))
			}
			return err
		})
	})
	if err == nil && !known {
		err = projections.NotFound("case")
	}
	return result, describe("read the timeline", err)
}

func (t TimelineQuery) where(v projections.Viewer, id domain.MatterID, p projections.Page) (*projections.Where, string, error) {
	w := projections.Visible(v, "t.matter").Where().And("t.matter = :matter", ":matter", string(id))
	w.Also("(t.linked = '' OR " + projections.Visible(v, "t.linked").SQL + ")") // a link would tell of the matter at its other end
	w.And("(t.commit_position, t.prepare_position) > (:since_commit, :since_prepare)", ":since_commit", int64(t.Since.Commit))
	w.Value(":since_prepare", int64(t.Since.Prepare))
	order, beyond := " ORDER BY t.commit_position, t.prepare_position", ">"
	if t.NewestFirst {
		order, beyond = " ORDER BY t.commit_position DESC, t.prepare_position DESC", "<"
	}
	if len(p.After) == 0 {
		return w, order, nil
	}
	commit, err := p.IntAfter(0, 0)
	if err != nil {
		return nil, "", err
	}
	prepare, err := p.IntAfter(1, 0)
	if err != nil {
		return nil, "", err
	}
	w.And("(t.commit_position, t.prepare_position) "+beyond+" (:after_commit, :after_prepare)", ":after_commit", commit)
	w.Value(":after_prepare", prepare)
	return w, order, nil
}

const entryColumns = `t.commit_position, t.prepare_position, t.event, t.stream, t.revision, t.type, t.recorded_at, t.effective_on,
	t.effective_at, t.before_cause, t.actor, t.role, t.command`

func readEntry(s *sqlite.Stmt) (TimelineEntry, error) {
	e := TimelineEntry{
		Position: eventlog.Position{Commit: uint64(s.ColumnInt64(0)), Prepare: uint64(s.ColumnInt64(1))},
		EventID:  s.ColumnText(2), Stream: s.ColumnText(3), Revision: uint64(s.ColumnInt64(4)), Type: s.ColumnText(5),
		EffectiveOn: domain.Date(s.ColumnText(7)), BeforeCause: s.ColumnBool(9), Actor: domain.ActorID(s.ColumnText(10)),
		Role: domain.Role(s.ColumnText(11)), CommandID: s.ColumnText(12),
	}
	switch category, id, _ := wire.SplitStream(e.Stream); category {
	case device.Category:
		e.Device = domain.DeviceID(id)
	case extraction.Category:
		e.Extraction = domain.ExtractionID(id)
	}
	var err error
	if e.RecordedAt, err = time.Parse(time.RFC3339Nano, s.ColumnText(6)); err != nil {
		return e, fmt.Errorf("read a time: %w", err)
	}
	if text := s.ColumnText(8); text != "" {
		at, err := time.Parse(time.RFC3339Nano, text)
		if err != nil {
			return e, fmt.Errorf("read a time: %w", err)
		}
		e.EffectiveAt = &at
	}
	return e, nil
}
