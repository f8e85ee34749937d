package custody

import (
	"context"
	"strconv"

	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/projections"
)

// Exhibits lists the exhibits of a matter in the order they were given out.
func (q *Queries) Exhibits(ctx context.Context, v projections.Viewer, matter domain.MatterID, p projections.Page) (projections.Result[Exhibit], error) {
	var result projections.Result[Exhibit]
	after, err := p.IntAfter(0, 0)
	if err != nil {
		return result, err
	}
	limit := p.Limit()
	w := projections.Visible(v, "x.matter").Where().And("x.matter = :matter", ":matter", string(matter))
	w.And("x.number > :after", ":after", after).Value(":limit", limit+1)
	err = q.view.ReadFor(ctx, v, func(c *sqlite.Conn, hide projections.Withheld) error {
		return projections.Query(c, `SELECT x.document, x.number FROM exhibit x WHERE `+w.SQL()+` ORDER BY x.number LIMIT :limit`, w.Bind,
			func(s *sqlite.Stmt) error {
				var x Exhibit
				if err := projections.ReadDocument(s, 0, &x); err != nil {
					return err
				}
				hide.From(&x)
				result.Keep(limit, x, strconv.FormatInt(s.ColumnInt64(1), 10))
				return nil
			})
	})
	return result, describe("list exhibits", err)
}

// Exhibit returns one exhibit of a matter; a NotFound domain.Error where there is none for the viewer.
func (q *Queries) Exhibit(ctx context.Context, v projections.Viewer, matter domain.MatterID, ref domain.ExhibitRef) (Exhibit, error) {
	var x Exhibit
	w := projections.Visible(v, "x.matter").Where().And("x.matter = :matter", ":matter", string(matter)).And("x.ref = :ref", ":ref", string(ref))
	err := q.view.ReadFor(ctx, v, func(c *sqlite.Conn, hide projections.Withheld) error {
		return projections.Query(c, `SELECT x.document FROM exhibit x WHERE `+w.SQL(), w.Bind, func(s *sqlite.Stmt) error {
			err := projections.ReadDocument(s, 0, &x)
			hide.From(&x)
			return err
		})
	})
	if err != nil {
		return Exhibit{}, describe("read an exhibit", err)
	}
	if x.Ref == "" {
		return Exhibit{}, projections.NotFound("exhibit")
	}
	return x, nil
}

// IssuedDevices lists the work devices the force handed to an officer, by the day. Whether one was seized is not in it.
func (q *Queries) IssuedDevices(ctx context.Context, v projections.Viewer, officer domain.OfficerID) ([]IssuedDevice, error) {
	var list []IssuedDevice
	w := projections.VisibleEntry(v, "i.officer").Where().And("i.officer = :officer", ":officer", string(officer))
	w.Value(":limit", projections.MaxPage)
	err := q.view.ReadFor(ctx, v, func(c *sqlite.Conn, hide projections.Withheld) error {
		return projections.Query(c, `SELECT i.device, i.officer, i.from_on, i.until_on, w.document FROM issued i
			LEFT JOIN work_device w ON w.device = i.device WHERE `+w.SQL()+` ORDER BY i.from_on, i.device, i.number LIMIT :limit`, w.Bind,
			func(s *sqlite.Stmt) error {
				d := IssuedDevice{
					Device: domain.DeviceID(s.ColumnText(0)), Officer: domain.OfficerID(s.ColumnText(1)),
					From: domain.Date(s.ColumnText(2)), Until: domain.Date(s.ColumnText(3)),
				}
				if !s.ColumnIsNull(4) {
					if err := projections.ReadDocument(s, 4, &d.Description); err != nil {
						return err
					}
				}
				hide.From(&d)
				list = append(list, d)
				return nil
			})
	})
	return list, describe("list issued devices", err)
}
