package ledger

import (
	"context"
	"fmt"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/ledger/wire"
)

// Step is one command of several that are given one after the other in a matter.
type Step struct {
	CommandID string
	Command   misconduct.Command
}

// Rehearsal is what giving steps would come to.
type Rehearsal struct {
	Done    int   // how many of the steps stand in the log already
	Refused int   // the index of the step that would be refused, where Err is set
	Err     error // the error it would be answered with, nil where all would be carried out
}

// Rehearse says what would become of commands given one after the other in a matter, and writes nothing. Each is decided on what those
// before it would leave. What somebody else writes before they are given is not foreseen. The second result is an error of the works.
func (l *Ledger) Rehearse(ctx context.Context, id domain.MatterID, steps []Step) (Rehearsal, error) {
	a := &l.matters
	if err := checkID(a.kind, string(id)); err != nil {
		return Rehearsal{Err: err}, nil
	}
	stream := wire.Stream(a.category, string(id))
	at, err := latest(ctx, l, a, stream)
	if err != nil {
		return Rehearsal{}, fmt.Errorf("rehearse commands in a matter: %w", err)
	}
	r := rehearsal{l: l, id: string(id), stream: stream, from: at, state: at.state, exists: at.exists}
	var out Rehearsal
	for i, s := range steps {
		done, err := r.step(ctx, s)
		if err != nil && !isRefusal(err) {
			return Rehearsal{}, fmt.Errorf("rehearse commands in a matter: %w", err)
		}
		if err != nil {
			out.Refused, out.Err = i, err
			return out, nil
		}
		if done {
			out.Done++
		}
	}
	return out, nil
}

// rehearsal is a matter as it would be after the steps so far.
type rehearsal struct {
	l          *Ledger
	id, stream string
	from       *snapshot[misconduct.State] // as the log has it; permissions are asked of this
	state      misconduct.State
	exists     bool
}

// step says whether a command stands in the log already, or else takes in what it would leave.
func (r *rehearsal) step(ctx context.Context, s Step) (done bool, err error) {
	a := &r.l.matters
	q, err := r.l.newRequest(ctx, s.CommandID, r.stream, s.Command)
	if err != nil {
		return false, err
	}
	k := r.l.look(q)
	about, err := a.resource(ctx, k, r.id, r.from.state, s.Command)
	if err != nil {
		return false, err
	}
	if _, err := r.l.authorise(q, about); err != nil {
		return false, err
	}
	if !r.exists && !a.creates(s.Command) {
		return false, a.unknown()
	}
	if first, ok := r.from.commands.find(q.command); ok {
		_, err := r.l.receiptAt(ctx, q, first)
		return err == nil, err
	}
	if err := r.l.foundElsewhere(ctx, q); err != nil {
		return false, err
	}
	c, err := a.facts(ctx, k, r.id, r.state, s.Command)
	if err != nil {
		return false, err
	}
	events, err := a.decide(r.state, c, q.envelope())
	for _, e := range events {
		r.state, r.exists = a.evolve(r.state, e), true
	}
	return false, err
}
