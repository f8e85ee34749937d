package eventlog

import (
	"strconv"
	"time"

	"github.com/google/uuid"
)

// Event is a fact to be written. Data and Metadata are JSON.
type Event struct {
	ID       uuid.UUID // not zero; the same id at the same place is the same event
	Type     string    // wire name, e.g. "device.seized.v1"
	Data     []byte
	Metadata []byte
}

// Recorded is a fact as the log holds it.
type Recorded struct {
	ID         uuid.UUID
	Stream     string
	Revision   uint64 // 0, 1, 2, … within the stream
	Position   Position
	Type       string
	RecordedAt time.Time // UTC, stamped by the store
	Data       []byte
	Metadata   []byte
}

// size is what counts against the limits of a batch, in bytes.
func (r *Recorded) size() int { return len(r.Data) + len(r.Metadata) + len(r.Type) + len(r.Stream) }

// Expected is what an append believes about the end of its stream. The zero value is not valid: an append always believes something.
type Expected struct {
	kind     expectation
	revision uint64
}

type expectation int

const (
	expectNothing expectation = iota
	expectNoStream
	expectRevision
)

// NoStream expects that nothing was ever written to the stream.
func NoStream() Expected { return Expected{kind: expectNoStream} }

// Exactly expects that the last event of the stream has this revision.
func Exactly(revision uint64) Expected { return Expected{kind: expectRevision, revision: revision} }

// String returns the revision in decimal, or "no stream".
func (e Expected) String() string {
	switch e.kind {
	case expectNoStream:
		return "no stream"
	case expectRevision:
		return strconv.FormatUint(e.revision, 10)
	}
	return "nothing"
}

// Appended says where the last event of an append lies.
type Appended struct {
	Revision uint64
	Position Position
}
