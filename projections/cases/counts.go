package cases

import (
	"context"

	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/projections"
)

// Dimension is what cases are counted by. Only these can be asked for, one at a time: combining them would let a reader work out
// what a small number hides.
type Dimension string

// The dimensions.
const (
	ByKind     Dimension = "KIND"
	ByState    Dimension = "STATE"
	BySeverity Dimension = "SEVERITY" // the gravest current assessment of each case
	ByMode     Dimension = "MODE"
	ByMonth    Dimension = "MONTH" // of coming to attention, "2025-06"
)

var dimensionColumns = map[Dimension]string{
	ByKind:     "m.kind",
	ByState:    "m.state",
	BySeverity: "m.severity",
	ByMode:     "m.mode",
	ByMonth:    "substr(m.attention_on, 1, 7)",
}

// Count is how many cases share one value of a dimension.
type Count struct {
	Key        string // "" for cases that have no value yet, such as no severity before the first assessment
	N          int    // 0 when suppressed
	Suppressed bool   // too few to be shown: 1 to 4, or the next larger number that would give such a one away
}

// smallest is the smallest number an analyst is shown (domain guide, section 5).
const smallest = 5

// Counts counts the cases the viewer may see, ordered by key. Analysts count cases they may not see; for them small numbers are
// suppressed, and where only one would be, the next larger one with it, so that a total known from elsewhere does not reveal it.
func (q *Queries) Counts(ctx context.Context, v projections.Viewer, by Dimension) ([]Count, error) {
	column, ok := dimensionColumns[by]
	if !ok {
		return nil, domain.Errorf(domain.Invalid, "UNKNOWN_DIMENSION", "cases are counted by kind, state, severity, mode or month").On("by")
	}
	countable, rare := projections.Countable(v, "m.id")
	w := countable.Where()
	var counts []Count
	err := q.view.Read(ctx, func(c *sqlite.Conn) error {
		return projections.Query(c, `SELECT `+column+` AS key, count(*) FROM matter m WHERE `+w.SQL()+` GROUP BY key ORDER BY key LIMIT 1200`, w.Bind,
			func(s *sqlite.Stmt) error {
				counts = append(counts, Count{Key: s.ColumnText(0), N: s.ColumnInt(1)})
				return nil
			})
	})
	if rare {
		suppress(counts)
	}
	return counts, describe("count cases", err)
}

func suppress(counts []Count) {
	hidden := 0
	for i := range counts {
		if counts[i].N < smallest {
			counts[i] = Count{Key: counts[i].Key, Suppressed: true}
			hidden++
		}
	}
	if hidden != 1 {
		return
	}
	next := -1
	for i := range counts {
		if !counts[i].Suppressed && (next < 0 || counts[i].N < counts[next].N) {
			next = i
		}
	}
	if next >= 0 {
		counts[next] = Count{Key: counts[next].Key, Suppressed: true}
	}
}
