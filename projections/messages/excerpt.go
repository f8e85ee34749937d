package messages

import (
	"strings"
	"unicode/utf8"
)

// excerptRunes is how much of a long text a search hit shows, in Unicode code points.
const excerptRunes = 240

// excerpt takes a text in which the full-text index has put opener and closer around every match, and returns the part around the first
// match with the places of the matches in it. opener and closer are random, so that no text can contain them.
func excerpt(marked, opener, closer string) (string, []Span) {
	text, spans := unmark(marked, opener, closer)
	runes := []rune(text)
	from := 0
	if len(runes) > excerptRunes && len(spans) > 0 {
		from = max(0, min(spans[0].Start-excerptRunes/4, len(runes)-excerptRunes))
	}
	to := min(len(runes), from+excerptRunes)
	var shown []Span
	for _, s := range spans {
		if s.Start >= from && s.Start < to {
			shown = append(shown, Span{Start: s.Start - from, End: min(s.End, to) - from})
		}
	}
	return string(runes[from:to]), shown
}

func unmark(marked, opener, closer string) (string, []Span) {
	var text strings.Builder
	var spans []Span
	at := 0
	take := func(part string) {
		text.WriteString(part)
		at += utf8.RuneCountInString(part)
	}
	for {
		before, rest, found := strings.Cut(marked, opener)
		take(before)
		if !found {
			return text.String(), spans
		}
		match, after, _ := strings.Cut(rest, closer)
		start := at
		take(match)
		spans = append(spans, Span{Start: start, End: at})
		marked = after
	}
}
