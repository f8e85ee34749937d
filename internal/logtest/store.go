package logtest

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/probity-ledger/probity/ledger/eventlog"
	"github.com/probity-ledger/probity/node"
)

// Store is the embedded event store, served on a socket for the length of a test.
type Store struct {
	// Config is what the store is opened with; change it only while the store is stopped.
	Config node.Config

	tb     testing.TB
	mu     sync.Mutex // guards what follows
	addr   string
	cancel context.CancelFunc
	served chan error // nil while stopped
}

// Start opens a store in a folder of its own and serves it until the test ends.
func Start(tb testing.TB, change ...func(*node.Config)) *Store {
	tb.Helper()
	s := &Store{tb: tb, Config: node.Config{Path: filepath.Join(Dir(tb), "e.db"), Socket: filepath.Join(Dir(tb), "s")}}
	for _, c := range change {
		c(&s.Config)
	}
	s.Start()
	tb.Cleanup(s.Stop)
	return s
}

// Dir is a folder whose name leaves room for a socket, whatever the test is called. It goes with the test.
func Dir(tb testing.TB) string {
	tb.Helper()
	dir, err := os.MkdirTemp("", "pl")
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

// Start serves the store again after Stop, from the same file on the same socket.
func (s *Store) Start() {
	s.tb.Helper()
	n, err := node.Open(s.Config)
	if err != nil {
		s.tb.Fatal(err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	ctx, cancel := context.WithCancel(context.Background())
	s.addr, s.cancel, s.served = n.Addr(), cancel, make(chan error, 1)
	go func(served chan<- error) { served <- n.Serve(ctx) }(s.served)
}

// Stop ends the store in good order and waits until it is gone.
func (s *Store) Stop() {
	s.tb.Helper()
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

// Address is what a log connects to.
func (s *Store) Address() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.addr
}

// Open connects a log to the store, to be closed with the test.
func (s *Store) Open(change ...func(*eventlog.Config)) *eventlog.Log {
	s.tb.Helper()
	cfg := eventlog.Config{Address: s.Address(), CallTimeout: 10 * time.Second, ConnectTimeout: 10 * time.Second}
	for _, c := range change {
		c(&cfg)
	}
	l, err := eventlog.Open(context.Background(), cfg)
	if err != nil {
		s.tb.Fatal(err)
	}
	s.tb.Cleanup(func() { l.Close() })
	return l
}
