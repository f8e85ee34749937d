package accesslog

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/probity-ledger/probity/ledger/eventlog"
)

// Run appends what is recorded until ctx ends. Whoever waits then is told ErrClosed. It is called once.
func (w *Writer) Run(ctx context.Context) error {
	defer close(w.closed)
	place := placing{name: w.cfg.Name}
	for {
		group := w.collect(ctx)
		if group == nil {
			return nil
		}
		err := w.append(ctx, &place, group)
		if err == nil {
			w.tally.groups.Add(1)
		}
		for _, r := range group {
			r.written <- err
		}
	}
}

// collect waits for the first entries and takes what else is there, or comes within the time to linger, up to the size of a group.
// nil when ctx ends. What a caller has given up is left out.
func (w *Writer) collect(ctx context.Context) (group []*waiting) {
	entries, bytes := 0, 0
	take := func(r *waiting) bool {
		if r.state.CompareAndSwap(0, taken) {
			group, entries, bytes = append(group, r), entries+len(r.events), bytes+r.bytes
		}
		return entries < w.cfg.MaxGroup && bytes < w.cfg.MaxBytes/4
	}
	more := true
	for len(group) == 0 {
		select {
		case r := <-w.queue:
			more = take(r)
		case <-ctx.Done():
			return nil
		}
	}
	linger := w.linger()
	for more {
		select {
		case r := <-w.queue:
			more = take(r)
			continue
		default:
		}
		select {
		case r := <-w.queue:
			more = take(r)
		case <-linger:
			return group
		case <-ctx.Done():
			return group
		}
	}
	return group
}

// linger returns a channel that is ready when nobody is waited for any longer.
func (w *Writer) linger() <-chan time.Time {
	if w.cfg.Linger > 0 {
		return time.After(w.cfg.Linger)
	}
	now := make(chan time.Time)
	close(now)
	return now
}

// placing knows where the next group goes. It belongs to Run.
type placing struct {
	name   string
	day    string
	number int // of the stream of this writer on this day
	next   eventlog.Expected
}

// at returns the stream of a day and what is expected of its end.
func (p *placing) at(day string) (string, eventlog.Expected) {
	if day != p.day {
		p.day, p.number = day, -1
		p.fresh()
	}
	return fmt.Sprintf("%s-%s-%s.%d", Category, p.day, p.name, p.number), p.next
}

// fresh goes on in a new stream. What may still arrive in the old one is then in nobody's way.
func (p *placing) fresh() { p.number, p.next = p.number+1, eventlog.NoStream() }

// append writes a group. An attempt whose outcome is not known is made again with the same ids at the same place, where the store
// writes nothing twice, until the patience of those who wait is at an end.
func (w *Writer) append(ctx context.Context, place *placing, group []*waiting) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), w.cfg.Patience)
	defer cancel()
	var events []eventlog.Event
	for _, r := range group {
		events = append(events, r.events...)
	}
	day := w.cfg.Now().UTC().Format("20060102")
	for doubtful := false; ; {
		stream, expected := place.at(day)
		done, err := w.cfg.Log.Append(ctx, stream, expected, events...)
		conflict := new(eventlog.ConflictError)
		switch {
		case err == nil:
			place.next = eventlog.Exactly(done.Revision)
			return nil
		case errors.As(err, &conflict) && !doubtful:
			place.fresh() // another process has the same name, or had: nothing was written here
		case errors.Is(err, eventlog.ErrOutcomeUnknown) && ctx.Err() == nil:
			doubtful = true
		case errors.Is(err, eventlog.ErrUnavailable) && doubtful && ctx.Err() == nil:
			pause(ctx)
		default:
			return w.failed(ctx, place, doubtful, err)
		}
	}
}

// failed says that a group was not recorded, as far as is known.
func (w *Writer) failed(ctx context.Context, place *placing, doubtful bool, err error) error {
	if doubtful || !errors.Is(err, eventlog.ErrUnavailable) {
		place.fresh()
	}
	w.cfg.Logger.ErrorContext(ctx, "the access log does not take entries; answers are held back", "err", err)
	return fmt.Errorf("%w: %w", ErrUnavailable, err)
}

// retryPause is how long an append waits before it is tried again where the store does not answer.
const retryPause = 50 * time.Millisecond

func pause(ctx context.Context) {
	timer := time.NewTimer(retryPause)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}
