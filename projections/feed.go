package projections

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/probity-ledger/probity/ledger/eventlog"
)

var _ eventlog.Passer = (*feed)(nil)

// feed hands the events of the whole log to the writers of all views: one subscription, each event decoded once.
type feed struct {
	mu    sync.Mutex // held while a batch is handed out, and while a view joins or is exchanged
	lanes []*lane
	last  eventlog.Position // of the last event handed out
	live  atomic.Bool       // the subscription has caught up; set with mu held

	decoder Decoder
	promote func(*lane) error // puts a finished file in place and its lane among lanes; called with mu held
}

// Batch decodes the events and hands them to every writer. It waits for writers that are behind.
func (f *feed) Batch(ctx context.Context, events []eventlog.Recorded) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	items, err := f.decode(events)
	if err != nil {
		return err
	}
	for _, l := range f.lanes {
		if err := send(ctx, l, delivery{items: items, live: f.live.Load()}); err != nil {
			return err
		}
	}
	return nil
}

// Passed lets every view know that the log went on with events of the store's own, so that whoever waits for the end of the log does not
// wait for an event that nobody is handed.
func (f *feed) Passed(ctx context.Context, at eventlog.Position) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.last = at
	for _, l := range f.lanes {
		if err := send(ctx, l, delivery{passed: at, live: f.live.Load()}); err != nil {
			return err
		}
	}
	return nil
}

// CaughtUp makes views that were being built live. A view that was built further than the log goes is an *AheadError.
func (f *feed) CaughtUp(ctx context.Context) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.live.Store(true)
	for _, l := range f.lanes {
		if f.last.Before(l.start) {
			return &AheadError{Projection: l.p.Name(), Built: l.start, Head: f.last}
		}
	}
	if err := f.promoteBuilt(ctx); err != nil {
		return err
	}
	for _, l := range f.lanes {
		if err := send(ctx, l, delivery{live: true}); err != nil {
			return err
		}
	}
	return nil
}

// promoteBuilt makes the views that were being built live. They finish side by side, since each waits for the disk at its end.
func (f *feed) promoteBuilt(ctx context.Context) error {
	var built []*lane
	for _, l := range f.lanes {
		if l.view == nil {
			built = append(built, l)
		}
	}
	for _, l := range built {
		if err := send(ctx, l, delivery{whole: make(chan struct{})}); err != nil {
			return err
		}
	}
	for _, l := range built {
		f.remove(l) // nothing may be sent to it any more, whatever becomes of the others
		l.end()
	}
	for _, l := range built {
		if err := f.promote(l); err != nil {
			return err
		}
	}
	return nil
}

// completeAll has files in the making get their late indexes, side by side, and waits for it. A writer that could not is heard of
// when it is stopped.
func completeAll(ctx context.Context, lanes []*lane) error {
	made := make([]chan struct{}, len(lanes))
	for i, l := range lanes {
		made[i] = make(chan struct{})
		if err := send(ctx, l, delivery{whole: made[i]}); err != nil {
			return err
		}
	}
	for _, m := range made {
		select {
		case <-m:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
	return nil
}

func (f *feed) decode(events []eventlog.Recorded) ([]item, error) {
	items := make([]item, len(events))
	for i, r := range events {
		if !f.last.Before(r.Position) {
			return nil, fmt.Errorf("%w: %s after %s", eventlog.ErrPositionRegressed, r.Position, f.last)
		}
		f.last = r.Position
		items[i] = decodeFor(r, f.wanted(r), f.decoder)
	}
	return items, nil
}

// wanted says whether any view still needs the event.
func (f *feed) wanted(r eventlog.Recorded) bool {
	for _, l := range f.lanes {
		if l.start.Before(r.Position) && l.wants(r.Stream) {
			return true
		}
	}
	return false
}

func send(ctx context.Context, l *lane, d delivery) error {
	l.tally.handed.Add(uint64(len(d.items)))
	select {
	case l.queue <- d:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// remove takes a writer out of the feed; mu must be held.
func (f *feed) remove(gone *lane) {
	f.lanes = slices.DeleteFunc(f.lanes, func(l *lane) bool { return l == gone })
}

func (f *feed) reached() (eventlog.Position, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.last, f.live.Load()
}
