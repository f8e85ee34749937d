package lease

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/probity-ledger/probity/ledger/eventlog"
)

// world is a log and candidates around it. Their clocks began at different moments and do not run alike; what they send and what they hear
// takes as long as it likes, or is lost; they die and come back under another name.
type world struct {
	now        time.Duration // true time
	log        []Event
	candidates []*candidate
	wandering  []*sent // appends on their way to the log, among them some whose sender has given up or died
	names      int
	holders    map[uint64]string // by term
}

type candidate struct {
	e      election
	offset time.Duration
	rate   float64 // of its clock: 1 is true
	read   *answer // a reading of the log that has not arrived yet
	sent   *sent   // an append whose answer has not arrived yet
}

// answer is the log as it was when it was read.
type answer struct{ events int }

type sent struct {
	event    Event
	at       eventlog.Expected
	asked    time.Duration // on the sender's clock
	decided  bool          // the log took it or refused it
	taken    bool
	revision uint64
}

const simLength = 10 * time.Second

func (w *world) born(c *candidate) {
	w.names++
	c.e = election{me: fmt.Sprintf("run-%d", w.names), length: simLength, margin: simLength / 10, every: simLength / 3}
	c.read, c.sent = nil, nil
}

func (w *world) clock(c *candidate) time.Duration {
	return c.offset + time.Duration(float64(w.now)*c.rate)
}

func newWorld(t *rapid.T) *world {
	w := &world{holders: map[uint64]string{}}
	for i := range 3 {
		c := &candidate{offset: time.Duration(rapid.IntRange(0, 1000).Draw(t, "offset")) * time.Second,
			rate: rapid.Float64Range(0.92, 1.08).Draw(t, fmt.Sprintf("rate %d", i))}
		w.born(c)
		w.candidates = append(w.candidates, c)
	}
	return w
}

// decide lets the log take or refuse one append, as it does: at exactly the revision it names.
func (w *world) decide(t *rapid.T, s *sent) {
	s.decided = true
	end := eventlog.NoStream()
	if len(w.log) > 0 {
		end = eventlog.Exactly(uint64(len(w.log) - 1))
	}
	if s.at != end {
		return
	}
	s.taken, s.revision = true, uint64(len(w.log))
	w.log = append(w.log, s.event)
	if a, ok := s.event.(Acquired); ok {
		if other, taken := w.holders[a.Term]; taken {
			t.Fatalf("term %d has two holders, %s and %s", a.Term, other, a.Holder)
		}
		w.holders[a.Term] = a.Holder
	}
}

func (w *world) tail(n int) (bool, uint64, Tenure) {
	if n == 0 {
		return false, 0, Tenure{}
	}
	return true, uint64(n - 1), w.log[n-1].tenure()
}

// steps is how long one story is; most of its length goes into tenures that are renewed in good order.
const steps = 300

// TestNeverTwo plays any order of reading, sending, losing, dying and waiting, and wants that at no moment two candidates work, and that
// no term ever has two holders.
func TestNeverTwo(t *testing.T) {
	t.Parallel()
	most := uint64(0)
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(t)
		happens := []func(*rapid.T, *candidate){w.goOn, w.goOn, w.goOn, w.goOn, w.arrive, w.arrive, w.wait, w.wait, w.lose, w.giveBack, w.die}
		for range steps {
			what := rapid.IntRange(0, len(happens)-1).Draw(t, "what")
			happens[what](t, w.candidates[rapid.IntRange(0, len(w.candidates)-1).Draw(t, "who")])
			w.check(t)
		}
		most = max(most, uint64(len(w.holders)))
	})
	if most < 2 { // over all stories some lease always goes from hand to hand
		t.Errorf("the longest story had %d terms; nobody ever took over", most)
	}
}

// goOn is what a candidate does next when nothing goes wrong: hear what it waits for, send what there is to send, or look.
func (w *world) goOn(_ *rapid.T, c *candidate) {
	now := w.clock(c)
	switch {
	case c.read != nil:
		exists, revision, last := w.tail(c.read.events)
		c.e.see(now, exists, revision, last)
		c.read = nil
	case c.sent != nil && !c.sent.decided:
	case c.sent != nil && c.sent.taken:
		c.e.wrote(c.sent.asked, c.sent.revision, c.sent.event)
		c.sent = nil
	case c.sent != nil:
		c.e.failed()
		c.sent = nil
	default:
		if event, at, ok := c.e.next(now); ok {
			w.send(c, event, at)
		} else if !c.e.known || !c.e.leading {
			c.read = &answer{len(w.log)}
		}
	}
}

func (w *world) send(c *candidate, event Event, at eventlog.Expected) {
	c.sent = &sent{event: event, at: at, asked: w.clock(c)}
	w.wandering = append(w.wandering, c.sent)
}

func (w *world) wait(t *rapid.T, _ *candidate) {
	w.now += time.Duration(rapid.IntRange(1, 3000).Draw(t, "ms")) * time.Millisecond
}

