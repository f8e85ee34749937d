package node

import (
	"context"
	"errors"
	"math"
	"sync/atomic"
	"time"
)

// tailEvents is how many of the newest events are looked at when the node starts: what a crash may have harmed is there.
const tailEvents = 1024

// scrubber looks at the file in the background: its end at the start, and all of it now and then. What it finds is counted
// and logged like damage met by a read, and the node goes on: nothing damaged is served, and all the rest is.
type scrubber struct {
	node     *Node
	stop     context.CancelFunc
	gone     chan struct{}
	through  atomic.Int64 // position the scrub under way has reached; 0 between two
	findings atomic.Int64 // of the last whole scrub
	finished atomic.Int64 // when that ended, in Unix seconds
}

func startScrubber(n *Node) *scrubber {
	ctx, stop := context.WithCancel(context.Background())
	s := &scrubber{node: n, stop: stop, gone: make(chan struct{})}
	go func() {
		defer close(s.gone)
		s.tail(ctx)
		for n.cfg.ScrubEvery > 0 && pauseFor(ctx, n.cfg.ScrubEvery) {
			s.scrub(ctx)
		}
	}()
	return s
}

func (s *scrubber) end() {
	s.stop()
	<-s.gone
}

// pauseFor waits; false when ctx ended first.
func pauseFor(ctx context.Context, pause time.Duration) bool {
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// tail looks at the newest events. borrow notes what is found.
func (s *scrubber) tail(ctx context.Context) {
	seen := 0
	err := s.node.store.borrow(ctx, func(r *reader) error {
		_, err := r.scan(cursor{all: true, backward: true, from: math.MaxInt64}, func(ev *row) (bool, error) {
			if _, err := r.streamName(ev.stream); err != nil {
				return false, err
			}
			seen++
			_, err := ev.body(r.path)
			return seen < tailEvents && ctx.Err() == nil, err
		})
		return err
	})
	if _, ok := isDamage(err); err != nil && !ok && ctx.Err() == nil {
		s.node.cfg.Logger.Warn("the end of the event store could not be looked at", "err", err)
	}
}

// scrub looks at the whole file.
func (s *scrubber) scrub(ctx context.Context) {
	log := s.node.cfg.Logger
	f, err := OpenFile(s.node.cfg.Path)
	if err != nil {
		log.Warn("the event store could not be scrubbed", "err", err)
		return
	}
	began := time.Now()
	report, err := f.Scrub(ctx, Scrub{Rate: s.node.cfg.ScrubRate, Progress: s.through.Store, Found: s.node.store.note})
	s.through.Store(0)
	if err := errors.Join(err, f.Close()); err != nil {
		if ctx.Err() == nil {
			log.Warn("the event store could not be scrubbed", "err", err)
		}
		return
	}
	s.findings.Store(int64(report.Findings))
	s.finished.Store(time.Now().Unix())
	log.Info("event store scrubbed", "events", report.Events, "through", report.Through, "findings", report.Findings,
		"whole", report.Whole, "took", time.Since(began).String())
}
