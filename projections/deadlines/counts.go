package deadlines

import (
	"context"

	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/projections"
)

// Most is where every count ends: a badge that says so many says enough, and counting on would take as long as reading all.
const Most = 100

// Counts is how long each part of the work list is, at most Most each.
type Counts struct {
	Mine       int // open matters the viewer is assigned to
	Overdue    int // running periods whose last day has passed
	Red, Amber int // running periods of these levels
	Unassigned int // open matters nobody looks after
	Stalled    int // open matters in which nothing happens
}

// Counts counts what the lists would hold, in one moment. since is that of Stalled.
func (q *Queries) Counts(ctx context.Context, v projections.Viewer, since domain.Date) (Counts, error) {
	var n Counts
	levels := func(l Level) *projections.Where { return Filter{Levels: []Level{l}}.where(v) }
	err := q.view.Read(ctx, func(c *sqlite.Conn) error {
		for _, one := range []struct {
			into *int
			from string
			w    *projections.Where
		}{
			{&n.Mine, "matter m", narrowed(v, "m", "m.id", true).Also("m.open = 1")},
			{&n.Overdue, "clock c", levels(Overdue)}, {&n.Red, "clock c", levels(Red)}, {&n.Amber, "clock c", levels(Amber)},
			{&n.Unassigned, "matter m", unassigned(v)}, {&n.Stalled, "matter m", stalled(v, since)},
		} {
			one.w.Value(":most", Most)
			err := projections.Query(c, `SELECT count(*) FROM (SELECT 1 FROM `+one.from+` WHERE `+one.w.SQL()+` LIMIT :most)`, one.w.Bind,
				func(s *sqlite.Stmt) error { *one.into = s.ColumnInt(0); return nil })
			if err != nil {
				return err
			}
		}
		return nil
	})
	return n, describe("count the work list", err)
}