// arrive lets an append reach the log, however late.
func (w *world) arrive(t *rapid.T, _ *candidate) {
	if len(w.wandering) == 0 {
		return
	}
	i := rapid.IntRange(0, len(w.wandering)-1).Draw(t, "which")
	w.decide(t, w.wandering[i])
	w.wandering = append(w.wandering[:i], w.wandering[i+1:]...)
}

// lose lets a candidate give up waiting for an answer. What it sent may arrive all the same, at any time.
func (w *world) lose(_ *rapid.T, c *candidate) {
	if c.sent != nil {
		c.e.failed()
		c.sent = nil
	}
}

// giveBack lets a holder stop, and then say so.
func (w *world) giveBack(t *rapid.T, c *candidate) {
	event, at, ok := c.e.release()
	if ok && c.e.leads(w.clock(c)) && c.sent == nil && c.read == nil && rapid.Bool().Draw(t, "really") {
		c.e.leading = false
		w.send(c, event, at)
	}
}

func (w *world) die(t *rapid.T, c *candidate) {
	if rapid.IntRange(0, 3).Draw(t, "spared") == 0 {
		w.born(c)
	}
}

func (w *world) check(t *rapid.T) {
	working := ""
	for _, c := range w.candidates {
		if !c.e.leads(w.clock(c)) {
			continue
		}
		if working != "" {
			t.Fatalf("%s and %s work at once at %s", working, c.e.me, w.now)
		}
		working = c.e.me
	}
}

// TestElection tells the stories a person would ask about, one by one.
func TestElection(t *testing.T) {
	t.Parallel()
	fresh := func(me string) *election {
		return &election{me: me, length: 10 * time.Second, margin: time.Second, every: 3 * time.Second}
	}
	other := Tenure{Term: 4, Holder: "other", Length: 10 * time.Second}
	wants := func(t *testing.T, e *election, now time.Duration, want Event, at eventlog.Expected) {
		t.Helper()
		if got, exp, ok := e.next(now); want == nil && ok || want != nil && (got != want || exp != at) {
			t.Errorf("at %s it appends %+v at %s, want %+v at %s", now, got, exp, want, at)
		}
	}
	t.Run("nobody ever held it", func(t *testing.T) {
		t.Parallel()
		e := fresh("me")
		wants(t, e, 0, nil, eventlog.NoStream()) // it has not looked yet
		e.see(0, false, 0, Tenure{})
		wants(t, e, 0, Acquired{1, "me", 10_000}, eventlog.NoStream())
	})
	t.Run("another holds it and goes silent", func(t *testing.T) {
		t.Parallel()
		e := fresh("me")
		e.see(5*time.Second, true, 9, other)
		wants(t, e, 15*time.Second, nil, eventlog.NoStream())
		e.see(15*time.Second, true, 9, other)
		wants(t, e, 16*time.Second, Acquired{5, "me", 10_000}, eventlog.Exactly(9))
		e.see(16*time.Second, true, 10, other) // it renewed after all: the wait begins anew
		wants(t, e, 26*time.Second, nil, eventlog.NoStream())
	})
	t.Run("another gave it back", func(t *testing.T) {
		t.Parallel()
		e := fresh("me")
		e.see(0, true, 9, Tenure{Term: 4})
		wants(t, e, 0, Acquired{5, "me", 10_000}, eventlog.Exactly(9))
	})
	t.Run("its tenure counts from before it asked", func(t *testing.T) {
		t.Parallel()
		e := fresh("me")
		e.see(0, false, 0, Tenure{})
		e.wrote(2*time.Second, 0, Acquired{1, "me", 10_000})
		if !e.leads(10*time.Second) || e.leads(11*time.Second) {
			t.Error("it does not lead from 2 s for 10 s less a margin of 1 s")
		}
		wants(t, e, 4*time.Second, nil, eventlog.NoStream())
		wants(t, e, 5*time.Second, Renewed{1, "me", 10_000}, eventlog.Exactly(0))
	})
	t.Run("the answer to a renewal is lost", func(t *testing.T) {
		t.Parallel()
		e := fresh("me")
		e.see(0, false, 0, Tenure{})
		e.wrote(0, 0, Acquired{1, "me", 10_000})
		e.failed()
		wants(t, e, 4*time.Second, nil, eventlog.NoStream()) // it looks first
		e.see(4*time.Second, true, 1, Tenure{Term: 1, Holder: "me", Length: 10 * time.Second})
		if !e.leads(8*time.Second) || e.leads(9*time.Second) {
			t.Error("a renewal nobody confirmed counts, or what was held before does not")
		}
		wants(t, e, 4*time.Second, Renewed{1, "me", 10_000}, eventlog.Exactly(1))
	})
	t.Run("another took it", func(t *testing.T) {
		t.Parallel()
		e := fresh("me")
		e.see(0, false, 0, Tenure{})
		e.wrote(0, 0, Acquired{1, "me", 10_000})
		e.failed()
		e.see(5*time.Second, true, 1, Tenure{Term: 2, Holder: "other", Length: 10 * time.Second})
		if e.leads(5 * time.Second) {
			t.Error("it still leads")
		}
	})
}
