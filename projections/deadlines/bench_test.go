package deadlines_test

import (
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/clock"
	"github.com/probity-ledger/probity/projections"
	"github.com/probity-ledger/probity/projections/deadlines"
	"github.com/probity-ledger/probity/projections/viewtest"
)

// benchMatters is how many matters the big force has; each has three periods.
const benchMatters = 100_000

// today is the day the benchmarks ask on; half of a year of last days lies around it.
const today = domain.Date("2026-03-10")

// big opens a work list of many matters, written into its file at once: three in ten are open, four in ten periods run, a case officer has
// 60 open matters, one matter in ten belongs to another force.
func big(b *testing.B) *deadlines.Queries {
	b.Helper()
	dir := b.TempDir()
	_, stop := viewtest.Start(b, dir, &viewtest.Log{}, deadlines.Projection{})
	for deadline := time.Now().Add(10 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		if found, err := filepath.Glob(filepath.Join(dir, "*.sqlite")); err != nil || len(found) == 1 {
			break
		}
		if time.Now().After(deadline) {
			b.Fatal("no file was made")
		}
	}
	if err := stop(); err != nil {
		b.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.sqlite"))
	if err != nil || len(files) != 1 {
		b.Fatal(files, err)
	}
	fill(b, files[0])
	info, err := os.Stat(files[0])
	if err != nil {
		b.Fatal(err)
	}
	b.Logf("%d matters, the file has %d MB", benchMatters, info.Size()>>20)
	return deadlines.NewQueries(viewtest.OpenIn(b, dir, &viewtest.Log{}, deadlines.Projection{}).View(deadlines.Name))
}

func fill(b *testing.B, path string) {
	b.Helper()
	c, err := sqlite.OpenConn(path)
	if err != nil {
		b.Fatal(err)
	}
	defer c.Close()
	end, err := sqlitex.ImmediateTransaction(c)
	if err != nil {
		b.Fatal(err)
	}
	for i := range benchMatters {
		if err = oneMatter(c, i); err != nil {
			break
		}
	}
	end(&err)
	if err != nil {
		b.Fatal(err)
	}
}

const always int64 = math.MaxInt64

func oneMatter(c *sqlite.Conn, i int) error {
	id, whose, staffed, investigator := fmt.Sprintf("10000000-0000-4000-8000-%012d", i*7919%benchMatters), force, always, "i"
	if i%10 == 9 {
		whose = "eastvale"
	}
	if i%50 == 1 {
		staffed, investigator = 0, ""
	}
	open := i%10 < 3
	next := today.Plus(i%180 - 30)
	steps := []error{
		projections.Exec(c, `INSERT INTO matter VALUES (?1, ?2, ?3, ?4, 'r', ?5, ?6, ?7, ?8, ?9)`, id, fmt.Sprintf("NMP/2025/%06d", i), whose,
			string(today.Plus(-i%700)), investigator, string(today.Plus(-i%90)), string(next), staffed, open),
		projections.Exec(c, `INSERT INTO matter_access VALUES (?1, ?2, 0, 0, ?3)`, id, whose, i%200 == 7),
		projections.Exec(c, `INSERT INTO matter_concerned VALUES (?1, ?2)`, id, fmt.Sprintf("o-%d", i%5000)),
		projections.Exec(c, `INSERT INTO matter_grant VALUES (?1, ?2, 'ASSIGNED', '', ?3)`, id, fmt.Sprintf("officer-%d", i/10%500), always),
		projections.Exec(c, `INSERT INTO matter_grant VALUES (?1, 'r', 'ASSIGNED', '', ?2)`, id, always),
	}
	rules := clock.Rules().Rows
	for n := range 3 {
		rule, due := rules[(i+n*11)%len(rules)], next.Plus(n*40)
		if rule.Kind != clock.Duty {
			rule, _ = clock.Rules().Find(clock.ComplainantUpdate)
		}
		running := open || (i+n)%7 == 0
		steps = append(steps, projections.Exec(c, `INSERT INTO clock VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, '', ?8, '', ?9, ?10, ?11, 0, ?12, ?13, '', 0, '2026-01-02T03:04:05Z')`,
			id, fmt.Sprintf("%s/-/%d", rule.ID, n), whose, string(rule.ID), fmt.Sprintf("o-%d", i%5000), string(rule.Owner), string(due.Plus(-28)),
			string(due), string(due.Plus(-max(rule.Amber, rule.Red))), string(due.Plus(-rule.Red)), string(due.Plus(1)), running, ""))
	}
	for _, err := range steps {
		if err != nil {
			return err
		}
	}
	return nil
}

// BenchmarkWorkList asks for each part of the work list at 100,000 cases with 300,000 periods, and reports the slowest of a hundred.
func BenchmarkWorkList(b *testing.B) {
	q := big(b)
	lead, officer := supervisor(today), investigator(today)
	officer.Actor = "officer-20"
	page, since := projections.Page{First: 50}, today.Plus(-27)
	middle := projections.Page{First: 50, After: []any{string(today.Plus(60)), "", ""}}
	list := func(f deadlines.Filter, v projections.Viewer, p projections.Page) func() (int, error) {
		return func() (int, error) { r, err := q.Clocks(context.Background(), v, f, p); return len(r.Items), err }
	}
	caseList := func(read func(context.Context, projections.Viewer, projections.Page) (projections.Result[deadlines.Case], error), v projections.Viewer) func() (int, error) {
		return func() (int, error) { r, err := read(context.Background(), v, page); return len(r.Items), err }
	}
	stalled := func(ctx context.Context, v projections.Viewer, p projections.Page) (projections.Result[deadlines.Case], error) {
		return q.Stalled(ctx, v, since, p)
	}
	counts := func(v projections.Viewer) func() (int, error) {
		return func() (int, error) { n, err := q.Counts(context.Background(), v, since); return n.Overdue, err }
	}
	overdue := deadlines.Filter{Levels: []deadlines.Level{deadlines.Overdue}}
	for _, c := range []struct {
		name string
		ask  func() (int, error)
	}{
		{"clocks/supervisor", list(deadlines.Filter{}, lead, page)}, {"clocks/supervisor/middle", list(deadlines.Filter{}, lead, middle)},
		{"overdue/supervisor", list(overdue, lead, page)},
		{"amber/supervisor", list(deadlines.Filter{Levels: []deadlines.Level{deadlines.Amber}}, lead, page)},
		{"green/supervisor", list(deadlines.Filter{Levels: []deadlines.Level{deadlines.Green}}, lead, page)},
		{"kind/supervisor", list(deadlines.Filter{Rule: clock.MeetingHeld}, lead, page)},
		{"owner/supervisor", list(deadlines.Filter{Owner: domain.HearingChair}, lead, page)},
		{"officer/supervisor", list(deadlines.Filter{Officer: "o-7"}, lead, page)},
		{"none/supervisor", list(deadlines.Filter{Officer: "nobody"}, lead, page)},
		{"clocks/officer", list(deadlines.Filter{}, officer, page)}, {"overdue/officer", list(overdue, officer, page)},
		{"mine/officer", caseList(q.Mine, officer)}, {"unassigned/supervisor", caseList(q.Unassigned, lead)}, {"unassigned/officer", caseList(q.Unassigned, officer)},
		{"stalled/supervisor", caseList(stalled, lead)}, {"stalled/officer", caseList(stalled, officer)},
		{"counts/supervisor", counts(lead)}, {"counts/officer", counts(officer)},
		{"calendar/officer", func() (int, error) { l, err := q.Calendar(context.Background(), officer); return len(l), err }},
	} {
		b.Run(c.name, func(b *testing.B) { measure(b, c.ask) })
	}
}

func measure(b *testing.B, ask func() (int, error)) {
	b.Helper()
	var took []time.Duration
	rows := 0
	for b.Loop() {
		begun := time.Now()
		n, err := ask()
		if err != nil {
			b.Fatal(err)
		}
		rows, took = n, append(took, time.Since(begun))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(rows), "rows")
}
