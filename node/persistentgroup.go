package node

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"hash/fnv"
	"runtime"
	"runtime/debug"
	"sync/atomic"
	"time"

	"github.com/probity-ledger/probity/node/groups"
)

const (
	// restAfterError is how long a group waits before it tries the file again.
	restAfterError = time.Second

	// lastWords is how long a group that ends may take to store how far it got.
	lastWords = 2 * time.Second

	// parkedAtOnce bounds one append of parked events.
	parkedAtOnce = 256
)

// consumerGroup runs one group: a single goroutine owns its state, reads ahead for it, stores what it wants stored and
// hands out what it wants handed out. Everybody else asks that goroutine (do).
type consumerGroup struct {
	node   *Node
	config groupConfig
	filter *filter
	bell   *waiter
	inbox  chan func()
	quit   chan struct{} // closed by stop
	gone   chan struct{} // closed when the goroutine has ended
	why    error         // what consumers are told at the end; set before quit is closed
	last   bool          // store the progress before ending; set before quit is closed

	failure atomic.Bool // the goroutine panicked; set before gone is closed

	// The rest belongs to the goroutine.
	state      *groups.Group
	parkedHead int64
	parking    []groups.Parking // not stored yet
	consumers  map[groups.ConsumerID]*groupConsumer
	nextID     groups.ConsumerID
	rest       time.Time // leave the file alone until then
	looked     int       // events of the batch being read
	begun      time.Time // when reading it began
	since      time.Time // when the group began to run
	counted    int64     // events given out when last asked
}

// startGroup begins to run a group where it stands.
func (n *Node) startGroup(ctx context.Context, c groupConfig) (*consumerGroup, error) {
	place, err := n.findPlace(ctx, c)
	if err != nil {
		return nil, err
	}
	f, err := c.Filter.parse()
	if err != nil {
		return nil, err
	}
	watched := c.Stream
	if c.all() {
		watched = ""
	}
	now := time.Now()
	g := &consumerGroup{
		node: n, config: c, filter: f, bell: n.hub.watch(watched), inbox: make(chan func()),
		quit: make(chan struct{}), gone: make(chan struct{}),
		state:      groups.New(c.settings(), place.through, place.parkedFrom, now),
		parkedHead: place.parkedHead, consumers: make(map[groups.ConsumerID]*groupConsumer), since: now,
	}
	go g.run()
	return g, nil
}

// stop ends the group and tells its consumers why. With last it stores first how far it got.
func (g *consumerGroup) stop(why error, last bool) {
	g.why, g.last = why, last
	close(g.quit)
	<-g.gone
}

// do lets the group's goroutine run fn, which must not wait for anything.
func (g *consumerGroup) do(ctx context.Context, fn func()) error {
	done := make(chan struct{})
	select {
	case g.inbox <- func() { defer close(done); fn() }:
		<-done
		return nil
	case <-ctx.Done():
		return ctx.Err()
	case <-g.gone:
		if g.failure.Load() {
			return errGroupFailed
		}
		return g.why
	}
}

func (g *consumerGroup) run() {
	defer close(g.gone)
	defer g.bell.stop()
	defer g.failed()
	alarm := time.NewTimer(0)
	defer alarm.Stop()
	for {
		more := g.work()
		alarm.Reset(g.untilNext(more))
		select {
		case fn := <-g.inbox:
			fn()
		case <-g.bell.bell:
			g.state.Wake()
		case <-alarm.C:
		case <-g.quit:
			g.end()
			return
		}
	}
}

// failed ends a group whose goroutine panicked as others end. The node goes on: this is not worth its life.
func (g *consumerGroup) failed() {
	cause := recover()
	if cause == nil {
		return
	}
	text := "not shown" // other values may hold payloads
	if e, ok := cause.(runtime.Error); ok {
		text = e.Error()
	}
	g.node.cfg.Logger.Error("a persistent subscription panicked", "panic", text, "stack", string(debug.Stack()))
	g.failure.Store(true)
	for id := range g.consumers {
		g.drop(id, g.dropped())
	}
}

// untilNext is how long the goroutine may sleep if nobody wakes it.
func (g *consumerGroup) untilNext(more bool) time.Duration {
	if more {
		return 0
	}
	if rest := time.Until(g.rest); rest > 0 {
		return rest
	}
	if at, ok := g.state.Next(); ok {
		return time.Until(at)
	}
	return time.Hour
}

