package node

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"google.golang.org/grpc/codes"
)

// persistentSubscriptions keeps the groups of competing consumers: which there are is in the file, as the last event of
// configStream; each runs by itself.
type persistentSubscriptions struct {
	node *Node

	mu     sync.Mutex                // held while groups come and go, also while that is written down
	groups map[string]*consumerGroup // by groupConfig.id
	broken error                     // why the groups could not be started; then nothing is done to what is stored
	closed bool
}

// openPersistentSubscriptions starts every group there is. It never fails: a store whose groups cannot be read is
// still a store, and its persistent subscriptions say what is wrong.
func openPersistentSubscriptions(n *Node) *persistentSubscriptions {
	p := &persistentSubscriptions{node: n}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.load(context.Background())
	return p
}

// load starts what is stored. The caller holds mu.
func (p *persistentSubscriptions) load(ctx context.Context) {
	p.groups, p.broken = make(map[string]*consumerGroup), nil
	if err := p.startAll(ctx); err != nil {
		p.stopAll(errGroupsBroken(err), false)
		p.broken = err
		p.node.cfg.Logger.Error("persistent subscriptions are not served", "error", err)
	}
}

func (p *persistentSubscriptions) startAll(ctx context.Context) error {
	number, data, err := p.node.newest(ctx, configStream)
	if err != nil || number < 0 {
		return err
	}
	entries, err := decodeConfig(data)
	if err != nil {
		return fmt.Errorf("event %d of %s: %w", number, configStream, err)
	}
	for i, c := range entries {
		g, err := p.node.startGroup(ctx, c)
		if err != nil {
			return fmt.Errorf("group %d of event %d of %s: %w", i, number, configStream, err)
		}
		p.groups[c.id()] = g
	}
	return nil
}

// stopAll ends every group. The caller holds mu.
func (p *persistentSubscriptions) stopAll(why error, last bool) {
	var all sync.WaitGroup
	for _, g := range p.groups {
		all.Go(func() { g.stop(why, last) })
	}
	all.Wait()
	clear(p.groups)
}

// stop ends every group for good; each stores how far it got.
func (p *persistentSubscriptions) stop() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.closed = true
	p.stopAll(errClosing, true)
}

// restart reads everything anew from the file. Consumers are dropped.
func (p *persistentSubscriptions) restart(ctx context.Context) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return errClosing
	}
	p.stopAll(errRestarted, true)
	p.load(context.WithoutCancel(ctx))
	return p.ready()
}

// ready tells why nothing can be done; the caller holds mu.
func (p *persistentSubscriptions) ready() error {
	switch {
	case p.closed:
		return errClosing
	case p.broken != nil:
		return errGroupsBroken(p.broken)
	}
	return nil
}

func (p *persistentSubscriptions) find(stream, group string) (*consumerGroup, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.get(stream, group)
}

func (p *persistentSubscriptions) get(stream, group string) (*consumerGroup, error) {
	if err := p.ready(); err != nil {
		return nil, err
	}
	g := p.groups[groupConfig{Stream: stream, Group: group}.id()]
	if g == nil || g.config.Stream != stream {
		return nil, errNoGroup(stream, group)
	}
	return g, nil
}

// list gives the groups of a stream, or all of them, in the order of their names.
func (p *persistentSubscriptions) list(stream string) ([]*consumerGroup, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if err := p.ready(); err != nil {
		return nil, err
	}
	var found []*consumerGroup
	for _, g := range p.groups {
		if stream == "" || g.config.Stream == stream {
			found = append(found, g)
		}
	}
	if stream != "" && len(found) == 0 {
		return nil, errNoGroup(stream, "")
	}
	slices.SortFunc(found, func(a, b *consumerGroup) int { return strings.Compare(a.config.id(), b.config.id()) })
	return found, nil
}

// create adds a group: first its streams are made ready, then it is written down, then it runs.
func (p *persistentSubscriptions) create(ctx context.Context, c groupConfig) error {
	ctx = context.WithoutCancel(ctx) // once begun it is ended: what is stored and what runs stay the same
	p.mu.Lock()
	defer p.mu.Unlock()
	if err := p.ready(); err != nil {
		return err
	}
	if g := p.groups[c.id()]; g != nil && g.config.Stream == c.Stream {
		return errGroupExists(c.Stream, c.Group)
	} else if g != nil {
		return invalid("another stream and group have, put together, the same name: choose another for the group")
	}
	if err := p.node.beginGroup(ctx, c); err != nil {
		return err
	}
	if err := p.save(ctx, c.id(), &c); err != nil {
		return err
	}
	return p.run(ctx, c)
}

