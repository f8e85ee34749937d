package whatsapp

import (
	"bytes"
	"unicode/utf8"
)

// form is the shape of a header. One export has one form throughout; a line in another form is text.
type form struct {
	bracket     bool
	shape       dateShape
	separators  [2]byte
	spaced      bool // a space after each date separator
	suffix      bool // the year is followed by the letters of an era, e.g. "BE"
	comma       byte // ',' '.' 'A' (Arabic comma) or 0
	klo         bool // Finnish "klo" before the time
	colon       byte // ':' or '.' within the time
	seconds     bool
	period      bool // the time bears a word, usually the half of the day
	periodFirst bool
	end         byte // ']', '-' or ':'
}

// dateShape says where the year stands.
type dateShape byte

const (
	yearFirst dateShape = iota + 1 // 2024/12/10
	yearLast                       // 10/12/2024
	yearShort                      // 10/12/24: the year may stand at either end
	yearEra                        // 3/18/R4: Japanese era
)

// header is what a header line says before its text.
type header struct {
	form                 form
	a, b, c              int    // the three numbers of the date in file order
	era                  byte   // Japanese era letter, upper case, or 0
	suffix               string // letters after the year, or ""
	hour, minute, second int
	period               []byte // the word at the time, within the head; nil when none
	stampFrom, stampTo   int    // where date and time stand in the line
	rest                 int    // where the text begins in the line
}

// scanner reads one head from left to right. It accepts a subset of the expression in header_test.go, which is the specification.
type scanner struct {
	h   *head
	pos int
}

