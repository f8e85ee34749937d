package processes_test

import (
	"context"
	"errors"
	"log/slog"
	"sync/atomic"
	"testing"
	"time"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/processes"
	"github.com/probity-ledger/probity/projections/cases"
)

// agenda has nothing to do, and cannot be read for the first rounds.
type agenda struct {
	fails  atomic.Int32
	looked chan struct{} // one token for each look, which waits until it is taken
}

func (a *agenda) Timely(ctx context.Context, _ domain.Date, _ int) ([]cases.Timely, error) {
	select {
	case a.looked <- struct{}{}:
	case <-ctx.Done():
	}
	if a.fails.Add(-1) >= 0 {
		return nil, errors.New("not now")
	}
	return nil, nil
}

func (a *agenda) NextTimely(context.Context, domain.Date) (domain.Date, error) { return "", nil }

// Only a round without a fault counts as one.
func TestClocks_say_when_they_last_looked(t *testing.T) {
	t.Parallel()
	now := time.Date(2025, 6, 3, 9, 0, 0, 0, time.UTC)
	a := &agenda{looked: make(chan struct{})}
	a.fails.Store(2)
	c := &processes.Clocks{Agenda: a, Changed: func() <-chan struct{} { return nil }, Now: func() time.Time { return now }, Every: time.Millisecond,
		Logger: slog.New(slog.DiscardHandler)}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- c.Run(ctx) }()
	for range 2 { // each look fails
		<-a.looked
		if !c.Looked().IsZero() {
			t.Fatal("a round that failed counts")
		}
	}
	<-a.looked // the third does not
	<-a.looked // and its round is over
	if !c.Looked().Equal(now) {
		t.Errorf("it last looked at %s", c.Looked())
	}
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}
