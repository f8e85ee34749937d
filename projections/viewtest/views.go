package viewtest

import (
	"context"
	"errors"
	"os"
	"time"

	"github.com/probity-ledger/probity/projections"
)

// patience bounds every wait of a test.
const patience = 30 * time.Second

// TB is what is needed of a test; *testing.T, *testing.B and *rapid.T have it.
type TB interface {
	Helper()
	Errorf(format string, args ...any)
	Fatal(args ...any)
	Fatalf(format string, args ...any)
	Cleanup(func())
}

// Open builds the views of the projections from the log and keeps them following it until the test ends. It returns when they have
// caught up.
func Open(tb TB, log projections.Log, ps ...projections.Projection) *projections.Runner {
	tb.Helper()
	dir, err := os.MkdirTemp("", "views")
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = os.RemoveAll(dir) })
	return OpenIn(tb, dir, log, ps...)
}

// OpenIn is Open in a folder that may hold files already.
func OpenIn(tb TB, dir string, log projections.Log, ps ...projections.Projection) *projections.Runner {
	tb.Helper()
	r, stop := Start(tb, dir, log, ps...)
	tb.Cleanup(func() {
		if err := stop(); err != nil {
			tb.Errorf("run projections: %v", err)
		}
	})
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if err := r.Ready(ctx); err != nil {
		tb.Fatal(err)
	}
	return r
}

// Start runs projections without waiting for them. stop ends the run, closes everything, and returns what Run and Close returned.
func Start(tb TB, dir string, log projections.Log, ps ...projections.Projection) (r *projections.Runner, stop func() error) {
	tb.Helper()
	r, err := projections.Open(projections.Config{Dir: dir, Log: log}, ps...)
	if err != nil {
		tb.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- r.Run(ctx) }()
	return r, func() error {
		cancel()
		return errors.Join(<-ended, r.Close())
	}
}

// CatchUp waits until a view has everything the log holds.
func CatchUp(tb TB, r *projections.Runner, log *Log) {
	tb.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	head, err := log.Head(ctx)
	if err != nil {
		tb.Fatal(err)
	}
	for _, s := range r.Status() {
		if err := r.View(s.Name).Wait(ctx, head); err != nil {
			tb.Fatal(err)
		}
	}
}

// Digest returns the digest of a view.
func Digest(tb TB, r *projections.Runner, name string) string {
	tb.Helper()
	d, err := r.Digest(context.Background(), name)
	if err != nil {
		tb.Fatal(err)
	}
	return d
}