// work does what the state asks for, and tells whether there is more to do at once.
func (g *consumerGroup) work() (more bool) {
	now := time.Now()
	g.state.Tick(now)
	g.handOut()
	if now.Before(g.rest) {
		return false
	}
	err := g.settle()
	if err == nil {
		more, err = g.readAhead()
	}
	if err != nil {
		g.node.cfg.Logger.Warn("persistent subscription waits", "error", err)
		g.rest = now.Add(restAfterError)
	}
	g.handOut()
	return more && err == nil
}

// handOut passes on what the state gives.
func (g *consumerGroup) handOut() {
	for work := g.state.Take(); !work.Empty(); work = g.state.Take() {
		g.parking = append(g.parking, work.Park...)
		for _, id := range work.Stopped {
			g.drop(id, g.dropped())
		}
		for _, d := range work.Give {
			g.hand(d)
		}
	}
}

// hand queues an event for a consumer's call. The queue has a place for each slot, so it is only full when events lay
// in it until they timed out: then the consumer is dropped.
func (g *consumerGroup) hand(d groups.Delivery) {
	c := g.consumers[d.Consumer]
	if c == nil {
		return
	}
	select {
	case c.queue <- d:
	default:
		g.drop(d.Consumer, g.dropped())
		g.state.Disconnect(d.Consumer, time.Now())
	}
}

func (g *consumerGroup) drop(id groups.ConsumerID, why error) {
	if c := g.consumers[id]; c != nil {
		delete(g.consumers, id)
		c.why = why
		close(c.ended)
	}
}

func (g *consumerGroup) dropped() error { return errGroupDropped(g.config.Stream, g.config.Group) }

// settle stores parked events, the checkpoint and how far parked events are dealt with.
func (g *consumerGroup) settle() error {
	if err := g.storeParked(); err != nil {
		return err
	}
	if at, due := g.state.Checkpoint(time.Now()); due {
		if err := g.storePoint(context.Background(), at); err != nil {
			return err
		}
	}
	if end, due := g.state.ParkedThrough(); due {
		return g.storeParkedThrough(context.Background(), end)
	}
	return nil
}

func (g *consumerGroup) storeParked() error {
	for len(g.parking) > 0 {
		some := g.parking[:min(len(g.parking), parkedAtOnce)]
		links := make([]proposal, len(some))
		for i, p := range some {
			var err error
			if links[i], err = g.node.parkedLink(context.Background(), p, g.config.ResolveLinkTos); err != nil {
				return err
			}
		}
		out, err := g.node.record(context.Background(), g.config.parkedStream(), links...)
		if err != nil {
			return err
		}
		g.parkedHead = out.revision
		g.parking = g.parking[len(some):]
		for _, p := range some {
			g.state.Confirm(p, time.Now())
		}
	}
	g.parking = nil
	return nil
}

func (g *consumerGroup) storePoint(ctx context.Context, at int64) error {
	_, err := g.node.record(ctx, g.config.checkpointStream(), ownEvent(checkpointType, g.config.encodePoint(at)))
	if err == nil {
		g.state.Checkpointed(time.Now())
	}
	return err
}

func (g *consumerGroup) storeParkedThrough(ctx context.Context, end int64) error {
	err := g.node.setBefore(ctx, g.config.parkedStream(), end)
	if err == nil {
		g.state.Truncated(end)
	}
	return err
}

// readAhead reads one batch the state wants.
func (g *consumerGroup) readAhead() (more bool, err error) {
	want := g.state.Wants()
	if want.Limit == 0 {
		return false, nil
	}
	batch := groups.Batch{Through: want.From - 1}
	g.looked, g.begun = 0, time.Now()
	err = g.node.store.borrow(context.Background(), func(r *reader) error {
		return r.snapshot(func() error { return g.fill(r, want, &batch) })
	})
	if err != nil {
		return false, err
	}
	g.state.Read(want.Source, batch, time.Now())
	return g.state.Wants().Limit > 0, nil
}

