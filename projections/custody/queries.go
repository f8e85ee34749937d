package custody

import (
	"context"
	"fmt"
	"strconv"

	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/projections"
)

// Queries answers questions about custody. Every method takes the viewer, and what the viewer may not see does not exist for them.
type Queries struct{ view *projections.View }

// NewQueries makes the queries over the view of Projection.
func NewQueries(view *projections.View) *Queries { return &Queries{view: view} }

// DeviceFilter narrows a list of devices. Empty fields do not narrow.
type DeviceFilter struct {
	Matter      domain.MatterID
	Holder      string
	Held        *bool // in custody and not returned
	Unexplained *bool // with a gap in continuity that nobody has explained
}

const (
	deviceColumns = `d.document, d.updated,
	(SELECT count(*) FROM discrepancy g WHERE g.matter = d.matter AND g.device = d.id),
	(SELECT count(*) FROM discrepancy g WHERE g.matter = d.matter AND g.device = d.id AND g.open = 1)`
	openGap = `EXISTS (SELECT 1 FROM discrepancy g WHERE g.matter = d.matter AND g.device = d.id AND g.open = 1)`
)

func (f DeviceFilter) where(v projections.Viewer) *projections.Where {
	w := projections.Visible(v, "d.matter").Where()
	w.Given("d.matter = :matter", ":matter", string(f.Matter))
	w.Given("d.holder = :holder", ":holder", f.Holder)
	if f.Held != nil {
		w.And("d.held = :held", ":held", *f.Held)
	}
	if f.Unexplained != nil {
		w.And(openGap+" = :unexplained", ":unexplained", *f.Unexplained)
	}
	return w
}

// Devices lists the devices the viewer may see, the newest activity first. A device seized for two matters stands there twice.
func (q *Queries) Devices(ctx context.Context, v projections.Viewer, f DeviceFilter, p projections.Page) (projections.Result[Device], error) {
	var result projections.Result[Device]
	w, limit := f.where(v), p.Limit()
	if len(p.After) > 0 {
		updated, err := p.IntAfter(0, 0)
		if err != nil {
			return result, err
		}
		id, err := p.TextAfter(1)
		if err != nil {
			return result, err
		}
		w.And("(d.updated, d.id) < (:after_updated, :after_id)", ":after_updated", updated).Value(":after_id", id)
	}
	w.Value(":limit", limit+1)
	err := q.view.ReadFor(ctx, v, func(c *sqlite.Conn, hide projections.Withheld) error {
		if hide.Holds(f.Holder) {
			return nil
		}
		return projections.Query(c, `SELECT `+deviceColumns+` FROM device d WHERE `+w.SQL()+` ORDER BY d.updated DESC, d.id DESC LIMIT :limit`, w.Bind,
			func(s *sqlite.Stmt) error {
				d, err := readDevice(s)
				if err == nil {
					hide.From(&d)
					result.Keep(limit, d, strconv.FormatInt(s.ColumnInt64(1), 10), string(d.ID))
				}
				return err
			})
	})
	return result, describe("list devices", err)
}

func readDevice(s *sqlite.Stmt) (Device, error) {
	var d Device
	err := projections.ReadDocument(s, 0, &d)
	d.Discrepancies, d.OpenGaps = s.ColumnInt(2), s.ColumnInt(3)
	return d, err
}

// Device returns a device as it stands in the matter it was seized for last, among those the viewer may see; a NotFound domain.Error
// where there is none.
func (q *Queries) Device(ctx context.Context, v projections.Viewer, id domain.DeviceID) (Device, error) {
	return q.oneDevice(ctx, v, projections.Visible(v, "d.matter").Where().And("d.id = :id", ":id", string(id)))
}

// DeviceIn returns a device as an exhibit of one matter; a NotFound domain.Error where there is none for the viewer.
func (q *Queries) DeviceIn(ctx context.Context, v projections.Viewer, matter domain.MatterID, id domain.DeviceID) (Device, error) {
	w := projections.Visible(v, "d.matter").Where().And("d.id = :id", ":id", string(id)).And("d.matter = :matter", ":matter", string(matter))
	return q.oneDevice(ctx, v, w)
}

