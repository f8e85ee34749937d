package vault

import (
	"errors"
	"sync/atomic"
)

// Stats is what a vault counts about itself since Open, for metrics.
type Stats struct {
	Committed      int64 // contents committed, those the vault already held included
	CommittedBytes int64
	Corrupt        int64 // times stored bytes were found not to be what was committed; the same damage counts each time it is met
}

type counts struct{ committed, bytes, corrupt atomic.Int64 }

// Stats tells the present figures.
func (v *Vault) Stats() Stats {
	return Stats{Committed: v.counts.committed.Load(), CommittedBytes: v.counts.bytes.Load(), Corrupt: v.counts.corrupt.Load()}
}

// noting counts an error that says that stored bytes are corrupt, and returns it.
func (c *counts) noting(err error) error {
	var corrupt *CorruptError
	if errors.As(err, &corrupt) {
		c.corrupt.Add(1)
	}
	return err
}
