package cases

import (
	"time"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/ledger/eventlog"
)

// TimelineEntry is one event that touches a matter: when it was recorded, when it took effect, by whom, under which command.
// It names the event and carries none of its content.
type TimelineEntry struct {
	Position    eventlog.Position // place in the whole log; resume a subscription after it
	Matter      domain.MatterID   // whose timeline it stands in
	EventID     string
	Stream      string
	Revision    uint64
	Type        string              // wire name, e.g. "device.seized.v1"
	Device      domain.DeviceID     // "" unless the event is about a device
	Extraction  domain.ExtractionID // "" unless the event is about an extraction
	RecordedAt  time.Time           // when the ledger took it
	EffectiveOn domain.Date         // the day it took effect
	EffectiveAt *time.Time          // the moment it took effect, where the event names one
	BeforeCause bool                // it is dated before what led to it: kept as it was said, for a person to look at
	Actor       domain.ActorID
	Role        domain.Role
	CommandID   string
}
