package deadlines

import (
	"context"

	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/projections"
)

// calendarDays is how long a period that ended stays in a calendar, so that programs that look rarely learn of it.
const calendarDays = 60

// MostInCalendar is the most periods one calendar holds; those that end first come first.
const MostInCalendar = 2000

// Calendar lists the periods of the matters the viewer is assigned to: those that run, and those that were stopped lately.
func (q *Queries) Calendar(ctx context.Context, v projections.Viewer) (found []Clock, err error) {
	w := narrowed(v, "c", "c.matter", true)
	w.And("(c.running = 1 OR c.changed_at > :lately)", ":lately", string(Today(v).Plus(-calendarDays))).Value(":limit", MostInCalendar)
	err = q.view.ReadFor(ctx, v, func(c *sqlite.Conn, hide projections.Withheld) error {
		return clocks(c, w, " ORDER BY c.running DESC, c.due_on, c.matter, c.id LIMIT :limit", v, func(one Clock) {
			hide.From(&one)
			found = append(found, one)
		})
	})
	return found, describe("read a calendar", err)
}
