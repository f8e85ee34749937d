package projections

import (
	"fmt"

	"github.com/probity-ledger/probity/ledger/eventlog"
)

// promote puts the file of a build in the place of the live one and goes on writing it there. The feed is held still meanwhile
// (feed.mu), so that no event is missed; questions wait for the moment it takes to give the file its name.
func (r *Runner) promote(l *lane) error {
	if r.feed.live.Load() && r.feed.last.Before(l.start) {
		return &AheadError{Projection: l.p.Name(), Built: l.start, Head: r.feed.last}
	}
	name := l.p.Name()
	if err := l.stop(); err != nil {
		return err
	}
	r.feed.remove(l)
	r.mu.Lock()
	old, made := r.lanes[name], r.builds[name]
	r.mu.Unlock()
	if old != nil {
		r.feed.remove(old)
	}
	at := *l.reached.Load()
	if err := r.putLive(l.p, old, at); err != nil {
		return fmt.Errorf("projection %s: %w", name, err)
	}
	live, err := openLane(livePath(r.cfg.Dir, l.p), l.p, r.views[name], r.laneConfig())
	if err != nil {
		return err
	}
	live.tally.inherit(&l.tally)
	if old != nil {
		live.tally.inherit(&old.tally)
	}
	r.feed.lanes = append(r.feed.lanes, live)
	r.mu.Lock()
	r.lanes[name] = live
	delete(r.builds, name)
	r.mu.Unlock()
	close(made.placed)
	r.cfg.Logger.Info("projection is live", "projection", name, "version", l.p.Version(), "position", at.String())
	return r.removeOlder(l.p)
}

func (r *Runner) putLive(p Projection, old *lane, at eventlog.Position) error {
	path := livePath(r.cfg.Dir, p)
	return r.views[p.Name()].exchange(path, at, func() error {
		if old != nil {
			if err := old.stop(); err != nil {
				return err
			}
		}
		return putInPlace(path+building, path)
	})
}

func (r *Runner) removeOlder(p Projection) error {
	older, err := olderFiles(r.cfg.Dir, p)
	if err != nil {
		return err
	}
	for _, path := range older {
		for _, file := range []string{path, path + building} {
			if err := removeFile(file); err != nil {
				return err
			}
		}
	}
	return nil
}
