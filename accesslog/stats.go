package accesslog

import (
	"errors"
	"sync/atomic"
	"time"
)

// Observation is how one call of Record went.
type Observation struct {
	Entries int
	Took    time.Duration
	Err     error // nil, or an ErrUnavailable
}

// Reason says in one word why nothing was recorded, "" when it was. There are few, so that they can be counted.
func (o Observation) Reason() string {
	switch {
	case o.Err == nil:
		return ""
	case errors.Is(o.Err, ErrFull):
		return "full"
	case errors.Is(o.Err, ErrSlow):
		return "slow"
	case errors.Is(o.Err, ErrClosed):
		return "closed"
	}
	return "failed"
}

// Reasons lists what Reason can say.
func Reasons() []string { return []string{"full", "slow", "closed", "failed"} }

// Stats counts since the writer was made.
type Stats struct {
	Entries uint64 // recorded
	Refused uint64 // calls of Record that failed
	Groups  uint64 // appends that were stored
	Waiting int    // calls of Record that wait now
}

type tally struct{ entries, refused, groups atomic.Uint64 }

func (w *Writer) told(o Observation) {
	if o.Err == nil {
		w.tally.entries.Add(uint64(o.Entries))
	} else {
		w.tally.refused.Add(1)
	}
	w.cfg.Observe(o)
}

// Stats returns the figures of now.
func (w *Writer) Stats() Stats {
	return Stats{Entries: w.tally.entries.Load(), Refused: w.tally.refused.Load(), Groups: w.tally.groups.Load(), Waiting: len(w.queue)}
}
