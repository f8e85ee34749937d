// Package quota says how much one person, machine or address may ask for in a time, so that nobody can empty the ledger or wear it down.
//
// Budgets fill up at a steady rate to a fixed size and are emptied by asking: one for the cost of questions, and others for searches,
// uploads and refused sign-ins. Beside them stands how many operations may be under way at once, of one caller and of all callers in a
// role. All of it lives in memory: a restart begins with full budgets, and each replica keeps its own.
package quota

import (
	"context"
	"fmt"
	"maps"
	"math"
	"sync"
	"sync/atomic"
	"time"

	"github.com/probity-ledger/probity/domain"
)

// What a quota can be used up of. They are shown in answers and metrics.
const (
	Cost     = "cost"
	Searches = "searches"
	Uploads  = "uploads"
	SignIns  = "sign-ins"
	AtOnce   = "at-once"
)

// Limits are how much is allowed. A rate or number of 0 sets no limit.
type Limits struct {
	Cost     Rate // of the questions of one caller, in the units of graph/limits
	Searches Rate // in texts, of one caller
	Uploads  Rate // of one caller
	SignIns  Rate // refused ones, of one address

	PerCaller int                 // operations of one caller under way at once
	PerRole   map[domain.Role]int // operations of all callers in a role under way at once; other roles have no limit
	Patience  time.Duration       // how long an operation waits for its turn
}

// Rate is a budget's filling.
type Rate struct {
	PerMinute int
	Burst     int // what a full budget holds
}

// ExceededError says that a quota is used up. Its text is safe to show.
type ExceededError struct {
	What  string
	After time.Duration // when it is worth to ask again
}

// Error says of what, and when to come again.
func (e *ExceededError) Error() string {
	return fmt.Sprintf("too many requests (%s): ask again in %d s", e.What, e.Seconds())
}

// Seconds is After for the header Retry-After; at least 1.
func (e *ExceededError) Seconds() int { return max(1, int(math.Ceil(e.After.Seconds()))) }

// Quota keeps count. It may be used from any goroutine; a nil Quota has no limits.
type Quota struct {
	limits  Limits
	now     func() time.Time
	budgets map[string]*budget
	roles   map[domain.Role]chan struct{}

	mu       sync.Mutex
	underway map[domain.ActorID]int // no entry for callers without operations

	exceeded map[string]*atomic.Uint64
}

// New makes a quota with full budgets. now is the clock.
func New(l Limits, now func() time.Time) (*Quota, error) {
	q := &Quota{limits: l, now: now, budgets: map[string]*budget{}, roles: map[domain.Role]chan struct{}{}, underway: map[domain.ActorID]int{},
		exceeded: map[string]*atomic.Uint64{AtOnce: {}}}
	for what, r := range map[string]Rate{Cost: l.Cost, Searches: l.Searches, Uploads: l.Uploads, SignIns: l.SignIns} {
		b, err := newBudget(r)
		if err != nil {
			return nil, fmt.Errorf("set the quota of %s: %w", what, err)
		}
		q.budgets[what], q.exceeded[what] = b, &atomic.Uint64{}
	}
	for role, n := range l.PerRole {
		if n > 0 {
			q.roles[role] = make(chan struct{}, n)
		}
	}
	return q, nil
}

// Take takes n from a caller's budget, all or nothing. The error is *ExceededError.
func (q *Quota) Take(what string, caller string, n int) error {
	if q == nil {
		return nil
	}
	if after := q.budgets[what].take(caller, n, q.now()); after > 0 {
		return q.tooMuch(what, after)
	}
	return nil
}

func (q *Quota) tooMuch(what string, after time.Duration) error {
	q.exceeded[what].Add(1)
	return &ExceededError{What: what, After: after}
}

// Enter waits for an operation's turn and returns how to end it. The error is *ExceededError, or the context's own.
func (q *Quota) Enter(ctx context.Context, caller domain.ActorID, role domain.Role) (leave func(), err error) {
	if q == nil {
		return func() {}, nil
	}
	if !q.begin(caller) {
		return nil, q.tooMuch(AtOnce, time.Second)
	}
	places, limited := q.roles[role]
	if !limited {
		return func() { q.end(caller) }, nil
	}
	patience := time.NewTimer(q.limits.Patience)
	defer patience.Stop()
	select {
	case places <- struct{}{}:
		return func() { <-places; q.end(caller) }, nil
	case <-ctx.Done():
		q.end(caller)
		return nil, ctx.Err()
	case <-patience.C:
		q.end(caller)
		return nil, q.tooMuch(AtOnce, q.limits.Patience)
	}
}

func (q *Quota) begin(caller domain.ActorID) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.limits.PerCaller > 0 && q.underway[caller] >= q.limits.PerCaller {
		return false
	}
	q.underway[caller]++
	return true
}

func (q *Quota) end(caller domain.ActorID) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.underway[caller]--; q.underway[caller] <= 0 {
		delete(q.underway, caller)
	}
}

// Exceeded counts, since the start, what was refused for each kind of quota.
func (q *Quota) Exceeded() map[string]uint64 {
	counts := map[string]uint64{}
	if q == nil {
		return counts
	}
	for what, n := range maps.All(q.exceeded) {
		counts[what] = n.Load()
	}
	return counts
}
