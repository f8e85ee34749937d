package whatsapp

import (
	"unicode"
	"unicode/utf8"
)

// headReach is how many bytes of a line, after normalising, can belong to its header's date and time.
const headReach = 112

// rawReach is how far into a line that search goes; marks of writing direction take room there and none in the head.
const rawReach = 1024

// head is the beginning of a line made comparable: marks of writing direction are gone, every kind of space is a space, every digit is
// an ASCII digit. from and to tell for each byte where its character begins and ends in the line.
type head struct {
	text     [headReach]byte
	from, to [headReach]uint16
	n        int
}

// normalise fills the head from a line, as far as a header may reach. It works on the copy only: the line itself is never changed.
func (h *head) normalise(text []byte) {
	h.n = 0
	if len(text) == 0 || text[0] < utf8.RuneSelf && text[0] != '[' && !isDigit(text[0]) {
		return // the usual continuation line
	}
	text = text[:min(len(text), rawReach)]
	for i := 0; i < len(text) && h.n < headReach && !h.ended(); {
		if c := text[i]; c < utf8.RuneSelf {
			h.text[h.n], h.from[h.n], h.to[h.n] = c, uint16(i), uint16(i+1)
			h.n++
			i++
			continue
		}
		r, size := utf8.DecodeRune(text[i:])
		if !h.put(r, text[i:i+size], i) {
			return
		}
		i += size
	}
}

// ended says whether what ends a header has been reached: "] ", ": " or " - ". None of them stands within one.
func (h *head) ended() bool {
	if h.n < 3 || h.text[h.n-1] != ' ' {
		return false
	}
	last := h.text[h.n-2]
	return last == ']' || last == ':' || last == '-' && h.text[h.n-3] == ' '
}

// put adds one character that is not ASCII; false when there is no room for it.
func (h *head) put(r rune, raw []byte, at int) bool {
	var one [1]byte
	switch d, isDigit := digit(r); {
	case isMark(r):
		return true
	case isSpace(r):
		one[0] = ' '
	case isDigit:
		one[0] = d
	default:
		return h.add(raw, at, len(raw))
	}
	return h.add(one[:], at, len(raw))
}

func (h *head) add(text []byte, at, width int) bool {
	if h.n+len(text) > headReach {
		return false
	}
	for _, b := range text {
		h.text[h.n], h.from[h.n], h.to[h.n] = b, uint16(at), uint16(at+width)
		h.n++
	}
	return true
}

// isMark says whether a character only steers the direction of writing, or is a byte order mark.
func isMark(r rune) bool {
	switch {
	case r == 0x200E, r == 0x200F, r == 0xFEFF, r == 0x061C, r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069:
		return true
	}
	return false
}

// isSpace says whether a character is one of the spaces that locales put between time and day period.
func isSpace(r rune) bool { return r == 0x00A0 || r == 0x202F || r == 0x2009 || r == 0x2007 }

// digit folds a decimal digit of any script to ASCII. In Unicode's table of decimal digits every range begins with a zero and holds whole
// sets of ten.
func digit(r rune) (byte, bool) {
	if !unicode.Is(unicode.Nd, r) {
		return 0, false
	}
	for _, set := range unicode.Nd.R16 {
		if r >= rune(set.Lo) && r <= rune(set.Hi) {
			return '0' + byte((r-rune(set.Lo))%10), true
		}
	}
	for _, set := range unicode.Nd.R32 {
		if r >= rune(set.Lo) && r <= rune(set.Hi) {
			return '0' + byte((r-rune(set.Lo))%10), true
		}
	}
	return 0, false
}
