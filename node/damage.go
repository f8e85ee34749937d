package node

import (
	"errors"
	"fmt"
	"math"

	"google.golang.org/grpc/codes"
	"zombiezen.com/go/sqlite"
)

// DamageError says that a row of the data file is not what was written. It is never served: the read that met it ends
// here, and every other read goes on.
type DamageError struct {
	Path     string // the data file
	Position int64  // the $all position concerned, or the last sound one before it; 0 when it is not an event
	Problem  string // what was found, for a person
	Err      error  // the cause, when there is one
}

// Error names the file, the position and the problem.
func (e *DamageError) Error() string {
	text := fmt.Sprintf("event store %s is damaged", e.Path)
	if e.Position > 0 {
		text += fmt.Sprintf(" at position %d", e.Position)
	}
	text += ": " + e.Problem
	if e.Err != nil {
		text += ": " + e.Err.Error()
	}
	return text
}

// Unwrap gives the cause.
func (e *DamageError) Unwrap() error { return e.Err }

// dataLoss is the answer to a call that met damage.
func dataLoss(e *DamageError) *refusal {
	return refuse(codes.DataLoss, "damaged", e.Error())
}

// unreadable names the place of an error of SQLite's own: a page that makes no sense is damage, all else stays what it is.
func unreadable(path string, position int64, err error) error {
	switch sqlite.ErrCode(err).ToPrimary() {
	case sqlite.ResultCorrupt, sqlite.ResultNotADB, sqlite.ResultMismatch:
		return &DamageError{Path: path, Position: position, Problem: "a page cannot be read, at or behind this position", Err: err}
	}
	return fmt.Errorf("read event store %s: %w", path, err)
}

// order holds every event of a scan against the one before it, so that an event that the file has lost or hides is missed:
// positions are chained by the gaps between them, revisions have none.
type order struct {
	cursor
	begun                 bool
	position, gap, number int64 // of the event before
}

// check says how ev contradicts the events before it; "" when it follows.
func (o *order) check(ev *row) string {
	problem := ""
	switch {
	case o.all && o.backward:
		if o.begun && o.position-o.gap != ev.position {
			problem = "an event is missing behind this position"
		}
	case o.all:
		before := ev.position - ev.gap
		if o.begun && before != o.position || !o.begun && before >= max(o.from, 1) {
			problem = "an event is missing before this position"
		}
	case o.backward:
		if o.begun && o.number != math.MaxInt64 && ev.number != o.number-1 {
			problem = "an event of its stream is missing behind it"
		}
	case ev.number != o.next():
		problem = "an event of its stream is missing before it"
	}
	o.begun, o.position, o.gap, o.number = true, ev.position, ev.gap, ev.number
	if ev.number == math.MaxInt64 && !o.all && !o.backward {
		return "" // the event that closes a stream for good follows any other
	}
	return problem
}

// place is the position to name when ev is not sound: its own, or where that makes no sense either, as in a page of which
// only half was written, the last sound one before it.
func (o *order) place(ev *row) int64 {
	sensible := ev.position > 0
	if o.all && o.begun {
		sensible = sensible && o.backward == (ev.position < o.position)
	}
	if sensible {
		return ev.position
	}
	return max(o.position, 1)
}

// next is the revision that must come next in a stream read forwards.
func (o *order) next() int64 {
	if o.begun {
		return o.number + 1
	}
	return o.from
}

// end says what is missing at the end of a whole scan of $all.
func (o *order) end(committed int64) string {
	switch {
	case !o.all:
	case o.backward && o.begun && o.position != o.gap:
		return "the events before this position are missing"
	case !o.backward && o.from <= committed && o.position < committed:
		return fmt.Sprintf("the events up to position %d are missing", committed)
	}
	return ""
}

// isDamage finds a DamageError in an error.
func isDamage(err error) (*DamageError, bool) {
	var damage *DamageError
	ok := errors.As(err, &damage)
	return damage, ok
}
