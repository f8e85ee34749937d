package node

import (
	"context"
	"errors"
	"log/slog"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

const (
	// groupBytes closes a group commit early, so that a few large appends do not make all others wait.
	groupBytes = 8 << 20

	// waitingAppends is how many appends may queue for the writer; more wait in their callers.
	waitingAppends = 1024
)

// action is what an appendRequest asks for.
type action int

const (
	actAppend     action = iota
	actSoftDelete        // hide all that the stream holds until it is written again
	actTombstone         // close the stream for good
)

// appendRequest is one append, or one deletion, on its way to the writer.
type appendRequest struct {
	ctx    context.Context
	action action
	stream string
	expect expectation
	events []proposal
	done   chan outcome // holds one
	begun  time.Time    // when it was given to the writer
}

// outcome is what became of an append. Position 0 means that nothing is stored for it.
type outcome struct {
	verdict  verdict
	revision int64 // of the last event; unless it was written or repeated, the stream's end; -1 is no stream
	position int64
	err      error
}

// writer is the one goroutine that writes. It takes all appends that wait, decides them in order inside one
// transaction, and answers them after its commit: one fsync serves the whole group.
type writer struct {
	queue  chan *appendRequest
	quit   chan struct{} // closed by stop
	gone   chan struct{} // closed when the goroutine has ended
	once   sync.Once
	ledger *ledger
	store  *store
	hub    *hub
	now    func() time.Time
	log    *slog.Logger
	limit  int
	watch  Observer

	committed *atomic.Int64 // the newest position readers may see; the store's
	events    atomic.Int64
	appends   atomic.Int64
	commits   atomic.Int64
	stopped   atomic.Bool // since a write error: nothing is written any more
}

func startWriter(s *store, h *hub, cfg Config) *writer {
	w := &writer{
		queue: make(chan *appendRequest, waitingAppends), quit: make(chan struct{}), gone: make(chan struct{}),
		ledger: newLedger(s), store: s, committed: &s.committed, hub: h, now: cfg.Now, log: cfg.Logger, limit: cfg.GroupLimit,
		watch: cfg.Observer,
	}
	w.events.Store(s.found.events)
	go w.run()
	return w
}

// append waits for its turn and its outcome. When ctx ends first, the append may still be written.
func (w *writer) append(r *appendRequest) (outcome, error) {
	if err := w.give(r); err != nil {
		return outcome{}, err
	}
	return w.outcome(r)
}

// give puts an append into the queue; appends of one caller are written in the order in which they are given.
func (w *writer) give(r *appendRequest) (err error) {
	r.begun = time.Now()
	select {
	case w.queue <- r:
		return nil
	case <-r.ctx.Done():
		err = r.ctx.Err()
	case <-w.quit:
		err = errClosing
	}
	observeOutcome(w.watch, r.begun, outcome{}, err)
	return err
}

// outcome waits for what becomes of an append that was given.
func (w *writer) outcome(r *appendRequest) (outcome, error) {
	out, err := w.await(r)
	if err == nil && out.verdict == verdictDeleted {
		err = streamDeleted(r.stream)
	}
	observeOutcome(w.watch, r.begun, out, err)
	return out, err
}

func (w *writer) await(r *appendRequest) (outcome, error) {
	select {
	case out := <-r.done:
		return out, out.err
	case <-r.ctx.Done():
		return outcome{}, r.ctx.Err()
	case <-w.gone:
		return r.afterEnd()
	}
}

// afterEnd is the outcome of an append whose writer has ended: it may just have been answered, or was never begun.
func (r *appendRequest) afterEnd() (outcome, error) {
	select {
	case out := <-r.done:
		return out, out.err
	default:
		return outcome{}, errClosing
	}
}

// stop ends the writer after the group it is writing.
func (w *writer) stop() {
	w.once.Do(func() { close(w.quit) })
	<-w.gone
}

func (w *writer) run() {
	defer close(w.gone)
	var group []*appendRequest
	for {
		select {
		case r := <-w.queue:
			group = w.gather(group[:0], r)
			w.commit(group)
			clear(group) // let go of the events
			w.checkpoint()
		case <-w.quit:
			return
		}
	}
}

// gather takes what waits already, up to the group's limits, without waiting for more.
func (w *writer) gather(group []*appendRequest, r *appendRequest) []*appendRequest {
	events, bytes := 0, 0
	for {
		group = append(group, r)
		events += max(1, len(r.events))
		for i := range r.events {
			bytes += r.events[i].size()
		}
		if events >= w.limit || bytes >= groupBytes {
			return group
		}
		if r = w.waiting(); r == nil {
			return group
		}
	}
}

// waiting gives the next append that waits already. It yields once before it says there is none: the callers of the
// group just answered are then on their way with their next appends, and half as many fsyncs serve them.
func (w *writer) waiting() *appendRequest {
	for range 2 {
		select {
		case r := <-w.queue:
			return r
		default:
			runtime.Gosched()
		}
	}
	return nil
}

// commit writes a group in one transaction and answers it. A group that cannot be written whole is written append by
// append, so that one bad append harms no other.
func (w *writer) commit(group []*appendRequest) {
	outs, err := w.try(group)
	if err != nil && len(group) > 1 && !w.stopped.Load() {
		for i := range group {
			w.commit(group[i : i+1])
		}
		return
	}
	for i, r := range group {
		switch {
		case err != nil:
			r.done <- outcome{err: err}
		default:
			if outs[i].err == nil && outs[i].verdict < verdictWrong {
				w.appends.Add(1)
			}
			r.done <- outs[i]
		}
	}
}

func (w *writer) try(group []*appendRequest) ([]outcome, error) {
	if w.stopped.Load() {
		return nil, errStopped
	}
	begun, before := time.Now(), w.ledger.events
	outs, err := w.ledger.write(group, w.now())
	if err != nil {
		return nil, w.failed(err)
	}
	w.watch.Committed(Group{Appends: len(group), Events: int(w.ledger.events - before), Waited: begun.Sub(group[0].begun),
		Took: time.Since(begun), Commit: w.ledger.commit})
	w.committed.Store(w.ledger.last)
	w.events.Store(w.ledger.events)
	w.commits.Add(1)
	if len(w.ledger.touched) > 0 {
		w.hub.publish(w.ledger.touched)
	}
	return outs, nil
}

// failed says what an error of the file means to the appends. As long as COMMIT was not tried, or found no space,
// nothing of the group is on disk. After any other failure of COMMIT the group may come back when the file is next
// opened, so the writer stops for good: what it wrote behind it could contradict it.
func (w *writer) failed(err error) error {
	damage, damaged := isDamage(err)
	switch stuck := errors.Is(err, errStuck); {
	case damaged && !stuck && !errors.Is(err, errCommit):
		w.store.note(damage)
		return dataLoss(damage)
	case isDiskFull(err) && !stuck:
		w.log.Warn("append refused: the disk is full", "error", err)
		return errDiskFull
	case !errors.Is(err, errCommit) && !stuck:
		w.log.Error("append not written", "error", err)
		return errNotWritten
	default:
		w.stopped.Store(true)
		w.log.Error("commit failed: appends stop until the node is started again", "error", err)
		return errUnknown
	}
}

func (w *writer) checkpoint() {
	if err := w.ledger.checkpoint(); err != nil {
		w.log.Warn("checkpoint of the write-ahead log put off", "error", err)
	}
}
