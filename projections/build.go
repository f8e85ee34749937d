package projections

import (
	"context"
	"errors"
	"slices"

	"github.com/probity-ledger/probity/ledger/eventlog"
)

// pageEvents is how many events a build reads at once.
const pageEvents = 512

// build fills the files of views that are not live, beside the live ones and with a reading of the log of their own, so that the live
// ones do not wait for it. When it has caught up with the feed the files are put in place and join it.
func (r *Runner) build(ctx context.Context, lanes []*lane) error {
	own := &feed{lanes: lanes, last: lowest(lanes), decoder: r.cfg.Decode}
	err := r.readOn(ctx, own)
	if err == nil {
		err = completeAll(ctx, own.lanes) // takes a while, and the feed need not wait for it
	}
	if err == nil {
		err = r.readOn(ctx, own)
	}
	if err != nil {
		return errors.Join(err, stopAll(own.lanes))
	}
	return r.join(ctx, own)
}

// readOn reads to where the log ends for now.
func (r *Runner) readOn(ctx context.Context, own *feed) error {
	for {
		if n, err := r.readPage(ctx, own); err != nil || n < pageEvents {
			return err
		}
	}
}

func (r *Runner) readPage(ctx context.Context, own *feed) (int, error) {
	var page []eventlog.Recorded
	err := r.cfg.Log.ReadAll(ctx, own.last, pageEvents, func(e eventlog.Recorded) error {
		page = append(page, e)
		return nil
	})
	if err != nil || len(page) == 0 {
		return 0, err
	}
	return len(page), own.Batch(ctx, page)
}

// join brings a build and the feed together: the feed is held still while the build reads the few events it lacks.
func (r *Runner) join(ctx context.Context, own *feed) error {
	r.feed.mu.Lock()
	defer r.feed.mu.Unlock()
	for own.last.Before(r.feed.last) {
		n, err := r.readPage(ctx, own)
		if err == nil && n == 0 {
			err = r.passRest(ctx, own)
		}
		if err != nil {
			return errors.Join(err, stopAll(own.lanes))
		}
	}
	for i, l := range own.lanes {
		r.feed.lanes = append(r.feed.lanes, l)
		if !r.feed.live.Load() {
			continue // put in place when the feed has caught up
		}
		if err := r.promote(l); err != nil {
			return errors.Join(err, stopAll(own.lanes[i+1:]))
		}
	}
	return nil
}

// passRest brings a build to where the feed is when nothing more is handed over: what is between belongs to the store itself. A log that
// ends before that is not the one the feed was led along.
func (r *Runner) passRest(ctx context.Context, own *feed) error {
	head, err := r.cfg.Log.Head(ctx)
	if err == nil && head.Before(r.feed.last) {
		err = &AheadError{Projection: own.lanes[0].p.Name(), Built: r.feed.last, Head: head}
	}
	if err != nil {
		return err
	}
	return own.Passed(ctx, r.feed.last)
}

// lowest is where a feed must begin so that no view misses anything.
func lowest(lanes []*lane) eventlog.Position {
	first := slices.MinFunc(lanes, func(a, b *lane) int { return a.start.Compare(b.start) })
	return first.start
}

func stopAll(lanes []*lane) error {
	var errs []error
	for _, l := range lanes {
		errs = append(errs, l.stop())
	}
	return errors.Join(errs...)
}
