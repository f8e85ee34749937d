package projections

import (
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/ledger/eventlog"
)

const (
	queueLength  = 2                     // deliveries a writer may be behind before the feed waits for it
	commitBytes  = 16 << 20              // event bytes in one transaction
	commitPause  = 50 * time.Millisecond // how long a catching-up writer waits for more before it commits
	skippedLimit = 4096                  // events without meaning for a view after which its checkpoint is written all the same
)

// lane is the one writer of one file: a connection, a queue and a goroutine. The feed owns the sending side of the queue.
type lane struct {
	p      Projection
	path   string
	cfg    laneConfig
	reads  []string // the categories of p, asked for once
	queue  chan delivery
	once   sync.Once         // closes queue and ending
	ending chan struct{}     // closed with queue: a writer that waits for space ends
	done   chan struct{}     // closed when the goroutine has ended and the connection is closed
	err    error             // why it ended; read after done
	view   *View             // told of commits; nil while the file is not live
	start  eventlog.Position // what the file held when it was opened

	// The goroutine owns what follows.
	conn     *sqlite.Conn
	writer   Writer
	open     bool    // a transaction is open
	careful  bool    // events are applied one by one since something in this transaction went wrong
	pending  []*item // what the open transaction holds, to be able to do it again
	bytes    int
	begun    time.Time         // when the open transaction began; zero where nobody watches
	taken    uint64            // events taken since the last commit
	aside    int64             // of them, events set aside
	seen     eventlog.Position // of the last event handed over
	lastTime time.Time         // when the event at seen was recorded
	stored   eventlog.Position // the checkpoint in the file
	skipped  int               // events without meaning since the checkpoint was stored

	tally   tally
	reached atomic.Pointer[eventlog.Position] // what is committed, or passed over
}

// laneConfig is what all lanes of a runner have in common.
type laneConfig struct {
	limit  int         // events in one transaction
	onEnd  func(error) // told of an error that ended a lane, before it is done
	logger *slog.Logger
	trace  laneTrace
}

// tally counts what a lane does, for whoever asks.
type tally struct {
	handed, finished atomic.Uint64 // events put into the queue; events committed or passed over
	applied, commits atomic.Uint64
	rollbacks        atomic.Uint64
	waiting          atomic.Bool // for space on the disk
	quarantined      atomic.Int64
	lastRecorded     atomic.Int64 // unix nanoseconds of the last committed event
}

// inherit adds what a writer before it counted, so that counters never fall.
func (t *tally) inherit(from *tally) {
	t.applied.Add(from.applied.Load())
	t.commits.Add(from.commits.Load())
	t.rollbacks.Add(from.rollbacks.Load())
	t.lastRecorded.Store(max(t.lastRecorded.Load(), from.lastRecorded.Load()))
}

// openLane opens the file and starts its writer.
func openLane(path string, p Projection, view *View, cfg laneConfig) (*lane, error) {
	c, facts, err := openWritable(path, p)
	if err != nil {
		return nil, err
	}
	if !facts.fits(p) {
		return nil, errors.Join(fmt.Errorf("open view of projection %s: the file is of another version", p.Name()), c.Close())
	}
	if view != nil {
		if err := makeLate(c); err != nil { // nothing is missing in a file that was put in place
			return nil, errors.Join(fmt.Errorf("open view of projection %s: %w", p.Name(), err), c.Close())
		}
	}
	l := &lane{
		p: p, reads: p.Categories(), path: path, cfg: cfg, view: view, conn: c, start: facts.At, seen: facts.At, stored: facts.At,
		queue: make(chan delivery, queueLength), done: make(chan struct{}), ending: make(chan struct{}), writer: newWriter(p, c),
	}
	l.tally.quarantined.Store(int64(facts.Quarantined))
	l.reached.Store(&facts.At)
	go l.run()
	return l, nil
}

// stop lets the goroutine finish what is in the queue, commit and close the file, and waits for it. Nobody may send to it any more.
func (l *lane) stop() error {
	l.end()
	<-l.done
	return l.err
}

// end is stop without waiting.
func (l *lane) end() { l.once.Do(func() { close(l.ending); close(l.queue) }) }

func (l *lane) run() {
	defer close(l.done)
	err := l.work()
	if err == nil && l.stored != l.seen {
		err = l.withSpace(l.store, l.store)
	}
	if errors.Is(err, errEnding) {
		err = nil // what is not committed is applied again at the next start
	}
	if e := l.conn.Close(); err == nil && e != nil {
		err = e
	}
	if err != nil {
		l.err = fmt.Errorf("projection %s: %w", l.p.Name(), errors.Join(err, markIfDamaged(l.path, err)))
		l.cfg.onEnd(l.err)
		l.drain()
	}
}

// drain keeps the feed from waiting for a writer that has ended, until the feed has heard of it.
func (l *lane) drain() {
	for {
		d, ok := <-l.queue
		if !ok {
			return
		}
		if d.whole != nil {
			close(d.whole)
		}
	}
}

func (l *lane) work() error {
	for d := range l.queue {
		for more := true; more; {
			if err := l.take(d); err != nil {
				return err
			}
			if l.full() {
				break
			}
			d, more = l.next(d.live)
		}
		if err := l.commit(); err != nil {
			return err
		}
	}
	return nil
}

// next returns what else is waiting: when live only what is there already, on the way there also what comes in a moment.
func (l *lane) next(live bool) (delivery, bool) {
	if live {
		select {
		case d, ok := <-l.queue:
			return d, ok
		default:
			return delivery{}, false
		}
	}
	timer := time.NewTimer(commitPause)
	defer timer.Stop()
	select {
	case d, ok := <-l.queue:
		return d, ok
	case <-timer.C:
		return delivery{}, false
	}
}

func (l *lane) full() bool { return len(l.pending) >= l.cfg.limit || l.bytes >= commitBytes }

// take applies a delivery inside the open transaction. What the file already holds is passed over.
func (l *lane) take(d delivery) error {
	if d.whole != nil {
		return l.complete(d.whole)
	}
	for i := range d.items {
		it := &d.items[i]
		if !l.seen.Before(it.recorded.Position) {
			continue
		}
		l.seen, l.lastTime = it.recorded.Position, it.recorded.RecordedAt
		if !l.wants(it.recorded.Stream) {
			l.skipped++
			continue
		}
		if err := l.withSpace(func() error { return l.put(it) }, nil); err != nil {
			return err
		}
	}
	if l.seen.Before(d.passed) {
		l.seen, l.skipped = d.passed, l.skipped+1
	}
	l.taken += uint64(len(d.items))
	return nil
}

// complete makes the late indexes, in a transaction of their own: the events before them must not be rolled back with them.
func (l *lane) complete(done chan<- struct{}) error {
	defer close(done)
	late := func() error { return makeLate(l.conn) }
	if err := l.commit(); err != nil {
		return err
	}
	return l.withSpace(late, late)
}
