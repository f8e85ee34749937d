package whatsapp

import (
	"cmp"
	"maps"
	"slices"

	"github.com/probity-ledger/probity/domain/extraction"
)

// The codes of what the reader notices in a file, beside the flags on single messages (which are counted under their own names).
const (
	LineTooLong     = "LINE_TOO_LONG"     // more than 1 MiB in one line: only its beginning was read
	BareCR          = "BARE_CR"           // a carriage return inside a line
	NULBytes        = "NUL_BYTES"         // NUL bytes were replaced
	TextBeforeChat  = "TEXT_BEFORE_CHAT"  // lines before the first header belong to no message
	OtherFormHeader = "OTHER_FORM_HEADER" // a line looks like a header in another form: it was kept as text
	ImpossibleDate  = "IMPOSSIBLE_DATE"   // a line looks like a header, but its date is none in the file's order: it was kept as text
	LineEndMismatch = "LINE_END_MISMATCH" // a header follows a line end that only occurs inside messages of this file
	UnknownMarker   = "UNKNOWN_MARKER"    // text with the application's mark whose sentence is not known
	TooManySenders  = "TOO_MANY_SENDERS"  // names beyond the limit were not counted
	ClockPutForward = "CLOCK_PUT_FORWARD" // a wall clock that the zone leaves out: no instant in UTC was given
	ClockPutBack    = "CLOCK_PUT_BACK"    // a wall clock that the zone has twice: no instant in UTC was given
	NearExportLimit = "NEAR_EXPORT_LIMIT" // the application cuts long chats off at about this many messages
)

// issues counts by code and remembers the first place.
type issues map[string]*extraction.Issue

func (i issues) add(code string, first func() string) {
	if one, ok := i[code]; ok {
		one.Count++
		return
	}
	i[code] = &extraction.Issue{Code: code, Count: 1, First: first()}
}

// list orders by code, so that the same file gives the same list.
func (i issues) list() []extraction.Issue {
	var all []extraction.Issue
	for one := range maps.Values(i) {
		all = append(all, *one)
	}
	slices.SortFunc(all, func(a, b extraction.Issue) int { return cmp.Compare(a.Code, b.Code) })
	return all
}
