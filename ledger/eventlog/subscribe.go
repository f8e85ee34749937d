package eventlog

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/EventStore/EventStore-Client-Go/v4/esdb"
)

// Subscriber takes what a subscription hands over, on one goroutine. An error of either method ends the subscription with it.
type Subscriber interface {
	// Batch takes the next events, in order. The slice is the subscriber's own.
	Batch(ctx context.Context, events []Recorded) error
	// CaughtUp is called after the events before it each time the subscription reaches the present: once at the start, and again
	// after a broken connection or after falling far behind.
	CaughtUp(ctx context.Context) error
}

// Passer is a Subscriber that also wants to know how far it was led past events of the store's own, which are never handed over.
type Passer interface {
	Subscriber
	// Passed says that everything up to a position was handed over or belongs to the store. It comes in order with the other calls.
	Passed(ctx context.Context, at Position) error
}

// SubscribeAll hands over every event of the whole log after a position: first those already there, then each as it is written. It
// blocks until ctx ends, the Log is closed (ErrClosed) or the subscriber returns an error, and returns that. When the connection
// breaks it goes on, after a pause that grows up to MaxBackoff, strictly after the last event it handed over: none is lost, none
// comes twice. ErrPositionRegressed ends it too: the log is not the one that was read before, and only a person can say why.
//
// On the way to the present, events come in batches as large as the limits allow; after that in batches of whatever is ready.
func (l *Log) SubscribeAll(ctx context.Context, after Position, s Subscriber) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	defer context.AfterFunc(l.shut, func() { cancel(ErrClosed) })()
	f := &follower{log: l, at: after, to: s}
	for {
		err := f.follow(ctx)
		var own *ownError
		switch {
		case ctx.Err() != nil:
			return fmt.Errorf("subscribe to all streams: %w", context.Cause(ctx))
		case errors.As(err, &own):
			return own.err
		case errors.Is(err, ErrPositionRegressed):
			return fmt.Errorf("subscribe to all streams: %w", err)
		}
		wait := f.backoff()
		l.cfg.Observer.BrokeOff()
		l.log.Warn("event store: subscription broke off", "after", f.at.String(), "again_in", wait.String(), "err", err)
		pause(ctx, wait)
	}
}

// follower is one subscription on its way along the log, over as many connections as it takes.
type follower struct {
	log      *Log
	to       Subscriber
	at       Position // of the last event handed over, or of one of the store's own behind it
	failures int      // in a row, without anything received between them
}

const firstBackoff = 50 * time.Millisecond

// backoff doubles with every failure and is spread, so that many followers do not come back at once.
func (f *follower) backoff() time.Duration {
	wait := min(firstBackoff<<min(f.failures, 20), f.log.cfg.MaxBackoff)
	f.failures++
	return wait/2 + rand.N(wait/2+1)
}

// follow subscribes once and hands over until something breaks.
func (f *follower) follow(ctx context.Context) error {
	if err := f.checkHead(ctx); err != nil {
		return err
	}
	feed := f.log.openFeed(ctx, f.log.feeds, f.log.subscriptionOpener(f.at))
	defer feed.stop()
	if err := f.awaitOpened(ctx, feed); err != nil {
		return err
	}
	live := false
	var turns uint64
	for {
		p, err := f.await(ctx, feed, live, &turns)
		if err != nil {
			return err
		}
		if err := f.hand(ctx, p); err != nil {
			return err
		}
		live = live || p.caughtUp
		if p.err != nil {
			return translate(p.err)
		}
	}
}

// awaitOpened waits for the store to confirm the subscription, for no longer than a call may take, whatever the client does.
func (f *follower) awaitOpened(ctx context.Context, feed *feed) error {
	limit := f.log.cfg.CallTimeout + f.log.cfg.ConnectTimeout
	timer := time.NewTimer(limit)
	defer timer.Stop()
	select {
	case <-feed.opened:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-timer.C:
		return feed.abandon(limit)
	}
}

