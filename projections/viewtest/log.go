// Package viewtest helps to test read models: a small event log in memory, histories to put into it, and views over both.
//
// The log behaves as the event store does where read models can tell: positions grow, subscriptions catch up and then wait, bytes are
// encoded and decoded as in the real one. It can also misbehave on request, which the real one does not.
package viewtest

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/google/uuid"

	"github.com/probity-ledger/probity/ledger/eventlog"
	"github.com/probity-ledger/probity/ledger/wire"
)

// Log is an event log in memory. The zero value is empty and ready to use. It is safe for concurrent use.
type Log struct {
	// Batch is the most events a subscription hands over at once; 0 is 512.
	Batch int

	mu     sync.Mutex
	events []eventlog.Recorded
	ends   map[string]uint64 // by stream, the next revision
	more   chan struct{}     // closed when events is appended to
}

// Epoch is when the first event of every Log was recorded; each later one follows a second after the one before.
var Epoch = time.Date(2025, 6, 3, 9, 0, 0, 0, time.UTC)

// Add encodes an event and appends it to a stream, at the next revision. It panics on an event that no aggregate knows.
func (l *Log) Add(stream string, meta wire.Metadata, event any) eventlog.Position {
	name, data, err := wire.Encode(event)
	if err != nil {
		panic(err)
	}
	metadata, err := wire.EncodeMetadata(meta)
	if err != nil {
		panic(err)
	}
	return l.AddRaw(stream, name, data, metadata)
}

// AddRaw appends bytes as they are.
func (l *Log) AddRaw(stream, name string, data, metadata []byte) eventlog.Position {
	l.mu.Lock()
	defer l.mu.Unlock()
	n := uint64(len(l.events))
	if l.ends == nil {
		l.ends = map[string]uint64{}
	}
	revision := l.ends[stream]
	l.ends[stream]++
	at := eventlog.Position{Commit: 10 * (n + 1), Prepare: 10 * (n + 1)}
	l.put(eventlog.Recorded{
		ID: uuid.NewSHA1(uuid.Nil, fmt.Appendf(nil, "%d", n)), Stream: stream, Revision: revision, Position: at, Type: name,
		RecordedAt: Epoch.Add(time.Duration(n) * time.Second), Data: data, Metadata: metadata,
	})
	return at
}

// Put appends an event as it is, whatever its position; for logs that misbehave.
func (l *Log) Put(e eventlog.Recorded) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.put(e)
}

func (l *Log) put(e eventlog.Recorded) {
	l.events = append(l.events, e)
	if l.more != nil {
		close(l.more)
		l.more = nil
	}
}

// Cut forgets the events after the first n, as a restored backup would.
func (l *Log) Cut(n int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.events = slices.Clone(l.events[:n])
}

// Events returns what the log holds.
func (l *Log) Events() []eventlog.Recorded {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.events)
}

func (l *Log) from(i, limit int) (events []eventlog.Recorded, more <-chan struct{}) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if i < len(l.events) {
		return slices.Clone(l.events[i:min(len(l.events), i+limit)]), nil
	}
	if l.more == nil {
		l.more = make(chan struct{})
	}
	return nil, l.more
}

// after returns the index of the first event behind a position.
func (l *Log) after(at eventlog.Position) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	if i := slices.IndexFunc(l.events, func(e eventlog.Recorded) bool { return at.Before(e.Position) }); i >= 0 {
		return i
	}
	return len(l.events)
}

// SubscribeAll hands over every event behind a position, in batches, and goes on until ctx ends or s returns an error.
func (l *Log) SubscribeAll(ctx context.Context, after eventlog.Position, s eventlog.Subscriber) error {
	size := l.Batch
	if size == 0 {
		size = 512
	}
	caughtUp := false
	for i := l.after(after); ; {
		events, more := l.from(i, size)
		if len(events) > 0 {
			if err := s.Batch(ctx, events); err != nil {
				return err
			}
			i += len(events)
			continue
		}
		if !caughtUp {
			caughtUp = true
			if err := s.CaughtUp(ctx); err != nil {
				return err
			}
		}
		select {
		case <-more:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// ReadAll hands over at most limit events behind a position.
func (l *Log) ReadAll(ctx context.Context, after eventlog.Position, limit int, each func(eventlog.Recorded) error) error {
	if limit == 0 {
		limit = 1 << 30
	}
	events, _ := l.from(l.after(after), limit)
	for _, e := range events {
		if err := each(e); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// Head returns the position of the last event.
func (l *Log) Head(context.Context) (eventlog.Position, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.events) == 0 {
		return eventlog.Position{}, nil
	}
	return l.events[len(l.events)-1].Position, nil
}

// Read hands over the events of a stream from a revision on.
func (l *Log) Read(ctx context.Context, stream string, from uint64, each func(eventlog.Recorded) error) error {
	found := false
	for _, e := range l.Events() {
		if e.Stream != stream {
			continue
		}
		found = true
		if e.Revision >= from {
			if err := each(e); err != nil {
				return err
			}
		}
	}
	if !found {
		return eventlog.ErrStreamNotFound
	}
	return ctx.Err()
}