func (q *Queries) oneDevice(ctx context.Context, v projections.Viewer, w *projections.Where) (Device, error) {
	var found []Device
	err := q.view.ReadFor(ctx, v, func(c *sqlite.Conn, hide projections.Withheld) error {
		return projections.Query(c, `SELECT `+deviceColumns+` FROM device d WHERE `+w.SQL()+` ORDER BY d.seized DESC LIMIT 1`, w.Bind,
			func(s *sqlite.Stmt) error {
				d, err := readDevice(s)
				hide.From(&d)
				found = append(found, d)
				return err
			})
	})
	if err != nil {
		return Device{}, describe("read a device", err)
	}
	if len(found) == 0 {
		return Device{}, projections.NotFound("device")
	}
	return found[0], nil
}

// Chain returns the chain of custody of a device, oldest first: the lines that belong to matters the viewer may see. With a matter only
// the lines of that one.
func (q *Queries) Chain(ctx context.Context, v projections.Viewer, id domain.DeviceID, matter domain.MatterID, p projections.Page) (projections.Result[CustodyEntry], error) {
	var result projections.Result[CustodyEntry]
	after, err := p.IntAfter(0, -1)
	if err != nil {
		return result, err
	}
	limit := p.Limit()
	w := projections.Visible(v, "h.matter").Where().And("h.device = :device", ":device", string(id))
	w.Given("h.matter = :matter", ":matter", string(matter))
	w.And("h.revision > :after", ":after", after).Value(":limit", limit+1)
	err = q.view.ReadFor(ctx, v, func(c *sqlite.Conn, hide projections.Withheld) error {
		return projections.Query(c, `SELECT h.document FROM chain h WHERE `+w.SQL()+` ORDER BY h.revision LIMIT :limit`, w.Bind, func(s *sqlite.Stmt) error {
			var e CustodyEntry
			if err := projections.ReadDocument(s, 0, &e); err != nil {
				return err
			}
			hide.From(&e)
			result.Keep(limit, e, strconv.FormatUint(e.Revision, 10))
			return nil
		})
	})
	return result, describe("read a chain of custody", err)
}

// DiscrepancyFilter narrows a list of continuity discrepancies. Empty fields do not narrow.
type DiscrepancyFilter struct {
	Matter domain.MatterID
	Device domain.DeviceID
	Open   bool // only those nobody has explained
}

// Discrepancies lists the gaps in continuity the viewer may see, by device and number.
func (q *Queries) Discrepancies(ctx context.Context, v projections.Viewer, f DiscrepancyFilter, p projections.Page) (projections.Result[Discrepancy], error) {
	var result projections.Result[Discrepancy]
	limit := p.Limit()
	w := projections.Visible(v, "g.matter").Where()
	w.Given("g.matter = :matter", ":matter", string(f.Matter)).Given("g.device = :device", ":device", string(f.Device))
	if f.Open {
		w.Also("g.open = 1")
	}
	if len(p.After) > 0 {
		device, err := p.TextAfter(0)
		if err != nil {
			return result, err
		}
		number, err := p.IntAfter(1, 0)
		if err != nil {
			return result, err
		}
		w.And("(g.device, g.number) > (:after_device, :after_number)", ":after_device", device).Value(":after_number", number)
	}
	w.Value(":limit", limit+1)
	err := q.view.ReadFor(ctx, v, func(c *sqlite.Conn, hide projections.Withheld) error {
		return projections.Query(c, `SELECT g.document FROM discrepancy g WHERE `+w.SQL()+` ORDER BY g.device, g.number LIMIT :limit`, w.Bind,
			func(s *sqlite.Stmt) error {
				var g Discrepancy
				if err := projections.ReadDocument(s, 0, &g); err != nil {
					return err
				}
				hide.From(&g)
				result.Keep(limit, g, string(g.Device), strconv.Itoa(g.Number))
				return nil
			})
	})
	return result, describe("list discrepancies", err)
}

func describe(what string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", what, err)
}
