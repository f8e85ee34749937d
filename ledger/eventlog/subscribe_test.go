package eventlog_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"github.com/probity-ledger/probity/internal/logtest"
	"github.com/probity-ledger/probity/ledger/eventlog"
)

// collector keeps what a subscription hands over and lets a test wait for it.
type collector struct {
	mu      sync.Mutex
	ids     []uuid.UUID
	live    int
	largest int
	changed chan struct{} // closed and made anew at every change
	fail    error
}

func (c *collector) Batch(_ context.Context, events []eventlog.Recorded) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, e := range events {
		c.ids = append(c.ids, e.ID)
	}
	c.largest = max(c.largest, len(events))
	c.notify()
	return c.fail
}

func (c *collector) CaughtUp(context.Context) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.live++
	c.notify()
	return nil
}

func (c *collector) notify() {
	if c.changed != nil {
		close(c.changed)
		c.changed = nil
	}
}

// await waits until the condition holds; it is called with the collector locked.
func (c *collector) await(t *testing.T, what string, condition func() bool) {
	t.Helper()
	late := time.After(20 * time.Second)
	for {
		c.mu.Lock()
		if condition() {
			c.mu.Unlock()
			return
		}
		if c.changed == nil {
			c.changed = make(chan struct{})
		}
		changed := c.changed
		c.mu.Unlock()
		select {
		case <-changed:
		case <-late:
			t.Fatalf("waited too long for %s: %d events, live %d times", what, len(c.ids), c.live)
		}
	}
}

// follow runs a subscription until the test ends and hands back how it ended.
func follow(t *testing.T, l *eventlog.Log, after eventlog.Position, c *collector) (ended <-chan error, stop context.CancelFunc) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- l.SubscribeAll(ctx, after, c); close(done) }()
	t.Cleanup(func() { cancel(); <-done })
	return done, cancel
}

func ids(e []eventlog.Event) []uuid.UUID {
	out := make([]uuid.UUID, len(e))
	for i := range e {
		out[i] = e[i].ID
	}
	return out
}

func TestSubscribe(t *testing.T) {
	t.Parallel()
	l := logtest.Start(t).Open()
	stream, e := streamName(), events(1300)
	mustAppend(t, l, stream, eventlog.NoStream(), e[:1200]...)
	c := &collector{}
	ended, stop := follow(t, l, eventlog.Position{}, c)
	c.await(t, "the present", func() bool { return c.live == 1 })
	if c.largest > 512 {
		t.Errorf("a batch had %d events", c.largest)
	}
	mustAppend(t, l, stream, eventlog.Exactly(1199), e[1200:]...)
	c.await(t, "all events", func() bool { return len(c.ids) == len(e) })
	if diff := cmp.Diff(ids(e), c.ids); diff != "" {
		t.Error(diff)
	}
	stop()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("ended with %v", err)
	}
}

func TestSubscribeAfter(t *testing.T) {
	t.Parallel()
	l := logtest.Start(t).Open()
	e := events(3)
	a := mustAppend(t, l, streamName(), eventlog.NoStream(), e[0], e[1])
	mustAppend(t, l, streamName(), eventlog.NoStream(), e[2])
	c := &collector{}
	follow(t, l, a.Position, c)
	c.await(t, "the present", func() bool { return c.live == 1 })
	if diff := cmp.Diff(ids(e[2:]), c.ids); diff != "" {
		t.Error(diff)
	}
}

func TestSubscriberEndsIt(t *testing.T) {
	t.Parallel()
	l := logtest.Start(t).Open()
	mustAppend(t, l, streamName(), eventlog.NoStream(), event("test.happened.v1"))
	c := &collector{fail: errors.New("boom")}
	if err := l.SubscribeAll(t.Context(), eventlog.Position{}, c); err != c.fail {
		t.Errorf("ended with %v", err)
	}
}

// A log that ends before what was read of it is another log: restored from a copy, or cut.
func TestSubscribeAlarm(t *testing.T) {
	t.Parallel()
	l := logtest.Start(t).Open()
	mustAppend(t, l, streamName(), eventlog.NoStream(), event("test.happened.v1"))
	beyond := eventlog.Position{Commit: 1 << 40, Prepare: 1 << 40}
	if err := l.SubscribeAll(t.Context(), beyond, &collector{}); !errors.Is(err, eventlog.ErrPositionRegressed) {
		t.Errorf("ended with %v", err)
	}
}

func TestSubscribeSurvivesRestarts(t *testing.T) {
	t.Parallel()
	s := logtest.Start(t)
	l := s.Open()
	c := &collector{}
	follow(t, l, eventlog.Position{}, c)
	stream, e := streamName(), events(30)
	for i := range e {
		if i%10 == 5 {
			c.await(t, "the present", func() bool { return c.live == 1+i/10 })
			s.Stop()
			s.Start()
		}
		appendAtLast(t, l, stream, i, e[i])
	}
	c.await(t, "all events", func() bool { return len(c.ids) >= len(e) && c.live == 4 })
	if diff := cmp.Diff(ids(e), c.ids); diff != "" {
		t.Error(diff)
	}
}

// appendAtLast appends the event number i to a stream however often it takes: the same event at the same place is the same act.
func appendAtLast(t *testing.T, l *eventlog.Log, stream string, i int, e eventlog.Event) {
	t.Helper()
	exp := eventlog.NoStream()
	if i > 0 {
		exp = eventlog.Exactly(uint64(i - 1))
	}
	for range 50 {
		_, err := l.Append(t.Context(), stream, exp, e)
		if err == nil {
			return
		}
		if !errors.Is(err, eventlog.ErrOutcomeUnknown) && !errors.Is(err, eventlog.ErrUnavailable) {
			t.Fatal(err)
		}
	}
	t.Fatal("the store does not come back")
}
