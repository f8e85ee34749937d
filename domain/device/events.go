package device

import (
	"time"

	"github.com/probity-ledger/probity/domain"
)

// Event is the closed set of facts about one device.
//
//sumtype:decl
type Event interface{ isDevice() }

// Ownership says whose device it is; it decides which powers are lawful.
type Ownership string

// The kinds of ownership.
const (
	WorkIssued Ownership = "WORK_ISSUED"
	Personal   Ownership = "PERSONAL"
	Mixed      Ownership = "MIXED"
)

// Description is what identifies the object. It is kept together in one field because it will be sealed together.
type Description struct {
	Type   string   `json:"type"` // e.g. "smartphone"
	Make   string   `json:"make"`
	Model  string   `json:"model"`
	Colour string   `json:"colour,omitempty"`
	Serial string   `json:"serial,omitempty"`
	IMEIs  []string `json:"imeis,omitempty"`
	ICCID  string   `json:"iccid,omitempty"`
	MSISDN string   `json:"msisdn,omitempty"`
}

// Condition is how the device was found. Empty strings mean "not recorded", which is not the same as "no".
type Condition struct {
	Power         string `json:"power,omitempty"`     // ON, OFF, UNKNOWN
	Lock          string `json:"lock,omitempty"`      // LOCKED, UNLOCKED, UNKNOWN
	Isolation     string `json:"isolation,omitempty"` // e.g. "flight mode", "Faraday bag"
	Damage        string `json:"damage,omitempty"`
	ClockOffset   string `json:"clockOffset,omitempty"` // device clock against UTC, e.g. "+00:00:04"
	PINOffered    bool   `json:"pinOffered"`
	PINBasis      string `json:"pinBasis,omitempty"`
	Photographed  bool   `json:"photographed"`
	ReceiptGiven  bool   `json:"receiptGiven"`
	OnScreenNotes string `json:"onScreenNotes,omitempty"`
}

// Strand is what the ledger knew of the matter's criminal strand when a power was used, and the revision at which it knew it.
type Strand struct {
	Open           bool   `json:"open"`           // a criminal strand was recorded and not concluded
	Indictable     bool   `json:"indictable"`     // at least one open offence is indictable
	Independent    bool   `json:"independent"`    // the mode of investigation is INDEPENDENT, so IOPC investigators hold powers
	MatterRevision uint64 `json:"matterRevision"` // revision of the matter's stream this was read at
}

// Issued says that the force registered a work device and to whom it was handed.
type Issued struct {
	Officer     domain.OfficerID `json:"officer"`
	Description Description      `json:"description"`
	From        domain.Date      `json:"from"`
}

// Seized says that the device came into custody: under which power, on whose authority, on what grounds.
type Seized struct {
	Matter         domain.MatterID   `json:"matter"`
	Exhibit        domain.ExhibitRef `json:"exhibit"`
	Power          Power             `json:"power"`
	Authoriser     string            `json:"authoriser"`
	Grounds        string            `json:"grounds"`
	Strand         Strand            `json:"strand"`
	Ownership      Ownership         `json:"ownership"`
	Description    Description       `json:"description"`
	Condition      Condition         `json:"condition"`
	At             time.Time         `json:"at"` // when it happened, with its zone; not when it was recorded
	Place          string            `json:"place"`
	FromWhom       string            `json:"fromWhom"`
	SeizingOfficer string            `json:"seizingOfficer"` // also the first holder
	Witness        string            `json:"witness,omitempty"`
	PolicyVersion  string            `json:"policyVersion"` // version of the reference data that allowed the power
}

// SeizureBasisChanged says that the device is now held under another power, e.g. consent became PACE on arrest.
type SeizureBasisChanged struct {
	Power         Power     `json:"power"`
	Authoriser    string    `json:"authoriser"`
	Grounds       string    `json:"grounds"`
	Strand        Strand    `json:"strand"`
	At            time.Time `json:"at"`
	PolicyVersion string    `json:"policyVersion"`
}

// Sealed says that the device lies in a sealed bag.
type Sealed struct {
	Seal string    `json:"seal"`
	By   string    `json:"by"`
	At   time.Time `json:"at"`
}

// SealBroken says that the seal was opened, by whom and why.
type SealBroken struct {
	Seal   string    `json:"seal"`
	Reason string    `json:"reason"`
	By     string    `json:"by"`
	At     time.Time `json:"at"`
}

// Transferred says that the device passed from one holder to another.
type Transferred struct {
	From         string    `json:"from"`
	To           string    `json:"to"`
	At           time.Time `json:"at"`
	Place        string    `json:"place"`
	Purpose      string    `json:"purpose"`
	SealGiven    string    `json:"sealGiven"`       // as read by the giver
	SealReceived string    `json:"sealReceived"`    // as read by the receiver
	Intact       bool      `json:"intact"`          // of the seal; says nothing where there was none
	Store        string    `json:"store,omitempty"` // store location at the receiver
}

// DiscrepancyKind says what did not fit in a hand-over.
type DiscrepancyKind string

// The kinds of continuity discrepancy.
const (
	SealMismatch   DiscrepancyKind = "SEAL_MISMATCH"   // the receiver read another seal number
	HolderMismatch DiscrepancyKind = "HOLDER_MISMATCH" // the giver was not the holder on record
	SealNotIntact  DiscrepancyKind = "SEAL_NOT_INTACT" // the seal arrived broken
	TimeOrder      DiscrepancyKind = "TIME_ORDER"      // said to have happened before what came before it
)

// ContinuityDiscrepancyRaised says that a hand-over left a gap. It stays for ever, explained or not.
type ContinuityDiscrepancyRaised struct {
	Number   int             `json:"number"` // 1, 2, … within the device
	Kind     DiscrepancyKind `json:"kind"`
	Expected string          `json:"expected"`
	Found    string          `json:"found"`
	At       time.Time       `json:"at"`
}

// ContinuityDiscrepancyExplained says what a supervisor found out about a gap.
type ContinuityDiscrepancyExplained struct {
	Number      int            `json:"number"`
	Explanation string         `json:"explanation"`
	By          domain.ActorID `json:"by"`
	CorrectSeal string         `json:"correctSeal,omitempty"` // the seal the bag really bears, where the label was misread
}

// Returned says that the device went back to somebody who gave a receipt.
type Returned struct {
	To          string    `json:"to"`
	At          time.Time `json:"at"`
	Receipt     string    `json:"receipt"`
	SignedOffBy string    `json:"signedOffBy"`
}

func (Issued) isDevice()                         {}
func (Seized) isDevice()                         {}
func (SeizureBasisChanged) isDevice()            {}
func (Sealed) isDevice()                         {}
func (SealBroken) isDevice()                     {}
func (Transferred) isDevice()                    {}
func (ContinuityDiscrepancyRaised) isDevice()    {}
func (ContinuityDiscrepancyExplained) isDevice() {}
func (Returned) isDevice()                       {}
