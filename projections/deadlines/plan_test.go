package deadlines_test

import (
	"strings"
	"testing"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/projections"
	"github.com/probity-ledger/probity/projections/deadlines"
)

// Every list begins with the rows of the asker's force in order, or with the few matters they have to do with: none goes through all there
// are, and none is sorted that a whole force is in.
func TestLists_are_answered_from_indexes(t *testing.T) {
	t.Parallel()
	c, err := sqlite.OpenConn(":memory:")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	if err := sqlitex.ExecuteScript(c, deadlines.Projection{}.Schema(), nil); err != nil {
		t.Fatal(err)
	}
	for who, v := range map[string]projections.Viewer{
		"supervisor": supervisor("2026-03-10"), "officer": investigator("2026-03-10"),
		"anti-corruption": {Actor: "v", Role: domain.AntiCorruption, Force: force, At: noon("2026-03-10")},
	} {
		for name, w := range deadlines.Statements(v, "2026-02-10") {
			sql := deadlines.ClockStatement(w)
			if order, cases := strings.CutPrefix(name, "cases "); cases {
				sql = deadlines.CaseStatement(w, order)
			}
			w.Value(":limit", 51)
			plan := planOf(t, c, sql, w)
			whole := who == "supervisor" && !strings.Contains(name, "mine") && !strings.Contains(name, "next_due")
			for _, step := range strings.Split(plan, "\n") {
				if strings.HasPrefix(step, "SCAN") || (whole && strings.HasPrefix(step, "USE TEMP B-TREE")) {
					t.Errorf("%s, %s: %s in\n%s", who, name, step, plan)
				}
			}
		}
	}
}

func planOf(t *testing.T, c *sqlite.Conn, sql string, w *projections.Where) string {
	t.Helper()
	var plan []string
	err := projections.Query(c, "EXPLAIN QUERY PLAN "+sql, w.Bind, func(s *sqlite.Stmt) error { plan = append(plan, s.ColumnText(3)); return nil })
	if err != nil || len(plan) < 3 {
		t.Fatalf("%s: %v, %v", sql, plan, err)
	}
	return strings.Join(plan, "\n")
}
