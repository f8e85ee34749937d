package ledger

import (
	"sync"

	"github.com/google/uuid"
)

// recentCommands remembers the latest command ids of this process, whatever stream they went to, and those under way. It closes the
// gap between an append and the read model of receipts hearing of it.
type recentCommands struct {
	mu     sync.Mutex
	limit  int
	used   map[uuid.UUID]usedCommand
	order  []uuid.UUID // of the finished ones, a ring
	oldest int
}

// usedCommand is where a command id went, and how many are at it.
type usedCommand struct {
	stream, hash string
	underWay     int
	written      bool
}

func newRecentCommands(limit int) *recentCommands {
	return &recentCommands{limit: limit, used: make(map[uuid.UUID]usedCommand)}
}

// claim takes a command id for a stream and a content; false when it is taken for others. What is claimed must be settled.
func (r *recentCommands) claim(q *request) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	u, known := r.used[q.command]
	if known && (u.stream != q.stream || u.hash != q.hash) {
		return false
	}
	u.stream, u.hash = q.stream, q.hash
	u.underWay++
	r.used[q.command] = u
	return true
}

// settle ends a claim. An id is remembered when its command was written, or may have been; a refused one is free again.
func (r *recentCommands) settle(q *request, written bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	u := r.used[q.command]
	u.underWay--
	if written && !u.written {
		u.written = true
		r.remember(q.command)
	}
	if u.underWay == 0 && !u.written {
		delete(r.used, q.command)
		return
	}
	r.used[q.command] = u
}

func (r *recentCommands) remember(id uuid.UUID) {
	if len(r.order) < r.limit {
		r.order = append(r.order, id)
		return
	}
	old := r.order[r.oldest]
	if u := r.used[old]; u.underWay == 0 {
		delete(r.used, old)
	} else {
		u.written = false // it goes when it is settled
		r.used[old] = u
	}
	r.order[r.oldest] = id
	r.oldest = (r.oldest + 1) % r.limit
}
