package projections

import (
	"github.com/probity-ledger/probity/ledger/eventlog"
	"github.com/probity-ledger/probity/ledger/wire"
)

// Decoder says what a recorded event says; wire.Decode is the one for the log of the cases.
type Decoder func(eventlog.Recorded) (wire.Decoded, error)

// item is one event on its way to the writers. It is decoded once and then only read.
type item struct {
	recorded eventlog.Recorded
	decoded  wire.Decoded
	problem  error // why it could not be decoded
}

// decodeFor decodes an event if its category matters to any of the projections.
func decodeFor(r eventlog.Recorded, wanted bool, decode Decoder) item {
	it := item{recorded: r}
	if wanted {
		it.decoded, it.problem = decode(r)
	}
	return it
}

func (it *item) size() int { return len(it.recorded.Data) + len(it.recorded.Metadata) }

// delivery is what a feed hands to a writer's queue.
type delivery struct {
	items []item
	// passed is a position up to which nothing more comes that anybody is handed: events of the store's own.
	passed eventlog.Position
	live   bool          // the feed has caught up: commit as soon as nothing more is waiting
	whole  chan struct{} // not nil where the view is nearly complete: its late indexes are made, then this is closed
}
