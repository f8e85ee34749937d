package eventlog_test

import (
	"context"
	"errors"
	"net"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"github.com/probity-ledger/probity/internal/logtest"
	"github.com/probity-ledger/probity/ledger/eventlog"
	"github.com/probity-ledger/probity/node"
)

func TestAppendAndRead(t *testing.T) {
	t.Parallel()
	l := logtest.Start(t).Open()
	stream, want := streamName(), events(3)

	first := mustAppend(t, l, stream, eventlog.NoStream(), want[:2]...)
	last := mustAppend(t, l, stream, eventlog.Exactly(first.Revision), want[2])
	if first.Revision != 1 || last.Revision != 2 || !first.Position.Before(last.Position) {
		t.Errorf("appended at %+v, then %+v", first, last)
	}

	var got []eventlog.Event
	err := l.Read(t.Context(), stream, 0, func(r eventlog.Recorded) error {
		if r.Stream != stream || r.Revision != uint64(len(got)) || r.RecordedAt.IsZero() {
			t.Errorf("event %d: %+v", len(got), r)
		}
		got = append(got, eventlog.Event{ID: r.ID, Type: r.Type, Data: r.Data, Metadata: r.Metadata})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("read other events than were written (-want +got):\n%s", diff)
	}
	one, err := l.ReadOne(t.Context(), stream, 2)
	if err != nil || one.ID != want[2].ID || one.Position != last.Position {
		t.Errorf("read one: %+v, %v", one, err)
	}
}

func TestReadBounds(t *testing.T) {
	t.Parallel()
	l := logtest.Start(t).Open()
	stream := streamName()
	mustAppend(t, l, stream, eventlog.NoStream(), events(2)...)
	count := 0
	each := func(eventlog.Recorded) error { count++; return nil }

	if err := l.Read(t.Context(), streamName(), 0, each); !errors.Is(err, eventlog.ErrStreamNotFound) {
		t.Errorf("a stream never written: %v", err)
	}
	if _, err := l.ReadOne(t.Context(), stream, 2); !errors.Is(err, eventlog.ErrStreamNotFound) {
		t.Errorf("a revision never written: %v", err)
	}
	if _, err := l.ReadOne(t.Context(), streamName(), 0); !errors.Is(err, eventlog.ErrStreamNotFound) {
		t.Errorf("one of a stream never written: %v", err)
	}
	if err := l.Read(t.Context(), stream, 2, each); err != nil || count != 0 {
		t.Errorf("behind the end: %d events, %v", count, err)
	}
	boom := errors.New("boom")
	if err := l.Read(t.Context(), stream, 0, func(eventlog.Recorded) error { return boom }); err != boom {
		t.Errorf("the callback's error: %v", err)
	}
	if err := l.Read(t.Context(), "", 0, each); err == nil {
		t.Error("a stream without a name was read")
	}
}

func TestAppendConflicts(t *testing.T) {
	t.Parallel()
	l := logtest.Start(t).Open()
	stream := streamName()
	mustAppend(t, l, stream, eventlog.NoStream(), events(2)...)
	for _, c := range []struct {
		name             string
		stream           string
		exp              eventlog.Expected
		expected, actual string
	}{
		{"behind", stream, eventlog.Exactly(0), "0", "1"},
		{"ahead", stream, eventlog.Exactly(7), "7", "1"},
		{"no stream expected", stream, eventlog.NoStream(), "no stream", "1"},
		{"a stream expected", streamName(), eventlog.Exactly(3), "3", "no stream"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := l.Append(t.Context(), c.stream, c.exp, event("test.late.v1"))
			var got *eventlog.ConflictError
			if !errors.As(err, &got) {
				t.Fatalf("got %v, want a conflict", err)
			}
			if diff := cmp.Diff(&eventlog.ConflictError{Stream: c.stream, Expected: c.expected, Actual: c.actual}, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// The same events at the same place are the same act: a repetition succeeds and writes nothing.
func TestAppendRepeated(t *testing.T) {
	t.Parallel()
	l := logtest.Start(t).Open()
	stream, e := streamName(), events(2)
	first := mustAppend(t, l, stream, eventlog.NoStream(), e...)
	again := mustAppend(t, l, stream, eventlog.NoStream(), e...)
	if first != again {
		t.Errorf("first at %+v, again at %+v", first, again)
	}
}

func TestAppendRefusals(t *testing.T) {
	t.Parallel()
	l := logtest.Start(t).Open(func(c *eventlog.Config) { c.MaxAppendBytes = 1000 })
	ok, no := event("test.happened.v1"), eventlog.NoStream()
	noID := ok
	noID.ID = uuid.Nil
	for _, c := range []struct {
		name   string
		stream string
		exp    eventlog.Expected
		events []eventlog.Event
	}{
		{"no stream name", "", no, []eventlog.Event{ok}},
		{"system stream", "$settings", no, []eventlog.Event{ok}},
		{"control character", "test-\x00", no, []eventlog.Event{ok}},
		{"not UTF-8", "test-\xff", no, []eventlog.Event{ok}},
		{"long name", "test-" + strings.Repeat("x", 600), no, []eventlog.Event{ok}},
		{"no expectation", "test-a", eventlog.Expected{}, []eventlog.Event{ok}},
		{"no events", "test-a", no, nil},
		{"no id", "test-a", no, []eventlog.Event{noID}},
		{"no type", "test-a", no, []eventlog.Event{event("")}},
		{"system type", "test-a", no, []eventlog.Event{event("$>")}},
	} {
		if _, err := l.Append(t.Context(), c.stream, c.exp, c.events...); err == nil {
			t.Errorf("%s: written", c.name)
		}
	}
	assertEmpty(t, l)
}

func assertEmpty(t *testing.T, l *eventlog.Log) {
	t.Helper()
	head, err := l.Head(t.Context())
	if err != nil || !head.IsZero() {
		t.Errorf("the log ends at %s, %v; want it empty", head, err)
	}
}

func TestAppendTooLarge(t *testing.T) {
	t.Parallel()
	l := logtest.Start(t).Open()
	e := event("test.large.v1")
	fixed := len(e.Metadata) + 2*len(e.Type)
	e.Data = []byte(`"` + strings.Repeat("x", 1<<20-fixed-2) + `"`)
	stream := streamName()
	mustAppend(t, l, stream, eventlog.NoStream(), e)

	e.ID, e.Data = uuid.New(), append(e.Data, ' ')
	_, err := l.Append(t.Context(), stream, eventlog.Exactly(0), e)
	var large *eventlog.TooLargeError
	if !errors.As(err, &large) || large.Bytes != 1<<20+1 || large.Limit != 1<<20 || large.Stream != stream {
		t.Errorf("one byte too many: %v", err)
	}
}

func TestReadAll(t *testing.T) {
	t.Parallel()
	l := logtest.Start(t).Open()
	assertEmpty(t, l)
	var want []eventlog.Position
	for range 10 {
		a := mustAppend(t, l, streamName(), eventlog.NoStream(), event("test.happened.v1"))
		want = append(want, a.Position)
	}
	head, err := l.Head(t.Context())
	if err != nil || head != want[9] {
		t.Errorf("the log ends at %s, %v; want %s", head, err, want[9])
	}
	for after := -1; after < 10; after++ {
		for _, limit := range []int{0, 1, 3, 10, 100} {
			from, rest := eventlog.Position{}, want[after+1:]
			if after >= 0 {
				from = want[after]
			}
			if limit > 0 && limit < len(rest) {
				rest = rest[:limit]
			}
			got := []eventlog.Position{}
			err := l.ReadAll(t.Context(), from, limit, func(r eventlog.Recorded) error { got = append(got, r.Position); return nil })
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(rest, got); diff != "" {
				t.Errorf("after %d, limit %d (-want +got):\n%s", after, limit, diff)
			}
		}
	}
}

func TestReadAllStopsWithTheCallersError(t *testing.T) {
	t.Parallel()
	l := logtest.Start(t).Open()
	mustAppend(t, l, streamName(), eventlog.NoStream(), events(3)...)
	boom, seen := errors.New("boom"), 0
	err := l.ReadAll(t.Context(), eventlog.Position{}, 0, func(eventlog.Recorded) error { seen++; return boom })
	if err != boom || seen != 1 {
		t.Errorf("%d events, %v", seen, err)
	}
}

func TestClosed(t *testing.T) {
	t.Parallel()
	l := logtest.Start(t).Open()
	for range 2 {
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := l.Append(t.Context(), "test-a", eventlog.NoStream(), event("test.late.v1")); !errors.Is(err, eventlog.ErrClosed) {
		t.Errorf("append: %v", err)
	}
	if _, err := l.Head(t.Context()); !errors.Is(err, eventlog.ErrClosed) {
		t.Errorf("head: %v", err)
	}
	if err := l.SubscribeAll(t.Context(), eventlog.Position{}, &collector{}); !errors.Is(err, eventlog.ErrClosed) {
		t.Errorf("subscribe: %v", err)
	}
}

func TestOpenWithoutStore(t *testing.T) {
	t.Parallel()
	cfg := eventlog.Config{Address: "unix://" + filepath.Join(logtest.Dir(t), "s"), ConnectTimeout: 300 * time.Millisecond}
	if _, err := eventlog.Open(t.Context(), cfg); !errors.Is(err, eventlog.ErrUnavailable) {
		t.Errorf("open: %v", err)
	}
}

// A store that takes connections and says nothing must not hold anybody up: the client alone would wait for a minute.
func TestOpenMuteStore(t *testing.T) {
	t.Parallel()
	mute, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var listening sync.WaitGroup
	ended := make(chan struct{})
	listening.Go(func() {
		for c, err := mute.Accept(); err == nil; c, err = mute.Accept() {
			listening.Go(func() { <-ended; c.Close() })
		}
	})
	defer listening.Wait()
	defer close(ended)
	defer mute.Close()
	began := time.Now()
	_, err = eventlog.Open(t.Context(), eventlog.Config{Address: mute.Addr().String(), ConnectTimeout: 300 * time.Millisecond})
	if !errors.Is(err, eventlog.ErrUnavailable) || time.Since(began) > 5*time.Second {
		t.Errorf("open: %v after %s", err, time.Since(began))
	}
}

func TestOpenWaitsForTheStore(t *testing.T) {
	t.Parallel()
	s := logtest.Start(t)
	s.Stop()
	opened := make(chan error, 1)
	go func() {
		l, err := eventlog.Open(context.Background(), eventlog.Config{Address: s.Address(), ConnectTimeout: 10 * time.Second})
		if err == nil {
			err = l.Close()
		}
		opened <- err
	}()
	s.Start()
	if err := <-opened; err != nil {
		t.Error(err)
	}
}

func TestCredentials(t *testing.T) {
	t.Parallel()
	s := logtest.Start(t)
	s.Stop()
	s.Config.Username, s.Config.Password = "ledger", "secret"
	s.Start()
	with := func(password string) func(*eventlog.Config) {
		return func(c *eventlog.Config) { c.Username, c.Password = "ledger", password }
	}
	l := s.Open(with("secret"))
	mustAppend(t, l, streamName(), eventlog.NoStream(), event("test.happened.v1"))

	cfg := eventlog.Config{Address: s.Address()}
	for _, password := range []string{"", "wrong"} {
		if password != "" {
			with(password)(&cfg)
		}
		if _, err := eventlog.Open(t.Context(), cfg); !errors.Is(err, eventlog.ErrAccess) || strings.Contains(err.Error(), "wrong") {
			t.Errorf("password %q: %v", password, err)
		}
	}
}

// The way to a cluster: a connection string, with discovery by gossip, and credentials that the client alone would not send.
func TestConnectionString(t *testing.T) {
	t.Parallel()
	s := logtest.Start(t, func(c *node.Config) {
		c.Socket, c.Listen, c.Username, c.Password = "", "127.0.0.1:0", "ledger", "secret"
	})
	for _, url := range []string{
		"esdb://ledger:secret@" + s.Address() + "?tls=false",
		"esdb+discover://ledger:secret@" + s.Address() + "?tls=false&nodePreference=leader",
	} {
		l, err := eventlog.Open(t.Context(), eventlog.Config{URL: url})
		if err != nil {
			t.Fatal(err)
		}
		mustAppend(t, l, streamName(), eventlog.NoStream(), event("test.happened.v1"))
		l.Close()
	}
	_, err := eventlog.Open(t.Context(), eventlog.Config{URL: "esdb://ledger:wrong@" + s.Address() + "?tls=false"})
	if !errors.Is(err, eventlog.ErrAccess) {
		t.Errorf("with the wrong password: %v", err)
	}
}
