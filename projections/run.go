package projections

import (
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"
)

// Run feeds the views until ctx ends, then commits what is under way and returns nil. It returns an error when something is wrong
// that only a person can put right: the log lost events or ran backwards, or a file cannot be written. It can be called once.
func (r *Runner) Run(ctx context.Context) error {
	run, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	apart, err := r.begin(run, cancel)
	if err != nil {
		return err
	}
	g, run := errgroup.WithContext(run)
	g.Go(func() error { return r.cfg.Log.SubscribeAll(run, r.feed.last, r.feed) })
	g.Go(func() error { return r.watch(run) })
	if len(apart) > 0 {
		g.Go(func() error { return r.build(run, apart) })
	}
	err = g.Wait()
	cancel(err)
	return r.finish(ctx, err)
}

// begin decides what the feed starts with: the live views, while the others are built apart; or all of them where none is live.
func (r *Runner) begin(ctx context.Context, fail context.CancelCauseFunc) (apart []*lane, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.state != opened {
		return nil, errors.New("run projections: they were run before")
	}
	if r.broken != nil {
		return nil, r.broken
	}
	r.state, r.ctx, r.fail = running, ctx, fail
	for _, p := range r.order {
		if l, ok := r.lanes[p.Name()]; ok {
			r.feed.lanes = append(r.feed.lanes, l)
		}
		if b, ok := r.builds[p.Name()]; ok {
			apart = append(apart, b.lane)
		}
	}
	if len(r.feed.lanes) == 0 {
		r.feed.lanes, apart = apart, nil
	}
	if len(r.feed.lanes) > 0 {
		r.feed.last = lowest(r.feed.lanes)
	}
	return apart, nil
}

// finish waits for rebuilds, lets every writer commit, and says why the run ended.
func (r *Runner) finish(ctx context.Context, err error) error {
	r.mu.Lock()
	r.state = ended
	r.mu.Unlock()
	r.others.Wait()
	stopped := r.stopLanes()
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.broken != nil {
		return r.broken
	}
	if ctx.Err() != nil {
		return stopped
	}
	return errors.Join(err, stopped)
}

func (r *Runner) stopLanes() error {
	r.mu.Lock()
	lanes := slices.Collect(maps.Values(r.lanes))
	for _, b := range r.builds {
		lanes = append(lanes, b.lane)
	}
	r.mu.Unlock()
	return stopAll(lanes)
}

// Close lets go of all files. Call it after Run has returned; questions still being answered are waited for.
func (r *Runner) Close() error {
	errs := []error{r.stopLanes()}
	for _, v := range r.views {
		errs = append(errs, v.close())
	}
	return errors.Join(errs...)
}

// lookEvery is how often the end of the log is looked at on the way to it.
const lookEvery = time.Second

// watch makes sure that having caught up is noticed with stores that never say so.
func (r *Runner) watch(ctx context.Context) error {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		last, live := r.feed.reached()
		if live {
			return nil
		}
		head, err := r.cfg.Log.Head(ctx)
		if err == nil && !last.Before(head) {
			return r.feed.CaughtUp(ctx)
		}
	}
}
