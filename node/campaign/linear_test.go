package campaign

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"
)

const (
	contenders      = 8 // callers that append to the same few streams
	contested       = 3 // those streams
	listeners       = 2
	killsOfAnEpoch  = 3 // so that one search stays small
	longestLife     = 250 * time.Millisecond
	longestPause    = 60 * time.Millisecond
	shortLinearKill = 3
)

// TestLinearizable kills the store while callers contend for a few streams, and looks for one order of all calls that
// explains every answer: see history.check. It does so epoch after epoch, each with streams of its own, on one file.
func TestLinearizable(t *testing.T) {
	t.Parallel()
	kills, where, begun := times(t, killsVariable, shortLinearKill), newPlace(t, ""), time.Now()
	from, total := uint64(0), tally{}
	for done := 0; done < kills; done += killsOfAnEpoch {
		e := &epoch{number: done / killsOfAnEpoch, where: where, history: newHistory(), from: from, heard: make([]uint64, listeners)}
		order := e.run(t, min(killsOfAnEpoch, kills-done))
		if err := e.history.check(order); err != nil {
			t.Fatalf("epoch %d: %v", e.number, err)
		}
		if t.Failed() {
			t.FailNow()
		}
		total.count(e.history.calls)
		if len(order) > 0 {
			from = order[len(order)-1].position + 1
		}
	}
	t.Logf("%d kills in %v: %v", kills, time.Since(begun).Round(time.Second), total)
	if total.acknowledged == 0 || total.wrong == 0 || total.reads == 0 || total.heard == 0 || kills > 20 && total.unanswered == 0 {
		t.Errorf("the calls were not of every kind, and so show too little: %v", total)
	}
}

// tally is how many calls got which answer.
type tally struct{ acknowledged, wrong, unanswered, reads, heard int }

func (n tally) String() string {
	return fmt.Sprintf("%d appends acknowledged, %d told a wrong revision, %d unanswered, %d reads, %d events heard",
		n.acknowledged, n.wrong, n.unanswered, n.reads, n.heard)
}

func (n *tally) count(calls []call) {
	for _, c := range calls {
		switch {
		case c.ask.act == hears:
			n.heard++
		case c.ask.act != appends:
			n.reads++
		case c.got.word == acknowledged:
			n.acknowledged++
		case c.got.word == wrong:
			n.wrong++
		case c.got.word == unanswered:
			n.unanswered++
		}
	}
}

// epoch is a few lives of the store and what its callers remember through them.
type epoch struct {
	number  int
	where   place
	history *history
	from    uint64 // the first position of this epoch
	open    [contenders][]ask
	heard   []uint64 // the last position each listener heard
}

// run lives through so many kills, then lets everybody ask again for what was not answered, and gives what $all holds.
func (e *epoch) run(t *testing.T, kills int) []stored {
	for life := range kills {
		s := e.where.open(t)
		atLeast := 0 // calls in this life
		if life == 0 {
			atLeast = 100
		}
		e.live(t, s, atLeast)
	}
	s := e.where.open(t)
	defer s.kill(t)
	c := dial(t, s.socket)
	defer c.close()
	for i := range e.open {
		e.askAgain(t.Context(), c, i)
		if len(e.open[i]) > 0 {
			t.Fatalf("caller %d got no answer from a store that nobody killed", i)
		}
	}
	for i := range contested {
		e.history.make(t.Context(), contenders, c, ask{act: readsStream, stream: e.stream(i)})
	}
	got := c.readAll(t.Context(), e.from)
	if got.word != acknowledged {
		t.Fatalf("the last read of $all: %v", got.err)
	}
	return got.stored
}

// live lets everybody call until the store is killed at some moment, but not before so many calls were answered.
func (e *epoch) live(t *testing.T, s *process, atLeast int) {
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	var callers sync.WaitGroup
	for i := range contenders {
		callers.Go(func() {
			c := dial(t, s.socket)
			defer c.close()
			e.contend(ctx, c, i)
		})
	}
	for i := range listeners {
		callers.Go(func() {
			c := dial(t, s.socket)
			defer c.close()
			e.listen(ctx, c, i)
		})
	}
	await(t, func() bool { return e.history.size() >= atLeast })
	time.Sleep(rand.N(longestLife)) // the moment of the kill, not a wait for something
	if rand.IntN(3) == 0 {
		s.pause(rand.N(longestPause))
		time.Sleep(rand.N(longestLife / 4))
	}
	s.kill(t)
	stop()
	callers.Wait()
}

func (e *epoch) stream(i int) string { return fmt.Sprintf("epoch%d-%d", e.number, i) }

// contend calls until a call gets no answer. First it repeats what got none in the life before.
func (e *epoch) contend(ctx context.Context, c *caller, client int) {
	e.askAgain(ctx, c, client)
	var believed [contested]expecting
	for i := range believed {
		believed[i] = noStream
	}
	for len(e.open[client]) == 0 {
		i := rand.IntN(contested)
		a := e.choose(i, believed[i])
		got := e.history.make(ctx, client, c, a)
		switch {
		case got.word == unanswered && a.act == appends:
			e.open[client] = append(e.open[client], a)
		case got.word == unanswered:
			return
		case a.act != appends:
		case got.word == wrong || got.revision > int64(believed[i]):
			believed[i] = expecting(got.revision)
		}
		if got.word == acknowledged && a.act == appends && rand.IntN(10) == 0 {
			e.history.make(ctx, client, c, a) // as a caller does that lost the answer
		}
	}
}

// choose draws what to ask next about a stream whose end a caller believes to know.
func (e *epoch) choose(i int, believed expecting) ask {
	a := ask{act: appends, stream: e.stream(i), expect: believed, ids: freshIDs(1 + rand.IntN(3))}
	switch rand.IntN(20) {
	case 0, 1:
		return ask{act: readsStream, stream: a.stream}
	case 2, 3:
		return ask{act: readsNewest, from: e.from, count: 1 + rand.Uint64N(20)}
	case 4:
		return ask{act: readsAll, from: e.from}
	case 5, 6, 7:
		a.expect = anyState
	case 8:
		a.expect = streamExists
	case 9:
		a.expect = noStream
	case 10:
		a.expect = believed + 1 // one too many
	}
	return a
}

// askAgain repeats, with the same ids, what got no answer.
func (e *epoch) askAgain(ctx context.Context, c *caller, client int) {
	for len(e.open[client]) > 0 && e.history.make(ctx, client, c, e.open[client][0]).word != unanswered {
		e.open[client] = e.open[client][1:]
	}
}

// listen follows $all from where it stopped in the life before, and puts down every event at the moment it is heard.
func (e *epoch) listen(ctx context.Context, c *caller, listener int) {
	if e.heard[listener] == 0 && e.from > 1 {
		e.heard[listener] = e.from - 1
	}
	c.follow(ctx, allBehind(e.heard[listener]), func(s stored) {
		at := e.history.now()
		e.history.add(call{client: contenders + 1 + listener, began: at, ended: at, ask: ask{act: hears}, got: answer{word: acknowledged, stored: []stored{s}}})
		e.heard[listener] = s.position
	})
}
