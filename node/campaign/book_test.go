package campaign

import (
	"context"
	"math"
	"slices"
	"testing"

	"github.com/google/uuid"
)

// tombstone is the revision of the event that closes a stream for good.
const tombstone = math.MaxInt64

// book is what was read from the store so far, in the order of $all.
type book struct {
	events   []stored
	byID     map[uuid.UUID]int // where in events
	byStream map[string][]stored
}

func newBook() *book {
	return &book{byID: make(map[uuid.UUID]int), byStream: make(map[string][]stored)}
}

func (b *book) last() uint64 {
	if len(b.events) == 0 {
		return 0
	}
	return b.events[len(b.events)-1].position
}

// readOn reads what is new. Nothing of it may be known already or stand at a position that was used before.
func (b *book) readOn(ctx context.Context, t *testing.T, c *caller) {
	t.Helper()
	got := c.readAll(ctx, b.last()+1)
	if got.word != acknowledged {
		t.Fatalf("read $all from %d on: %v", b.last()+1, got.err)
	}
	for _, s := range got.stored {
		of := b.byStream[s.stream]
		if s.position <= b.last() || s.revision != uint64(len(of)) && s.revision != tombstone {
			t.Errorf("%s@%d at %d follows position %d and %d events of its stream", s.stream, s.revision, s.position, b.last(), len(of))
		}
		if i, known := b.byID[s.id]; known {
			t.Errorf("an event is stored twice: %+v and %+v", b.events[i], s)
		}
		b.byID[s.id] = len(b.events)
		b.events = append(b.events, s)
		b.byStream[s.stream] = append(of, s)
	}
}

// readAgain reads everything and wants what was read before, at the same places.
func (b *book) readAgain(ctx context.Context, t *testing.T, c *caller) {
	t.Helper()
	again := newBook()
	again.readOn(ctx, t, c)
	if !begins(again.events, b.events) {
		t.Errorf("of %d events read before, not all are where they were", len(b.events))
	}
}

// holds says whether the events of an append stand side by side in its stream and where the answer said, or none of them
// is stored at all.
func (b *book) holds(t *testing.T, a ask, got answer) (all bool) {
	t.Helper()
	first, known := b.byID[a.ids[0]]
	if !known {
		if slices.ContainsFunc(a.ids, func(id uuid.UUID) bool { _, known := b.byID[id]; return known }) {
			t.Errorf("an append to %s was written without its beginning", a.stream)
		}
		return false
	}
	at := b.events[first].revision
	of := b.byStream[a.stream]
	end := at + uint64(len(a.ids))
	if end > uint64(len(of)) {
		t.Errorf("of an append of %d events to %s at %d, %d are missing", len(a.ids), a.stream, at, end-uint64(len(of)))
		return false
	}
	for i, id := range a.ids {
		if of[at+uint64(i)].id != id {
			t.Errorf("%s@%d is another event than the one written there", a.stream, at+uint64(i))
		}
	}
	if last := of[end-1]; got.word == acknowledged && (got.revision != int64(last.revision) || got.position != last.position) {
		t.Errorf("an append to %s acknowledged at %d and position %d stands at %d and %d", a.stream, got.revision, got.position, last.revision, last.position)
	}
	return true
}
