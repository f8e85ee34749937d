package graph

import (
	"context"
	"errors"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/ledger/eventlog"
	"github.com/probity-ledger/probity/projections"
	"github.com/probity-ledger/probity/projections/cases"
)

// follow sends a case's timeline from a position on, and then each event when the read model has it, until the client or its token
// ends. The caller's sight is looked at again with every page, so that one who may no longer see the case sees no more of it.
func (r *Resolver) follow(ctx context.Context, id domain.MatterID, since eventlog.Position) (<-chan *cases.TimelineEntry, error) {
	who, err := r.enter(ctx, cases.Name)
	if err != nil {
		return nil, err
	}
	changed := r.views.View(cases.Name).Changed()
	first, err := r.cases.Timeline(ctx, who, id, cases.TimelineQuery{Since: since}, projections.Page{})
	if missing(err) {
		err = errors.Join(err, r.recorder.refused(ctx, cases.Name, id))
	}
	if err == nil {
		err = r.recorder.followed(ctx, cases.Name, first.Items)
	}
	if err != nil {
		return nil, err
	}
	events := make(chan *cases.TimelineEntry)
	go func() {
		defer close(events)
		f := follower{r: r, who: who, id: id, since: since, out: events}
		f.run(ctx, first, changed)
	}()
	return events, nil
}

// follower is one subscription to a case's timeline. It belongs to its goroutine.
type follower struct {
	r     *Resolver
	who   projections.Viewer
	id    domain.MatterID
	since eventlog.Position // the last event sent
	out   chan<- *cases.TimelineEntry
}

// run sends until it cannot go on. Each page is recorded before the first of its events is sent. An error ends the stream without words: GraphQL has no place for them between two results. The client
// asks again from the last position it saw, and is then told what is wrong.
func (f *follower) run(ctx context.Context, page projections.Result[cases.TimelineEntry], changed <-chan struct{}) {
	view := f.r.views.View(cases.Name)
	for f.send(ctx, page.Items) {
		if !page.HasNext {
			select {
			case <-changed:
			case <-ctx.Done():
				return
			}
		}
		changed = view.Changed()
		f.who.At = f.r.now()
		var err error
		if page, err = f.r.cases.Timeline(ctx, f.who, f.id, cases.TimelineQuery{Since: f.since}, projections.Page{}); err != nil {
			return
		}
		if f.r.recorder.followed(ctx, cases.Name, page.Items) != nil {
			return
		}
	}
}

// send returns false when there is nobody left to send to.
func (f *follower) send(ctx context.Context, events []cases.TimelineEntry) bool {
	for i := range events {
		select {
		case f.out <- &events[i]:
			f.since = events[i].Position
		case <-ctx.Done():
			return false
		}
	}
	return true
}
