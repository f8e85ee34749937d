package lease

import (
	"time"

	"github.com/probity-ledger/probity/ledger/eventlog"
)

// election is one candidate's view of the lease. It knows neither log nor clock: what was read and what time it is comes in with every
// call, as a reading of the candidate's own clock. That makes every interleaving something a test can play.
type election struct {
	me     string
	length time.Duration // of an own tenure
	margin time.Duration // how much earlier a holder stops, and how much longer a candidate waits
	every  time.Duration // how often a holder renews

	known    bool // the end of the stream was read and nothing was sent since whose outcome is not known
	exists   bool // the stream has events
	revision uint64
	last     Tenure
	since    time.Duration // when last was seen first

	leading bool
	asked   time.Duration // before the append was sent that the present tenure counts from
}

// see takes in the end of the stream; at is when the answer was there.
func (e *election) see(at time.Duration, exists bool, revision uint64, last Tenure) {
	if !e.known || e.exists != exists || e.revision != revision {
		e.since = at
	}
	mine := exists && last.Holder == e.me && last.Term == e.last.Term
	e.known, e.exists, e.revision, e.last = true, exists, revision, last
	e.leading = e.leading && mine
}

// next says what to append now, and at which revision; false when there is nothing to do but wait, or to look.
func (e *election) next(now time.Duration) (Event, eventlog.Expected, bool) {
	at := eventlog.NoStream()
	if e.exists {
		at = eventlog.Exactly(e.revision)
	}
	switch {
	case !e.known:
		return nil, at, false
	case e.leading && now < e.asked+e.every:
		return nil, at, false
	case e.exists && e.last.Holder == e.me: // also an append of ours whose answer was lost: nobody else can have had this term
		return Renewed{Term: e.last.Term, Holder: e.me, LengthMS: e.length.Milliseconds()}, at, true
	case e.exists && e.last.Holder != "" && now < e.since+e.last.Length+e.margin:
		return nil, at, false
	}
	return Acquired{Term: e.last.Term + 1, Holder: e.me, LengthMS: e.length.Milliseconds()}, at, true
}

// wrote takes in that an append was answered with success; asked is when it was sent.
func (e *election) wrote(asked time.Duration, revision uint64, event Event) {
	e.known, e.exists, e.revision, e.last, e.since = true, true, revision, event.tenure(), asked
	e.leading, e.asked = e.last.Holder == e.me, asked
}

// failed takes in that an append was not written, or that nobody knows. What is held is held until its end.
func (e *election) failed() { e.known = false }

// end is when an own tenure must have ended on the candidate's own clock.
func (e *election) end() time.Duration { return e.asked + e.length - e.margin }

// leads says whether the work may be done now.
func (e *election) leads(now time.Duration) bool { return e.leading && now < e.end() }

// release is the event that gives the lease back, if it is still ours.
func (e *election) release() (Event, eventlog.Expected, bool) {
	if !e.known || !e.leading {
		return nil, eventlog.NoStream(), false
	}
	return Released{Term: e.last.Term, Holder: e.me}, eventlog.Exactly(e.revision), true
}
