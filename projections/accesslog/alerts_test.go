package accesslog_test

import (
	"os"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/accesslog"
	"github.com/probity-ledger/probity/domain"
	view "github.com/probity-ledger/probity/projections/accesslog"
	"github.com/probity-ledger/probity/projections/viewtest"
)

// tempDir is a folder that goes with the test, also with one of many that rapid runs.
func tempDir(tb viewtest.TB) string {
	tb.Helper()
	dir, err := os.MkdirTemp("", "views")
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}

// line is what an alert says, without numbers and times.
type line struct {
	Pattern view.Pattern
	Actor   domain.ActorID
	Matter  domain.MatterID
	Count   int
}

func refused(actor string, at time.Time, policies ...string) accesslog.Refused {
	return accesslog.Refused{Who: who(actor), Asked: "case", Content: access.CaseContent, Matter: matter, Of: "northmoor", Code: "NOT_FOUND", Policies: policies, At: at}
}

func TestUnusualAccessIsNoticed(t *testing.T) {
	t.Parallel()
	few := usual(t)
	few.ThingsAnHour, few.EvidencePagesOutOfHours, few.ExportsADay, few.RefusalsAnHour = 5, 2, 1, 3
	night, summer := time.Date(2026, 3, 2, 23, 30, 0, 0, time.UTC), time.Date(2026, 7, 6, 6, 30, 0, 0, time.UTC)
	many := func(n int, e accesslog.Event) (all []accesslog.Event) {
		for range n {
			all = append(all, e)
		}
		return all
	}
	times := func(s accesslog.Shown, at ...time.Time) (all []accesslog.Event) {
		for _, a := range at {
			all = append(all, changed(s, func(s *accesslog.Shown) { s.At = a }))
		}
		return all
	}
	page := shown("ann", monday, id(1), id(2))
	for name, c := range map[string]struct {
		entries []accesslog.Event
		want    []line
	}{
		"a quiet day":                       {many(2, page), nil},
		"their own case":                    {many(2, refused("ann", monday, access.ForbidOwnMatter)), []line{{view.OwnCase, "ann", matter, 2}}},
		"a linked case":                     {many(1, refused("ann", monday, access.ForbidLinkedMatter)), []line{{view.OwnCase, "ann", matter, 1}}},
		"on two days":                       {[]accesslog.Event{refused("ann", monday, access.ForbidOwnMatter), refused("ann", monday.Add(24*time.Hour), access.ForbidOwnMatter)}, []line{{view.OwnCase, "ann", matter, 1}, {view.OwnCase, "ann", matter, 1}}},
		"refusals up to what is usual":      {many(3, refused("ann", monday)), nil},
		"more refusals":                     {many(5, refused("ann", monday)), []line{{view.Refusals, "ann", "", 5}}},
		"refusals to two people":            {append(many(2, refused("ann", monday)), many(2, refused("bob", monday))...), nil},
		"a colleague":                       {many(1, changed(page, func(s *accesslog.Shown) { s.Marks = []accesslog.Mark{accesslog.Colleague} })), []line{{view.Colleagues, "ann", matter, 1}}},
		"by exception":                      {many(2, changed(page, func(s *accesslog.Shown) { s.Policies = []string{"permit.by-exception"} })), []line{{view.WithoutTask, "ann", matter, 2}}},
		"many things in an hour":            {many(4, page), []line{{view.Bulk, "ann", "", 8}}},
		"the same over two hours":           {times(page, monday, monday.Add(time.Hour), monday, monday.Add(time.Hour)), nil},
		"counts are not things":             {many(9, changed(page, func(s *accesslog.Shown) { s.Content = access.AggregateCount })), nil},
		"at night, as usual":                {many(2, changed(page, func(s *accesslog.Shown) { s.At = night })), nil},
		"at night, more, over midnight":     {times(page, night, night.Add(time.Hour), night.Add(2*time.Hour)), []line{{view.OutOfHours, "ann", "", 3}}},
		"at night, no evidence":             {many(2, changed(page, func(s *accesslog.Shown) { s.At, s.Content = night, access.CaseContent })), nil},
		"in two nights":                     {times(page, night, night.Add(time.Hour), night.Add(24*time.Hour), night.Add(25*time.Hour)), nil},
		"on a Saturday":                     {times(page, monday.AddDate(0, 0, 5), monday.AddDate(0, 0, 5).Add(time.Hour), monday.AddDate(0, 0, 5).Add(2*time.Hour)), []line{{view.OutOfHours, "ann", "", 3}}},
		"half past seven in British Summer": {times(page, summer, summer.Add(time.Minute), summer.Add(90*time.Minute)), nil},
		"exports":                           {many(2, changed(page, func(s *accesslog.Shown) { s.Operation = accesslog.Export })), []line{{view.ExportSpike, "ann", "", 2}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			log := &viewtest.Log{}
			add(log, c.entries...)
			q, _ := open(t, t.TempDir(), log, few)
			alerts, err := q.Alerts(t.Context(), view.AlertFilter{Whose: "northmoor"}, 0, 100)
			if err != nil {
				t.Fatal(err)
			}
			var got []line
			for _, a := range alerts {
				got = append(got, line{a.Pattern, a.Actor, a.Matter, a.Count})
				if a.First.After(a.Last) || a.Role != domain.CaseOfficer || a.Whose() != "northmoor" {
					t.Errorf("%+v", a)
				}
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestAlertsAreNarrowed(t *testing.T) {
	t.Parallel()
	log := &viewtest.Log{}
	add(log, refused("ann", monday, access.ForbidOwnMatter), refused("bob", monday, access.ForbidOwnMatter),
		changed(refused("bob", monday, access.ForbidOwnMatter), func(r *accesslog.Refused) { r.Matter, r.Of = other, "southmoor" }),
		changed(shown("ann", monday, id(1)), func(s *accesslog.Shown) { s.Policies = []string{"permit.by-exception"} }))
	q, _ := open(t, t.TempDir(), log, usual(t))
	for name, c := range map[string]struct {
		filter view.AlertFilter
		before int64
		limit  int
		want   int
	}{
		"all":           {view.AlertFilter{}, 0, 10, 4},
		"a page":        {view.AlertFilter{}, 0, 2, 2},
		"the next page": {view.AlertFilter{}, 3, 10, 2},
		"a person":      {view.AlertFilter{Actor: "ann"}, 0, 10, 2},
		"a pattern":     {view.AlertFilter{Pattern: view.WithoutTask}, 0, 10, 1},
		"a matter":      {view.AlertFilter{Matter: other}, 0, 10, 1},
		"a force":       {view.AlertFilter{Whose: "southmoor"}, 0, 10, 1},
		"of matters":    {view.AlertFilter{OfMatter: true}, 0, 10, 4},
	} {
		got, err := q.Alerts(t.Context(), c.filter, c.before, c.limit)
		if err != nil || len(got) != c.want {
			t.Errorf("%s: %d, %v", name, len(got), err)
		}
	}
}

// Other thresholds make another view, which is built from the log by itself.
func TestAChangeOfPatternsBuildsTheViewAnew(t *testing.T) {
	t.Parallel()
	log, dir := &viewtest.Log{}, t.TempDir()
	for range 4 {
		add(log, refused("ann", monday))
	}
	before := view.Projection{Patterns: usual(t)}.Schema()
	p := usual(t)
	p.RefusalsAnHour = 3
	if (view.Projection{Patterns: p}).Schema() == before {
		t.Fatal("the schema does not tell the patterns apart")
	}
	t.Run("as usual", func(t *testing.T) {
		q, _ := open(t, dir, log, usual(t))
		if got, err := q.Alerts(t.Context(), view.AlertFilter{}, 0, 10); err != nil || len(got) != 0 {
			t.Errorf("%v, %v", got, err)
		}
	})
	q, _ := open(t, dir, log, p)
	if got, err := q.Alerts(t.Context(), view.AlertFilter{}, 0, 10); err != nil || len(got) != 1 || got[0].Count != 4 {
		t.Errorf("%v, %v", got, err)
	}
}
