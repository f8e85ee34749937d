package ledger

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/google/uuid"

	"github.com/probity-ledger/probity/ledger/eventlog"
	"github.com/probity-ledger/probity/ledger/wire"
)

// snapshot is a stream folded up to a revision. It is never changed, only followed by a later one.
type snapshot[S any] struct {
	state    S
	exists   bool // false: nothing was ever written to the stream
	revision uint64
	position eventlog.Position // of the event at revision
	commands *commandIndex     // shared by all snapshots of the stream
}

// expected is what an append on top of the snapshot believes.
func (s *snapshot[S]) expected() eventlog.Expected {
	if !s.exists {
		return eventlog.NoStream()
	}
	return eventlog.Exactly(s.revision)
}

// next is the revision of the event after the snapshot.
func (s *snapshot[S]) next() uint64 {
	if !s.exists {
		return 0
	}
	return s.revision + 1
}

// commandIndex says at which revision the first event of every command of a stream stands. It knows all commands up to the latest
// snapshot, so that a command given again is found however long ago it was; 24 bytes each, and a little for the map.
type commandIndex struct {
	mu sync.Mutex
	at map[uuid.UUID]uint64
}

func newCommandIndex() *commandIndex { return &commandIndex{at: make(map[uuid.UUID]uint64)} }

func (x *commandIndex) add(id uuid.UUID, revision uint64) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if first, known := x.at[id]; !known || revision < first {
		x.at[id] = revision
	}
}

func (x *commandIndex) find(id uuid.UUID) (uint64, bool) {
	x.mu.Lock()
	defer x.mu.Unlock()
	revision, ok := x.at[id]
	return revision, ok
}

func (x *commandIndex) size() int {
	x.mu.Lock()
	defer x.mu.Unlock()
	return len(x.at)
}

// cached returns the latest snapshot kept of a stream, nil when there is none. It may be behind.
func cached[S any](l *Ledger, stream string) *snapshot[S] {
	s, _ := l.streams.get(stream).(*snapshot[S])
	return s
}

// catchUp reads what was written to a stream since the latest snapshot kept of it.
func catchUp[S, E, C any](ctx context.Context, l *Ledger, a *aggregate[S, E, C], stream string) (*snapshot[S], error) {
	from := cached[S](l, stream)
	if from == nil {
		from = &snapshot[S]{commands: newCommandIndex()}
	}
	at := *from
	err := l.log.Read(ctx, stream, from.next(), func(r eventlog.Recorded) error { return fold(a, &at, r) })
	switch {
	case errors.Is(err, eventlog.ErrStreamNotFound) && !from.exists:
		return &at, nil
	case errors.Is(err, eventlog.ErrStreamNotFound):
		return nil, fmt.Errorf("%w: stream %s was there before: %w", eventlog.ErrPositionRegressed, stream, err)
	case err != nil:
		return nil, err
	}
	if at.revision != from.revision || at.exists != from.exists {
		l.keep(stream, &at, at.commands, at.revision)
	}
	return &at, nil
}

// latest returns a stream as it stands. What a ledger that alone writes to its log knows of a stream is the latest there is, as long as it
// heard what became of everything it wrote; any other asks the log whether somebody else wrote.
func latest[S, E, C any](ctx context.Context, l *Ledger, a *aggregate[S, E, C], stream string) (*snapshot[S], error) {
	if s := cached[S](l, stream); s != nil && l.alone.Load() {
		return s, nil
	}
	return catchUp(ctx, l, a, stream)
}

// fold adds one recorded event to a snapshot in the making.
func fold[S, E, C any](a *aggregate[S, E, C], at *snapshot[S], r eventlog.Recorded) error {
	if r.Revision != at.next() {
		return fmt.Errorf("%w: stream %s has revision %d where %d is next", eventlog.ErrPositionRegressed, r.Stream, r.Revision, at.next())
	}
	d, err := wire.Decode(r)
	if err != nil {
		return err
	}
	e, ok := d.Event.(E)
	if !ok {
		return fmt.Errorf("event %d of stream %s: %s does not belong there", r.Revision, r.Stream, r.Type)
	}
	at.state, at.exists, at.revision, at.position = a.evolve(at.state, e), true, r.Revision, r.Position
	if id, err := parseID(d.Meta.CommandID); err == nil {
		at.commands.add(id, r.Revision)
	}
	return nil
}

// advance is the snapshot after the events that were just written on top of s.
func advance[S, E, C any](a *aggregate[S, E, C], s *snapshot[S], command uuid.UUID, events []E, at eventlog.Appended) *snapshot[S] {
	next := *s
	for _, e := range events {
		next.state = a.evolve(next.state, e)
	}
	next.commands.add(command, s.next())
	next.exists, next.revision, next.position = true, at.Revision, at.Position
	return &next
}

func (l *Ledger) keep(stream string, snapshot any, commands *commandIndex, revision uint64) {
	l.streams.put(stream, snapshot, revision, 1+commands.size())
}

func stateOf[S, E, C any](ctx context.Context, l *Ledger, a *aggregate[S, E, C], id string) (S, error) {
	s, err := existing(ctx, l, a, id)
	if err != nil {
		var none S
		return none, err
	}
	return s.state, nil
}

// existing returns a thing as it stands, or the NotFound error of its kind.
func existing[S, E, C any](ctx context.Context, l *Ledger, a *aggregate[S, E, C], id string) (*snapshot[S], error) {
	if checkID(a.kind, id) != nil {
		return nil, a.unknown()
	}
	s, err := latest(ctx, l, a, wire.Stream(a.category, id))
	if err != nil {
		return nil, err
	}
	if !s.exists {
		return nil, a.unknown()
	}
	return s, nil
}
