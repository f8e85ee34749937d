package whatsapp

import (
	"fmt"
	"strings"

	"github.com/probity-ledger/probity/domain"
)

// NotAChatError says that a file is not a chat export, and what it looks like instead.
type NotAChatError struct {
	Expected string // what would have been read
	Found    string // what the bytes look like
	Advice   string // what to do, or ""
}

// Error says what was expected and what was found.
func (e *NotAChatError) Error() string {
	text := fmt.Sprintf("not a chat export: expected %s, found %s", e.Expected, e.Found)
	if e.Advice != "" {
		text += ": " + e.Advice
	}
	return text
}

// Reading is one date of the file in each order it could be read in.
type Reading struct {
	Line  int                       // counted from 1
	Raw   string                    // the date and time as they stand in the file, without the rest of the line
	Dates map[DateOrder]domain.Date // what each order makes of it
}

// AmbiguousDatesError says that nothing in the file decides between day and month. A person has to say which it is.
type AmbiguousDatesError struct {
	Orders   []DateOrder
	Readings []Reading // the first dates that differ
}

// Error shows the first date in every reading.
func (e *AmbiguousDatesError) Error() string {
	var b strings.Builder
	b.WriteString("the file does not decide the order of its dates: say which it is")
	if len(e.Readings) > 0 {
		r := e.Readings[0]
		fmt.Fprintf(&b, ": line %d, %q, is", r.Line, r.Raw)
		for i, o := range e.Orders {
			if i > 0 {
				b.WriteString(" or")
			}
			fmt.Fprintf(&b, " %s (%s)", r.Dates[o], o)
		}
	}
	return b.String()
}

// WrongDatesError says that the date order a person gave cannot be the file's.
type WrongDatesError struct {
	Given DateOrder
	Line  int    // the first line that contradicts it, counted from 1; 0 when the form of the dates does
	Raw   string // its date and time, or ""
	Count int    // how many lines contradict it
}

// Error names the order and the first contradiction.
func (e *WrongDatesError) Error() string {
	if e.Line == 0 {
		return fmt.Sprintf("the dates of this file cannot be in the order %s: their form decides another", e.Given)
	}
	return fmt.Sprintf("the dates of this file cannot be in the order %s: line %d has %q, and %d lines in all contradict it",
		e.Given, e.Line, e.Raw, e.Count)
}

// UnknownDayPeriodError says that the file uses a 12-hour clock with words for the halves of the day that are not known here. A person
// has to say which half each one means.
type UnknownDayPeriodError struct {
	Line  int
	Words []string // the first unknown words, as they stand in the file
}

// Error names the words.
func (e *UnknownDayPeriodError) Error() string {
	return fmt.Sprintf("the file has a 12-hour clock and %q is not known to mean before or after noon: say which (line %d)", e.Words, e.Line)
}

// UnknownCalendarError says that the years of the file are counted in a way that is not known here.
type UnknownCalendarError struct {
	Line int
	Raw  string // the date and time
}

// Error shows the date.
func (e *UnknownCalendarError) Error() string {
	return fmt.Sprintf("the years of this file are counted in a way that is not known: line %d has %q", e.Line, e.Raw)
}

// UnknownZoneError says that a time zone name is not one of the IANA database.
type UnknownZoneError struct{ Name string }

// Error names the zone.
func (e *UnknownZoneError) Error() string {
	return fmt.Sprintf("%.64q is not the name of a time zone: give one like \"Europe/London\"", e.Name)
}
