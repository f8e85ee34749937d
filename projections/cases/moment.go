package cases

import (
	"context"
	"errors"
	"fmt"
	"time"

	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/ledger/eventlog"
	"github.com/probity-ledger/probity/ledger/wire"
	"github.com/probity-ledger/probity/projections"
)

// Moment is a point in both times that a record has: what was recorded by then, and what had taken effect by then.
//
// A correction is of the record, not of the world: once it is known, it holds for every day. An appeal's outcome takes effect on the day
// the officer was told of the one it replaces (CR47).
type Moment struct {
	Known     time.Time   // recorded at or before; zero does not limit
	Effective domain.Date // took effect on or before; "" does not limit
}

// AsAt returns the case as it was known at a moment, folded from its stream. Whether the viewer may see it is decided by today's facts.
// A case of which nothing was known is a NotFound domain.Error. An event that cannot be read is an error, never left out.
func (q *Queries) AsAt(ctx context.Context, v projections.Viewer, id domain.MatterID, at Moment) (Case, error) {
	if _, err := q.Get(ctx, v, id); err != nil {
		return Case{}, err
	}
	history, err := q.history(ctx, id)
	if err != nil {
		return Case{}, fmt.Errorf("read the case as it was: %w", err)
	}
	var m Case
	for _, e := range at.among(history) {
		m = Fold(m, e)
	}
	if !m.Exists {
		return Case{}, projections.NotFound("case at that time")
	}
	err = q.view.ReadFor(ctx, v, func(c *sqlite.Conn, hide projections.Withheld) error { return show(c, v, hide, &m, at) })
	return m, describe("withhold names", err)
}

// history reads the events of a matter; of one without any, none.
func (q *Queries) history(ctx context.Context, id domain.MatterID) ([]wire.Decoded, error) {
	var events []wire.Decoded
	err := q.log.Read(ctx, wire.Stream(misconduct.Category, string(id)), 0, func(r eventlog.Recorded) error {
		e, err := wire.Decode(r)
		events = append(events, e)
		return err
	})
	if errors.Is(err, eventlog.ErrStreamNotFound) {
		err = nil
	}
	return events, err
}

// among returns the events that hold at the moment, in their order.
func (at Moment) among(history []wire.Decoded) []wire.Decoded {
	var known, holds []wire.Decoded
	for _, e := range history {
		if at.Known.IsZero() || !e.RecordedAt.After(at.Known) {
			known = append(known, e)
		}
	}
	began := cameToAttention(known)
	for _, e := range known {
		if at.Effective == "" || effective(e, began) <= at.Effective {
			holds = append(holds, e)
		}
	}
	return holds
}

// always sorts before every day.
const always domain.Date = ""

// effective is Effective in the light of what was put right later: corrections hold always, and a matter began on the day that is now
// known to be the right one.
func effective(e wire.Decoded, began domain.Date) domain.Date {
	switch e.Event.(type) {
	case misconduct.MatterCorrected, misconduct.AllegationCorrected:
		return always
	case misconduct.MatterReceived:
		if began != "" {
			return began
		}
	}
	return Effective(e)
}

// cameToAttention is the day a correction says the matter came to attention, the last one of several; "" where none does.
func cameToAttention(known []wire.Decoded) (day domain.Date) {
	for _, e := range known {
		if c, ok := e.Event.(misconduct.MatterCorrected); ok && c.Field == misconduct.FieldCameToAttentionOn {
			day = domain.Date(c.Is)
		}
	}
	return day
}
