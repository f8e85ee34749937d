package cases

import (
	"context"

	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/projections"
)

// never sorts behind every day.
const never = "~"

// clockFrom is the first day on which the clocks of a case ask for something, "" for at once.
func clockFrom(c Case) string {
	command, from := c.Clocks.Next()
	if command == nil {
		return never
	}
	return string(from)
}

// Timely is a matter whose clocks ask for something.
type Timely struct {
	Matter domain.MatterID
	Force  string
}

// NextTimely returns the first day after another on which the clocks of some matter ask for something, and "" when none does. Like Timely
// it serves the process that runs the clocks.
func (q *Queries) NextTimely(ctx context.Context, after domain.Date) (domain.Date, error) {
	var next domain.Date
	err := q.view.Read(ctx, func(c *sqlite.Conn) error {
		return projections.Query(c, `SELECT clock_from FROM matter WHERE clock_from < '~' AND clock_from > ?1 ORDER BY clock_from LIMIT 1`, nil,
			func(s *sqlite.Stmt) error {
				next = domain.Date(s.ColumnText(0))
				return nil
			}, string(after))
	})
	return next, describe("find the next day on which a clock is due", err)
}

// Timely lists the matters whose clocks ask for something on a day, those that have waited longest first, at most limit of them. It
// serves the process that runs the clocks, not people: it takes no viewer.
func (q *Queries) Timely(ctx context.Context, on domain.Date, limit int) ([]Timely, error) {
	var found []Timely
	err := q.view.Read(ctx, func(c *sqlite.Conn) error {
		return projections.Query(c, `SELECT id, force FROM matter WHERE clock_from < '~' AND clock_from <= ?1 ORDER BY clock_from, id LIMIT ?2`, nil,
			func(s *sqlite.Stmt) error {
				found = append(found, Timely{Matter: domain.MatterID(s.ColumnText(0)), Force: s.ColumnText(1)})
				return nil
			}, string(on), limit)
	})
	return found, describe("list the matters whose clocks are due", err)
}
