package deadlines_test

import (
	"context"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/clock"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/ledger/wire"
	"github.com/probity-ledger/probity/projections"
	"github.com/probity-ledger/probity/projections/deadlines"
	"github.com/probity-ledger/probity/projections/viewtest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const force = "northmoor"

// noon is the middle of a day in England.
func noon(day domain.Date) time.Time {
	t, err := time.Parse(time.DateOnly, string(day))
	if err != nil {
		panic(err)
	}
	return t.Add(12 * time.Hour)
}

// supervisor sees every matter of the force that is not restricted, on a day.
func supervisor(day domain.Date) projections.Viewer {
	return projections.Viewer{Actor: "psd.lead", Role: domain.PSDSupervisor, Force: force, At: noon(day)}
}

// investigator sees the matters they are assigned to.
func investigator(day domain.Date) projections.Viewer {
	return projections.Viewer{Actor: "kl.marsh", Role: domain.CaseOfficer, Force: force, At: noon(day)}
}

func open(t viewtest.TB, log *viewtest.Log) *deadlines.Queries {
	t.Helper()
	return deadlines.NewQueries(viewtest.Open(t, log, deadlines.Projection{}).View(deadlines.Name))
}

// enter records what a person enters in a matter.
func enter(log *viewtest.Log, s viewtest.Story, events ...misconduct.Event) {
	for _, e := range events {
		log.Add(wire.Stream(misconduct.Category, string(s.Matter)), wire.Metadata{Actor: "kl.marsh", Role: domain.CaseOfficer, Force: force, OccurredAt: viewtest.Epoch}, e)
	}
}

// all reads every page of a list, two rows at a time.
func all[T any](t viewtest.TB, page func(projections.Page) (projections.Result[T], error)) []T {
	t.Helper()
	var items []T
	p := projections.Page{First: 2}
	for {
		r, err := page(p)
		if err != nil {
			t.Fatal(err)
		}
		items = append(items, r.Items...)
		if !r.HasNext {
			return items
		}
		p.After = r.Keys[len(r.Keys)-1]
	}
}

func clocks(t viewtest.TB, q *deadlines.Queries, v projections.Viewer, f deadlines.Filter) []deadlines.Clock {
	t.Helper()
	return all(t, func(p projections.Page) (projections.Result[deadlines.Clock], error) {
		return q.Clocks(context.Background(), v, f, p)
	})
}

func unassigned(t viewtest.TB, q *deadlines.Queries, v projections.Viewer) []deadlines.Case {
	t.Helper()
	return all(t, func(p projections.Page) (projections.Result[deadlines.Case], error) {
		return q.Unassigned(context.Background(), v, p)
	})
}

func stalled(t viewtest.TB, q *deadlines.Queries, v projections.Viewer, since domain.Date) []deadlines.Case {
	t.Helper()
	return all(t, func(p projections.Page) (projections.Result[deadlines.Case], error) {
		return q.Stalled(context.Background(), v, since, p)
	})
}

func mine(t viewtest.TB, q *deadlines.Queries, v projections.Viewer) []deadlines.Case {
	t.Helper()
	return all(t, func(p projections.Page) (projections.Result[deadlines.Case], error) {
		return q.Mine(context.Background(), v, p)
	})
}

// started is a period of a kind that ends on a day.
func started(rule, number string, due domain.Date) misconduct.ClockStarted {
	id := rule + "/-/" + number
	return misconduct.ClockStarted{Clock: id, Rule: clock.RuleID(rule), StartedOn: "2025-06-03", DueOn: due}
}
