package domain

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// The longest texts a command may carry, in characters. One event with all its texts stays far below the size of an append.
const (
	MaxLine  = 500
	MaxProse = 20_000
)

// Skew is how far a stated time may lie ahead of the ledger's clock, because clocks at a scene and in a building differ.
const Skew = 5 * time.Minute

// First returns the first refusal of several checks, nil when all passed.
func First(checks ...error) error {
	for _, err := range checks {
		if err != nil {
			return err
		}
	}
	return nil
}

// Line checks a text that must be there: one line, at most MaxLine characters. Codes REQUIRED, TOO_LONG, NOT_TEXT.
func Line(field, value string) error {
	return First(required(field, value), OptionalLine(field, value))
}

// OptionalLine is Line for a text that may be missing.
func OptionalLine(field, value string) error { return text(field, value, MaxLine, "") }

// Prose checks a text that must be there and may have paragraphs: at most MaxProse characters. Codes REQUIRED, TOO_LONG, NOT_TEXT.
func Prose(field, value string) error {
	return First(required(field, value), OptionalProse(field, value))
}

// OptionalProse is Prose for a text that may be missing.
func OptionalProse(field, value string) error { return text(field, value, MaxProse, "\n\r\t") }

// Lines checks a list of at most most lines, none of them empty. Codes as Line, and TOO_MANY.
func Lines(field string, values []string, most int) error {
	if err := AtMost(field, len(values), most); err != nil {
		return err
	}
	for _, v := range values {
		if err := Line(field, v); err != nil {
			return err
		}
	}
	return nil
}

// AtMost checks the length of a list. Code TOO_MANY.
func AtMost(field string, n, most int) error {
	if n <= most {
		return nil
	}
	return Errorf(Invalid, "TOO_MANY", "%s has %d entries; at most %d are taken", field, n, most).On(field)
}

// OneOf checks that a value is one of the known ones. Codes REQUIRED and UNKNOWN_VALUE.
func OneOf[T ~string](field string, value T, known ...T) error {
	for _, k := range known {
		if value == k {
			return nil
		}
	}
	if err := required(field, string(value)); err != nil {
		return err
	}
	return Errorf(Invalid, "UNKNOWN_VALUE", "%s is none of the known values; state one of %s", field, join(known)).On(field)
}

// CheckTime checks a stated time: there, after 1970, and not later than the ledger's clock plus Skew. Codes REQUIRED, BAD_TIME,
// IN_FUTURE. A time before its cause is not refused here: it happened as it was said, and is flagged where it is recorded.
func (e Envelope) CheckTime(field string, at time.Time) error {
	switch {
	case at.IsZero():
		return required(field, "")
	case at.Year() < 1970:
		return Errorf(Invalid, "BAD_TIME", "%s lies before 1970; state the time it happened, with its zone", field).On(field)
	case at.After(e.Now.Add(Skew)):
		return Errorf(Invalid, "IN_FUTURE", "%s lies in the future; state when it happened, with its zone", field).On(field)
	}
	return nil
}

// CheckDate checks a stated day: there, a real day, and not later than today in England. Codes REQUIRED, BAD_DATE, IN_FUTURE.
func (e Envelope) CheckDate(field string, d Date) error {
	if err := CheckAnyDate(field, d); err != nil {
		return err
	}
	if DateOf(e.Now.Add(Skew)).Before(d) {
		return Errorf(Invalid, "IN_FUTURE", "%s is %s, which has not come yet; state the day it happened", field, d).On(field)
	}
	return nil
}

// CheckAnyDate checks a stated day that may lie ahead, such as the start of a posting. Codes REQUIRED, BAD_DATE.
func CheckAnyDate(field string, d Date) error {
	if err := required(field, string(d)); err != nil {
		return err
	}
	if !d.Valid() {
		return Errorf(Invalid, "BAD_DATE", "%s is not a day of the calendar; write it as 2006-01-02", field).On(field)
	}
	return nil
}

// CheckExhibit checks the form of an exhibit reference. Codes REQUIRED, BAD_EXHIBIT_REFERENCE.
func CheckExhibit(field string, r ExhibitRef) error {
	if err := required(field, string(r)); err != nil {
		return err
	}
	if !r.Valid() {
		return Errorf(Invalid, "BAD_EXHIBIT_REFERENCE",
			"%s must be the finder's initials and a number, two to four capitals, a slash and up to five digits, such as KLM/1", field).On(field)
	}
	return nil
}

// CheckHash checks the form of a SHA-256 digest. Codes REQUIRED, BAD_HASH.
func CheckHash(field string, h SHA256) error {
	if err := required(field, string(h)); err != nil {
		return err
	}
	if !h.Valid() {
		return Errorf(Invalid, "BAD_HASH", "%s must be a SHA-256 digest of 64 lower-case hexadecimal digits", field).On(field)
	}
	return nil
}

func required(field, value string) error {
	if strings.TrimSpace(value) != "" {
		return nil
	}
	return Errorf(Invalid, "REQUIRED", "%s is missing; state it", field).On(field)
}

func text(field, value string, most int, controls string) error {
	if len(value) > most && utf8.RuneCountInString(value) > most {
		return Errorf(Invalid, "TOO_LONG", "%s is longer than %d characters; shorten it", field, most).On(field)
	}
	bad := func(r rune) bool { return unicode.IsControl(r) && !strings.ContainsRune(controls, r) }
	if !utf8.ValidString(value) || strings.ContainsFunc(value, bad) {
		return Errorf(Invalid, "NOT_TEXT", "%s holds control characters or broken text; write it anew", field).On(field)
	}
	return nil
}

func join[T ~string](values []T) string {
	var b strings.Builder
	for i, v := range values {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprint(&b, v)
	}
	return b.String()
}
