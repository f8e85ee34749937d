package httpd

import (
	"sync"
	"time"

	"github.com/probity-ledger/probity/ledger/eventlog"
)

// behind finds out whether read models follow the log. What a read model says of itself is not enough: one whose subscription has gone
// silent believes that it is up to date. So the end of the log is remembered as it was, and must be reached in time.
type behind struct {
	mu    sync.Mutex
	marks map[string]mark // by read model
}

// mark is an end of the log and when it was seen first, on a clock that only goes forward.
type mark struct {
	head eventlog.Position
	at   time.Time
}

// late says whether a read model that is at a position has not reached, for longer than allowed, an end the log had.
func (b *behind) late(name string, position, head eventlog.Position, now time.Time, allowed time.Duration) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	m, known := b.marks[name]
	if !known || !position.Before(m.head) {
		if b.marks == nil {
			b.marks = map[string]mark{}
		}
		b.marks[name] = mark{head, now}
		return false
	}
	return now.Sub(m.at) > allowed
}
