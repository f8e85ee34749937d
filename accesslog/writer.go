package accesslog

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/google/uuid"

	"github.com/probity-ledger/probity/ledger/eventlog"
)

// Why entries are not recorded. ErrUnavailable is all of them: whoever meets it must not send the answer.
var (
	ErrUnavailable = errors.New("the access log does not take entries")
	ErrFull        = fmt.Errorf("too many entries wait: %w", ErrUnavailable)
	ErrSlow        = fmt.Errorf("it took too long: %w", ErrUnavailable)
	ErrClosed      = fmt.Errorf("it is closed: %w", ErrUnavailable)
)

// Log is what the writer needs of an event log; *eventlog.Log is one.
type Log interface {
	Append(ctx context.Context, stream string, exp eventlog.Expected, events ...eventlog.Event) (eventlog.Appended, error)
}

// Config says what a Writer works with. Fields without a remark must be set.
type Config struct {
	Log    Log
	Sealer *Sealer
	// Name tells this process from every other that writes the same log: letters and digits.
	Name string
	// Now stamps the days of streams; nil is time.Now.
	Now func() time.Time
	// Logger gets a line when the log stops taking entries; nil discards it.
	Logger *slog.Logger
	// Observe is told of every Record, on its goroutine; nil where nobody counts.
	Observe func(Observation)
	// Patience is how long Record waits; 0 is 2 s.
	Patience time.Duration
	// Linger is how long an append waits for company once there is something to append; 0 is not at all. Entries that come while an
	// append is under way share the next one in any case.
	Linger time.Duration
	// MaxGroup is the most entries in one append; 0 is 512. MaxWaiting is how many calls of Record may wait; 0 is 1024.
	MaxGroup, MaxWaiting int
	// MaxBytes is the most data in one append; 0 is 768 KiB. It must be less than the store takes.
	MaxBytes int
}

func (c Config) withDefaults() (Config, error) {
	if c.Log == nil || c.Sealer == nil || c.Name == "" {
		return c, errors.New("open the access log: a log, a sealer and a name are needed")
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	if c.Observe == nil {
		c.Observe = func(Observation) {}
	}
	if c.Patience <= 0 {
		c.Patience = 2 * time.Second
	}
	for _, d := range []struct {
		value    *int
		fallback int
	}{{&c.MaxGroup, 512}, {&c.MaxWaiting, 1024}, {&c.MaxBytes, 768 << 10}} {
		if *d.value <= 0 {
			*d.value = d.fallback
		}
	}
	return c, nil
}

// Writer appends entries in groups. Record may be called from any goroutine; Run is the one goroutine that appends.
type Writer struct {
	cfg    Config
	queue  chan *waiting
	closed chan struct{} // when Run has ended
	tally  tally
}

// waiting is one call of Record.
type waiting struct {
	events  []eventlog.Event
	bytes   int
	state   atomic.Int32 // given up, or taken; see below
	written chan error
}

const (
	taken   = 1 // by the appending goroutine: it will be answered
	givenUp = 2 // by the caller: it need not be written
)

// NewWriter makes a writer. Nothing is recorded until Run is called.
func NewWriter(cfg Config) (*Writer, error) {
	cfg, err := cfg.withDefaults()
	if err != nil {
		return nil, err
	}
	return &Writer{cfg: cfg, queue: make(chan *waiting, cfg.MaxWaiting), closed: make(chan struct{})}, nil
}

// Record returns nil when the entries are stored for good. Every error is an ErrUnavailable: then nothing that they speak of may be
// shown. Entries whose outcome is not known may yet stand in the log; they are never written twice.
func (w *Writer) Record(ctx context.Context, entries ...Event) error {
	if len(entries) == 0 {
		return nil
	}
	begun := time.Now()
	err := w.record(ctx, entries)
	w.told(Observation{Entries: len(entries), Took: time.Since(begun), Err: err})
	return err
}

func (w *Writer) record(ctx context.Context, entries []Event) error {
	r, err := w.prepare(entries)
	if err != nil {
		return err
	}
	select {
	case <-w.closed:
		return ErrClosed
	default:
	}
	select {
	case w.queue <- r:
	default:
		return ErrFull
	}
	timer := time.NewTimer(w.cfg.Patience)
	defer timer.Stop()
	select {
	case err := <-r.written:
		return err
	case <-timer.C:
		err = ErrSlow
	case <-ctx.Done():
		err = fmt.Errorf("%w: %w", ErrUnavailable, context.Cause(ctx))
	case <-w.closed:
		err = ErrClosed
	}
	r.state.CompareAndSwap(0, givenUp)
	return err
}

// prepare encodes the entries, each under an id of its own, which it keeps through all attempts.
func (w *Writer) prepare(entries []Event) (*waiting, error) {
	r := &waiting{events: make([]eventlog.Event, len(entries)), written: make(chan error, 1)}
	for i, e := range entries {
		id := uuid.New()
		name, data, err := codec.Encode(w.sealed(id, e))
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrUnavailable, err)
		}
		r.events[i] = eventlog.Event{ID: id, Type: name, Data: data, Metadata: noMetadata}
		r.bytes += len(data) + len(noMetadata) + 2*len(name)
	}
	if r.bytes > w.cfg.MaxBytes {
		return nil, fmt.Errorf("%w: the entries of one answer have %d bytes, %d are allowed", ErrUnavailable, r.bytes, w.cfg.MaxBytes)
	}
	return r, nil
}

// noMetadata: an entry says all itself.
var noMetadata = []byte("{}")

// sealed seals the terms of those from outside the force.
func (w *Writer) sealed(id uuid.UUID, e Event) Event {
	switch e := e.(type) {
	case Shown:
		e.Terms = w.cfg.Sealer.seal(id, e.Role, e.Terms)
		return e
	case LogRead:
		e.Terms = w.cfg.Sealer.seal(id, e.Role, e.Terms)
		return e
	}
	return e
}
