package graph

import (
	"context"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/accesslog"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/graph/model"
	"github.com/probity-ledger/probity/projections"
	"github.com/probity-ledger/probity/projections/cases"
	"github.com/probity-ledger/probity/projections/deadlines"
)

// workList is the way into the work of the caller, on the day of the question.
func (r *Resolver) workList(ctx context.Context) (*model.WorkList, error) {
	who, err := r.enter(ctx, deadlines.Name)
	if err != nil {
		return nil, err
	}
	return &model.WorkList{On: deadlines.Today(who)}, nil
}

// workCases reads a page of cases of the work list.
func (r *Resolver) workCases(ctx context.Context, list string, about any, first int, after *string,
	read func(context.Context, projections.Viewer, projections.Page) (projections.Result[deadlines.Case], error),
) (*model.Connection[deadlines.Case], error) {
	return page(ctx, r, question{deadlines.Name, list, about, first, after}, read)
}

func (r *Resolver) workClocks(ctx context.Context, day *model.WorkList, f model.WorkClockFilter, first int, after *string) (*model.Connection[deadlines.Clock], error) {
	narrow, err := f.On(day.On)
	if err != nil {
		return nil, err
	}
	return page(ctx, r, question{deadlines.Name, "workClocks", f, first, after},
		func(ctx context.Context, who projections.Viewer, p projections.Page) (projections.Result[deadlines.Clock], error) {
			return r.work.Clocks(ctx, who, narrow, p)
		})
}

func (r *Resolver) workStalled(ctx context.Context, day *model.WorkList, days, first int, after *string) (*model.Connection[deadlines.Case], error) {
	since, err := day.QuietSince(days)
	if err != nil {
		return nil, err
	}
	return r.workCases(ctx, "workStalled", days, first, after,
		func(ctx context.Context, who projections.Viewer, p projections.Page) (projections.Result[deadlines.Case], error) {
			return r.work.Stalled(ctx, who, since, p)
		})
}

// countWork counts. Numbers are a look too.
func (r *Resolver) countWork(ctx context.Context, day *model.WorkList, stalledDays int) (*model.WorkCounts, error) {
	since, err := day.QuietSince(stalledDays)
	if err != nil {
		return nil, err
	}
	who, err := r.enter(ctx, deadlines.Name)
	if err != nil {
		return nil, err
	}
	found, err := r.work.Counts(ctx, who, since)
	if err != nil {
		return nil, err
	}
	if found != (deadlines.Counts{}) {
		note(ctx, how{view: deadlines.Name, op: accesslog.Count, field: "counts"}, counts{Content: access.AggregateCount, ID: "WORK_LIST"})
	}
	return &model.WorkCounts{Counts: found, Most: deadlines.Most}, nil
}

// clockLevel is how urgent a period is today; nil once it has stopped.
func (r *Resolver) clockLevel(p *cases.Period) *deadlines.Level {
	if p.StoppedOn != "" {
		return nil
	}
	level := deadlines.LevelOn(p.Rule, p.DueOn, domain.DateOf(r.now()))
	return &level
}
