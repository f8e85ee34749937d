package projections

import (
	"context"
	"fmt"
	"time"

	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/ledger/eventlog"
)

// Status says how one projection is doing. It names no content and may be shown to whoever may see the health of the program.
type Status struct {
	Name       string
	Version    int
	Position   eventlog.Position // up to which readers see
	LagEvents  uint64            // events taken from the log and not yet in the view
	LagSeconds float64           // age of the last event in the view, while there are others to come; 0 when up to date
	// Quarantined counts the events set aside in the file that is read. Anything but zero wants a person's attention.
	Quarantined int
	Readable    bool // there is a finished file
	Rebuilding  bool // a new file is being built
	Waiting     bool // for space: the disk is full. The writer goes on by itself
	CaughtUp    bool // the writer has applied all there was when it last looked
	// Applied, Commits and Rollbacks count since the program started.
	Applied, Commits, Rollbacks uint64
}

// Status returns one entry per projection, in the order they were given to Open.
func (r *Runner) Status() []Status {
	live := r.feed.live.Load()
	r.mu.Lock()
	defer r.mu.Unlock()
	all := make([]Status, len(r.order))
	for i, p := range r.order {
		view := r.views[p.Name()]
		s := Status{Name: p.Name(), Version: p.Version(), Position: view.Position(), Readable: view.readable(), Rebuilding: r.builds[p.Name()] != nil}
		l := r.lanes[p.Name()]
		if b := r.builds[p.Name()]; l == nil && b != nil {
			l = b.lane
		}
		if l != nil {
			s.measure(&l.tally, live && l.view != nil, r.cfg.Now())
		}
		all[i] = s
	}
	return all
}

func (s *Status) measure(t *tally, live bool, now time.Time) {
	finished := t.finished.Load() // before handed, so that the difference is never negative
	s.LagEvents = t.handed.Load() - finished
	s.Quarantined = int(t.quarantined.Load())
	s.Applied, s.Commits, s.Rollbacks = t.applied.Load(), t.commits.Load(), t.rollbacks.Load()
	s.Waiting = t.waiting.Load()
	s.CaughtUp = live && s.LagEvents == 0
	if last := t.lastRecorded.Load(); last != 0 && !s.CaughtUp {
		s.LagSeconds = max(0, now.Sub(time.Unix(0, last)).Seconds())
	}
}

// Ready returns when every view can be read and has caught up with the log, or ctx's error.
func (r *Runner) Ready(ctx context.Context) error {
	for {
		var wait <-chan struct{}
		for _, s := range r.Status() {
			if !s.CaughtUp {
				wait = r.views[s.Name].Changed()
				break
			}
		}
		if wait == nil {
			return nil
		}
		timer := time.NewTimer(10 * time.Millisecond)
		select {
		case <-wait:
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return fmt.Errorf("wait for the projections: %w", ctx.Err())
		}
		timer.Stop()
	}
}

// SetAside is one event a projection could not apply.
type SetAside struct {
	Position eventlog.Position
	Stream   string
	Revision uint64
	Type     string
	Reason   string // one of the Reason constants, see there; never content
}

// Quarantine lists the events a projection set aside, oldest first, at most MaxPage after a position.
func (r *Runner) Quarantine(ctx context.Context, name string, after eventlog.Position) ([]SetAside, error) {
	v := r.View(name)
	if v == nil {
		return nil, fmt.Errorf("list the quarantine of %s: %w", name, ErrUnknownProjection)
	}
	var list []SetAside
	err := v.Read(ctx, func(c *sqlite.Conn) error {
		return Query(c, `SELECT commit_position, prepare_position, stream, revision, type, reason FROM probity_quarantine
			WHERE (commit_position, prepare_position) > (?1, ?2) ORDER BY commit_position, prepare_position LIMIT ?3`, nil, func(s *sqlite.Stmt) error {
			list = append(list, SetAside{
				Position: eventlog.Position{Commit: uint64(s.ColumnInt64(0)), Prepare: uint64(s.ColumnInt64(1))},
				Stream:   s.ColumnText(2), Revision: uint64(s.ColumnInt64(3)), Type: s.ColumnText(4), Reason: s.ColumnText(5),
			})
			return nil
		}, after.Commit, after.Prepare, MaxPage)
	})
	return list, err
}
