package graph

import (
	"context"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/accesslog"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/graph/model"
	"github.com/probity-ledger/probity/projections/cases"
)

// countCases counts cases. Numbers are a look too.
func (r *Resolver) countCases(ctx context.Context, by cases.Dimension) ([]model.CaseCount, error) {
	who, err := r.enter(ctx, cases.Name)
	if err != nil {
		return nil, err
	}
	found, err := r.cases.Counts(ctx, who, by)
	if err != nil {
		return nil, err
	}
	h, what := how{view: cases.Name, op: accesslog.Count, field: fieldOf(ctx, "caseCounts")}, counted(who, by)
	if len(found) == 0 { // there is nothing to count, or it is not for them
		noteAttempt(ctx, attempt{how: h, content: access.AggregateCount, force: what.Force})
	} else {
		note(ctx, h, what)
	}
	return model.CaseCounts(found), nil
}

// counts are numbers that are shown, by what they were counted by.
type counts access.Item

// Item names the dimension; the numbers themselves are not kept.
func (c counts) Item() access.Item { return access.Item(c) }

// counted names a count of cases. Analysts and the local policing body count the matters of a force, others those they see.
func counted(who access.Principal, by cases.Dimension) counts {
	c := counts{Content: access.AggregateCount, ID: string(by)}
	if who.Role == domain.CaseAnalyst || who.Role == domain.LocalPolicingBody {
		c.Force = who.Force
	}
	return c
}
