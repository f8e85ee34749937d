package node

import (
	"fmt"
	"time"
)

const (
	// checkpointPages is how many pages gather in the log before they are carried over into the file: 32 MiB.
	checkpointPages = 32 << 20 / pageSize

	// checkpointAgain is after how many more pages one that failed is tried again: 1 MiB. On a full disk the log would else go on
	// growing into the space that was made.
	checkpointAgain = 1 << 20 / pageSize

	// longLog is a log that readers kept from starting anew: 64 MiB. Then the writer waits for them a moment.
	longLog     = 64 << 20 / pageSize
	longLogWait = 200 * time.Millisecond

	lockedAtMost = 10 * time.Second // by another process that reads the file, such as a backup

	measureLog   = "PRAGMA wal_checkpoint(NOOP)"
	carryLogOver = "PRAGMA wal_checkpoint(PASSIVE)"
	startLogAnew = "PRAGMA wal_checkpoint(RESTART)"
)

// checkpoint carries the log over into the file whenever it has grown by checkpointPages. It runs between two groups,
// after the answers. What cannot be carried over now, because somebody reads an older state, waits for the next time.
func (l *ledger) checkpoint() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	pages, err := l.log(measureLog)
	if err != nil {
		return err
	}
	if pages < l.carried {
		l.carried = 0 // the log was begun anew
	}
	if pages-l.carried < checkpointPages {
		return nil
	}
	l.carried = pages
	if err := l.carryOver(pages); err != nil {
		l.carried -= checkpointPages - checkpointAgain
		return err
	}
	return nil
}

func (l *ledger) carryOver(pages int64) error {
	if pages < longLog {
		_, err := l.log(carryLogOver)
		return err
	}
	l.conn.SetBusyTimeout(longLogWait)
	defer l.conn.SetBusyTimeout(lockedAtMost)
	_, err := l.log(startLogAnew)
	return err
}

// log runs one of the checkpoint statements and tells how many pages the log holds.
func (l *ledger) log(statement string) (pages int64, err error) {
	stmt, err := l.conn.Prepare(statement)
	if err != nil {
		return 0, fmt.Errorf("checkpoint: %w", err)
	}
	defer stmt.Reset()
	if _, err := stmt.Step(); err != nil {
		return 0, fmt.Errorf("checkpoint: %w", err)
	}
	return stmt.ColumnInt64(1), nil
}
