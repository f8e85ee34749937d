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
	err := q.view.ReadFor(ctx, v, func(c *sqlite.Conn, hide projections.Withheld) error {
		name := shownName(hide, w)
		if f.Text != "" && name != named { // nobody is found by a name or number that is not shown
			w.Also(name + " <> ''")
		}
		if err := after(w, name, p); err != nil {
			return err
		}
		return read(c, w, name, func(o Officer) { withhold(hide, &o); result.Keep(limit, o, o.Name, string(o.ID)) })
	})
	return result, describe("list officers", err)
}

// named is the column entries are listed by.
const named = "o.name"

// shownName is the SQL expression of the name the viewer is shown. Where some are withheld those stand first, all under no name: their
// place in an alphabetical list would say what they begin with.
func shownName(hide projections.Withheld, w *projections.Where) string {
	if hide.Nothing() {
		return named
	}
	w.Value(":hidden", hide.OfficersJSON())
	return `CASE WHEN o.id IN (SELECT value FROM json_each(:hidden)) THEN '' ELSE o.name END`
}

// withhold takes out of an entry what the viewer must not be shown by name.
func withhold(hide projections.Withheld, o *Officer) {
	name, collar := o.Name, o.CollarNumber
	if hide.From(o); hide.Officer(o.ID) {
		o.Name, o.CollarNumber, o.NameWithheld = "", "", true
		return
	}
	o.Name, o.CollarNumber = name, collar // somebody else who has the same name
}

func after(w *projections.Where, shown string, p projections.Page) error {
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
	w.And("("+shown+", o.id) > (:after_name, :after_id)", ":after_name", name).Value(":after_id", id)
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
	err := q.view.ReadFor(ctx, v, func(c *sqlite.Conn, hide projections.Withheld) error {
		for _, id := range ids[:min(len(ids), projections.MaxPage)] {
			w := visible.Where().And("o.id = :id", ":id", string(id)).Value(":limit", 1)
			if err := read(c, w, named, func(o Officer) { withhold(hide, &o); found[id] = o }); err != nil {
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
	err := q.view.ReadFor(ctx, v, func(c *sqlite.Conn, hide projections.Withheld) error {
		return read(c, w, named, func(o Officer) {
			if !hide.Officer(o.ID) { // nobody is found by a number that is not shown
				withhold(hide, &o)
				found = append(found, o)
			}
		})
	})
	if err == nil && len(found) == 0 {
		return Officer{}, projections.NotFound("officer")
	}
	if err != nil {
		return Officer{}, describe("read an officer", err)
	}
	return found[0], nil
}

// ConcernedIn returns the matters in which an officer is concerned. It asks nobody's permission; what it returns is for deciding who may
// see the officer, and must not be shown.
func (q *Queries) ConcernedIn(ctx context.Context, id domain.OfficerID) (matters []domain.MatterID, err error) {
	err = q.view.Read(ctx, func(c *sqlite.Conn) error {
		return projections.Query(c, `SELECT matter FROM matter_concerned WHERE officer = ?1 ORDER BY matter LIMIT ?2`, nil, func(s *sqlite.Stmt) error {
			matters = append(matters, domain.MatterID(s.ColumnText(0)))
			return nil
		}, string(id), projections.MaxPage)
	})
	return matters, describe("read what an officer is concerned in", err)
}

// Colleagues says whether an officer serves in the same unit and force as any of the others. It asks nobody's permission; it is for
// marking a look in the access log.
func (q *Queries) Colleagues(ctx context.Context, one domain.OfficerID, others []domain.OfficerID) (same bool, err error) {
	err = q.view.Read(ctx, func(c *sqlite.Conn) error {
		for _, other := range others {
			err := projections.Query(c, `SELECT 1 FROM entry a JOIN entry b ON b.force = a.force AND b.unit = a.unit WHERE a.id = ?1 AND b.id = ?2`,
				nil, func(*sqlite.Stmt) error { same = true; return nil }, string(one), string(other))
			if err != nil || same {
				return err
			}
		}
		return nil
	})
	return same, describe("compare units", err)
}

func read(c *sqlite.Conn, w *projections.Where, shown string, each func(Officer)) error {
	return projections.Query(c, `SELECT o.document FROM entry o WHERE `+w.SQL()+` ORDER BY `+shown+`, o.id LIMIT :limit`, w.Bind,
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
