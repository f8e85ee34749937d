package projections_test

import (
	"fmt"
	"strings"
	"testing"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/projections"
	"github.com/probity-ledger/probity/projections/cases"
)

// reaches are viewers of every reach there is.
var reaches = map[string]projections.Viewer{
	"assigned":    {Actor: "v", Role: domain.CaseOfficer, Force: "northmoor", Officer: "o", At: judgedAt},
	"compartment": {Actor: "v", Role: domain.AntiCorruption, Force: "northmoor", At: judgedAt},
	"force":       {Actor: "v", Role: domain.PSDSupervisor, Force: "northmoor", At: judgedAt},
	"referred":    {Actor: "v", Role: domain.IOPCReader, At: judgedAt},
}

const listing = `SELECT m.document FROM matter m WHERE %s ORDER BY m.attention_on DESC, m.id DESC LIMIT 51`

// The condition on a row is answered from indexes: no table of access is ever gone through from one end to the other.
func TestVisible_is_answered_from_indexes(t *testing.T) {
	t.Parallel()
	c := fullOf(t, 10)
	for name, v := range reaches {
		var plan []string
		w := projections.Visible(v, "m.id").Where()
		err := projections.Query(c, "EXPLAIN QUERY PLAN "+fmt.Sprintf(listing, w.SQL()), w.Bind, func(s *sqlite.Stmt) error {
			plan = append(plan, s.ColumnText(3))
			return nil
		})
		if err != nil || len(plan) < 4 {
			t.Fatalf("%s: %v, %v", name, plan, err)
		}
		for _, step := range plan {
			if strings.HasPrefix(step, "SCAN") && step != "SCAN m USING INDEX matter_newest" {
				t.Errorf("%s: %s in\n%s", name, step, strings.Join(plan, "\n"))
			}
		}
	}
}

// What the policies judge a page by is found from the matters of the page, not by going through everybody's.
func TestResources_are_answered_from_indexes(t *testing.T) {
	t.Parallel()
	steps := 0
	err := projections.Query(fullOf(t, 10), "EXPLAIN QUERY PLAN "+projections.FactsOfMatters, nil, func(s *sqlite.Stmt) error {
		step := s.ColumnText(3)
		if steps++; strings.HasPrefix(step, "SCAN") && step != "SCAN w" && !strings.HasPrefix(step, "SCAN json_each") {
			t.Error(step)
		}
		return nil
	})
	if err != nil || steps < 10 {
		t.Errorf("%d steps, %v", steps, err)
	}
}

func fullOf(tb testing.TB, n int) *sqlite.Conn {
	tb.Helper()
	c, err := sqlite.OpenConn(":memory:")
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = c.Close() })
	if err := sqlitex.ExecuteScript(c, cases.Projection{}.Schema(), nil); err != nil {
		tb.Fatal(err)
	}
	end, err := sqlitex.ImmediateTransaction(c)
	if err != nil {
		tb.Fatal(err)
	}
	defer end(&err)
	for i := range n {
		id, day := fmt.Sprintf("m-%d", i), fmt.Sprintf("2025-%02d-%02d", 1+i%12, 1+i%28)
		document := strings.Repeat("x", 2000)
		for _, e := range []error{
			projections.Exec(c, `INSERT INTO matter VALUES (?1, ?1, '', '', '', '', '', ?2, 0, 'northmoor', '', 1, '~', ?3)`, id, day, document),
			projections.Exec(c, `INSERT INTO matter_access VALUES (?1, 'northmoor', ?2, 0, 0)`, id, i%5 == 0),
			projections.Exec(c, `INSERT INTO matter_concerned VALUES (?1, ?2)`, id, fmt.Sprintf("o-%d", i%500)),
			projections.Exec(c, `INSERT INTO matter_grant VALUES (?1, ?2, 'ASSIGNED', '', ?3)`, id, fmt.Sprintf("actor-%d", i%200), int64(1)<<62),
			projections.Exec(c, `INSERT INTO matter_grant VALUES (?1, 'v', 'ASSIGNED', '', ?2)`, id, int64(1)<<62*int64(min(1, (i+1)%500/499))),
		} {
			if e != nil {
				tb.Fatal(e)
			}
		}
	}
	return c
}

// BenchmarkVisible lists the first page and reads one of 10,000 matters, by the condition on a force alone, as it was before need-to-know,
// and by what holds for each reach.
func BenchmarkVisible(b *testing.B) {
	c := fullOf(b, 10_000)
	run := func(name, sql string, bind func(*sqlite.Stmt)) {
		b.Run(name, func(b *testing.B) {
			rows := 0
			for b.Loop() {
				rows = 0
				if err := projections.Query(c, sql, bind, func(*sqlite.Stmt) error { rows++; return nil }); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(rows), "rows")
		})
	}
	const before = `(EXISTS (SELECT 1 FROM matter_access a WHERE a.matter = m.id AND a.force = :viewer_force AND a.force <> '')
		AND NOT EXISTS (SELECT 1 FROM matter_concerned mc WHERE mc.matter = m.id AND mc.officer = :viewer_officer))`
	old := func(s *sqlite.Stmt) { s.SetText(":viewer_force", "northmoor"); s.SetText(":viewer_officer", "o") }
	const one = `SELECT m.document FROM matter m WHERE m.id = 'm-498' AND %s`
	run("list/before", fmt.Sprintf(listing, before), old)
	run("one/before", fmt.Sprintf(one, before), old)
	for name, v := range reaches {
		p := projections.Visible(v, "m.id")
		run("list/"+name, fmt.Sprintf(listing, p.SQL), p.Bind)
		run("one/"+name, fmt.Sprintf(one, p.SQL), p.Bind)
	}
}
