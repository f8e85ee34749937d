package deadlines

import (
	"context"
	"errors"
	"strconv"

	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/projections"
)

// Mine lists the open matters the viewer is assigned to, those with the nearest last day first.
func (q *Queries) Mine(ctx context.Context, v projections.Viewer, p projections.Page) (projections.Result[Case], error) {
	w := narrowed(v, "m", "m.id", true).Also("m.open = 1")
	if err := after(w, p, "(m.next_due, m.id)", ":after_due", ":after_id"); err != nil {
		return projections.Result[Case]{}, err
	}
	return q.cases(ctx, v, w, "m.next_due", p)
}

// Unassigned lists the open matters without an investigator, or on which nobody works beside the one who received them: first those that
// never had both, by the day they came to attention, then those that had.
func (q *Queries) Unassigned(ctx context.Context, v projections.Viewer, p projections.Page) (projections.Result[Case], error) {
	w := unassigned(v)
	if err := afterStaffed(w, p); err != nil {
		return projections.Result[Case]{}, err
	}
	return q.cases(ctx, v, w, "m.staffed_until, m.received_on", p)
}

// afterStaffed is after for a key that begins with a number.
func afterStaffed(w *projections.Where, p projections.Page) error {
	if len(p.After) == 0 {
		return nil
	}
	until, err := p.IntAfter(0, 0)
	day, errDay := p.TextAfter(1)
	id, errID := p.TextAfter(2)
	w.And("(m.staffed_until, m.received_on, m.id) > (:after_until, :after_day, :after_id)", ":after_until", until)
	w.Value(":after_day", day).Value(":after_id", id)
	return errors.Join(err, errDay, errID)
}

func unassigned(v projections.Viewer) *projections.Where {
	return narrowed(v, "m", "m.id", false).Also("m.open = 1").Meets(projections.Over(v, "m.staffed_until"))
}

// Stalled lists the open matters in which nothing was entered since before a day, the longest first. Those with a duty that ended since
// are not among them: they stand in the list of what is overdue.
func (q *Queries) Stalled(ctx context.Context, v projections.Viewer, since domain.Date, p projections.Page) (projections.Result[Case], error) {
	w := stalled(v, since)
	if err := after(w, p, "(m.active_on, m.id)", ":after_day", ":after_id"); err != nil {
		return projections.Result[Case]{}, err
	}
	return q.cases(ctx, v, w, "m.active_on", p)
}

func stalled(v projections.Viewer, since domain.Date) *projections.Where {
	return narrowed(v, "m", "m.id", false).Also("m.open = 1").And("m.active_on < :since", ":since", string(since)).
		And("m.next_due > :today", ":today", string(Today(v)))
}

// cases reads a page of matters in the order of some columns, and the next period of each.
func (q *Queries) cases(ctx context.Context, v projections.Viewer, w *projections.Where, order string, p projections.Page) (projections.Result[Case], error) {
	var result projections.Result[Case]
	limit := p.Limit()
	w.Value(":limit", limit+1)
	err := q.view.ReadFor(ctx, v, func(c *sqlite.Conn, hide projections.Withheld) error {
		err := projections.Query(c, caseStatement(w, order), w.Bind,
			func(s *sqlite.Stmt) error {
				one := readCase(s)
				result.Keep(limit, one, keyOf(s)...)
				return nil
			})
		if err == nil {
			err = next(c, result.Items, v)
		}
		for i := range result.Items {
			hide.From(&result.Items[i])
		}
		return err
	})
	return result, describe("list cases of the work list", err)
}

func caseStatement(w *projections.Where, order string) string {
	return `SELECT ` + caseColumns + `, ` + order + ` FROM matter m WHERE ` + w.SQL() + ` ORDER BY ` + order + `, m.id LIMIT :limit`
}

// keyOf is the key of a row: what stands behind caseColumns, and the id.
func keyOf(s *sqlite.Stmt) []string {
	var key []string
	for i := 5; i < s.ColumnCount(); i++ {
		if s.ColumnType(i) == sqlite.TypeInteger {
			key = append(key, strconv.FormatInt(s.ColumnInt64(i), 10))
			continue
		}
		key = append(key, s.ColumnText(i))
	}
	return append(key, s.ColumnText(0))
}

// next finds the running duty of each case that ends first, in one question for all. The cases are those the viewer sees.
func next(c *sqlite.Conn, of []Case, v projections.Viewer) error {
	at := make(map[domain.MatterID]int, len(of))
	ids := make([]domain.MatterID, len(of))
	for i := range of {
		at[of[i].Matter], ids[i] = i, of[i].Matter
	}
	wanted, err := projections.Document(ids)
	if err != nil {
		return err
	}
	return projections.Query(c, `SELECT `+clockColumns+` FROM json_each(?1) w CROSS JOIN matter m ON m.id = w.value CROSS JOIN clock c ON c.matter = m.id
		WHERE c.running = 1 AND c.late_from <> '~' AND c.due_on = m.next_due ORDER BY c.id DESC`, nil, func(s *sqlite.Stmt) error {
		one, err := readClock(s, Today(v))
		of[at[one.Matter]].Next = &one
		return err
	}, string(wanted))
}
