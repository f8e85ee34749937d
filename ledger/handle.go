package ledger

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/probity-ledger/probity/ledger/eventlog"
	"github.com/probity-ledger/probity/ledger/wire"
)

// maxRetries is how often a decision is made again on what somebody else left, or after an append whose outcome is not known.
const maxRetries = 5

// settleTime bounds how long a command looks for the outcome of its own append.
const settleTime = 10 * time.Second

// give takes a person's command.
func give[S, E, C any](ctx context.Context, l *Ledger, a *aggregate[S, E, C], commandID, id string, c C) (Receipt, error) {
	r, err := l.newRequest(ctx, commandID, wire.Stream(a.category, id), c)
	if err != nil {
		return Receipt{}, err
	}
	if err := checkID(a.kind, id); err != nil {
		return Receipt{}, err
	}
	return run(ctx, l, a, r, id, c)
}

// run carries out a command, a person's or the ledger's own, under the eyes of whoever watches.
func run[S, E, C any](ctx context.Context, l *Ledger, a *aggregate[S, E, C], r *request, id string, c C) (Receipt, error) {
	h := &handling[S, E, C]{l: l, a: a, r: r, id: id, given: c}
	ctx, w := l.watch(ctx, a.kind, r)
	receipt, err := h.carryOut(ctx)
	w.end(ctx, receipt, err, h.retries, h.denied)
	return receipt, err
}

// carryOut waits for the commands to the same stream that came before, where the command takes its turn.
func (h *handling[S, E, C]) carryOut(ctx context.Context) (Receipt, error) {
	if !h.r.outOfTurn {
		release, err := h.l.locks.acquire(ctx, h.r.stream)
		if err != nil {
			return Receipt{}, err
		}
		defer release()
	}
	receipt, err := h.loop(ctx)
	if h.claimed {
		h.l.recent.settle(h.r, h.written || h.sent)
	}
	return receipt, err
}

// handling is one command on its way through the ledger, over all attempts.
type handling[S, E, C any] struct {
	l     *Ledger
	a     *aggregate[S, E, C]
	r     *request
	id    string
	given C

	at      *snapshot[S] // what the present attempt builds on
	fresh   bool         // at was read from the log for this command, not only found in the cache
	retries int
	claimed bool     // the command id is taken for this command
	sent    bool     // an append was sent whose outcome is not known
	written bool     // an append was answered
	halved  bool     // the part that belongs into another stream is done
	denied  []string // the rules that refused the command, if any did
}

// loop tries until there is an answer. It begins with the state in the cache, which is nearly always the latest: an append proves it,
// and whatever does not end in an append is decided again on what the log says.
func (h *handling[S, E, C]) loop(ctx context.Context) (Receipt, error) {
	h.at = cached[S](h.l, h.r.stream)
	if h.at == nil || h.l.streams.doubtful(h.r.stream) {
		if err := h.read(ctx); err != nil {
			return Receipt{}, err
		}
	}
	for {
		receipt, wrote, err := h.attempt(ctx)
		switch {
		case wrote:
			return receipt, nil
		case !h.fresh && (err == nil || isRefusal(err)):
			err = h.read(ctx)
		case err != nil && h.mayRetry(err):
			err = h.recover(ctx, err)
		default:
			return receipt, h.stillUnknown(err)
		}
		if err != nil {
			return Receipt{}, h.stillUnknown(err)
		}
	}
}

// stillUnknown keeps in mind that an append was sent whose outcome nobody knows: when the works fail before that is settled, this is what
// the caller must hear.
func (h *handling[S, E, C]) stillUnknown(err error) error {
	if err == nil || !h.sent || h.written || isRefusal(err) || errors.Is(err, eventlog.ErrOutcomeUnknown) {
		return err
	}
	return fmt.Errorf("%w: %w", eventlog.ErrOutcomeUnknown, err)
}

// read brings the snapshot up to date.
func (h *handling[S, E, C]) read(ctx context.Context) error {
	at, err := catchUp(ctx, h.l, h.a, h.r.stream)
	if err != nil {
		return err
	}
	h.at, h.fresh = at, true
	return nil
}

// mayRetry says whether deciding again can help.
func (h *handling[S, E, C]) mayRetry(err error) bool {
	var conflict *eventlog.ConflictError
	return errors.As(err, &conflict) || errors.Is(err, eventlog.ErrOutcomeUnknown)
}

// recover looks at the stream again after a conflict or an unknown outcome. The command itself may stand there by now: the next
// attempt finds it. When the attempts are used up, it says what became of the last one.
func (h *handling[S, E, C]) recover(ctx context.Context, why error) error {
	var conflict *eventlog.ConflictError
	h.retries++
	if h.retries > maxRetries {
		if errors.As(why, &conflict) {
			return concurrentEdit(h.a.kind, conflict)
		}
		return why
	}
	h.l.logger.InfoContext(ctx, "command decided again",
		"command", h.r.name, "command_id", h.r.id(), "stream", h.r.stream, "why", why)
	if errors.As(why, &conflict) {
		return h.read(ctx)
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), settleTime)
	defer cancel()
	if err := h.read(ctx); err != nil {
		return errors.Join(why, err)
	}
	return nil
}

