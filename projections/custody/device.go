package custody

import (
	"time"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/device"
)

// Device is one device as an exhibit of one matter. A device seized again for another matter has a second, separate Device there.
type Device struct {
	ID             domain.DeviceID    `json:"id"`
	Matter         domain.MatterID    `json:"matter"`
	Exhibit        domain.ExhibitRef  `json:"exhibit"`
	Ownership      device.Ownership   `json:"ownership"`
	Description    device.Description `json:"description"` // sensitive
	Condition      device.Condition   `json:"condition"`
	Basis          Basis              `json:"basis"` // the power it is held under now
	Bases          []Basis            `json:"bases"` // every power it was held under, in order
	SeizedAt       time.Time          `json:"seizedAt"`
	Place          string             `json:"place"`
	FromWhom       string             `json:"fromWhom"`
	SeizingOfficer string             `json:"seizingOfficer"`
	Witness        string             `json:"witness,omitempty"`
	Holder         string             `json:"holder"`          // who has it now, as last recorded
	Store          string             `json:"store,omitempty"` // where the holder keeps it
	Seal           string             `json:"seal,omitempty"`  // "" while unsealed
	Returned       *Return            `json:"returned,omitempty"`
	Discrepancies  int                `json:"-"`        // raised so far in this matter
	OpenGaps       int                `json:"-"`        // raised and not explained
	Revision       uint64             `json:"revision"` // of the last event folded in, in the device's stream
	UpdatedAt      time.Time          `json:"updatedAt"`
	NameWithheld   bool               `json:"-"` // a name was taken out for this viewer
}

// Sealed says whether the device lies in a sealed bag.
func (d Device) Sealed() bool { return d.Seal != "" }

// Basis is one power a device is or was held under, and what was known of the criminal strand when it was used.
type Basis struct {
	Power         device.Power  `json:"power"`
	Authoriser    string        `json:"authoriser"`
	Grounds       string        `json:"grounds"` // sensitive
	Strand        device.Strand `json:"strand"`
	PolicyVersion string        `json:"policyVersion"`
	At            time.Time     `json:"at"`
}

// Return says to whom the device went back.
type Return struct {
	To          string    `json:"to"`
	At          time.Time `json:"at"`
	Receipt     string    `json:"receipt"`
	SignedOffBy string    `json:"signedOffBy"`
}

// IssuedDevice is a work device as the force handed it to an officer.
type IssuedDevice struct {
	Device      domain.DeviceID
	Officer     domain.OfficerID
	Description device.Description
	From        domain.Date
	Until       domain.Date // "" while the officer has it
}
