package cases

import (
	"encoding/json"
	"time"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/device"
	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/ledger/wire"
)

// Effective returns the day an event took effect. An event that names none took effect when it was recorded. Days are those of England
// and Wales.
func Effective(e wire.Decoded) domain.Date {
	day, named := domain.Date(""), false
	switch ev := e.Event.(type) {
	case misconduct.Event:
		day, named = misconduct.Effective(ev)
	case device.Event:
		day, named = device.Effective(ev)
	case extraction.Event:
		day, named = extraction.Effective(ev)
	}
	if named {
		return day
	}
	return domain.DateOf(e.RecordedAt)
}

// stated is what many events say about themselves under the same names.
type stated struct {
	At          *time.Time `json:"at"`
	BeforeCause bool       `json:"beforeCause"`
	BeforeStart bool       `json:"beforeStart"`
}

// statedBy returns the moment an event names and whether it is marked as dated before what led to it. Batches of messages name
// neither and are not looked into.
func statedBy(e wire.Decoded) (at *time.Time, marked bool) {
	if _, batch := e.Event.(extraction.MessagesRecorded); batch {
		return nil, false
	}
	var s stated
	if err := json.Unmarshal(e.Data, &s); err != nil {
		return nil, false // an older shape; the event itself was understood
	}
	return s.At, s.BeforeCause || s.BeforeStart
}
