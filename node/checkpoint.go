package node

import (
	"fmt"
	"time"
)

const (
	// checkpointBytes is how much is written to the log before it is carried over into the file.
	checkpointBytes = 16 << 20

	// longLog is the size of a log that readers kept from starting anew; then the writer waits for them a moment.
	longLog       = 64 << 20
	longLogWait   = 200 * time.Millisecond
	lockedAtMost  = 10 * time.Second // for another process reading the file, such as a backup
	checkpointNow = "PRAGMA wal_checkpoint(PASSIVE)"
	startLogAnew  = "PRAGMA wal_checkpoint(RESTART)"
)

// checkpoint carries the log over into the file when enough has gathered. It runs between two groups, after the
// answers. A log that cannot be carried over now, because somebody reads an old state, waits for the next time.
func (l *ledger) checkpoint() error {
	if l.logged < checkpointBytes {
		return nil
	}
	l.logged = 0
	frames, err := l.carryOver(checkpointNow)
	if err != nil || frames*pageSize < longLog {
		return err
	}
	l.conn.SetBusyTimeout(longLogWait)
	defer l.conn.SetBusyTimeout(lockedAtMost)
	_, err = l.carryOver(startLogAnew)
	return err
}

// carryOver tells how many pages the log holds.
func (l *ledger) carryOver(how string) (frames int64, err error) {
	stmt, err := l.conn.Prepare(how)
	if err != nil {
		return 0, fmt.Errorf("checkpoint: %w", err)
	}
	defer stmt.Reset()
	if _, err := stmt.Step(); err != nil {
		return 0, fmt.Errorf("checkpoint: %w", err)
	}
	return stmt.ColumnInt64(1), nil
}