// checkHead makes sure that the log still holds what was read of it. It is also a cheap first call: a dead connection is found out
// here and not in the silence of a subscription.
func (f *follower) checkHead(ctx context.Context) error {
	head, err := f.log.Head(ctx)
	if err != nil {
		return err
	}
	if head.Before(f.at) {
		return fmt.Errorf("%w: it ends at %s, and %s was read before", ErrPositionRegressed, head, f.at)
	}
	return nil
}

func (l *Log) subscriptionOpener(after Position) opener {
	return func(ctx context.Context, client *esdb.Client) (receiver, func(), error) {
		ctx, cancel := context.WithCancel(ctx)
		late := time.AfterFunc(l.cfg.CallTimeout, cancel) // the client waits for the confirmation without a limit
		s, err := client.SubscribeToAll(ctx, esdb.SubscribeToAllOptions{From: after.toClient()})
		if !late.Stop() && err == nil {
			s.Close()
			err = fmt.Errorf("%w: the subscription was confirmed too late", ErrUnavailable)
		}
		if err != nil {
			cancel()
			return nil, nil, err
		}
		return func() (*esdb.ResolvedEvent, error) { return receive(s) }, func() { s.Close(); cancel() }, nil
	}
}

// receive returns the next event, nil for having caught up. Checkpoints are not asked for, and no known store says that a subscriber
// fell behind; both are passed over.
func receive(s *esdb.Subscription) (*esdb.ResolvedEvent, error) {
	for {
		e := s.Recv()
		switch {
		case e.SubscriptionDropped != nil:
			return nil, fmt.Errorf("%w: the subscription was dropped: %w", ErrUnavailable, e.SubscriptionDropped.Error)
		case e.EventAppeared != nil:
			return e.EventAppeared, nil
		case e.CaughtUp != nil:
			return nil, nil
		}
	}
}

// linger is how long an event may wait for its batch to fill on the way to the present. Old stores never say that the present is
// reached; then this is the delay of every event.
const linger = 10 * time.Millisecond

// await takes the next portion: when live, as soon as there is anything; before, when it is full, when the present is reached, or
// when something has waited long enough.
func (f *follower) await(ctx context.Context, feed *feed, live bool, turns *uint64) (portion, error) {
	var tick <-chan time.Time
	if !live {
		timer := time.NewTicker(linger)
		defer timer.Stop()
		tick = timer.C
	}
	for {
		select {
		case <-feed.filled:
		case <-tick:
		case <-ctx.Done():
			return portion{}, context.Cause(ctx)
		}
		if p, moved := feed.take(turns); moved || p.err != nil {
			return p, nil
		}
	}
}

// hand gives a portion to the subscriber, after making sure that every position lies after the one before.
func (f *follower) hand(ctx context.Context, p portion) error {
	at := f.at
	for i := range p.events {
		if !at.Before(p.events[i].Position) {
			return fmt.Errorf("%w: %s after %s", ErrPositionRegressed, p.events[i].Position, at)
		}
		at = p.events[i].Position
	}
	if len(p.events) > 0 {
		if err := f.to.Batch(ctx, p.events); err != nil {
			return &ownError{err}
		}
		f.at, f.failures = at, 0
	}
	if err := f.pass(ctx, p.seen); err != nil {
		return err
	}
	if p.caughtUp {
		f.failures = 0
		if err := f.to.CaughtUp(ctx); err != nil {
			return &ownError{err}
		}
	}
	return nil
}

// pass goes on past events of the store's own.
func (f *follower) pass(ctx context.Context, seen Position) error {
	if !f.at.Before(seen) {
		return nil
	}
	f.at = seen
	if to, ok := f.to.(Passer); ok {
		if err := to.Passed(ctx, seen); err != nil {
			return &ownError{err}
		}
	}
	return nil
}
