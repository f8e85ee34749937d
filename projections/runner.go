package projections

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"time"

	"go.opentelemetry.io/otel/trace"

	"github.com/probity-ledger/probity/ledger/eventlog"
	"github.com/probity-ledger/probity/ledger/wire"
)

// Log is what the runner needs of an event log; *eventlog.Log is one.
type Log interface {
	SubscribeAll(ctx context.Context, after eventlog.Position, s eventlog.Subscriber) error
	ReadAll(ctx context.Context, after eventlog.Position, limit int, each func(eventlog.Recorded) error) error
	Head(ctx context.Context) (eventlog.Position, error)
}

var _ Log = (*eventlog.Log)(nil)

// Config says where the views are kept and what they are made from.
type Config struct {
	Dir    string           // the folder of the views; made where missing. One process at a time.
	Log    Log              // where the events come from
	Decode Decoder          // what the events say; nil is wire.Decode
	Logger *slog.Logger     // nil discards
	Now    func() time.Time // the clock lag in seconds is measured by; nil is time.Now
	// Traces records a span for each transaction that applied events of recorded spans, linked to them; nil records none.
	Traces trace.TracerProvider
	// BatchLimit is the most events one transaction applies while catching up; four times as many in a file nobody reads
	// yet. 0 is 5,000.
	BatchLimit int
}

const (
	defaultBatchLimit = 5000
	// buildFactor makes transactions larger where no reader waits for the next: keys without order touch the same pages again and
	// again, and each page is written once per transaction.
	buildFactor = 4
)

func (c Config) withDefaults() (Config, error) {
	if c.Dir == "" || c.Log == nil {
		return c, errors.New("open projections: a folder and a log are needed")
	}
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	if c.Decode == nil {
		c.Decode = wire.Decode
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.BatchLimit <= 0 {
		c.BatchLimit = defaultBatchLimit
	}
	return c, nil
}

// Runner keeps all views up to date. Open makes their files ready, Run feeds them, Close lets them go.
type Runner struct {
	cfg   Config
	feed  *feed
	views map[string]*View
	order []Projection

	mu     sync.Mutex       // guards what follows
	lanes  map[string]*lane // the writers of the live files
	builds map[string]*build
	state  runState
	ctx    context.Context // of Run
	fail   context.CancelCauseFunc
	others sync.WaitGroup // rebuilds under way
	broken error          // the first error of a writer
}

type runState int

const (
	opened runState = iota
	running
	ended
)

// build is a file in the making.
type build struct {
	lane   *lane
	placed chan struct{} // closed when the file was put in place
}

// Open opens or makes the files of the projections. Views whose file is finished can be read at once, the others when Run has built
// them. An interrupted build goes on where it stopped.
func Open(cfg Config, ps ...Projection) (*Runner, error) {
	cfg, err := cfg.withDefaults()
	if err != nil {
		return nil, err
	}
	if err := checkProjections(ps); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(cfg.Dir, 0o700); err != nil {
		return nil, fmt.Errorf("make the folder of the views: %w", err)
	}
	r := &Runner{cfg: cfg, order: ps, views: map[string]*View{}, lanes: map[string]*lane{}, builds: map[string]*build{}}
	r.feed = &feed{promote: r.promote, decoder: cfg.Decode}
	for _, p := range ps {
		r.views[p.Name()] = newView(p.Name())
		if err := r.openProjection(p); err != nil {
			return nil, errors.Join(err, r.Close())
		}
	}
	return r, nil
}

// openProjection finds out what there is: a finished file of this version, one in the making, an older one to read meanwhile.
func (r *Runner) openProjection(p Projection) error {
	live := livePath(r.cfg.Dir, p)
	facts, there := inspect(live)
	current := there && facts.fits(p) && !damaged(live)
	if current {
		if err := r.openLive(p, facts); err != nil {
			return err
		}
	}
	_, half := inspect(live + building)
	if current && !half {
		return nil
	}
	if !current {
		r.cfg.Logger.Info("projection is built", "projection", p.Name(), "version", p.Version(), "damaged", damaged(live), "goes_on", half)
		if err := r.serveOlder(p); err != nil {
			return err
		}
	}
	return r.openBuild(p)
}

func (r *Runner) openLive(p Projection, facts fileFacts) error {
	path, view := livePath(r.cfg.Dir, p), r.views[p.Name()]
	l, err := openLane(path, p, view, r.laneConfig())
	if err != nil {
		return err
	}
	r.lanes[p.Name()] = l
	return view.exchange(path, facts.At, func() error { return nil })
}

// serveOlder lets readers have the newest finished file of another version while this one is built, if it has the same schema: then
// only what Apply does was changed, and today's questions can be put to it.
func (r *Runner) serveOlder(p Projection) error {
	older, err := olderFiles(r.cfg.Dir, p)
	if err != nil {
		return err
	}
	for _, path := range older {
		if facts, ok := inspect(path); ok && facts.Name == p.Name() && facts.Schema == schemaHash(p) {
			return r.views[p.Name()].exchange(path, facts.At, func() error { return nil })
		}
	}
	return nil
}

// openBuild goes on with a file in the making, or begins one.
func (r *Runner) openBuild(p Projection) error {
	path := livePath(r.cfg.Dir, p) + building
	if facts, there := inspect(path); !there || !facts.fits(p) || damaged(path) {
		if err := removeFile(path); err != nil {
			return err
		}
	}
	cfg := r.laneConfig()
	cfg.limit *= buildFactor
	l, err := openLane(path, p, nil, cfg)
	if err != nil {
		return err
	}
	r.builds[p.Name()] = &build{lane: l, placed: make(chan struct{})}
	return nil
}

func (r *Runner) laneConfig() laneConfig {
	return laneConfig{limit: r.cfg.BatchLimit, onEnd: r.laneEnded, logger: r.cfg.Logger, trace: newLaneTrace(r.cfg.Traces, r.cfg.Now)}
}

// laneEnded is told of the error that ended a writer; it ends Run.
func (r *Runner) laneEnded(err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.broken == nil {
		r.broken = err
	}
	if r.fail != nil {
		r.fail(err)
	}
}

// View returns the readable side of a projection; nil when no projection has that name.
func (r *Runner) View(name string) *View { return r.views[name] }
