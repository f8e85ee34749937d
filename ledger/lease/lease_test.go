package lease_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/probity-ledger/probity/internal/logtest"
	"github.com/probity-ledger/probity/ledger/lease"
)

const (
	short    = 500 * time.Millisecond
	patience = 30 * time.Second
)

// runner is one candidate that runs.
type runner struct {
	*lease.Lease
	leads chan uint64 // the term, whenever it begins to work
	stop  func() error
}

func run(t *testing.T, log lease.Log, change ...func(*lease.Config)) *runner {
	t.Helper()
	cfg := lease.Config{Log: log, Name: "test", Length: short}
	for _, c := range change {
		c(&cfg)
	}
	l, err := lease.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	r := &runner{Lease: l, leads: make(chan uint64, 100)}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() {
		ended <- l.Run(ctx, func(ctx context.Context, term uint64) error {
			r.leads <- term
			<-ctx.Done()
			return context.Cause(ctx)
		})
	}()
	r.stop = sync.OnceValue(func() error { cancel(); return <-ended })
	t.Cleanup(func() {
		if err := r.stop(); err != nil {
			t.Error(err)
		}
	})
	return r
}

func (r *runner) awaitTerm(t *testing.T) uint64 {
	t.Helper()
	select {
	case term := <-r.leads:
		return term
	case <-time.After(patience):
		t.Fatal("it never led")
		return 0
	}
}

func TestLease_over_the_embedded_store(t *testing.T) {
	t.Parallel()
	store := logtest.Start(t)
	first := run(t, store.Open())
	if term := first.awaitTerm(t); term != 1 {
		t.Errorf("term %d", term)
	}
	second := run(t, store.Open())
	until(t, "the second knows who leads", func() bool { return second.Status().Holder == first.Status().Me && second.Status().Term == 1 })
	if s := second.Status(); s.Leading {
		t.Errorf("both lead: %+v", s)
	}
	if err := first.stop(); err != nil {
		t.Fatal(err)
	}
	if term := second.awaitTerm(t); term != 2 {
		t.Errorf("term %d", term)
	}
	if s := first.Status(); s.Leading {
		t.Errorf("it was stopped and leads: %+v", s)
	}
}

// A holder that cannot reach the log stops before its term ends, and goes on under a new term when the log is there again.
func TestLease_while_the_store_is_away(t *testing.T) {
	t.Parallel()
	store := logtest.Start(t)
	r := run(t, store.Open())
	r.awaitTerm(t)
	store.Stop()
	until(t, "it stops", func() bool { return !r.Status().Leading })
	store.Start()
	if term := r.awaitTerm(t); term < 1 {
		t.Errorf("term %d", term)
	}
}

var errBroken = errors.New("the work broke")

func TestLease_gives_back_when_the_work_fails(t *testing.T) {
	t.Parallel()
	store := logtest.Start(t)
	log := store.Open()
	l, err := lease.New(lease.Config{Log: log, Name: "test", Length: time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Run(t.Context(), func(context.Context, uint64) error { return errBroken }); !errors.Is(err, errBroken) {
		t.Errorf("got %v", err)
	}
	next := run(t, log)
	if term := next.awaitTerm(t); term != 2 { // at once, though the term was a minute long
		t.Errorf("term %d", term)
	}
}

func TestNew_refuses(t *testing.T) {
	t.Parallel()
	log := logtest.Start(t).Open()
	for name, cfg := range map[string]lease.Config{
		"no log":    {Name: "test"},
		"no name":   {Log: log},
		"bad name":  {Log: log, Name: "Process Managers"},
		"too short": {Log: log, Name: "test", Length: time.Millisecond},
		"too long":  {Log: log, Name: "test", Length: time.Hour},
	} {
		if _, err := lease.New(cfg); err == nil {
			t.Errorf("%s: made", name)
		}
	}
}

func until(t *testing.T, what string, is func() bool) {
	t.Helper()
	for deadline := time.Now().Add(patience); !is(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%s: not within %s", what, patience)
		}
	}
}