// attempt authorises, decides and writes once. wrote is true when the answer stands in the log; otherwise a nil error means that there
// was nothing to record.
func (h *handling[S, E, C]) attempt(ctx context.Context) (receipt Receipt, wrote bool, err error) {
	k := h.l.look(h.r)
	policies, err := h.authorise(ctx, k)
	if err != nil {
		return Receipt{}, false, err
	}
	if first, ok := h.at.commands.find(h.r.command); ok {
		receipt, err = h.l.receiptAt(ctx, h.r, first)
		receipt.Repeated = !h.sent // else it is our own, whose answer was lost
		return receipt, err == nil, err
	}
	if err := h.claim(ctx); err != nil {
		return Receipt{}, false, err
	}
	c, events, err := h.decide(ctx, k)
	if err != nil {
		return Receipt{}, false, err
	}
	if len(events) == 0 {
		return Receipt{Stream: h.r.stream, Revision: h.at.revision, Position: h.at.position}, false, nil
	}
	h.r.granted = policies
	if err := h.otherHalf(ctx, c); err != nil {
		return Receipt{}, false, err
	}
	receipt, err = h.append(ctx, policies, events)
	return receipt, err == nil, err
}

func (h *handling[S, E, C]) authorise(ctx context.Context, k *look) ([]string, error) {
	var s scope
	if !h.r.internal { // the matter a receiver is assigned to does not exist yet
		var err error
		if s, err = h.a.resource(ctx, k, h.id, h.at.state, h.given); err != nil {
			return nil, err
		}
	}
	policies, err := h.l.authorise(h.r, s)
	switch {
	case err != nil:
		h.denied = policies
		return nil, err
	case !h.at.exists && !h.a.creates(h.given):
		return nil, h.a.unknown()
	}
	return policies, s.missing
}

// claim takes the command id, and makes sure that no other stream has it.
func (h *handling[S, E, C]) claim(ctx context.Context) error {
	if h.claimed {
		return nil
	}
	if !h.l.recent.claim(h.r) {
		return reused()
	}
	h.claimed = true
	return h.l.foundElsewhere(ctx, h.r)
}

func (h *handling[S, E, C]) decide(ctx context.Context, k *look) (C, []E, error) {
	c, err := h.a.facts(ctx, k, h.id, h.at.state, h.given)
	if err != nil {
		return c, nil, err
	}
	events, err := h.a.decide(h.at.state, c, h.r.envelope())
	return c, events, err
}

// otherHalf writes what belongs into another stream, once; written twice it would be answered with no event anyway.
func (h *handling[S, E, C]) otherHalf(ctx context.Context, c C) error {
	if h.halved {
		return nil
	}
	if err := h.a.first(ctx, h.r, h.id, h.at.state, c); err != nil {
		return err
	}
	h.halved = true
	return nil
}

// append writes the events. A caller who hangs up does not break it off: an act begun is finished, within the log's own deadline.
func (h *handling[S, E, C]) append(ctx context.Context, policies []string, events []E) (Receipt, error) {
	encoded, err := h.encode(policies, events)
	if err != nil {
		return Receipt{}, err
	}
	done, err := h.l.log.Append(context.WithoutCancel(ctx), h.r.stream, h.at.expected(), encoded...)
	if errors.Is(err, eventlog.ErrOutcomeUnknown) {
		h.sent = true
		h.l.doubt(ctx, h.r.stream)
	}
	if err != nil {
		return Receipt{}, err
	}
	h.written = true
	next := advance(h.a, h.at, h.r.command, events, done)
	h.l.keep(h.r.stream, next, next.commands, next.revision)
	return Receipt{
		Stream: h.r.stream, Revision: done.Revision, Position: done.Position, EventIDs: eventIDs(h.r.command, len(events)),
	}, nil
}

// doubt remembers that nobody knows what became of an append to a stream.
func (l *Ledger) doubt(ctx context.Context, stream string) {
	l.streams.doubt(stream)
	if l.alone.Swap(false) {
		l.logger.WarnContext(ctx, "an answer of the event store was lost; from now on it is asked before every decision, until the next start")
	}
}

func (h *handling[S, E, C]) encode(policies []string, events []E) ([]eventlog.Event, error) {
	metadata, err := h.r.metadata(policies)
	if err != nil {
		return nil, err
	}
	encoded := make([]eventlog.Event, len(events))
	for i, e := range events {
		name, data, err := wire.Encode(e)
		if err != nil {
			return nil, fmt.Errorf("%s on stream %s: %w", h.r.name, h.r.stream, err)
		}
		encoded[i] = eventlog.Event{ID: EventID(h.r.command, i), Type: name, Data: data, Metadata: metadata}
	}
	return encoded, nil
}
