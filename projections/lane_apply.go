package projections

import (
	"fmt"

	"github.com/probity-ledger/probity/ledger/eventlog"
)

// put applies one event that matters to the view. When one fails, everything since the last commit is done again one by one, so that
// only the culprit is set aside and the common case pays for no savepoints.
func (l *lane) put(it *item) error {
	l.pending = append(l.pending, it) // first, so that whatever fails now can be done again
	l.bytes += it.size()
	if err := l.begin(); err != nil {
		return err
	}
	if it.problem != nil || l.careful {
		return l.applyAlone(it)
	}
	err := l.apply(it)
	if err == nil || environmental(err) {
		return err
	}
	return l.again()
}

func (l *lane) begin() error {
	if l.open {
		return nil
	}
	if err := Exec(l.conn, "BEGIN IMMEDIATE"); err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	l.open, l.begun = true, l.cfg.trace.now()
	return nil
}

// again rolls the transaction back and applies what it held event by event.
func (l *lane) again() error {
	l.tally.rollbacks.Add(1)
	return l.redo()
}

// applyAlone applies one event so that its failure undoes nothing else.
func (l *lane) applyAlone(it *item) error {
	if it.problem != nil {
		return l.setAside(it, it.problem)
	}
	if err := Exec(l.conn, "SAVEPOINT one_event"); err != nil {
		return err
	}
	cause := l.apply(it)
	if cause == nil {
		return Exec(l.conn, "RELEASE one_event")
	}
	if environmental(cause) {
		return cause
	}
	if err := Exec(l.conn, "ROLLBACK TO one_event"); err != nil {
		return err
	}
	if err := Exec(l.conn, "RELEASE one_event"); err != nil {
		return err
	}
	l.writer = newWriter(l.p, l.conn)
	return l.setAside(it, cause)
}

func (l *lane) apply(it *item) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = &panicError{value: v}
		}
	}()
	return l.writer.Apply(it.decoded)
}

// setAside notes an event that could not be applied: where it stands and what kind of trouble it made, nothing of its content.
func (l *lane) setAside(it *item, cause error) error {
	r := it.recorded
	reason := reasonOf(cause)
	if it.problem != nil && reason == ReasonNotApplied {
		reason = ReasonUndecodable
	}
	l.aside++
	l.cfg.logger.Warn("event set aside", "projection", l.p.Name(), "position", r.Position.String(), "stream", r.Stream, "revision", r.Revision,
		"type", r.Type, "reason", reason)
	return Exec(l.conn, `INSERT INTO probity_quarantine VALUES (?1, ?2, ?3, ?4, ?5, ?6)`,
		r.Position.Commit, r.Position.Prepare, r.Stream, r.Revision, r.Type, reason)
}

// commit makes what was applied and the position it reaches visible together. Where nothing was applied the position is only
// remembered, and written now and then.
func (l *lane) commit() error {
	if l.open || l.skipped >= skippedLimit {
		return l.withSpace(l.store, l.store)
	}
	l.publish(0)
	return nil
}

func (l *lane) store() error {
	if err := l.begin(); err != nil {
		return err
	}
	err := Exec(l.conn, `UPDATE probity_checkpoint SET commit_position = ?1, prepare_position = ?2
		WHERE commit_position = ?3 AND prepare_position = ?4`, l.seen.Commit, l.seen.Prepare, l.stored.Commit, l.stored.Prepare)
	if err == nil && l.conn.Changes() != 1 {
		err = ErrTwoWriters
	}
	if err == nil {
		err = Exec(l.conn, "COMMIT")
	}
	l.cfg.trace.applied(l, err)
	if err != nil {
		return fmt.Errorf("commit up to position %s: %w", l.seen, err)
	}
	applied := len(l.pending)
	l.open, l.careful, l.stored, l.skipped, l.bytes = false, false, l.seen, 0, 0
	clear(l.pending)
	l.pending = l.pending[:0]
	l.tally.commits.Add(1)
	l.publish(applied)
	return nil
}

// publish tells the readers, and whoever counts, how far the view is.
func (l *lane) publish(applied int) {
	l.tally.applied.Add(uint64(applied))
	l.tally.quarantined.Add(l.aside)
	l.tally.finished.Add(l.taken)
	l.taken, l.aside = 0, 0
	if !l.lastTime.IsZero() {
		l.tally.lastRecorded.Store(l.lastTime.UnixNano())
	}
	l.reached.Store(&eventlog.Position{Commit: l.seen.Commit, Prepare: l.seen.Prepare})
	if l.view != nil {
		l.view.advance(l.seen)
	}
}
