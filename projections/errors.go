package projections

import (
	"errors"
	"fmt"

	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/ledger/eventlog"
)

// BehindError says that a view had not reached the position asked for when the caller stopped waiting.
type BehindError struct {
	Projection string
	Wanted     eventlog.Position
	Reached    eventlog.Position
}

// Error names both positions.
func (e *BehindError) Error() string {
	return fmt.Sprintf("projection %s has reached position %s, not yet %s", e.Projection, e.Reached, e.Wanted)
}

// BuildingError says that a view is being built for the first time and cannot be read yet.
type BuildingError struct{ Projection string }

// Error names the projection.
func (e *BuildingError) Error() string {
	return fmt.Sprintf("projection %s is being built; try again when it has caught up", e.Projection)
}

// AheadError says that a view was built up to a position the log does not have: the log lost events, or it is another log.
// Nothing is repaired by itself; a person must find out which of the two it is.
type AheadError struct {
	Projection string
	Built      eventlog.Position
	Head       eventlog.Position
}

// Error names both positions.
func (e *AheadError) Error() string {
	return fmt.Sprintf("projection %s was built up to position %s, but the log ends at %s", e.Projection, e.Built, e.Head)
}

// Unwrap makes it an eventlog.ErrPositionRegressed.
func (e *AheadError) Unwrap() error { return eventlog.ErrPositionRegressed }

// ErrClosed says that the runner was closed.
var ErrClosed = errors.New("the projections are closed")

// ErrUnknownProjection says that no projection has that name.
var ErrUnknownProjection = errors.New("no projection has that name")

// ErrRebuilding says that the projection is already being built anew.
var ErrRebuilding = errors.New("the projection is already being built anew")

// ErrTwoWriters says that somebody else moved a view's checkpoint: two programs share one folder. Nothing of the transaction is kept.
var ErrTwoWriters = errors.New("another program writes the same view; each needs a folder of its own")

// The reasons for which an event is set aside. They name the kind of trouble and never what the event holds.
const (
	ReasonUndecodable = "UNDECODABLE"  // its data or metadata cannot be read
	ReasonUnknownType = "UNKNOWN_TYPE" // a newer program wrote it
	ReasonPanicked    = "PANICKED"     // the projection broke on it
	ReasonNotApplied  = "NOT_APPLIED"  // the projection refused it; for a database error followed by its code
)

// panicError is what becomes of a panic while an event is applied.
type panicError struct{ value any }

func (e *panicError) Error() string { return "the projection broke while applying an event" }

// reasonOf turns an error into what the quarantine keeps. Error texts may quote values, so none is kept.
func reasonOf(err error) string {
	var unknown *domain.UnknownEventError
	var broke *panicError
	switch {
	case errors.As(err, &unknown):
		return ReasonUnknownType
	case errors.As(err, &broke):
		return ReasonPanicked
	}
	if code := sqlite.ErrCode(err); code != sqlite.ResultError && code != sqlite.ResultOK {
		return ReasonNotApplied + " " + code.String()
	}
	return ReasonNotApplied
}

// environmental says whether an error lies with the disk, the memory or the file and not with the event: the same event will do on a
// healthy machine. A full disk makes the writer wait for space, any other such error stops the runner.
func environmental(err error) bool {
	switch sqlite.ErrCode(err).ToPrimary() {
	case sqlite.ResultFull, sqlite.ResultIOErr, sqlite.ResultNoMem, sqlite.ResultCorrupt, sqlite.ResultNotADB, sqlite.ResultBusy,
		sqlite.ResultReadOnly, sqlite.ResultCantOpen, sqlite.ResultInterrupt, sqlite.ResultLocked, sqlite.ResultPerm, sqlite.ResultMisuse:
		return true
	}
	return false
}
