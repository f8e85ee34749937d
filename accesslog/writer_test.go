package accesslog_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/probity-ledger/probity/accesslog"
	"github.com/probity-ledger/probity/ledger/eventlog"
)

func TestWhatIsRecordedIsStored(t *testing.T) {
	t.Parallel()
	h := open(t)
	for i := range 3 {
		h.record(t, shown(fmt.Sprint("a", i)), shown(fmt.Sprint("b", i)))
		if got := h.names(t); got[fmt.Sprint("a", i)] != 1 || got[fmt.Sprint("b", i)] != 1 || len(got) != 2*(i+1) {
			t.Fatalf("after %d: %v", i, got)
		}
	}
	for _, r := range h.stored(t) {
		if r.Stream != "access-20260302-w1.0" {
			t.Errorf("stream %s", r.Stream)
		}
	}
	if err := h.writer.Record(context.Background()); err != nil {
		t.Errorf("nothing to record: %v", err)
	}
}

// Many who wait at once share appends, and each gets its own answer.
func TestThoseWhoWaitShareAnAppend(t *testing.T) {
	t.Parallel()
	h := open(t, func(c *accesslog.Config) { c.Linger = 20 * time.Millisecond })
	const readers = 200
	var all sync.WaitGroup
	for i := range readers {
		all.Go(func() {
			if err := h.writer.Record(context.Background(), shown(fmt.Sprint(i))); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if got := h.names(t); len(got) != readers {
		t.Errorf("%d entries", len(got))
	}
	if s := h.writer.Stats(); s.Entries != readers || s.Groups > readers/4 || s.Refused != 0 || s.Waiting != 0 {
		t.Errorf("%+v", s)
	}
}

func TestADayHasAStreamOfItsOwn(t *testing.T) {
	t.Parallel()
	now := noon
	h := open(t, func(c *accesslog.Config) { c.Now = func() time.Time { return now } })
	h.record(t, shown("a"))
	now = noon.Add(24 * time.Hour) // the writer reads it after this call has been handed over
	h.record(t, shown("b"))
	var streams []string
	for _, r := range h.stored(t) {
		streams = append(streams, r.Stream)
	}
	if got := strings.Join(streams, " "); got != "access-20260302-w1.0 access-20260303-w1.0" {
		t.Error(got)
	}
}

// A process that was started again under the same name goes on beside what it wrote before.
func TestTheSameNameAgain(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.record(t, shown("a"))
	again := h.start(t)
	if err := again.Record(context.Background(), shown("b")); err != nil {
		t.Fatal(err)
	}
	h.record(t, shown("c"))
	if got := h.names(t); len(got) != 3 {
		t.Errorf("%v", got)
	}
}

func TestNothingIsTakenWhere(t *testing.T) {
	t.Parallel()
	hang := func(c *accesslog.Config) { c.Log = hanging{} }
	for name, c := range map[string]struct {
		change func(*accesslog.Config)
		idle   bool // Run is not called
		is     error
	}{
		"the store does not answer": {change: func(c *accesslog.Config) { hang(c); c.Patience = 50 * time.Millisecond }, is: accesslog.ErrUnavailable},
		"nobody appends":            {change: func(c *accesslog.Config) { c.Patience = 50 * time.Millisecond }, idle: true, is: accesslog.ErrSlow},
		"an entry is too large":     {change: func(c *accesslog.Config) { c.MaxBytes = 10 }, is: accesslog.ErrUnavailable},
		"the disk is full": {change: func(c *accesslog.Config) { c.Log = failing{eventlog.ErrDiskFull} },
			is: accesslog.ErrUnavailable},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := open(t)
			var w *accesslog.Writer
			if c.idle {
				cfg := accesslog.Config{Log: h.log, Sealer: h.sealer, Name: "idle"}
				c.change(&cfg)
				var err error
				if w, err = accesslog.NewWriter(cfg); err != nil {
					t.Fatal(err)
				}
			} else {
				w = h.start(t, c.change)
			}
			err := w.Record(context.Background(), shown("a"))
			if !errors.Is(err, c.is) || !errors.Is(err, accesslog.ErrUnavailable) {
				t.Errorf("%v", err)
			}
			if got := h.names(t); len(got) != 0 {
				t.Errorf("%v", got)
			}
			if s := w.Stats(); s.Refused != 1 || s.Entries != 0 {
				t.Errorf("%+v", s)
			}
		})
	}
}

type hanging struct{}

func (hanging) Append(ctx context.Context, _ string, _ eventlog.Expected, _ ...eventlog.Event) (eventlog.Appended, error) {
	<-ctx.Done()
	return eventlog.Appended{}, fmt.Errorf("%w: %w", eventlog.ErrOutcomeUnknown, ctx.Err())
}

type failing struct{ err error }

func (f failing) Append(context.Context, string, eventlog.Expected, ...eventlog.Event) (eventlog.Appended, error) {
	return eventlog.Appended{}, f.err
}

// Those who come when enough others wait are turned away at once.
func TestTheQueueIsBounded(t *testing.T) {
	t.Parallel()
	h := open(t)
	w, err := accesslog.NewWriter(accesslog.Config{Log: h.log, Sealer: h.sealer, Name: "w", MaxWaiting: 2, Patience: 10 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	answers := make(chan error, 2)
	for range 2 {
		go func() { answers <- w.Record(context.Background(), shown("a")) }()
	}
	for w.Stats().Waiting < 2 {
		time.Sleep(time.Millisecond) // bounded by the test's own time
	}
	if err := w.Record(context.Background(), shown("b")); !errors.Is(err, accesslog.ErrFull) {
		t.Errorf("%v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- w.Run(ctx) }()
	for range 2 {
		if err := <-answers; err != nil {
			t.Error(err)
		}
	}
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if err := w.Record(context.Background(), shown("c")); !errors.Is(err, accesslog.ErrClosed) {
		t.Errorf("after the end: %v", err)
	}
}

// A caller who gives up before the entry was taken leaves nothing behind.
func TestWhoGivesUpIsNotRecorded(t *testing.T) {
	t.Parallel()
	h := open(t)
	w, err := accesslog.NewWriter(accesslog.Config{Log: h.log, Sealer: h.sealer, Name: "w", Patience: 10 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	gone, leave := context.WithCancel(context.Background())
	leave()
	if err := w.Record(gone, shown("gone")); !errors.Is(err, context.Canceled) || !errors.Is(err, accesslog.ErrUnavailable) {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- w.Run(ctx) }()
	if err := w.Record(context.Background(), shown("stays")); err != nil {
		t.Error(err)
	}
	cancel()
	<-ended
	if got := h.names(t); len(got) != 1 || got["stays"] != 1 {
		t.Errorf("%v", got)
	}
}

// Whatever becomes of appends: what was acknowledged stands in the log, once; what was not stands there at most once.
func TestAcknowledgedIsStoredOnce(t *testing.T) {
	t.Parallel()
	h := open(t)
	rounds := 0
	rapid.Check(t, func(rt *rapid.T) {
		rounds++
		plan := rapid.SliceOfN(rapid.SampledFrom([]fault{sound, sound, sound, refusedBefore, lostBefore, lostAfter}), 1, 40).Draw(rt, "plan")
		var mu sync.Mutex
		next := func() fault {
			mu.Lock()
			defer mu.Unlock()
			if len(plan) == 0 {
				return sound
			}
			f := plan[0]
			plan = plan[1:]
			return f
		}
		w, stop := h.run(rt, accesslog.Config{Log: faulty{h.log, next}, Name: fmt.Sprint("r", rounds)})
		readers := rapid.IntRange(1, 6).Draw(rt, "readers")
		var all sync.WaitGroup
		acknowledged := make([][]string, readers)
		for r := range readers {
			all.Go(func() {
				for i := range 5 {
					name := fmt.Sprintf("%d.%d.%d", rounds, r, i)
					if w.Record(context.Background(), shown(name)) == nil {
						acknowledged[r] = append(acknowledged[r], name)
					}
				}
			})
		}
		all.Wait()
		stop()
		got := h.names(t)
		for _, names := range acknowledged {
			for _, name := range names {
				if got[name] != 1 {
					rt.Fatalf("%s was acknowledged and stands there %d times", name, got[name])
				}
			}
		}
		for name, n := range got {
			if n > 1 {
				rt.Fatalf("%s stands there %d times", name, n)
			}
		}
	})
}

// run is start for a part of a test.
func (h *house) run(tb interface{ Fatal(...any) }, cfg accesslog.Config) (w *accesslog.Writer, stop func()) {
	cfg.Sealer, cfg.Now = h.sealer, func() time.Time { return noon }
	w, err := accesslog.NewWriter(cfg)
	if err != nil {
		tb.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- w.Run(ctx) }()
	return w, func() { cancel(); <-done }
}

// The store goes away in the midst of it and comes back. Nothing that was acknowledged is missing, nothing is doubled, and the log takes
// entries again by itself.
func TestTheStoreStopsAndComesBack(t *testing.T) {
	t.Parallel()
	h := open(t, func(c *accesslog.Config) { c.Patience = 500 * time.Millisecond })
	var mu sync.Mutex
	acknowledged, refused := map[string]bool{}, 0
	enough := make(chan struct{})
	var all sync.WaitGroup
	for r := range 8 {
		all.Go(func() {
			for i := 0; ; i++ {
				select {
				case <-enough:
					return
				default:
				}
				name := fmt.Sprintf("%d.%d", r, i)
				err := h.writer.Record(context.Background(), shown(name))
				mu.Lock()
				if err == nil {
					acknowledged[name] = true
				} else {
					refused++
				}
				mu.Unlock()
			}
		})
	}
	count := func() (int, int) { mu.Lock(); defer mu.Unlock(); return len(acknowledged), refused }
	await := func(what string, ok func(yes, no int) bool) {
		t.Helper()
		for end := time.Now().Add(20 * time.Second); !ok(count()); time.Sleep(time.Millisecond) {
			if time.Now().After(end) {
				yes, no := count()
				t.Fatalf("%s: %d acknowledged, %d refused", what, yes, no)
			}
		}
	}
	for range 2 {
		yes, no := count()
		await("it takes entries", func(y, _ int) bool { return y > yes+50 })
		h.store.Stop()
		await("it refuses entries", func(_, n int) bool { return n > no })
		h.store.Start()
	}
	yes, _ := count()
	await("it takes entries again", func(y, _ int) bool { return y > yes+50 })
	close(enough)
	all.Wait()
	got := h.names(t)
	for name := range acknowledged {
		if got[name] != 1 {
			t.Errorf("%s was acknowledged and stands there %d times", name, got[name])
		}
	}
}