// scan reads the header of a line, if the line has one.
func (h *head) scan() (hd header, ok bool) {
	if h.n == 0 || h.text[0] != '[' && !isDigit(h.text[0]) {
		return hd, false
	}
	s := scanner{h: h}
	hd.form.bracket = s.byte('[')
	if s.pos == h.n {
		return hd, false
	}
	hd.stampFrom = int(h.from[s.pos])
	if !s.date(&hd) || !s.between(&hd) || !s.time(&hd) {
		return hd, false
	}
	return hd, s.close(&hd)
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func (s *scanner) peek() byte {
	if s.pos < s.h.n {
		return s.h.text[s.pos]
	}
	return 0
}

func (s *scanner) byte(c byte) bool {
	if s.pos < s.h.n && s.h.text[s.pos] == c {
		s.pos++
		return true
	}
	return false
}

func (s *scanner) word(w string) bool {
	if bytes.HasPrefix(s.h.text[s.pos:s.h.n], []byte(w)) {
		s.pos += len(w)
		return true
	}
	return false
}

// number reads between least and most digits.
func (s *scanner) number(least, most int) (value, digits int, ok bool) {
	for digits < most && isDigit(s.peek()) {
		value = value*10 + int(s.peek()-'0')
		s.pos++
		digits++
	}
	return value, digits, digits >= least && !isDigit(s.peek())
}

func (s *scanner) date(hd *header) bool {
	var da, dc int
	var ok bool
	if hd.a, da, ok = s.number(1, 4); !ok {
		return false
	}
	if !s.separator(hd, 0) {
		return false
	}
	if hd.b, _, ok = s.number(1, 2); !ok || !s.separator(hd, 1) {
		return false
	}
	if c := s.peek() | 0x20; c >= 'a' && c <= 'z' {
		hd.era = c &^ 0x20
		s.pos++
	}
	if hd.c, dc, ok = s.number(1, 4); !ok {
		return false
	}
	s.eraSuffix(hd)
	return hd.setShape(da, dc)
}

func (s *scanner) separator(hd *header, i int) bool {
	switch c := s.peek(); c {
	case '-', '/', '.':
		hd.form.separators[i] = c
		s.pos++
	default:
		return false
	}
	if s.byte(' ') {
		hd.form.spaced = true
	}
	return true
}

// eraSuffix reads " BE". What could be the half of the day standing before the time is left to that.
func (s *scanner) eraSuffix(hd *header) {
	from := s.pos
	if !s.byte(' ') {
		return
	}
	start := s.pos
	for s.pos-start < 3 && s.peek() >= 'A' && s.peek() <= 'Z' {
		s.pos++
	}
	letters := string(s.h.text[start:s.pos])
	if n := len(letters); n == 0 || letters == "AM" || letters == "PM" || s.peek() >= 'A' && s.peek() <= 'Z' {
		s.pos = from
		return
	}
	hd.suffix, hd.form.suffix = letters, true
}

// setShape says where the year stands, by the number of digits; false when it cannot stand anywhere.
func (hd *header) setShape(da, dc int) bool {
	switch {
	case hd.era != 0:
		hd.form.shape = yearEra
		return da <= 2 && dc <= 2
	case da > 2 && dc > 2:
		return false
	case da > 2:
		hd.form.shape = yearFirst
	case dc > 2:
		hd.form.shape = yearLast
	default:
		hd.form.shape = yearShort
	}
	return true
}

// between reads what stands between date and time: a comma of some kind, a space, "klo", and in some languages the half of the day.
func (s *scanner) between(hd *header) bool {
	switch {
	case s.byte(','):
		hd.form.comma = ','
	case s.byte('.'):
		hd.form.comma = '.'
	case s.word("،"):
		hd.form.comma = 'A'
	}
	if !s.byte(' ') {
		return false
	}
	hd.form.klo = s.word("klo ")
	if !isDigit(s.peek()) {
		n := leadingPeriod(s.h.text[s.pos:s.h.n])
		if n == 0 {
			return false
		}
		hd.period = s.h.text[s.pos : s.pos+n]
		hd.form.period, hd.form.periodFirst = true, true
		s.pos += n
		s.byte(' ')
	}
	return true
}

func (s *scanner) time(hd *header) bool {
	var ok bool
	if hd.hour, _, ok = s.number(1, 2); !ok || hd.hour > 24 {
		return false
	}
	colon := s.peek()
	if colon != ':' && colon != '.' {
		return false
	}
	s.pos++
	hd.form.colon = colon
	var digits int
	if hd.minute, digits, ok = s.number(2, 2); !ok || digits != 2 || hd.minute > 59 {
		return false
	}
	hd.stampTo = s.behind()
	if s.pos+1 < s.h.n && (s.peek() == ':' || s.peek() == '.') && isDigit(s.h.text[s.pos+1]) {
		s.pos++
		if hd.second, digits, ok = s.number(2, 2); !ok || digits != 2 || hd.second > 59 {
			return false
		}
		hd.form.seconds = true
		hd.stampTo = s.behind()
	}
	return true
}

// close reads the end of the header: the half of the day where it stands there, then "] ", " - " or ": ".
func (s *scanner) close(hd *header) bool {
	if s.end(hd) {
		return true
	}
	if hd.form.periodFirst {
		return false
	}
	s.byte(' ')
	from := s.pos
	if !s.halfOfDay() {
		return false
	}
	hd.period, hd.form.period = s.h.text[from:s.pos], true
	hd.stampTo = s.behind()
	return s.end(hd)
}

func (s *scanner) end(hd *header) bool {
	from := s.pos
	switch {
	case hd.form.bracket:
		hd.form.end = ']'
		if s.byte(']') && s.byte(' ') {
			break
		}
		s.pos = from
		return false
	case s.word(" - "):
		hd.form.end = '-'
	case s.word(": "):
		hd.form.end = ':'
	default:
		return false
	}
	hd.rest = s.behind()
	return true
}

// behind is where the last character read ends in the line.
func (s *scanner) behind() int { return int(s.h.to[s.pos-1]) }

// halfOfDay reads "AM", "p. m." and the like, or any one word of up to twelve characters.
func (s *scanner) halfOfDay() bool {
	if n := latinPeriod(s.h.text[s.pos:s.h.n]); n > 0 {
		s.pos += n
		return true
	}
	start, count := s.pos, 0
	for s.pos < s.h.n && count < 12 {
		r, size := utf8.DecodeRune(s.h.text[s.pos:s.h.n])
		if r == ']' || r == '-' || r == ':' || r == ' ' || r == '\t' || r == utf8.RuneError {
			break
		}
		s.pos += size
		count++
	}
	return s.pos > start
}
