package eventlog

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"

	"github.com/EventStore/EventStore-Client-Go/v4/esdb"
)

// feed receives from the client in a goroutine of its own, ahead of its reader, and keeps what came until the reader takes it: never
// more than the limits, then the receiving waits. So receiving, decoding and applying overlap, and a reader that was busy finds all
// that came meanwhile in one piece.
type feed struct {
	limitEvents, limitBytes int
	filled                  chan struct{} // holds one token when there is something for the reader
	emptied                 chan struct{} // holds one token when the reader took everything
	stop                    context.CancelFunc
	done                    <-chan struct{} // closed when the feed was stopped
	opened                  chan struct{}   // closed when the store has answered, or the feed ended
	openOnce                sync.Once
	connection              *connection

	mu      sync.Mutex // guards what follows
	session *session   // the client it runs on, nil before there is one
	pending portion
	eager   bool   // wake the reader for every event, not only for a full portion
	turns   uint64 // how much was received, to tell a slow feed from a silent one
}

// portion is what a reader gets at once.
type portion struct {
	events   []Recorded
	bytes    int
	caughtUp bool     // the store said, after some of these events, that there are no more for now
	seen     Position // of the last event received, the store's own events included
	err      error    // the feed ended; io.EOF when it ended well
}

// receiver hands over the next event; nil means that the feed caught up with the present. io.EOF ends it.
type receiver func() (*esdb.ResolvedEvent, error)

// opener begins to receive, with a client and a context that ends with the feed. The func it returns is run at the end.
type opener func(context.Context, *esdb.Client) (receiver, func(), error)

func (l *Log) openFeed(ctx context.Context, c *connection, open opener) *feed {
	ctx, cancel := context.WithCancel(ctx)
	f := &feed{
		limitEvents: l.cfg.BatchEvents, limitBytes: l.cfg.BatchBytes, stop: cancel, done: ctx.Done(),
		filled: make(chan struct{}, 1), emptied: make(chan struct{}, 1), opened: make(chan struct{}), connection: c,
	}
	go func() { f.finish(f.receive(ctx, open)) }()
	return f
}

func (f *feed) receive(ctx context.Context, open opener) error {
	c := f.connection
	s, err := c.lease(ctx)
	if err != nil {
		return err
	}
	defer c.release(s)
	f.mu.Lock()
	f.session = s
	f.mu.Unlock()
	return c.examine(s, guarded(func() error {
		next, end, err := open(c.target.dress(ctx), s.client)
		if err != nil {
			return err
		}
		defer end()
		f.openOnce.Do(func() { close(f.opened) })
		return f.fill(next)
	}))
}

// abandon leaves a feed behind that does not answer, and its client with it, and returns the error that says so.
func (f *feed) abandon(waited fmt.Stringer) error {
	err := fmt.Errorf("%w: nothing came for %s", ErrUnavailable, waited)
	f.stop()
	f.mu.Lock()
	s := f.session
	f.mu.Unlock()
	if s != nil {
		f.connection.retire(s, err, 0)
	}
	return err
}

func (f *feed) fill(next receiver) error {
	for {
		resolved, err := next()
		if err != nil {
			return err
		}
		full, err := f.put(resolved)
		if err != nil {
			return err
		}
		if full && !f.awaitRoom() {
			return context.Canceled
		}
	}
}

// put adds one event to the portion and says whether the portion is now full.
func (f *feed) put(resolved *esdb.ResolvedEvent) (full bool, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.turns++
	if resolved == nil {
		f.pending.caughtUp, f.eager = true, true
		f.wake()
		return false, nil
	}
	e := resolved.OriginalEvent()
	if e == nil {
		return false, errors.New("the store sent an event without content")
	}
	f.pending.seen = Position{Commit: e.Position.Commit, Prepare: e.Position.Prepare}
	if !strings.HasPrefix(e.EventType, "$") && !strings.HasPrefix(e.StreamID, "$") {
		f.keep(e)
	}
	full = len(f.pending.events) >= f.limitEvents || f.pending.bytes >= f.limitBytes
	if full || f.eager { // also for an event of the store's own: somebody may wait for the end of the log, which it is now
		f.wake()
	}
	return full, nil
}

func (f *feed) keep(e *esdb.RecordedEvent) {
	if f.pending.events == nil {
		f.pending.events = make([]Recorded, 0, min(f.limitEvents, 64))
	}
	f.pending.events = append(f.pending.events, Recorded{
		ID: e.EventID, Stream: e.StreamID, Revision: e.EventNumber, Position: f.pending.seen,
		Type: e.EventType, RecordedAt: e.CreatedDate, Data: e.Data, Metadata: e.UserMetadata,
	})
	f.pending.bytes += f.pending.events[len(f.pending.events)-1].size()
}

func (f *feed) wake() {
	select {
	case f.filled <- struct{}{}:
	default:
	}
}

// awaitRoom waits until the reader has taken the portion; false means that the feed was stopped.
func (f *feed) awaitRoom() bool {
	for {
		f.mu.Lock()
		room := len(f.pending.events) < f.limitEvents && f.pending.bytes < f.limitBytes
		f.mu.Unlock()
		if room {
			return true
		}
		select {
		case <-f.emptied:
		case <-f.done:
			return false
		}
	}
}

func (f *feed) finish(err error) {
	if err == nil {
		err = io.EOF
	}
	f.mu.Lock()
	f.pending.err = err
	f.mu.Unlock()
	f.openOnce.Do(func() { close(f.opened) })
	f.wake()
}

// take empties the feed without waiting. The flag says whether anything was received since the last take.
func (f *feed) take(turns *uint64) (p portion, moved bool) {
	f.mu.Lock()
	p = f.pending
	f.pending = portion{seen: p.seen, err: p.err}
	moved, *turns = f.turns != *turns, f.turns
	f.mu.Unlock()
	select {
	case f.emptied <- struct{}{}:
	default:
	}
	return p, moved
}

// whole says whether a feed's end is a good one.
func whole(err error) bool { return errors.Is(err, io.EOF) && !errors.Is(err, errClientBroke) }
