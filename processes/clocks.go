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

// Agenda says which matters' clocks ask for something; *cases.Queries is one.
type Agenda interface {
	Timely(ctx context.Context, on domain.Date, limit int) ([]cases.Timely, error)
}

// Clocks starts, stops and breaches the statutory clocks. One process at a time should run it; several do no harm.
type Clocks struct {
	Matters Matters
	Agenda  Agenda
	// Changed returns a channel that is closed when the agenda may have changed.
	Changed func() <-chan struct{}
	// Now is the clock that says which day it is; it must be the ledger's.
	Now func() time.Time
	// Every is how often the agenda is looked at when nothing changes, since time passes; 0 is 10 s.
	Every time.Duration
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
	defaultEvery = 10 * time.Second
	atOnce       = 100 // matters of one look at the agenda
	mostSteps    = 500 // of one matter in one look: time may have jumped over the ends of all its periods
)

// Run works until ctx ends.
func (c *Clocks) Run(ctx context.Context) error {
	every := c.Every
	if every <= 0 {
		every = defaultEvery
	}
	tick := time.NewTicker(every)
	defer tick.Stop()
	for ctx.Err() == nil {
		changed := c.Changed()
		c.round(ctx)
		select {
		case <-changed:
		case <-tick.C:
		case <-ctx.Done():
		}
	}
	return nil
}

// round does what is due now. What cannot be done is looked at again in the next.
func (c *Clocks) round(ctx context.Context) {
	due, err := c.Agenda.Timely(ctx, domain.DateOf(c.Now()), atOnce)
	if err != nil {
		c.say(ctx, "the clocks that are due cannot be listed", err)
		return
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
