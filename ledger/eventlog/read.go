package eventlog

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/EventStore/EventStore-Client-Go/v4/esdb"
	"go.opentelemetry.io/otel/attribute"
)

// everything asks for all events there are; the store counts in unsigned 64 bits.
const everything = ^uint64(0)

// Read hands over the events of a stream from a revision to its present end, in order, on the caller's goroutine. It stops with the
// error each returns, as it is. ErrStreamNotFound means that nothing was ever written to the stream; a stream that ends before from
// has no events to hand over and is no error.
func (l *Log) Read(ctx context.Context, stream string, from uint64, each func(Recorded) error) error {
	ctx, span := startSpan(ctx, "eventlog read")
	handed := 0
	err := readError(stream, l.readStream(ctx, stream, from, everything, func(r Recorded) error {
		handed++
		return each(r)
	}))
	span.SetAttributes(attribute.Int("probity.events", handed))
	endSpan(span, err)
	return err
}

// ReadOne returns the event of a stream at a revision; ErrStreamNotFound when there is none.
func (l *Log) ReadOne(ctx context.Context, stream string, revision uint64) (Recorded, error) {
	var found *Recorded
	err := l.readStream(ctx, stream, revision, 1, func(r Recorded) error { found = &r; return nil })
	if err == nil && (found == nil || found.Revision != revision) {
		err = fmt.Errorf("%w: it has no revision %d", ErrStreamNotFound, revision)
	}
	if err != nil {
		return Recorded{}, readError(stream, err)
	}
	return *found, nil
}

func readError(stream string, err error) error {
	var own *ownError
	if errors.As(err, &own) {
		return own.err
	}
	if err != nil {
		return fmt.Errorf("read stream %s: %w", stream, err)
	}
	return nil
}

// ownError carries an error of the caller's callback past the translation of the store's.
type ownError struct{ err error }

func (e *ownError) Error() string { return e.err.Error() }
func (e *ownError) Unwrap() error { return e.err }

// readStream reads count events. When the client proves dead it goes on once with a new one, after the last event handed over.
func (l *Log) readStream(ctx context.Context, stream string, from, count uint64, each func(Recorded) error) error {
	if err := checkName(stream); err != nil {
		return fmt.Errorf("the stream's name %w", err)
	}
	next, left := from, count
	return l.twice(func() error {
		return l.consume(ctx, streamOpener(stream, next, left), func(r Recorded) error {
			if r.Revision < next {
				return fmt.Errorf("%w: revision %d after %d", ErrPositionRegressed, r.Revision, next)
			}
			next, left = r.Revision+1, left-1
			return called(each, r)
		})
	})
}

func called(each func(Recorded) error, r Recorded) error {
	if err := each(r); err != nil {
		return &ownError{err}
	}
	return nil
}

// twice runs a read and, when the store was not available, runs it once more: the first run may only have found out that the
// connection is dead. The read itself remembers how far it came.
func (l *Log) twice(read func() error) error {
	err := read()
	var own *ownError
	if errors.Is(err, ErrUnavailable) && !errors.As(err, &own) {
		err = read()
	}
	return err
}

func streamOpener(stream string, from, count uint64) opener {
	return func(ctx context.Context, client *esdb.Client) (receiver, func(), error) {
		opts := esdb.ReadStreamOptions{Direction: esdb.Forwards, From: esdb.Revision(from)}
		r, err := client.ReadStream(ctx, stream, opts, count)
		if err != nil {
			return nil, nil, err
		}
		return r.Recv, r.Close, nil
	}
}

// ReadAll hands over at most limit events of the whole log that lie after a position, in order, on the caller's goroutine; 0 means all
// there are. Fewer than limit means that the log ended there. It stops with the error each returns, as it is.
func (l *Log) ReadAll(ctx context.Context, after Position, limit int, each func(Recorded) error) error {
	if limit < 0 {
		return fmt.Errorf("read all streams: %d is not a number of events", limit)
	}
	handed := 0
	take := func(r Recorded) error {
		if limit > 0 && handed == limit {
			return errEnough
		}
		handed++
		return called(each, r)
	}
	for more := true; more; {
		err := l.twice(func() (err error) {
			more, err = l.readPage(ctx, &after, pageSize(limit, handed), take)
			return err
		})
		if err != nil {
			return allError(err)
		}
		more = more && handed < limit
	}
	return nil
}

// pageSize is how much to ask for: one more than is wanted, since the event the page begins at may be known already.
func pageSize(limit, handed int) uint64 {
	if limit == 0 {
		return everything
	}
	return uint64(limit-handed) + 1
}

