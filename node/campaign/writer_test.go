package campaign

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync/atomic"
	"testing"
	"time"
)

// done is an append and what was answered to it.
type done struct {
	ask ask
	got answer
}

// writer appends to a stream of its own and keeps account of it through all lives of the store.
type writer struct {
	stream string
	most   int // events in one append
	done   []done
	open   []ask // not answered yet; at most one
	end    expecting
	lost   int // appends that got no answer
	again  int // appends repeated after they were answered

	// To be watched while it writes.
	acknowledged, refused atomic.Int64
	ended                 atomic.Pointer[error] // the answer it ended with
}

func newWriter(stream string, most int) *writer {
	return &writer{stream: stream, most: most, end: noStream}
}

// write appends until an append gets no answer. Refusals for want of space it takes calmly, and asks again.
func (w *writer) write(ctx context.Context, t *testing.T, c *caller) {
	for ctx.Err() == nil {
		if len(w.open) == 0 {
			w.open = append(w.open, w.next())
		}
		got := c.append(ctx, w.stream, w.open[0].expect, w.open[0].ids)
		switch got.word {
		case unanswered:
			w.lost++
			if !c.brokenDisk {
				w.ended.Store(&got.err)
				return
			}
			sleep(ctx, 5*time.Millisecond)
			continue
		case refused:
			w.refused.Add(1)
			sleep(ctx, 5*time.Millisecond)
			continue
		case wrong:
			t.Errorf("%s: an append at %d was told that the stream ends at %d", w.stream, w.open[0].expect, got.revision)
			return
		}
		w.done = append(w.done, done{w.open[0], got})
		w.acknowledged.Add(1)
		w.open, w.end = nil, expecting(got.revision)
		if rand.IntN(8) == 0 && !w.repeat(ctx, t, c) {
			return
		}
	}
}

func sleep(ctx context.Context, length time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(length):
	}
}

func (w *writer) next() ask {
	a := ask{stream: w.stream, expect: w.end, ids: freshIDs(1 + rand.IntN(w.most))}
	if rand.IntN(3) == 0 {
		a.expect = anyState
	}
	return a
}

// repeat asks again for what was acknowledged some time and wants the same answer. False when the store is gone.
func (w *writer) repeat(ctx context.Context, t *testing.T, c *caller) bool {
	d := w.done[rand.IntN(len(w.done))]
	got := c.append(ctx, d.ask.stream, d.ask.expect, d.ask.ids)
	same := got.word == acknowledged && got.revision == d.got.revision && got.position == d.got.position
	switch got.word {
	case acknowledged, wrong:
		w.again++
		if !same {
			t.Errorf("%s: a repeated append was answered with %+v, the first time with %+v", w.stream, got, d.got)
		}
	case refused: // a full disk may have no room for the look at what is stored
		w.refused.Add(1)
	}
	if got.word == unanswered && !c.brokenDisk {
		w.ended.Store(&got.err)
		return false
	}
	return true
}

// askAgain repeats what got no answer, of a store that nobody kills.
func (w *writer) askAgain(ctx context.Context, t *testing.T, c *caller) {
	t.Helper()
	for _, a := range w.open {
		got := c.append(ctx, a.stream, a.expect, a.ids)
		if got.word != acknowledged {
			t.Errorf("%s: a repeated append was answered with %s: %v", w.stream, got.word, got.err)
			return
		}
		w.done, w.end = append(w.done, done{a, got}), expecting(got.revision)
	}
	w.open = nil
}

// check holds what is stored against the account.
func (w *writer) check(t *testing.T, b *book) {
	t.Helper()
	stored := 0
	for _, d := range w.done {
		if !b.holds(t, d.ask, d.got) {
			t.Errorf("%s: an acknowledged append at %d is lost", w.stream, d.got.revision)
		}
		stored += len(d.ask.ids)
	}
	for _, a := range w.open {
		if b.holds(t, a, answer{}) {
			stored += len(a.ids)
		}
	}
	if got := len(b.byStream[w.stream]); got != stored {
		t.Errorf("%s: %d events are stored, of which %d were asked for", w.stream, got, stored)
	}
}

