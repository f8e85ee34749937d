package cases

import (
	"context"
	"errors"
	"fmt"

	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/ledger/eventlog"
	"github.com/probity-ledger/probity/projections"
)

// Streams is what AsAt needs of an event log; *eventlog.Log is one.
type Streams interface {
	Read(ctx context.Context, stream string, from uint64, each func(eventlog.Recorded) error) error
}

// Queries answers questions about cases. Every method takes the viewer, and what the viewer may not see does not exist for them.
type Queries struct {
	view *projections.View
	log  Streams
}

// NewQueries makes the queries over the view of Projection. The log is read by AsAt only.
func NewQueries(view *projections.View, log Streams) *Queries { return &Queries{view: view, log: log} }

// Filter narrows a list of cases. Empty fields do not narrow.
type Filter struct {
	Text         string // part of the reference or the operation's name; letters in either case
	Kind         misconduct.MatterKind
	State        State
	Severity     misconduct.Severity // the gravest current assessment
	Mode         misconduct.Mode
	Referred     *bool
	Officer      domain.OfficerID // concerned in the matter
	Investigator domain.ActorID   // the last one appointed
	Open         *bool            // neither finalised nor reopened as another case
	ReceivedFrom domain.Date      // came to attention on this day or later
	ReceivedTo   domain.Date      // came to attention on this day or earlier
}

func (f Filter) where(v projections.Viewer) *projections.Where {
	w := projections.Visible(v, "m.id").Where()
	w.Given("instr(lower(m.reference || ' ' || m.operation), lower(:text)) > 0", ":text", f.Text)
	w.Given("m.kind = :kind", ":kind", string(f.Kind))
	w.Given("m.state = :state", ":state", string(f.State))
	w.Given("m.severity = :severity", ":severity", string(f.Severity))
	w.Given("m.mode = :mode", ":mode", string(f.Mode))
	w.Given("m.attention_on >= :from", ":from", string(f.ReceivedFrom))
	w.Given("m.attention_on <= :to", ":to", string(f.ReceivedTo))
	w.Given("m.investigator = :investigator", ":investigator", string(f.Investigator))
	w.Given("m.id IN (SELECT f.matter FROM matter_concerned f WHERE f.officer = :officer)", ":officer", string(f.Officer))
	if f.Referred != nil {
		w.And("m.referred = :referred", ":referred", *f.Referred)
	}
	if f.Open != nil {
		w.And("m.open = :open", ":open", *f.Open)
	}
	return w
}

// order returns the order of a list. Where the filter leaves few cases they are looked up and sorted; else the newest are gone through until a
// page is full, which an index on the order serves. The two say the same: a sign before a column keeps that index from being used.
func (f Filter) order(c *sqlite.Conn, w *projections.Where) (string, error) {
	few, err := narrow(c, f.Text)
	if err != nil {
		return "", err
	}
	if few {
		w.And("m.rowid IN (SELECT rowid FROM matter_text WHERE matter_text MATCH :match)", ":match", match(f.Text))
	}
	if few || f.Officer != "" {
		return " ORDER BY +m.attention_on DESC, +m.id DESC", nil
	}
	return " ORDER BY m.attention_on DESC, m.id DESC", nil
}

// List returns the cases the viewer may see, those that came to attention last first.
func (q *Queries) List(ctx context.Context, v projections.Viewer, f Filter, p projections.Page) (projections.Result[Case], error) {
	var result projections.Result[Case]
	day, err := p.TextAfter(0)
	if err != nil {
		return result, err
	}
	w, limit := f.where(v), p.Limit()
	if len(p.After) > 0 {
		id, err := p.TextAfter(1)
		if err != nil {
			return result, err
		}
		w.And("(m.attention_on, m.id) < (:after_day, :after_id)", ":after_day", day).Value(":after_id", id)
	}
	w.Value(":limit", limit+1)
	err = q.view.ReadFor(ctx, v, func(c *sqlite.Conn, hide projections.Withheld) error {
		if f.Text != "" { // nobody finds a case by a name they are not shown
			hide.Free(w, "m.reference || ' ' || m.operation")
		}
		order, err := f.order(c, w)
		if err != nil {
			return err
		}
		// First which cases are on the page, then what they are: so nothing is sorted, or read, but what is shown.
		page := `SELECT m.rowid AS row, m.attention_on AS day, m.id AS id FROM matter m WHERE ` + w.SQL() + order + ` LIMIT :limit`
		err = projections.Query(c, `SELECT d.document FROM (`+page+`) k CROSS JOIN matter d ON d.rowid = k.row ORDER BY k.day DESC, k.id DESC`, w.Bind, func(s *sqlite.Stmt) error {
			var m Case
			if err := projections.ReadDocument(s, 0, &m); err != nil {
				return err
			}
			result.Keep(limit, m, string(m.CameToAttentionOn), string(m.ID))
			return nil
		})
		return errors.Join(err, showAll(c, v, hide, result.Items))
	})
	return result, describe("list cases", err)
}

// Get returns one case; a NotFound domain.Error where there is none for the viewer.
func (q *Queries) Get(ctx context.Context, v projections.Viewer, id domain.MatterID) (Case, error) {
	found, err := q.Many(ctx, v, []domain.MatterID{id})
	if err != nil {
		return Case{}, err
	}
	m, ok := found[id]
	if !ok {
		return Case{}, projections.NotFound("case")
	}
	return m, nil
}

// Many returns those of the cases that exist for the viewer, at most projections.MaxPage of them.
func (q *Queries) Many(ctx context.Context, v projections.Viewer, ids []domain.MatterID) (map[domain.MatterID]Case, error) {
	found := map[domain.MatterID]Case{}
	visible := projections.Visible(v, "m.id")
	err := q.view.ReadFor(ctx, v, func(c *sqlite.Conn, hide projections.Withheld) error {
		for _, id := range ids[:min(len(ids), projections.MaxPage)] {
			w := visible.Where().And("m.id = :id", ":id", string(id))
			if err := readCase(c, w, func(m Case) { found[id] = m }); err != nil {
				return err
			}
		}
		for id, m := range found {
			if err := show(c, v, hide, &m, Moment{}); err != nil {
				return err
			}
			found[id] = m
		}
		return nil
	})
	return found, describe("read cases", err)
}

// ByReference returns the case with the force's own number; a NotFound domain.Error where there is none for the viewer. Where two
// forces use the same number, the one with the smaller id is returned.
func (q *Queries) ByReference(ctx context.Context, v projections.Viewer, reference string) (Case, error) {
	var found Case
	w := projections.Visible(v, "m.id").Where().And("m.reference = :reference", ":reference", reference)
	err := q.view.ReadFor(ctx, v, func(c *sqlite.Conn, hide projections.Withheld) error {
		err := readCase(c, w, func(m Case) {
			if !found.Exists && !hide.Holds(reference) {
				found = m
			}
		})
		if err != nil {
			return err
		}
		return show(c, v, hide, &found, Moment{})
	})
	if err == nil && !found.Exists {
		return Case{}, projections.NotFound("case")
	}
	return found, describe("read a case", err)
}

func readCase(c *sqlite.Conn, w *projections.Where, each func(Case)) error {
	return projections.Query(c, `SELECT m.document FROM matter m WHERE `+w.SQL()+` ORDER BY m.id LIMIT 10`, w.Bind, func(s *sqlite.Stmt) error {
		var m Case
		if err := projections.ReadDocument(s, 0, &m); err != nil {
			return err
		}
		each(m)
		return nil
	})
}

func describe(what string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", what, err)
}
