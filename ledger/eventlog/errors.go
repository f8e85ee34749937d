package eventlog

import (
	"errors"
	"fmt"
)

// What can go wrong, by identity. Every error of this package wraps the cause where there is one.
var (
	// ErrStreamNotFound: nothing was ever written to the stream, or it has no event at the revision asked for.
	ErrStreamNotFound = errors.New("the stream does not exist")
	// ErrStreamDeleted: the stream was closed for ever with the store's own tools. This program never does that.
	ErrStreamDeleted = errors.New("the stream was deleted")
	// ErrUnavailable: the event store did not answer; nothing was written by this call.
	ErrUnavailable = errors.New("the event store is not available")
	// ErrOutcomeUnknown: the append was sent and no answer came. It may have been written, or may yet be: read the stream before
	// trying again, and try again only with the same expected revision and the same event ids.
	ErrOutcomeUnknown = errors.New("it is not known whether the append was written")
	// ErrClosed: the Log was closed.
	ErrClosed = errors.New("the event log is closed")
	// ErrPositionRegressed: the log handed over a position that does not lie after the last one, or ends before a position already
	// read. It is an alarm: somebody restored, truncated or replaced the log.
	ErrPositionRegressed = errors.New("the order of the event log is broken")
	// ErrDiskFull: the store has no space left; nothing was written.
	ErrDiskFull = errors.New("the event store's disk is full")
	// ErrDamaged: the store met a stored event that is not what was written, and did not hand it over; the text names its position. Of
	// an append nothing was written.
	ErrDamaged = errors.New("the event store is damaged")
	// ErrAccess: the store refused the credentials, or they do not allow the call.
	ErrAccess = errors.New("the event store refused access")
	// ErrRefused: the store found the request itself wrong; nothing was written.
	ErrRefused = errors.New("the event store refused the request")
)

// ConflictError says that a stream was not where an append expected it. Nothing was written.
type ConflictError struct {
	Stream   string
	Expected string // a revision in decimal, or "no stream"
	Actual   string // likewise
}

// Error names the stream and both revisions.
func (e *ConflictError) Error() string {
	return fmt.Sprintf("append to %s: expected revision %s, found %s", e.Stream, e.Expected, e.Actual)
}

// TooLargeError says that an append has more bytes than the store takes at once. Nothing was sent.
type TooLargeError struct {
	Stream string
	Bytes  int // data, metadata and twice the length of the type of all events
	Limit  int
}

// Error names the stream and both sizes.
func (e *TooLargeError) Error() string {
	return fmt.Sprintf("append to %s: %d bytes are more than the %d the event store takes at once", e.Stream, e.Bytes, e.Limit)
}
