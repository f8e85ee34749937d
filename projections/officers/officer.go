package officers

import (
	"time"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/device"
	"github.com/probity-ledger/probity/domain/officer"
)

// Officer is one entry in the register.
type Officer struct {
	ID           domain.OfficerID    `json:"id"`
	Name         string              `json:"name"` // sensitive
	CollarNumber string              `json:"collarNumber"`
	Force        string              `json:"force"`
	Kind         officer.SubjectKind `json:"kind"`
	Rank         officer.Rank        `json:"rank"` // the one that took effect last
	Unit         string              `json:"unit"`
	Postings     []Posting           `json:"postings"` // by the day they took effect
	Ranks        []RankHeld          `json:"ranks"`    // by the day they took effect
	Devices      []IssuedDevice      `json:"devices,omitempty"`
	Left         *Departure          `json:"left,omitempty"`
	Revision     uint64              `json:"revision"`
	UpdatedAt    time.Time           `json:"updatedAt"`

	NameWithheld bool `json:"-"` // the name and number were taken out for this viewer
}

// Posting is a unit and the day from which the officer serves there.
type Posting struct {
	Unit string      `json:"unit"`
	From domain.Date `json:"from"`
}

// RankHeld is a rank and the day from which the officer holds it.
type RankHeld struct {
	Rank   officer.Rank `json:"rank"`
	From   domain.Date  `json:"from"`
	Reason string       `json:"reason,omitempty"`
}

// IssuedDevice is a device the force handed the officer for work.
type IssuedDevice struct {
	Device      domain.DeviceID    `json:"device"`
	From        domain.Date        `json:"from"`
	Until       domain.Date        `json:"until,omitempty"` // "" while the officer has it
	Description device.Description `json:"description"`
}

// Departure says when and how the officer left the force.
type Departure struct {
	On  domain.Date `json:"on"`
	How string      `json:"how"`
}
