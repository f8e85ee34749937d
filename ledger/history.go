package ledger

import (
	"context"
	"errors"
	"fmt"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/domain/officer"
	"github.com/probity-ledger/probity/ledger/eventlog"
	"github.com/probity-ledger/probity/ledger/wire"
)

// MatterHistory gives the events of a matter, the first one first, as the log holds them now. It is for programs that need what no state
// keeps, such as the words of an allegation for a letter. It asks nobody's permission: ask MayRecord first. CodeUnknownMatter when there
// is no such matter.
func (l *Ledger) MatterHistory(ctx context.Context, id domain.MatterID, each func(misconduct.Event) error) error {
	return history(ctx, l, &l.matters, string(id), each)
}

// OfficerHistory gives the events of an entry of the register, likewise. It holds the name, which no state keeps.
func (l *Ledger) OfficerHistory(ctx context.Context, id domain.OfficerID, each func(officer.Event) error) error {
	return history(ctx, l, &l.officers, string(id), each)
}

func history[S, E, C any](ctx context.Context, l *Ledger, a *aggregate[S, E, C], id string, each func(E) error) error {
	if checkID(a.kind, id) != nil {
		return a.unknown()
	}
	stream := wire.Stream(a.category, id)
	err := l.log.Read(ctx, stream, 0, func(r eventlog.Recorded) error {
		d, err := wire.Decode(r)
		if err != nil {
			return err
		}
		e, ok := d.Event.(E)
		if !ok {
			return fmt.Errorf("event %d of stream %s: %s does not belong there", r.Revision, r.Stream, r.Type)
		}
		return each(e)
	})
	if errors.Is(err, eventlog.ErrStreamNotFound) {
		return a.unknown()
	}
	return err
}
