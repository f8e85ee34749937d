package projections

import (
	"errors"
	"fmt"
	"time"

	"zombiezen.com/go/sqlite"
)

// How long a writer whose disk is full waits before it tries again: longer each time.
const (
	firstSpacePause   = 50 * time.Millisecond
	longestSpacePause = 5 * time.Second
)

// errEnding says that a writer was told to end while it waited for space. What it had not committed it does again at the next start.
var errEnding = errors.New("the writer ends")

// noSpace says whether an error means that the disk is full, or the quota used up.
func noSpace(err error) bool {
	code := sqlite.ErrCode(err)
	return code.ToPrimary() == sqlite.ResultFull || code == sqlite.ResultIOErrSHMSize
}

// withSpace does something and, where the disk is full, waits for space, applies the open transaction's events again and then does
// next, if given; and so on until it succeeds. Readers go on reading what is committed. Any other error is returned at once.
func (l *lane) withSpace(do, next func() error) error {
	err := do()
	if err == nil || !noSpace(err) {
		return err
	}
	l.cfg.logger.Warn("read model waits: the disk is full", "projection", l.p.Name(), "position", l.stored.String(), "err", err)
	l.tally.waiting.Store(true)
	defer l.tally.waiting.Store(false)
	for pause := firstSpacePause; noSpace(err); pause = min(2*pause, longestSpacePause) {
		if err := l.rest(pause); err != nil {
			return err
		}
		if err = l.redo(); err == nil && next != nil {
			err = next()
		}
	}
	if err == nil {
		l.cfg.logger.Info("read model goes on: there is space again", "projection", l.p.Name())
	}
	return err
}

// rest waits, unless the writer is told to end meanwhile.
func (l *lane) rest(pause time.Duration) error {
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-l.ending:
		return errors.Join(errEnding, l.rollBack())
	case <-timer.C:
		return nil
	}
}

// redo rolls back what is left of the transaction and applies its events again, one by one.
func (l *lane) redo() error {
	if err := l.rollBack(); err != nil {
		return err
	}
	l.careful, l.aside = true, 0
	l.writer = newWriter(l.p, l.conn)
	if len(l.pending) == 0 {
		return nil
	}
	if err := l.begin(); err != nil {
		return err
	}
	for _, it := range l.pending {
		if err := l.applyAlone(it); err != nil {
			return err
		}
	}
	return nil
}

// rollBack ends the open transaction, which SQLite may have done by itself.
func (l *lane) rollBack() error {
	l.open = false
	if l.conn.AutocommitEnabled() {
		return nil
	}
	if err := Exec(l.conn, "ROLLBACK"); err != nil {
		return fmt.Errorf("roll back: %w", err)
	}
	return nil
}
