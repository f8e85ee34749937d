package whatsapp

import "time"

// Scanned is what the scanner makes of a line, for tests.
type Scanned struct {
	Date, Clock, Period, Text string
	PeriodFirst               bool
	Stamp                     string
}

// ScanLine runs the header scanner over one line.
func ScanLine(text []byte) (Scanned, bool) {
	var h head
	h.normalise(text)
	hd, ok := h.scan()
	if !ok {
		return Scanned{}, false
	}
	return Scanned{
		Date:        string([]byte{byte(hd.a >> 8), byte(hd.a), byte(hd.b), byte(hd.c >> 8), byte(hd.c)}),
		Clock:       string([]byte{byte(hd.hour), byte(hd.minute), byte(hd.second)}),
		Period:      string(hd.period),
		Text:        string(text[hd.rest:]),
		PeriodFirst: hd.form.periodFirst,
		Stamp:       string(text[hd.stampFrom:hd.stampTo]),
	}, true
}

// FoldDigit folds one digit.
func FoldDigit(r rune) (byte, bool) { return digit(r) }

// UTC looks a wall clock up in a zone: how many instants it has, and the instant where it is one.
func UTC(name string, clock time.Time) (instants int, at time.Time, err error) {
	z, err := loadZone(name)
	if err != nil {
		return 0, time.Time{}, err
	}
	at, sure := z.utc(wall(clock.Unix()))
	return map[certainty]int{never: 0, once: 1, twice: 2}[sure], at, nil
}

// DayNumber and DayText go both ways between a calendar day and its number.
func DayNumber(year, month, dayOfMonth int) int64 { return day{year, month, dayOfMonth}.number() }

// DayText writes the day of a number.
func DayText(number int64) string { return string(dayOf(number).text()) }
