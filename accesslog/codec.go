package accesslog

import (
	"fmt"
	"strings"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/ledger/eventlog"
)

// Category is the part of a stream name before the first dash; the rest is the day, and the process that wrote.
const Category = "access"

// NewCodec returns the table of wire names. Names are never derived and never change their meaning.
func NewCodec() *domain.Codec[Event] {
	return domain.NewCodec(
		domain.Today[Event, Shown]("access.shown.v1"),
		domain.Today[Event, Refused]("access.refused.v1"),
		domain.Today[Event, SignedIn]("access.signed_in.v1"),
		domain.Today[Event, SignInRefused]("access.sign_in_refused.v1"),
		domain.Today[Event, Acted]("access.acted.v1"),
		domain.Today[Event, LogRead]("access.log_read.v1"),
	)
}

// codec is a table that nobody changes.
var codec = NewCodec()

// Is says whether a stream belongs to this log. Where both logs share an event store, it is how one tells them apart.
func Is(stream string) bool { return strings.HasPrefix(stream, Category+"-") }

// Decode says what a recorded entry says. Its errors name the stream and the revision and nothing of the content.
func Decode(r eventlog.Recorded) (Event, error) {
	e, err := codec.Decode(r.Type, r.Data)
	if err != nil {
		return nil, fmt.Errorf("entry %d of stream %s: %w", r.Revision, r.Stream, err)
	}
	return e, nil
}
