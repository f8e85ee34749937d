package custody

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/projections"
)

// ExtractionFilter narrows a list of extractions. Empty fields do not narrow.
type ExtractionFilter struct {
	Matter domain.MatterID
	Device domain.DeviceID
}

// Extractions lists the extractions the viewer may see, in the order they were authorised.
func (q *Queries) Extractions(ctx context.Context, v projections.Viewer, f ExtractionFilter, p projections.Page) (projections.Result[Extraction], error) {
	var result projections.Result[Extraction]
	after, err := p.IntAfter(0, 0)
	if err != nil {
		return result, err
	}
	limit := p.Limit()
	w := projections.Visible(v, "x.matter").Where()
	w.Given("x.matter = :matter", ":matter", string(f.Matter)).Given("x.device = :device", ":device", string(f.Device))
	w.And("x.no > :after", ":after", after).Value(":limit", limit+1)
	err = q.view.ReadFor(ctx, v, func(c *sqlite.Conn, hide projections.Withheld) error {
		return projections.Query(c, `SELECT x.document, x.no FROM extraction x WHERE `+w.SQL()+` ORDER BY x.no LIMIT :limit`, w.Bind,
			func(s *sqlite.Stmt) error {
				var x Extraction
				if err := projections.ReadDocument(s, 0, &x); err != nil {
					return err
				}
				hide.From(&x)
				result.Keep(limit, x, strconv.FormatInt(s.ColumnInt64(1), 10))
				return nil
			})
	})
	return result, describe("list extractions", err)
}

// Extraction returns one extraction; a NotFound domain.Error where there is none for the viewer.
func (q *Queries) Extraction(ctx context.Context, v projections.Viewer, id domain.ExtractionID) (Extraction, error) {
	var x Extraction
	w := projections.Visible(v, "x.matter").Where().And("x.id = :id", ":id", string(id))
	err := q.view.ReadFor(ctx, v, func(c *sqlite.Conn, hide projections.Withheld) error {
		return projections.Query(c, `SELECT x.document FROM extraction x WHERE `+w.SQL(), w.Bind, func(s *sqlite.Stmt) error {
			err := projections.ReadDocument(s, 0, &x)
			hide.From(&x)
			return err
		})
	})
	if err != nil {
		return Extraction{}, describe("read an extraction", err)
	}
	if x.ID == "" {
		return Extraction{}, projections.NotFound("extraction")
	}
	return x, nil
}

// Sources lists the files messages are read from for an extraction, in the order they were registered, at most projections.MaxPage.
func (q *Queries) Sources(ctx context.Context, v projections.Viewer, id domain.ExtractionID) ([]SourceImport, error) {
	w := projections.Visible(v, "s.matter").Where().And("s.extraction = :extraction", ":extraction", string(id))
	return q.sources(ctx, v, w)
}

// Source returns how far the reading of one file has come; a NotFound domain.Error where there is none for the viewer.
func (q *Queries) Source(ctx context.Context, v projections.Viewer, id domain.ExtractionID, sha domain.SHA256) (SourceImport, error) {
	w := projections.Visible(v, "s.matter").Where().And("s.extraction = :extraction", ":extraction", string(id)).And("s.sha256 = :sha", ":sha", string(sha))
	list, err := q.sources(ctx, v, w)
	if err != nil {
		return SourceImport{}, err
	}
	if len(list) == 0 {
		return SourceImport{}, projections.NotFound("source")
	}
	return list[0], nil
}

func (q *Queries) sources(ctx context.Context, v projections.Viewer, w *projections.Where) ([]SourceImport, error) {
	var list []SourceImport
	w.Value(":limit", projections.MaxPage)
	err := q.view.ReadFor(ctx, v, func(c *sqlite.Conn, hide projections.Withheld) error {
		return projections.Query(c, `SELECT s.document, s.batches, s.messages, s.revision, s.updated_at FROM source s
			WHERE `+w.SQL()+` ORDER BY s.number LIMIT :limit`, w.Bind, func(s *sqlite.Stmt) error {
			var i SourceImport
			if err := projections.ReadDocument(s, 0, &i); err != nil {
				return err
			}
			at, err := time.Parse(time.RFC3339Nano, s.ColumnText(4))
			if err != nil {
				return fmt.Errorf("read a time: %w", err)
			}
			i.Batches, i.Messages, i.Revision, i.UpdatedAt = s.ColumnInt(1), s.ColumnInt(2), uint64(s.ColumnInt64(3)), at
			hide.From(&i)
			list = append(list, i)
			return nil
		})
	})
	return list, describe("list sources", err)
}
