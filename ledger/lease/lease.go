package lease

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"regexp"
	"sync"
	"time"

	"github.com/google/uuid"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/ledger/eventlog"
)

// Log is what a lease needs of an event log; *eventlog.Log is one.
type Log interface {
	Append(ctx context.Context, stream string, exp eventlog.Expected, events ...eventlog.Event) (eventlog.Appended, error)
	ReadLast(ctx context.Context, stream string) (eventlog.Recorded, error)
	KeepLast(ctx context.Context, stream string, n uint64) error
}

var _ Log = (*eventlog.Log)(nil)

// Config says which lease, for whom, and how long it holds.
type Config struct {
	// Log is where the lease stands. The Lease does not close it.
	Log Log
	// Name names the lease; lower-case letters. Its stream is "lease-" and the name.
	Name string
	// Holder names this run of this process and no other, ever; "" makes a name.
	Holder string
	// Length is how long a tenure holds without being renewed; 0 is 15 s. It is renewed three times in that time, a candidate looks ten
	// times, and the margin is a tenth of it.
	Length time.Duration
	// Logger gets a line for every change; nil discards them.
	Logger *slog.Logger
}

const (
	defaultLength = 15 * time.Second
	shortest      = 100 * time.Millisecond
	keep          = 8 // events of the stream that are worth keeping, for a person to look at
)

var validName = regexp.MustCompile(`^[a-z]{1,32}$`)

func (c Config) withDefaults() (Config, error) {
	if c.Log == nil || !validName.MatchString(c.Name) {
		return c, errors.New("make a lease: a log and a name of 1 to 32 lower-case letters are needed")
	}
	if c.Length == 0 {
		c.Length = defaultLength
	}
	if c.Length < shortest || c.Length > longest {
		return c, fmt.Errorf("make a lease: a length of %s is not between %s and %s", c.Length, shortest, longest)
	}
	if c.Holder == "" {
		c.Holder = uuid.NewString()
	}
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	return c, nil
}

// Lease competes for a lease and works while it holds it.
type Lease struct {
	cfg   Config
	codec *domain.Codec[Event]
	now   func() time.Duration
	e     election // owned by the goroutine of Run
	told  bool     // the store was told to keep only a few events

	mu     sync.Mutex
	status Status
}

// Status is what a candidate knows of the lease.
type Status struct {
	Me      string // this candidate
	Holder  string // who holds the lease, as far as is known; "" for nobody
	Term    uint64
	Leading bool // this candidate works
}

// New makes a candidate. It does nothing until Run.
func New(cfg Config) (*Lease, error) {
	cfg, err := cfg.withDefaults()
	if err != nil {
		return nil, err
	}
	l := &Lease{cfg: cfg, codec: NewCodec(), now: ownClock, status: Status{Me: cfg.Holder}}
	l.e = election{me: cfg.Holder, length: cfg.Length, margin: cfg.Length / 10, every: cfg.Length / 3}
	return l, nil
}

// Status returns what is known now.
func (l *Lease) Status() Status {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.status
}

func (l *Lease) stream() string { return Category + "-" + l.cfg.Name }

// Run competes until ctx ends, and calls work whenever this candidate holds the lease. The context of work ends before the tenure does;
// work must return then. When work returns an error, the lease is given back and Run returns the error; when it returns nil before its
// time, it is called again. A log that does not answer is asked again; that is never an error.
func (l *Lease) Run(ctx context.Context, work func(ctx context.Context, term uint64) error) error {
	for ctx.Err() == nil {
		l.step(ctx)
		if l.e.leads(l.now()) {
			if err := l.serve(ctx, work); err != nil && ctx.Err() == nil {
				return err
			}
		}
		pause(ctx, l.cfg.Length/10)
	}
	return nil
}

// step looks at the stream and appends what there is to append.
func (l *Lease) step(ctx context.Context) {
	if err := l.look(ctx); err != nil {
		l.cfg.Logger.Debug("lease: cannot be looked at", "lease", l.cfg.Name, "err", err)
	} else if event, at, ok := l.e.next(l.now()); ok {
		l.append(ctx, event, at)
	}
	l.publish()
}

// look reads the end of the stream, unless it is known from an own append.
func (l *Lease) look(ctx context.Context) error {
	if l.e.known && l.e.leading {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, l.cfg.Length)
	defer cancel()
	r, err := l.cfg.Log.ReadLast(ctx, l.stream())
	if errors.Is(err, eventlog.ErrStreamNotFound) {
		l.e.see(l.now(), false, 0, Tenure{})
		return nil
	}
	if err != nil {
		return err
	}
	event, err := l.codec.Decode(r.Type, r.Data)
	if err != nil {
		return fmt.Errorf("event %d of stream %s: %w", r.Revision, r.Stream, err)
	}
	l.e.see(l.now(), true, r.Revision, event.tenure())
	return nil
}

func (l *Lease) append(ctx context.Context, event Event, at eventlog.Expected) {
	ctx, cancel := context.WithTimeout(ctx, l.cfg.Length/3)
	defer cancel()
	name, data, err := l.codec.Encode(event)
	if err != nil {
		l.cfg.Logger.Error("lease: cannot be written down", "lease", l.cfg.Name, "err", err)
		return
	}
	asked := l.now()
	done, err := l.cfg.Log.Append(ctx, l.stream(), at, eventlog.Event{ID: uuid.New(), Type: name, Data: data, Metadata: []byte(`{}`)})
	if err != nil {
		l.cfg.Logger.Debug("lease: not appended", "lease", l.cfg.Name, "event", name, "err", err)
		l.e.failed()
		return
	}
	l.e.wrote(asked, done.Revision, event)
	l.tell(ctx)
}

// tell asks the store, once, to keep only the last events. A store that cannot keeps all; they are small and rare.
func (l *Lease) tell(ctx context.Context) {
	if l.told {
		return
	}
	l.told = true
	if err := l.cfg.Log.KeepLast(ctx, l.stream(), keep); err != nil {
		l.cfg.Logger.Info("lease: the store keeps every event of it", "lease", l.cfg.Name, "err", err)
	}
}

func (l *Lease) publish() {
	s := Status{Me: l.cfg.Holder, Holder: l.e.last.Holder, Term: l.e.last.Term, Leading: l.e.leads(l.now())}
	l.mu.Lock()
	was := l.status
	l.status = s
	l.mu.Unlock()
	if was != s {
		l.cfg.Logger.Info("lease", "lease", l.cfg.Name, "term", s.Term, "holder", s.Holder, "leading", s.Leading)
	}
}

func pause(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}
