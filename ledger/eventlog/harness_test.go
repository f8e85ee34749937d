package eventlog_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/probity-ledger/probity/ledger/eventlog"
	"github.com/probity-ledger/probity/node"
)

// store is the embedded event store, served on a socket for the length of a test. It can be stopped and started again.
type store struct {
	tb     testing.TB
	cfg    node.Config
	mu     sync.Mutex
	cancel context.CancelFunc
	served chan error
}

func startStore(tb testing.TB) *store {
	tb.Helper()
	s := &store{tb: tb, cfg: node.Config{Path: filepath.Join(shortDir(tb), "e.db"), Socket: filepath.Join(shortDir(tb), "s")}}
	s.start()
	tb.Cleanup(s.stop)
	return s
}

// shortDir is a folder whose name leaves room for a socket, whatever the test is called.
func shortDir(tb testing.TB) string {
	tb.Helper()
	dir, err := os.MkdirTemp("", "pl")
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

func (s *store) start() {
	s.tb.Helper()
	n, err := node.Open(s.cfg)
	if err != nil {
		s.tb.Fatal(err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	ctx, cancel := context.WithCancel(context.Background())
	s.cancel, s.served = cancel, make(chan error, 1)
	go func(served chan<- error) { served <- n.Serve(ctx) }(s.served)
}

func (s *store) stop() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.served == nil {
		return
	}
	s.cancel()
	if err := <-s.served; err != nil {
		s.tb.Errorf("serve: %v", err)
	}
	s.served = nil
}

func (s *store) address() string { return "unix://" + s.cfg.Socket }

// open connects a log to the store.
func (s *store) open(change ...func(*eventlog.Config)) *eventlog.Log {
	s.tb.Helper()
	cfg := eventlog.Config{Address: s.address(), CallTimeout: 5 * time.Second, ConnectTimeout: 5 * time.Second}
	for _, c := range change {
		c(&cfg)
	}
	l, err := eventlog.Open(s.tb.Context(), cfg)
	if err != nil {
		s.tb.Fatal(err)
	}
	s.tb.Cleanup(func() { l.Close() })
	return l
}

func event(kind string) eventlog.Event {
	return eventlog.Event{ID: uuid.New(), Type: kind, Data: []byte(`{"of":"` + kind + `"}`), Metadata: []byte(`{}`)}
}

func events(n int) []eventlog.Event {
	out := make([]eventlog.Event, n)
	for i := range out {
		out[i] = event(fmt.Sprintf("test.happened_%d.v1", i))
	}
	return out
}

func mustAppend(tb testing.TB, l *eventlog.Log, stream string, exp eventlog.Expected, e ...eventlog.Event) eventlog.Appended {
	tb.Helper()
	a, err := l.Append(tb.Context(), stream, exp, e...)
	if err != nil {
		tb.Fatal(err)
	}
	return a
}

func streamName() string { return "test-" + uuid.NewString() }
