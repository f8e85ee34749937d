package deadlines

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/clock"
	"github.com/probity-ledger/probity/projections"
)

// Queries answers questions about the work list. Every method takes the viewer, and what the viewer may not see does not exist for them.
// How urgent something is, is reckoned from the day of the viewer's moment (Viewer.At) in England and Wales.
type Queries struct{ view *projections.View }

// NewQueries makes the queries over the view of Projection.
func NewQueries(view *projections.View) *Queries { return &Queries{view: view} }

// Filter narrows a list of running periods. Empty fields do not narrow.
type Filter struct {
	Levels  []Level     // any of these
	DueBy   domain.Date // the last day is this day or earlier
	Rule    clock.RuleID
	Owner   domain.Role // who must act
	Officer domain.OfficerID
	Mine    bool // of matters the viewer is assigned to
}

// Today is the day of the viewer's moment.
func Today(v projections.Viewer) domain.Date { return domain.DateOf(v.At) }

// narrowed begins a condition on rows of a table: with what the viewer may see, and with what leads to those rows by the shortest way. The
// supervisors of a force begin with its rows in order, everybody else with the few matters they have to do with.
func narrowed(v projections.Viewer, table, matter string, mine bool) *projections.Where {
	w := projections.Visible(v, matter).Where()
	switch {
	case mine:
		w.Meets(projections.AssignedTo(v, matter))
	case v.Reach() == access.ReachOwnForce:
		w.And(table+".force = :of", ":of", v.Force)
	}
	return w
}

func (f Filter) where(v projections.Viewer) *projections.Where {
	w := narrowed(v, "c", "c.matter", f.Mine).Also("c.running = 1")
	w.Given("c.due_on <= :by", ":by", string(f.DueBy))
	w.Given("c.rule = :rule", ":rule", string(f.Rule))
	w.Given("c.owner = :owner", ":owner", string(f.Owner))
	if f.Officer != "" {
		w.And("c.officer = :officer AND c.officer <> ''", ":officer", string(f.Officer))
	}
	f.narrowLevels(w, Today(v))
	return w
}

// narrowLevels adds the levels; one that nobody knows has no periods.
func (f Filter) narrowLevels(w *projections.Where, today domain.Date) {
	var of []string
	for _, l := range f.Levels {
		if sql, ok := condition[l]; ok {
			of = append(of, sql)
		}
	}
	switch {
	case len(f.Levels) > 0 && len(of) == 0:
		w.Also("0")
	case len(of) > 0:
		w.And("("+strings.Join(of, " OR ")+")", ":today", string(today))
		f.bounds(w, today)
	}
}

// bounds says between which days the last days of levels lie, so that the search begins there. What is GREEN may end on any day.
func (f Filter) bounds(w *projections.Where, today domain.Date) {
	if slices.Contains(f.Levels, Green) {
		return
	}
	if !slices.Contains(f.Levels, Overdue) {
		w.Also("c.due_on >= :today")
	}
	if !slices.Contains(f.Levels, Amber) && !slices.Contains(f.Levels, Red) {
		w.Also("c.due_on < :today")
		return
	}
	w.And("c.due_on <= :ahead", ":ahead", string(today.Plus(longestWarning())))
}

const byLastDay = " ORDER BY c.due_on, c.matter, c.id LIMIT :limit"

// Clocks lists the running periods the viewer may see, those that end first first.
func (q *Queries) Clocks(ctx context.Context, v projections.Viewer, f Filter, p projections.Page) (projections.Result[Clock], error) {
	var result projections.Result[Clock]
	w, limit := f.where(v), p.Limit()
	if err := after(w, p, "(c.due_on, c.matter, c.id)", ":after_due", ":after_matter", ":after_id"); err != nil {
		return result, err
	}
	w.Value(":limit", limit+1)
	err := q.view.ReadFor(ctx, v, func(c *sqlite.Conn, hide projections.Withheld) error {
		return clocks(c, w, byLastDay, v, func(one Clock) {
			hide.From(&one)
			result.Keep(limit, one, string(one.DueOn), string(one.Matter), one.ID)
		})
	})
	return result, describe("list periods", err)
}

func clocks(c *sqlite.Conn, w *projections.Where, rest string, v projections.Viewer, each func(Clock)) error {
	return projections.Query(c, clockStatement(w, rest), w.Bind,
		func(s *sqlite.Stmt) error {
			one, err := readClock(s, Today(v))
			if err == nil {
				each(one)
			}
			return err
		})
}

func clockStatement(w *projections.Where, rest string) string {
	return `SELECT ` + clockColumns + ` FROM clock c CROSS JOIN matter m ON m.id = c.matter WHERE ` + w.SQL() + rest
}

// after goes on behind the row with the page's key.
func after(w *projections.Where, p projections.Page, columns string, names ...string) error {
	if len(p.After) == 0 {
		return nil
	}
	for i, name := range names {
		text, err := p.TextAfter(i)
		if err != nil {
			return err
		}
		w.Value(name, text)
	}
	w.Also(columns + " > (" + strings.Join(names, ", ") + ")")
	return nil
}

func describe(what string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", what, err)
}
