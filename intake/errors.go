package intake

import (
	"fmt"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/intake/whatsapp"
)

// What a reader of a file may answer; see package whatsapp.
type (
	NotAChatError         = whatsapp.NotAChatError
	AmbiguousDatesError   = whatsapp.AmbiguousDatesError
	WrongDatesError       = whatsapp.WrongDatesError
	UnknownDayPeriodError = whatsapp.UnknownDayPeriodError
	UnknownCalendarError  = whatsapp.UnknownCalendarError
	UnknownZoneError      = whatsapp.UnknownZoneError
)

// ArchiveError says that an archive is damaged or made to deceive. It is refused whole.
type ArchiveError struct {
	Entry   int    // the entry at fault, counted from 1 in the order of the archive's directory; 0: the archive as a whole
	Problem string // what is wrong, for a person
	Err     error  // the cause, where there is one
}

// Error names the entry by its number: names of files may be names of people.
func (e *ArchiveError) Error() string {
	text := "the archive cannot be read: " + e.Problem
	if e.Entry > 0 {
		text = fmt.Sprintf("the archive cannot be read: entry %d: %s", e.Entry, e.Problem)
	}
	if e.Err != nil {
		text += ": " + e.Err.Error()
	}
	return text
}

// Unwrap gives the cause.
func (e *ArchiveError) Unwrap() error { return e.Err }

// LimitError says that a file would cost more than is allowed.
type LimitError struct {
	What  string // e.g. "entries of the archive"
	Limit int64
}

// Error names the limit.
func (e *LimitError) Error() string {
	return fmt.Sprintf("the file was not read to its end: more than %d %s", e.Limit, e.What)
}

// SourceChangedError says that the file no longer had its hash after it was read: nothing read from it can be trusted, and its import
// was not closed.
type SourceChangedError struct{ Before, After domain.SHA256 }

// Error names both hashes.
func (e *SourceChangedError) Error() string {
	return fmt.Sprintf("the file changed while it was read: its SHA-256 was %s and is %s", e.Before, e.After)
}

// CountError says that the ledger holds another number of messages of a file than the file does: another import of it may be running.
// The import was not closed; starting it again goes on from what is there.
type CountError struct{ InFile, InLedger int }

// Error names both numbers.
func (e *CountError) Error() string {
	return fmt.Sprintf("the file has %d messages and the ledger holds %d of them: import it again", e.InFile, e.InLedger)
}
