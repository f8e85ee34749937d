package wire

import (
	"fmt"
	"strings"

	"github.com/probity-ledger/probity/domain/account"
	"github.com/probity-ledger/probity/domain/caseaccess"
	"github.com/probity-ledger/probity/domain/device"
	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/domain/officer"
	"github.com/probity-ledger/probity/domain/policyset"
	"github.com/probity-ledger/probity/ledger/eventlog"
	"github.com/probity-ledger/probity/ledger/lease"
)

// Decoded is an event as the log holds it, beside what it says.
type Decoded struct {
	eventlog.Recorded
	Category string // the aggregate, e.g. "device"
	ID       string // the aggregate's id, a UUID
	Meta     Metadata
	Event    any // an Event of one of the aggregates, e.g. device.Event; lease.Event where it is Housekeeping
}

// The codecs are tables that nobody changes.
var (
	devices     = device.NewCodec()
	extractions = extraction.NewCodec()
	matters     = misconduct.NewCodec()
	officers    = officer.NewCodec()
	accesses    = caseaccess.NewCodec()
	accounts    = account.NewCodec()
	policySets  = policyset.NewCodec()
	leases      = lease.NewCodec()
)

// Housekeeping says whether a stream is about the running of the program and not about any case: no read model wants its events, no
// command stands behind them, and the store may have dropped the early ones.
func Housekeeping(stream string) bool {
	category, _, ok := SplitStream(stream)
	return ok && category == lease.Category
}

// Encode returns the wire name and the JSON of an event of any aggregate.
func Encode(event any) (name string, data []byte, err error) {
	switch e := event.(type) {
	case device.Event:
		return devices.Encode(e)
	case extraction.Event:
		return extractions.Encode(e)
	case misconduct.Event:
		return matters.Encode(e)
	case officer.Event:
		return officers.Encode(e)
	case caseaccess.Event:
		return accesses.Encode(e)
	case account.Event:
		return accounts.Encode(e)
	case policyset.Event:
		return policySets.Encode(e)
	}
	return "", nil, fmt.Errorf("encode event: %T belongs to no aggregate", event)
}

// UnknownCategoryError says that a stream belongs to no aggregate this program knows.
type UnknownCategoryError struct{ Category string }

// Error names the category.
func (e *UnknownCategoryError) Error() string {
	return fmt.Sprintf("stream category %q is not known to this version", e.Category)
}

// Decode says what a recorded event says. Every error names the stream and the revision and nothing of the content; an event type of
// a newer program is a *domain.UnknownEventError, a stream of another program an *UnknownCategoryError.
func Decode(r eventlog.Recorded) (Decoded, error) {
	d := Decoded{Recorded: r}
	var ok bool
	d.Category, d.ID, ok = SplitStream(r.Stream)
	if !ok {
		return Decoded{}, at(r, fmt.Errorf("the stream's name is not a category, a dash and an id"))
	}
	var err error
	if d.Meta, err = DecodeMetadata(r.Metadata); err != nil {
		return Decoded{}, at(r, err)
	}
	if d.Event, err = decodeData(d.Category, r.Type, r.Data); err != nil {
		return Decoded{}, at(r, err)
	}
	return d, nil
}

func decodeData(category, name string, data []byte) (any, error) {
	switch category {
	case device.Category:
		return devices.Decode(name, data)
	case extraction.Category:
		return extractions.Decode(name, data)
	case misconduct.Category:
		return matters.Decode(name, data)
	case officer.Category:
		return officers.Decode(name, data)
	case caseaccess.Category:
		return accesses.Decode(name, data)
	case account.Category:
		return accounts.Decode(name, data)
	case policyset.Category:
		return policySets.Decode(name, data)
	case lease.Category:
		return leases.Decode(name, data)
	}
	return nil, &UnknownCategoryError{Category: category}
}

func at(r eventlog.Recorded, err error) error {
	return fmt.Errorf("event %d of stream %s: %w", r.Revision, r.Stream, err)
}

// Stream returns the name of an aggregate's stream.
func Stream(category, id string) string { return category + "-" + id }

// SplitStream cuts a stream's name at its first dash.
func SplitStream(stream string) (category, id string, ok bool) {
	category, id, ok = strings.Cut(stream, "-")
	return category, id, ok && category != "" && id != ""
}
