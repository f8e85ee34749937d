package custody

import (
	"time"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/device"
)

// EntryKind says what happened to a device.
type EntryKind string

// The kinds of custody entry.
const (
	Seized       EntryKind = "SEIZED"
	BasisChanged EntryKind = "BASIS_CHANGED"
	Sealed       EntryKind = "SEALED"
	SealBroken   EntryKind = "SEAL_BROKEN"
	Transferred  EntryKind = "TRANSFERRED"
	Returned     EntryKind = "RETURNED"
)

// CustodyEntry is one line of a device's chain of custody, in the order in which it was recorded. Fields that do not belong to
// the kind are empty.
type CustodyEntry struct {
	Device       domain.DeviceID   `json:"device"`
	Matter       domain.MatterID   `json:"matter"`
	Exhibit      domain.ExhibitRef `json:"exhibit"`
	Kind         EntryKind         `json:"kind"`
	At           time.Time         `json:"at"` // when it happened, with its zone
	From         string            `json:"from,omitempty"`
	To           string            `json:"to,omitempty"` // the holder afterwards; for SEIZED the seizing officer
	By           string            `json:"by,omitempty"` // who sealed, opened or signed off
	Place        string            `json:"place,omitempty"`
	Store        string            `json:"store,omitempty"`
	Reason       string            `json:"reason,omitempty"`       // grounds, purpose or reason; sensitive
	Power        device.Power      `json:"power,omitempty"`        // SEIZED and BASIS_CHANGED
	Seal         string            `json:"seal,omitempty"`         // SEALED: the new seal; SEAL_BROKEN: the one opened
	SealGiven    string            `json:"sealGiven,omitempty"`    // TRANSFERRED: as read by the giver
	SealReceived string            `json:"sealReceived,omitempty"` // TRANSFERRED: as read by the receiver
	Intact       bool              `json:"intact,omitempty"`       // TRANSFERRED: the seal arrived unbroken
	Receipt      string            `json:"receipt,omitempty"`      // RETURNED
	Gaps         []int             `json:"gaps,omitempty"`         // numbers of the discrepancies this entry raised
	Revision     uint64            `json:"revision"`               // of the event in the device's stream
	RecordedAt   time.Time         `json:"recordedAt"`
	RecordedBy   domain.ActorID    `json:"recordedBy"`
	NameWithheld bool              `json:"-"` // a name was taken out for this viewer
}

// Discrepancy is a gap in continuity. It stays for ever; an explanation is added beside it.
type Discrepancy struct {
	Device      domain.DeviceID        `json:"device"`
	Matter      domain.MatterID        `json:"matter"`
	Exhibit     domain.ExhibitRef      `json:"exhibit"`
	Number      int                    `json:"number"` // 1, 2, … within the device
	Kind        device.DiscrepancyKind `json:"kind"`
	Expected    string                 `json:"expected"`
	Found       string                 `json:"found"`
	At          time.Time              `json:"at"`
	RaisedAt    time.Time              `json:"raisedAt"` // when the ledger took it
	Revision    uint64                 `json:"revision"`
	Explanation *Explanation           `json:"explanation,omitempty"` // nil while nobody has explained it

	NameWithheld bool `json:"-"` // a name was taken out for this viewer
}

// Explanation is what a supervisor found out about a gap.
type Explanation struct {
	Text        string         `json:"text"` // sensitive
	By          domain.ActorID `json:"by"`
	CorrectSeal string         `json:"correctSeal,omitempty"`
	RecordedAt  time.Time      `json:"recordedAt"`
}