// fill reads one batch, as much of it as the stream shows.
func (g *consumerGroup) fill(r *reader, want groups.Want, b *groups.Batch) error {
	c, stream := cursor{all: g.config.all(), from: want.From}, g.config.Stream
	if want.Source == groups.Parked {
		c.all, stream = false, g.config.parkedStream()
	}
	since := int64(0)
	if !c.all {
		s, err := r.standing(stream, g.node.cfg.Now())
		if err != nil {
			return err
		}
		if b.AtEnd = s.closed || !s.found(); b.AtEnd {
			return nil
		}
		c, since = s.narrow(c), s.since
	}
	atEnd, err := r.scan(c, func(ev *row) (bool, error) { return g.take(r, ev, want, since, b) })
	b.AtEnd = b.AtEnd || atEnd
	return err
}

// take adds one event to a batch, unless it is not for this group, and tells whether the batch may grow further.
func (g *consumerGroup) take(r *reader, ev *row, want groups.Want, since int64, b *groups.Batch) (bool, error) {
	at := ev.number
	if g.config.all() && want.Source == groups.Main {
		at = ev.position
	}
	if want.Source == groups.Parked && at >= want.Below {
		b.AtEnd = true
		return false, nil
	}
	stream, err := r.streamName(ev.stream)
	if err != nil {
		return false, err
	}
	b.Through = at
	g.looked++
	switch wanted, err := g.wants(ev, stream, want.Source); {
	case err != nil:
		return false, err
	case !wanted || ev.created < since:
		b.Passed++
	default:
		key, err := g.keyOf(r, ev, stream)
		if err != nil {
			return false, err
		}
		b.Events = append(b.Events, groups.Event{ID: ev.id, At: at, Place: ev.position, Key: key})
	}
	tired := g.filter.slow() && time.Since(g.begun) > patternPageTime
	return len(b.Events) < want.Limit && g.looked < pageConsidered && !tired, nil
}

// wants tells whether an event is for this group. Parked ones are.
func (g *consumerGroup) wants(ev *row, stream string, from groups.Source) (bool, error) {
	if from == groups.Parked {
		return true, nil
	}
	if g.config.all() && hiddenFromGroups(stream) {
		return false, nil
	}
	return g.filter.lets(ev.kind, stream)
}

// keyOf says which events a pinned group keeps together: those of one stream, or of one correlation. A link counts as
// the event it leads to.
func (g *consumerGroup) keyOf(r *reader, ev *row, stream string) (uint64, error) {
	strategy := g.config.NamedConsumerStrategy
	if strategy != groups.Pinned && strategy != groups.PinnedByCorrelation {
		return 0, nil
	}
	about, err := r.copy(ev, stream)
	if err != nil {
		return 0, err
	}
	if target, err := r.follow(about, g.node.cfg.Now()); err != nil {
		return 0, err
	} else if target != nil {
		about = target
	}
	if stream = about.stream; isLink(about) {
		to, _ := parseLink(about.data)
		stream = cmp.Or(to.stream, stream)
	}
	if strategy == groups.PinnedByCorrelation {
		stream = cmp.Or(correlationOf(about.metadata), stream)
	}
	hash := fnv.New64a()
	hash.Write([]byte(stream))
	return hash.Sum64(), nil
}

// correlationOf is the correlation id in an event's metadata; empty when there is none.
func correlationOf(metadata []byte) string {
	var about struct {
		ID string `json:"$correlationId"`
	}
	if json.Unmarshal(metadata, &about) != nil {
		return ""
	}
	return about.ID
}

// end stores what the group knows, where that is wanted, and tells the consumers that it is over.
func (g *consumerGroup) end() {
	if g.last {
		ctx, cancel := context.WithTimeout(context.Background(), lastWords)
		defer cancel()
		if err := g.storeProgress(ctx); err != nil && !errors.Is(err, errClosing) {
			g.node.cfg.Logger.Warn("persistent subscription ended before its progress was stored", "error", err)
		}
	}
	for id := range g.consumers {
		g.drop(id, g.why)
	}
}

func (g *consumerGroup) storeProgress(ctx context.Context) error {
	if err := g.storeParked(); err != nil {
		return err
	}
	if at, moved := g.state.Progress(); moved {
		if err := g.storePoint(ctx, at); err != nil {
			return err
		}
	}
	if end, moved := g.state.ParkedProgress(); moved {
		return g.storeParkedThrough(ctx, end)
	}
	return nil
}
