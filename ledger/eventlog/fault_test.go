package eventlog_test

import (
	"errors"
	"testing"

	"github.com/probity-ledger/probity/internal/logtest"
	"github.com/probity-ledger/probity/ledger/eventlog"
	"github.com/probity-ledger/probity/node"
)

// An append that broke off may have been written or not: both happen here, and both are told the same way, since the caller cannot know.
func TestAppendOutcomeUnknown(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		lose    func(*logtest.Proxy)
		written bool
	}{
		{"fails before it is written", (*logtest.Proxy).LoseRequests, false},
		{"fails after it was written", (*logtest.Proxy).LoseAnswers, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := logtest.Start(t)
			proxy := logtest.NewProxy(t, s)
			faulty, direct := s.Open(proxy.Through), s.Open()
			stream, e := streamName(), event("test.happened.v1")

			c.lose(proxy)
			failed := make(chan error, 1)
			go func() { _, err := faulty.Append(t.Context(), stream, eventlog.NoStream(), e); failed <- err }()
			proxy.AwaitLost()
			if c.written {
				awaitWritten(t, direct, stream)
			}
			proxy.Cut()
			if err := <-failed; !errors.Is(err, eventlog.ErrOutcomeUnknown) {
				t.Fatalf("got %v, want an unknown outcome", err)
			}

			_, err := faulty.ReadOne(t.Context(), stream, 0)
			if c.written != (err == nil) || (err != nil && !errors.Is(err, eventlog.ErrStreamNotFound)) {
				t.Errorf("reading it again: %v", err)
			}
			a := mustAppend(t, faulty, stream, eventlog.NoStream(), e)
			if r, err := direct.ReadOne(t.Context(), stream, 0); err != nil || r.Position != a.Position || a.Revision != 0 {
				t.Errorf("after trying again it stands at %+v, told %+v (%v)", r.Position, a, err)
			}
		})
	}
}

func awaitWritten(t *testing.T, l *eventlog.Log, stream string) {
	t.Helper()
	for {
		_, err := l.ReadOne(t.Context(), stream, 0)
		if err == nil {
			return
		}
		if !errors.Is(err, eventlog.ErrStreamNotFound) {
			t.Fatal(err)
		}
	}
}

// A store that is gone is told at once, and the next call after it came back succeeds.
func TestUnavailable(t *testing.T) {
	t.Parallel()
	s := logtest.Start(t)
	l := s.Open()
	stream := streamName()
	mustAppend(t, l, stream, eventlog.NoStream(), event("test.happened.v1"))
	s.Stop()
	if _, err := l.Head(t.Context()); !errors.Is(err, eventlog.ErrUnavailable) {
		t.Errorf("head: %v", err)
	}
	if _, err := l.ReadOne(t.Context(), stream, 0); !errors.Is(err, eventlog.ErrUnavailable) {
		t.Errorf("read: %v", err)
	}
	if _, err := l.Append(t.Context(), stream, eventlog.Exactly(0), event("test.late.v1")); !errors.Is(err, eventlog.ErrUnavailable) {
		t.Errorf("append: %v", err)
	}
	s.Start()
	if _, err := l.ReadOne(t.Context(), stream, 0); err != nil {
		t.Errorf("read after the restart: %v", err)
	}
	mustAppend(t, l, stream, eventlog.Exactly(0), event("test.late.v1"))
}

// Many callers of a dead store all hear of it: the client alone lets all but one hang for ever.
func TestUnavailableToMany(t *testing.T) {
	t.Parallel()
	s := logtest.Start(t)
	l := s.Open()
	s.Stop()
	const callers = 32
	heard := make(chan error, callers)
	for range callers {
		go func() { _, err := l.Head(t.Context()); heard <- err }()
	}
	for range callers {
		if err := <-heard; !errors.Is(err, eventlog.ErrUnavailable) {
			t.Errorf("head: %v", err)
		}
	}
}

// The subscription loses neither what is swallowed nor what comes while it is away.
func TestSubscribeThroughBrokenConnections(t *testing.T) {
	t.Parallel()
	s := logtest.Start(t)
	proxy := logtest.NewProxy(t, s)
	faulty, direct := s.Open(proxy.Through), s.Open()
	c := &collector{}
	follow(t, faulty, eventlog.Position{}, c)
	stream, e := streamName(), events(40)
	for i := range e {
		if i%10 == 5 {
			c.await(t, "the present", func() bool { return c.live == 1+i/10 && len(c.ids) == i })
			proxy.LoseAnswers()
		}
		appendAtLast(t, direct, stream, i, e[i])
		if i%10 == 7 {
			proxy.AwaitLost()
			proxy.Cut()
		}
	}
	c.await(t, "all events", func() bool { return len(c.ids) >= len(e) })
	for i, id := range ids(e) {
		if c.ids[i] != id {
			t.Fatalf("event %d is not the one written", i)
		}
	}
}

// A store larger than it knows how to say: what the store refuses for its own limit is a plain refusal.
func TestAppendLargerThanTheStoreTakes(t *testing.T) {
	t.Parallel()
	l := logtest.Start(t, func(c *node.Config) { c.MaxAppendBytes = 100 }).Open()
	e := event("test.large.v1")
	e.Data = make([]byte, 200)
	_, err := l.Append(t.Context(), streamName(), eventlog.NoStream(), e)
	if !errors.Is(err, eventlog.ErrRefused) {
		t.Errorf("got %v, want a refusal", err)
	}
	assertEmpty(t, l)
}
