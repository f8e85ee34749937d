package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"sync/atomic"
	"syscall"

	"github.com/probity-ledger/probity/ledger/eventlog"
	"github.com/probity-ledger/probity/node"
)

// builtIn is the product's own event store in a process of its own, asked through the product's own client.
type builtIn struct {
	server *process
	log    *eventlog.Log
	count  atomic.Int64
	inside bool // the store runs in this process, as it does in the product where no other is named
	end    func() error
}

// nodeArgument makes this program be the event store: it is followed by the data file and the socket.
const nodeArgument = "serve-the-built-in-store"

func (b *builtIn) name() string {
	if b.inside {
		return "probity-inside"
	}
	return "probity"
}

func (b *builtIn) start(ctx context.Context, dir string, _ int) (err error) {
	self, err := os.Executable()
	if err != nil {
		return fmt.Errorf("find this program: %w", err)
	}
	file, socket := filepath.Join(dir, "events.db"), filepath.Join(dir, "run", "s")
	if b.inside {
		return b.startInside(ctx, file, socket)
	}
	b.server, err = launch(filepath.Join(dir, "node.log"), nil, self, nodeArgument, file, socket)
	if err != nil {
		return err
	}
	return b.server.await(ctx, func(ctx context.Context) (err error) {
		b.log, err = eventlog.Open(ctx, eventlog.Config{Address: "unix://" + socket})
		return err
	})
}

func (b *builtIn) startInside(ctx context.Context, file, socket string) error {
	n, err := node.Open(node.Config{Path: file, Socket: socket})
	if err != nil {
		return err
	}
	served := make(chan error, 1)
	go func() { served <- n.Serve(context.WithoutCancel(ctx)) }()
	b.end = func() error { return errors.Join(n.Close(), <-served) }
	b.log, err = eventlog.Open(ctx, eventlog.Config{Address: n.Addr()})
	return err
}

// serveNode is the server's side: it runs until it is told to stop.
func serveNode(file, socket string) error {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, os.Interrupt)
	defer stop()
	n, err := node.Open(node.Config{Path: file, Socket: socket})
	if err != nil {
		return err
	}
	return n.Serve(ctx)
}

func (b *builtIn) append(ctx context.Context, _ int, s *stream, n int) error {
	events := make([]eventlog.Event, n)
	for i := range events {
		f := newFact()
		events[i] = eventlog.Event{ID: f.id, Type: f.kind, Data: f.data, Metadata: f.metadata}
	}
	expected := eventlog.NoStream()
	if s.next > 0 {
		expected = eventlog.Exactly(s.next - 1)
	}
	if _, err := b.log.Append(ctx, s.name, expected, events...); err != nil {
		return err
	}
	s.next += uint64(n)
	b.count.Add(int64(n))
	return nil
}

func (b *builtIn) read(ctx context.Context, s *stream) (n int, err error) {
	err = b.log.Read(ctx, s.name, 0, func(eventlog.Recorded) error { n++; return nil })
	return n, err
}

func (b *builtIn) catchUp(ctx context.Context, limit int) (int, error) {
	c := &catching{limit: limit}
	err := b.log.SubscribeAll(ctx, eventlog.Position{}, c)
	if !errors.Is(err, errEnough) {
		return c.seen, err
	}
	return c.seen, nil
}

// catching counts what a subscription gives and ends it at the limit or at the present.
type catching struct{ seen, limit int }

var errEnough = errors.New("enough")

func (c *catching) Batch(_ context.Context, events []eventlog.Recorded) error {
	if c.seen += len(events); c.seen >= c.limit {
		return errEnough
	}
	return nil
}

func (c *catching) CaughtUp(context.Context) error { return errEnough }

func (b *builtIn) events() int { return int(b.count.Load()) }

func (b *builtIn) stop() error {
	if b.log != nil {
		b.log.Close()
	}
	if b.end != nil {
		return b.end()
	}
	return b.server.stop(syscall.SIGTERM)
}
