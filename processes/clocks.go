// Package processes holds what the ledger does by itself, without being asked by a person: it keeps the statutory clocks of every matter.
//
// A process manager here has no file and no memory of its own. What there is to do is read from a read model, every act is a command given
// through the ledger like a person's, and the id of the command follows from what it is about. So it can be stopped at any moment, begun
// anywhere, or run twice by mistake, and each act still stands in the log once.
package processes

import (
	"context"
	"errors"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/google/uuid"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/ledger"
	"github.com/probity-ledger/probity/projections/cases"
)

// Matters takes commands in matters; *ledger.Ledger is one.
type Matters interface {
	Matter(ctx context.Context, commandID string, id domain.MatterID, c misconduct.Command) (ledger.Receipt, error)
	MatterState(ctx context.Context, id domain.MatterID) (misconduct.State, error)
}

// Agenda says which matters' clocks ask for something, and on which day after another the next ones do; *cases.Queries is one.
type Agenda interface {
	Timely(ctx context.Context, on domain.Date, limit int) ([]cases.Timely, error)
	NextTimely(ctx context.Context, after domain.Date) (domain.Date, error)
}

// Clocks records what time brings to the statutory clocks: a duty is breached, a right lapses, a span ends. It also starts and stops what
// older logs left to it; otherwise that stands in the same append as its cause. One process at a time should run it; several do no harm.
//
// It sleeps until the end of the day before the next one on which something is due, or until something changes. That day is read from the
// agenda each time, so that nothing is lost with the process.
type Clocks struct {
	Matters Matters
	Agenda  Agenda
	// Changed returns a channel that is closed when the agenda may have changed.
	Changed func() <-chan struct{}
	// Now is the clock that says which day it is; it must be the ledger's.
	Now func() time.Time
	// Every is how long it sleeps at most, because a machine that sleeps too, or whose clock is set, keeps no timer,
	// and whoever watches Looked wants to see it move; 0 is a minute.
	Every time.Duration
	// After wakes it up a while later; nil is time.After.
	After func(time.Duration) <-chan time.Time
	// Logger gets a line for what could not be done; never what a matter is about.
	Logger *slog.Logger

	acts   atomic.Uint64
	looked atomic.Int64 // Unix seconds of the end of the last round in which all that was due was done
}

// Acts counts the commands that were carried out.
func (c *Clocks) Acts() uint64 { return c.acts.Load() }

// Looked says when all that was due had last been done, by Now; the zero time when that was not yet.
func (c *Clocks) Looked() time.Time {
	if at := c.looked.Load(); at != 0 {
		return time.Unix(at, 0)
	}
	return time.Time{}
}

const (
	defaultEvery = time.Minute
	again        = 10 * time.Second // after a round in which something could not be done
	atOnce       = 100              // matters of one look at the agenda
	mostSteps    = 500              // of one matter in one look: time may have jumped over the ends of all its periods
)

// Run works until ctx ends.
func (c *Clocks) Run(ctx context.Context) error {
	after := c.After
	if after == nil {
		after = time.After
	}
	for ctx.Err() == nil {
		changed := c.Changed()
		whole := c.round(ctx)
		select {
		case <-changed:
		case <-after(c.sleep(ctx, whole)):
		case <-ctx.Done():
		}
	}
	return nil
}

// sleep says how long nothing is due for, at most. A round in which something was left is soon followed by another.
func (c *Clocks) sleep(ctx context.Context, whole bool) time.Duration {
	most := c.Every
	if most <= 0 {
		most = defaultEvery
	}
	if !whole {
		return min(most, again)
	}
	now := c.Now()
	next, err := c.Agenda.NextTimely(ctx, domain.DateOf(now))
	switch {
	case err != nil:
		c.say(ctx, "the day on which the next clock is due cannot be found", err)
		return min(most, again)
	case next == "":
		return most
	}
	return max(min(most, beginning(next).Sub(now)), time.Millisecond)
}

// beginning is the instant at which a day begins in England and Wales: at midnight UTC, or an hour before it in summer.
func beginning(d domain.Date) time.Time {
	midnight, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return time.Time{}
	}
	if early := midnight.Add(-time.Hour); domain.DateOf(early) == d {
		return early
	}
	return midnight
}

// round does what is due now, and says whether all of it was done. What could not be done is looked at again in the next.
func (c *Clocks) round(ctx context.Context) bool {
	due, err := c.Agenda.Timely(ctx, domain.DateOf(c.Now()), atOnce)
	if err != nil {
		c.say(ctx, "the clocks that are due cannot be listed", err)
		return false
	}
	whole := len(due) < atOnce // else there may be more, which the next round sees
	for _, d := range due {
		if err := c.attend(ctx, d); err != nil {
			c.say(ctx, "a clock could not be attended to", err, "matter", string(d.Matter))
			whole = false
		}
	}
	if whole {
		c.looked.Store(c.Now().Unix())
	}
	return whole
}

func (c *Clocks) say(ctx context.Context, what string, err error, more ...any) {
	if ctx.Err() == nil {
		c.Logger.WarnContext(ctx, what, append(more, "err", err)...)
	}
}

// attend gives a matter the commands its clocks ask for. It goes by the matter itself: the agenda may be behind.
func (c *Clocks) attend(ctx context.Context, d cases.Timely) error {
	ctx = access.With(ctx, access.Process("clocks", d.Force))
	for range mostSteps {
		s, err := c.Matters.MatterState(ctx, d.Matter)
		if err != nil {
			return err
		}
		command, from := s.Clocks.Next()
		if command == nil || domain.DateOf(c.Now()).Before(from) {
			return nil
		}
		_, err = c.Matters.Matter(ctx, commandID(d.Matter, command), d.Matter, command)
		var refused *domain.Error
		if errors.As(err, &refused) && refused.Code == "CLOCK_NOT_CALLED_FOR" {
			return nil // somebody else did it meanwhile
		}
		if err != nil {
			return err
		}
		c.acts.Add(1)
	}
	return nil
}

// acts is the namespace of the ids of what this package does.
var acts = uuid.MustParse("c2f7b1a0-0f5e-5b7e-9d7c-5d0a3c1f8e64")

// commandID follows from the matter, the clock and the act, so that the ledger knows the second attempt from whoever it comes.
func commandID(matter domain.MatterID, c misconduct.Command) string {
	act, id := "", ""
	switch c := c.(type) {
	case misconduct.StartClock:
		act, id = "start", c.Clock
	case misconduct.StopClock:
		act, id = "stop", c.Clock
	case misconduct.BreachClock:
		act, id = "breach", c.Clock
	}
	return uuid.NewSHA1(acts, []byte(string(matter)+"\x00"+id+"\x00"+act)).String()
}
