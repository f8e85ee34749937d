package ledger

import (
	"context"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/ledger/wire"
)

// MayExtract asks whether the caller may give a command about an extraction, and writes nothing. It is for what is looked at before the
// command itself can be given, such as an uploaded file, and must not be looked at for everybody. The error is the one the command would be
// answered with.
func (l *Ledger) MayExtract(ctx context.Context, commandID string, id domain.ExtractionID, c extraction.Command) error {
	return may(ctx, l, &l.extractions, commandID, string(id), c)
}

// MayRecord asks likewise whether the caller may give a command in a matter; for what is read or made before the command can be given,
// such as a letter.
func (l *Ledger) MayRecord(ctx context.Context, commandID string, id domain.MatterID, c misconduct.Command) error {
	return may(ctx, l, &l.matters, commandID, string(id), c)
}

func may[S, E, C any](ctx context.Context, l *Ledger, a *aggregate[S, E, C], commandID, id string, c C) error {
	r, err := l.newRequest(ctx, commandID, wire.Stream(a.category, id), c)
	if err != nil {
		return err
	}
	if err := checkID(a.kind, id); err != nil {
		return err
	}
	h := &handling[S, E, C]{l: l, a: a, r: r, id: id, given: c}
	if err := h.read(ctx); err != nil {
		return err
	}
	ctx, w := l.watch(ctx, a.kind, r)
	if _, err = h.authorise(ctx, l.look(r)); err == nil {
		err = l.usedForAnother(ctx, r)
	}
	if err != nil {
		w.end(ctx, Receipt{}, err, 0, h.denied)
		return err
	}
	w.span.End() // the command itself is told of when it is given
	return nil
}
