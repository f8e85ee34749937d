package ledger

import (
	"context"
	"sync"
)

// locks lets the commands of this process that change the same stream go one after the other: they would only make each other decide
// again. Other processes are held off by the expected revision alone. A command that holds the lock of a device or an extraction may
// take the one of a matter, and one that holds the lock of a matter the one of an officer; never the other way round.
type locks struct {
	mu   sync.Mutex
	held map[string]*lock
}

type lock struct {
	token   chan struct{} // holds one token while the lock is free
	holders int           // holding or waiting; guarded by locks.mu
}

func newLocks() *locks { return &locks{held: make(map[string]*lock)} }

// acquire waits for the stream's lock and returns what gives it back.
func (l *locks) acquire(ctx context.Context, stream string) (release func(), err error) {
	l.mu.Lock()
	k, ok := l.held[stream]
	if !ok {
		k = &lock{token: make(chan struct{}, 1)}
		k.token <- struct{}{}
		l.held[stream] = k
	}
	k.holders++
	l.mu.Unlock()
	select {
	case <-k.token:
		return func() { k.token <- struct{}{}; l.leave(stream, k) }, nil
	case <-ctx.Done():
		l.leave(stream, k)
		return nil, context.Cause(ctx)
	}
}

func (l *locks) leave(stream string, k *lock) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if k.holders--; k.holders == 0 {
		delete(l.held, stream)
	}
}