// mourner leads one stream after another through its whole life: written, given a window, hidden, shown again, closed.
type mourner struct {
	streams []*gone
	lost    int
}

// gone is a stream and how far it came.
type gone struct {
	name     string
	steps    int    // answered
	inFlight bool   // the next one was asked for
	position uint64 // of the last answer
}

// stages are the steps of such a life, and what is stored of the stream and of its metadata after each.
var stages = []struct {
	do             func(context.Context, *caller, string) answer
	events, closed int // closed: 1 when the last of the events is the tombstone
	metadata       int
	shows          []uint64 // revisions that a read of the stream brings
}{
	{nil, 0, 0, 0, nil},
	{appendTwo(noStream), 2, 0, 0, []uint64{0, 1}},
	{func(ctx context.Context, c *caller, s string) answer {
		return c.append(ctx, "$$"+s, noStream, freshIDs(1))
	}, 2, 0, 1, []uint64{0, 1}},
	{appendTwo(1), 4, 0, 1, []uint64{2, 3}},
	{func(ctx context.Context, c *caller, s string) answer { return c.hide(ctx, s) }, 4, 0, 2, nil},
	{appendTwo(anyState), 6, 0, 3, []uint64{4, 5}},
	{func(ctx context.Context, c *caller, s string) answer { return c.closeForGood(ctx, s) }, 7, 1, 3, nil},
}

func appendTwo(expect expecting) func(context.Context, *caller, string) answer {
	return func(ctx context.Context, c *caller, s string) answer { return c.append(ctx, s, expect, freshIDs(2)) }
}

// lead goes on until a step gets no answer; what it left half-way it leaves for ever.
func (m *mourner) lead(ctx context.Context, t *testing.T, c *caller) {
	for ctx.Err() == nil {
		g := &gone{name: fmt.Sprintf("gone-%d", len(m.streams))}
		m.streams = append(m.streams, g)
		for last := 1 + rand.IntN(len(stages)-1); g.steps < last; g.steps++ {
			g.inFlight = true
			got := stages[g.steps+1].do(ctx, c, g.name)
			for got.word == refused && ctx.Err() == nil {
				sleep(ctx, 5*time.Millisecond)
				got = stages[g.steps+1].do(ctx, c, g.name)
			}
			if got.word == unanswered || got.word == refused {
				m.lost++
				return
			}
			if got.word != acknowledged {
				t.Errorf("%s: step %d was answered with %v", g.name, g.steps+1, got)
				return
			}
			g.inFlight, g.position = false, got.position
		}
	}
}

// check wants each stream to stand where its answers left it, or one step further when that got none.
func (m *mourner) check(ctx context.Context, t *testing.T, b *book, c *caller, from int) {
	t.Helper()
	for _, g := range m.streams[from:] {
		at := g.steps
		if g.inFlight && !g.standsAt(b, at) {
			at++
		}
		if !g.standsAt(b, at) {
			t.Errorf("%s: %d events and %d of its metadata are stored after step %d", g.name, len(b.byStream[g.name]), len(b.byStream["$$"+g.name]), g.steps)
		}
		if _, there := findPosition(b.events, g.position); g.position > 0 && !there {
			t.Errorf("%s: step %d, acknowledged at position %d, is lost", g.name, g.steps, g.position)
		}
		if stages[at].closed == 0 {
			g.checkShown(ctx, t, c, stages[at].shows)
		}
	}
}

func (g *gone) standsAt(b *book, step int) bool {
	events, want := b.byStream[g.name], stages[step]
	closed := len(events) > 0 && events[len(events)-1].revision == tombstone
	return len(events) == want.events && len(b.byStream["$$"+g.name]) == want.metadata && closed == (want.closed == 1)
}

func (g *gone) checkShown(ctx context.Context, t *testing.T, c *caller, want []uint64) {
	t.Helper()
	got := c.readStream(ctx, g.name)
	if len(got.stored) != len(want) {
		t.Errorf("%s shows %d events, want %d", g.name, len(got.stored), len(want))
		return
	}
	for i, s := range got.stored {
		if s.revision != want[i] {
			t.Errorf("%s shows revision %d, want %d", g.name, s.revision, want[i])
		}
	}
}
