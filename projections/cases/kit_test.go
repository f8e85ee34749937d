package cases_test

import (
	"context"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/projections"
	"github.com/probity-ledger/probity/projections/cases"
	"github.com/probity-ledger/probity/projections/viewtest"
)

// viewer sees every matter of the force that is not restricted.
var viewer = projections.Viewer{Actor: "a", Role: domain.PSDSupervisor, Force: "northmoor"}

func open(t viewtest.TB, log *viewtest.Log) *cases.Queries {
	t.Helper()
	return cases.NewQueries(viewtest.Open(t, log, cases.Projection{}).View(cases.Name), log)
}

// all reads every page of a list.
func all[T any](t viewtest.TB, page func(projections.Page) (projections.Result[T], error), first int) []T {
	t.Helper()
	var items []T
	p := projections.Page{First: first}
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

func list(t viewtest.TB, q *cases.Queries, v projections.Viewer, f cases.Filter) []cases.Case {
	t.Helper()
	return all(t, func(p projections.Page) (projections.Result[cases.Case], error) {
		return q.List(context.Background(), v, f, p)
	}, 2)
}

func kind(err error) domain.Kind {
	k, _ := domain.KindOf(err)
	return k
}
