package officers

import (
	"context"
	"fmt"

	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/device"
	"github.com/probity-ledger/probity/domain/officer"
	"github.com/probity-ledger/probity/projections"
)

// Queries answers questions about the register. Every method takes the viewer; entries that are not for them do not exist.
type Queries struct{ view *projections.View }

// NewQueries makes the queries over the view of Projection.
func NewQueries(view *projections.View) *Queries { return &Queries{view: view} }

// Filter narrows a list of officers. Empty fields do not narrow.
type Filter struct {
	Text  string // part of the name or collar number; letters in either case
	Force string
	Unit  string // where they serve now
	Rank  officer.Rank
	Kind  officer.SubjectKind
}

// List returns the entries the viewer may see, by name.
func (q *Queries) List(ctx context.Context, v projections.Viewer, f Filter, p projections.Page) (projections.Result[Officer], error) {
	var result projections.Result[Officer]
	w := projections.VisibleEntry(v, "o.id").Where()
	w.Given("instr(lower(o.name || ' ' || o.collar), lower(:text)) > 0", ":text", f.Text)
	w.Given("o.force = :force", ":force", f.Force)
	w.Given("o.unit = :unit", ":unit", f.Unit)
	w.Given("o.rank = :rank", ":rank", string(f.Rank))
	w.Given("o.kind = :kind", ":kind", string(f.Kind))
	limit := p.Limit()
	w.Value(":limit", limit+1)
	if err := after(w, p); err != nil {
		return result, err
	}
	err := q.view.Read(ctx, func(c *sqlite.Conn) error {
		return read(c, w, func(o Officer) { result.Keep(limit, o, o.Name, string(o.ID)) })
	})
	return result, describe("list officers", err)
}

func after(w *projections.Where, p projections.Page) error {
	if len(p.After) == 0 {
		return nil
	}
	name, err := p.TextAfter(0)
	if err != nil {
		return err
	}
	id, err := p.TextAfter(1)
	if err != nil {
		return err
	}
	w.And("(o.name, o.id) > (:after_name, :after_id)", ":after_name", name).Value(":after_id", id)
	return nil
}

// Get returns one entry; a NotFound domain.Error where there is none for the viewer.
func (q *Queries) Get(ctx context.Context, v projections.Viewer, id domain.OfficerID) (Officer, error) {
	found, err := q.Many(ctx, v, []domain.OfficerID{id})
	if err != nil {
		return Officer{}, err
	}
	o, ok := found[id]
	if !ok {
		return Officer{}, projections.NotFound("officer")
	}
	return o, nil
}

// Many returns those of the entries that exist for the viewer, at most projections.MaxPage of them.
func (q *Queries) Many(ctx context.Context, v projections.Viewer, ids []domain.OfficerID) (map[domain.OfficerID]Officer, error) {
	found := map[domain.OfficerID]Officer{}
	visible := projections.VisibleEntry(v, "o.id")
	err := q.view.Read(ctx, func(c *sqlite.Conn) error {
		for _, id := range ids[:min(len(ids), projections.MaxPage)] {
			w := visible.Where().And("o.id = :id", ":id", string(id)).Value(":limit", 1)
			if err := read(c, w, func(o Officer) { found[id] = o }); err != nil {
				return err
			}
		}
		return nil
	})
	return found, describe("read officers", err)
}

// ByCollar returns the entry with a warrant or collar number, which is unique within a force; a NotFound domain.Error where there is
// none for the viewer.
func (q *Queries) ByCollar(ctx context.Context, v projections.Viewer, force, number string) (Officer, error) {
	var found []Officer
	w := projections.VisibleEntry(v, "o.id").Where()
	w.And("o.collar = :collar", ":collar", number).And("o.force = :force", ":force", force).Value(":limit", 1)
	err := q.view.Read(ctx, func(c *sqlite.Conn) error {
		return read(c, w, func(o Officer) { found = append(found, o) })
	})
	if err == nil && len(found) == 0 {
		return Officer{}, projections.NotFound("officer")
	}
	if err != nil {
		return Officer{}, describe("read an officer", err)
	}
	return found[0], nil
}

func read(c *sqlite.Conn, w *projections.Where, each func(Officer)) error {
	return projections.Query(c, `SELECT o.document FROM entry o WHERE `+w.SQL()+` ORDER BY o.name, o.id LIMIT :limit`, w.Bind,
		func(s *sqlite.Stmt) error {
			var o Officer
			if err := projections.ReadDocument(s, 0, &o); err != nil {
				return err
			}
			if err := o.describe(func(id domain.DeviceID) (device.Description, error) { return description(c, id) }); err != nil {
				return err
			}
			each(o)
			return nil
		})
}

func description(c *sqlite.Conn, id domain.DeviceID) (device.Description, error) {
	var d device.Description
	err := projections.Query(c, `SELECT document FROM device WHERE id = ?1`, nil, func(s *sqlite.Stmt) error {
		return projections.ReadDocument(s, 0, &d)
	}, string(id))
	return d, err
}

func describe(what string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", what, err)
}