// errEnough ends a read that has handed over all that was asked for.
var errEnough = errors.New("enough")

func allError(err error) error {
	var own *ownError
	switch {
	case errors.As(err, &own):
		return own.err
	case errors.Is(err, errEnough):
		return nil
	}
	return fmt.Errorf("read all streams: %w", err)
}

// readPage reads one page, moves after along, and says whether the page was full so that more may follow. The event at after itself
// comes first, since the store counts a position in; it is left out.
func (l *Log) readPage(ctx context.Context, after *Position, page uint64, each func(Recorded) error) (more bool, err error) {
	start, received := *after, uint64(0)
	seen, err := l.consumeAll(ctx, allOpener(start, page, &received), func(r Recorded) error {
		switch order := r.Position.Compare(*after); {
		case order == 0 && r.Position == start:
			return nil
		case order <= 0:
			return fmt.Errorf("%w: %s after %s", ErrPositionRegressed, r.Position, *after)
		}
		*after = r.Position
		return each(r)
	})
	if err != nil {
		return false, err
	}
	if after.Before(seen) {
		*after = seen
	}
	return received >= page, nil
}

func allOpener(from Position, count uint64, received *uint64) opener {
	return func(ctx context.Context, client *esdb.Client) (receiver, func(), error) {
		opts := esdb.ReadAllOptions{Direction: esdb.Forwards, From: from.toClient()}
		r, err := client.ReadAll(ctx, opts, count)
		if err != nil {
			return nil, nil, err
		}
		counted := func() (*esdb.ResolvedEvent, error) {
			e, err := r.Recv()
			if err == nil {
				*received++
			}
			return e, err
		}
		return counted, r.Close, nil
	}
}

func (p Position) toClient() esdb.AllPosition {
	if p.IsZero() {
		return esdb.Start{}
	}
	return esdb.Position{Commit: p.Commit, Prepare: p.Prepare}
}

// Head returns the position of the last event of the whole log, the store's own events included; zero when the log is empty.
func (l *Log) Head(ctx context.Context) (Position, error) {
	var head Position
	open := func(ctx context.Context, client *esdb.Client) (receiver, func(), error) {
		r, err := client.ReadAll(ctx, esdb.ReadAllOptions{Direction: esdb.Backwards, From: esdb.End{}}, 1)
		if err != nil {
			return nil, nil, err
		}
		return r.Recv, r.Close, nil
	}
	err := l.twice(func() (err error) {
		head, err = l.consumeAll(ctx, open, func(Recorded) error { return nil })
		return err
	})
	if err != nil {
		return Position{}, fmt.Errorf("read the end of the log: %w", err)
	}
	return head, nil
}

func (l *Log) consume(ctx context.Context, open opener, each func(Recorded) error) error {
	_, err := l.consumeAll(ctx, open, each)
	return err
}

// consumeAll runs a finite read to its end and returns the position of the last event seen. Whatever happens, the read is closed.
func (l *Log) consumeAll(ctx context.Context, open opener, each func(Recorded) error) (Position, error) {
	f := l.openFeed(ctx, l.calls, open)
	defer f.stop()
	var turns uint64
	for {
		p, err := l.nextPortion(ctx, f, &turns)
		if err != nil {
			return p.seen, err
		}
		for _, r := range p.events {
			if err := each(r); err != nil {
				return p.seen, err
			}
		}
		if p.err != nil {
			return p.seen, endOfRead(ctx, p.err)
		}
	}
}

// endOfRead is nil for a whole read. A read that broke off because the caller gave up says so in the caller's words.
func endOfRead(ctx context.Context, err error) error {
	switch {
	case whole(err):
		return nil
	case ctx.Err() != nil:
		return fmt.Errorf("%w: %w", context.Cause(ctx), err)
	}
	return translate(err)
}

// nextPortion waits for the next portion. A read that brings nothing for as long as a call may take is given up.
func (l *Log) nextPortion(ctx context.Context, f *feed, turns *uint64) (portion, error) {
	timer := time.NewTimer(l.cfg.CallTimeout)
	defer timer.Stop()
	for {
		select {
		case <-f.filled:
			p, _ := f.take(turns)
			return p, nil
		case <-ctx.Done():
			return portion{}, context.Cause(ctx)
		case <-timer.C:
			p, moved := f.take(turns)
			if len(p.events) > 0 || p.err != nil || moved {
				return p, nil
			}
			return portion{}, f.abandon(l.cfg.CallTimeout)
		}
	}
}