// update gives a group other settings. It goes on where it stands; its consumers are dropped.
func (p *persistentSubscriptions) update(ctx context.Context, c groupConfig) error {
	ctx = context.WithoutCancel(ctx) // once begun it is ended: what is stored and what runs stay the same
	p.mu.Lock()
	defer p.mu.Unlock()
	g, err := p.get(c.Stream, c.Group)
	if err != nil {
		return err
	}
	c.Filter = g.config.Filter // an update cannot name one
	if err := p.save(ctx, c.id(), &c); err != nil {
		return err
	}
	g.stop(g.dropped(), true)
	delete(p.groups, c.id())
	return p.run(ctx, c)
}

// run starts a group that is written down. When that fails, only a restart can help: what is stored and what runs are
// no longer the same.
func (p *persistentSubscriptions) run(ctx context.Context, c groupConfig) error {
	g, err := p.node.startGroup(ctx, c)
	if err != nil {
		p.stopAll(errGroupsBroken(err), true)
		p.broken = err
		return errGroupsBroken(err)
	}
	p.groups[c.id()] = g
	return nil
}

// remove deletes a group. It is gone when it is no longer written down; its streams are tidied up after that.
func (p *persistentSubscriptions) remove(ctx context.Context, stream, group string) error {
	ctx = context.WithoutCancel(ctx)
	p.mu.Lock()
	defer p.mu.Unlock()
	g, err := p.get(stream, group)
	if err != nil {
		return err
	}
	if err := p.save(ctx, g.config.id(), nil); err != nil {
		return err
	}
	g.stop(g.dropped(), false)
	delete(p.groups, g.config.id())
	if err := p.node.forgetGroup(ctx, g.config); err != nil {
		p.node.cfg.Logger.Warn("the streams of a deleted persistent subscription are still there", "error", err)
	}
	return nil
}

// save writes down what groups there are, with one put in or, when changed is nil, left out.
func (p *persistentSubscriptions) save(ctx context.Context, id string, changed *groupConfig) error {
	var entries []groupConfig
	for other, g := range p.groups {
		if other != id {
			entries = append(entries, g.config)
		}
	}
	if changed != nil {
		entries = append(entries, *changed)
	}
	slices.SortFunc(entries, func(a, b groupConfig) int { return strings.Compare(a.id(), b.id()) })
	data, err := encodeConfig(entries, p.node.cfg.Now())
	if err == nil {
		_, err = p.node.record(ctx, configStream, ownEvent(configType, data))
	}
	return err
}

// The refusals of EventStoreDB about persistent subscriptions, with the trailers its clients read.

func refuseGroup(code codes.Code, exception, stream, group, text string) *refusal {
	r := refuse(code, exception, text)
	r.trailers = append(r.trailers, "stream-name", stream, "group-name", group)
	return r
}

func errNoGroup(stream, group string) error {
	return refuseGroup(codes.NotFound, "persistent-subscription-does-not-exist", stream, group,
		"there is no such persistent subscription")
}

func errGroupExists(stream, group string) error {
	return refuseGroup(codes.AlreadyExists, "persistent-subscription-exists", stream, group,
		"there is a persistent subscription of that name already")
}

func errGroupFull(stream, group string) error {
	return refuseGroup(codes.FailedPrecondition, "maximum-subscribers-reached", stream, group,
		"the persistent subscription has as many consumers as it may have")
}

func errGroupDropped(stream, group string) error {
	return refuseGroup(codes.Canceled, "persistent-subscription-dropped", stream, group,
		"the persistent subscription dropped this consumer")
}

var errRestarted = refuse(codes.Canceled, "persistent-subscription-dropped", "the persistent subscriptions start anew")

var errGroupFailed = refuse(codes.Internal, "persistent-subscription-failed",
	"the persistent subscription met an internal error; see the node's log, and restart the persistent subscriptions")

func errGroupsBroken(err error) error {
	if r := new(refusal); errors.As(err, &r) {
		err = errors.New(r.text)
	}
	return refuse(codes.Internal, "persistent-subscription-failed",
		fmt.Sprintf("persistent subscriptions are not served: %v; put it right and restart them", err))
}
