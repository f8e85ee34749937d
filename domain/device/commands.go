package device

import (
	"time"

	"github.com/probity-ledger/probity/domain"
)

// Command is the closed set of requests about a device. One without its rule does not compile.
type Command interface {
	decide(State, domain.Envelope) ([]Event, error)
}

// Power is a legal power under which a device may be obtained, by its code name in the reference data, e.g. "PACE_S19".
type Power string

// Issue registers a work device and hands it to an officer.
type Issue struct {
	Officer     domain.OfficerID
	Description Description
	From        domain.Date
}

// Seize takes a device into custody. A device not issued by the force comes into being with this command.
type Seize struct {
	Matter         domain.MatterID
	Exhibit        domain.ExhibitRef
	Power          Power
	Authoriser     string
	Grounds        string
	Ownership      Ownership
	Description    Description
	Condition      Condition
	At             time.Time
	Place          string
	FromWhom       string
	SeizingOfficer string
	Witness        string

	// Strand is read from the matter by the ledger just before deciding; what a caller puts here is overwritten.
	Strand Strand `json:"-"`
}

// ChangeSeizureBasis puts the holding of the device on another power.
type ChangeSeizureBasis struct {
	Power      Power
	Authoriser string
	Grounds    string
	At         time.Time

	// Strand is read from the matter by the ledger just before deciding; what a caller puts here is overwritten.
	Strand Strand `json:"-"`
}

// Seal puts the device in a sealed bag.
type Seal struct {
	Seal string
	By   string
	At   time.Time
}

// BreakSeal opens the bag, for instance to start an extraction.
type BreakSeal struct {
	Seal   string // as read from the bag; must be the seal on record
	Reason string
	By     string
	At     time.Time
}

// Transfer hands the device over. The giver's reading must be the seal on record, else the command is refused so that the giver
// looks again; the receiver's reading is a fact and is recorded even when it differs, with a discrepancy.
type Transfer struct {
	From         string
	To           string
	At           time.Time
	Place        string
	Purpose      string
	SealGiven    string
	SealReceived string
	Intact       bool
	Store        string
}

// ExplainDiscrepancy records what a supervisor found out about a continuity gap.
type ExplainDiscrepancy struct {
	Number      int
	Explanation string
	CorrectSeal string
}

// Return gives the device back.
type Return struct {
	To          string
	At          time.Time
	Receipt     string
	SignedOffBy string
}
