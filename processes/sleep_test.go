package processes_test

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"time"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/processes"
	"github.com/probity-ledger/probity/projections/cases"
)

// calm is an agenda with nothing for today and something for a later day.
type calm struct {
	next domain.Date
	err  error
}

func (a calm) Timely(context.Context, domain.Date, int) ([]cases.Timely, error) { return nil, nil }

func (a calm) NextTimely(context.Context, domain.Date) (domain.Date, error) { return a.next, a.err }

// It sleeps until the next day on which something is due begins in England and Wales, however the machine counts its hours.
func TestClocks_sleep_until_something_is_due(t *testing.T) {
	t.Parallel()
	summer, winter := time.Date(2025, 6, 4, 22, 15, 0, 0, time.UTC), time.Date(2025, 12, 4, 22, 15, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		now    time.Time
		agenda calm
		every  time.Duration
		want   time.Duration
	}{
		"the next day, in summer": {summer, calm{next: "2025-06-05"}, 24 * time.Hour, 45 * time.Minute},
		"the next day, in winter": {winter, calm{next: "2025-12-05"}, 24 * time.Hour, 105 * time.Minute},
		"a later day":             {winter, calm{next: "2026-05-05"}, time.Hour, time.Hour},
		"none":                    {winter, calm{}, time.Hour, time.Hour},
		"nothing was said":        {winter, calm{}, 0, time.Minute},
		"a day that has come":     {winter, calm{next: "2025-12-04"}, time.Hour, time.Millisecond},
		"the agenda fails":        {winter, calm{err: errors.New("not now")}, time.Hour, 10 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			slept := make(chan time.Duration)
			clocks := &processes.Clocks{Agenda: c.agenda, Changed: func() <-chan struct{} { return nil }, Now: func() time.Time { return c.now }, Every: c.every,
				After: func(d time.Duration) <-chan time.Time { slept <- d; return nil }, Logger: slog.New(slog.DiscardHandler)}
			ctx, cancel := context.WithCancel(t.Context())
			ended := make(chan error, 1)
			go func() { ended <- clocks.Run(ctx) }()
			if got := <-slept; got != c.want {
				t.Errorf("it sleeps %s, want %s", got, c.want)
			}
			cancel()
			if err := <-ended; err != nil {
				t.Error(err)
			}
		})
	}
}
