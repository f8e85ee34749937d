package lease

import (
	"time"

	"github.com/probity-ledger/probity/domain"
)

// Category is the part of a stream name before the dash. Its events are about the running of the program and not about any case.
const Category = "lease"

// Event is the closed set of facts about a lease.
//
//sumtype:decl
type Event interface{ tenure() Tenure }

// Acquired says that somebody took the lease for a new term.
type Acquired struct {
	Term     uint64 `json:"term"`     // one more than the term before; 1 is the first
	Holder   string `json:"holder"`   // one run of one process, a UUID
	LengthMS int64  `json:"lengthMs"` // how long it holds from when the event is seen, in milliseconds
}

// Renewed says that the holder goes on: the length counts anew.
type Renewed struct {
	Term     uint64 `json:"term"`
	Holder   string `json:"holder"`
	LengthMS int64  `json:"lengthMs"`
}

// Released says that the holder stopped and that anybody may take the lease at once.
type Released struct {
	Term   uint64 `json:"term"`
	Holder string `json:"holder"`
}

// Tenure is what the last event of a lease says. The zero Tenure is a lease nobody ever held.
type Tenure struct {
	Term   uint64
	Holder string        // "" when nobody holds it
	Length time.Duration // how long whoever sees this must wait before taking the lease from the holder
}

// longest bounds what is believed of a length, so that a damaged event does not stop the work for ever.
const longest = 10 * time.Minute

func held(term uint64, holder string, ms int64) Tenure {
	return Tenure{Term: term, Holder: holder, Length: time.Duration(min(max(ms, 0), longest.Milliseconds())) * time.Millisecond}
}

func (e Acquired) tenure() Tenure { return held(e.Term, e.Holder, e.LengthMS) }
func (e Renewed) tenure() Tenure  { return held(e.Term, e.Holder, e.LengthMS) }
func (e Released) tenure() Tenure { return Tenure{Term: e.Term} }

// NewCodec returns the table of wire names. Names are never derived and never change their meaning.
func NewCodec() *domain.Codec[Event] {
	return domain.NewCodec(
		domain.Today[Event, Acquired]("lease.acquired.v1"),
		domain.Today[Event, Renewed]("lease.renewed.v1"),
		domain.Today[Event, Released]("lease.released.v1"),
	)
}
