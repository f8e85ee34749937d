package custody

import (
	"time"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/extraction"
)

// Status is how far an extraction has come.
type Status string

// The statuses of an extraction.
const (
	Authorised Status = "AUTHORISED"
	Started    Status = "STARTED"
	Completed  Status = "COMPLETED"
	Failed     Status = "FAILED"
)

// Extraction is one extraction from one device: what was allowed, with what it was made, what came out, and whether the bytes
// still are what they were.
type Extraction struct {
	ID            domain.ExtractionID `json:"id"`
	Matter        domain.MatterID     `json:"matter"`
	Device        domain.DeviceID     `json:"device"`
	Exhibit       domain.ExhibitRef   `json:"exhibit"` // the device's exhibit reference
	Status        Status              `json:"status"`
	Level         extraction.Level    `json:"level"`
	Scope         extraction.Scope    `json:"scope"`
	Authoriser    string              `json:"authoriser"`
	Reason        string              `json:"reason"` // why it is proportionate; sensitive
	AuthorisedAt  time.Time           `json:"authorisedAt"`
	Start         *Start              `json:"start,omitempty"`
	Completion    *Completion         `json:"completion,omitempty"`
	Failure       *Failure            `json:"failure,omitempty"`
	Verifications []Verification      `json:"verifications,omitempty"`
	Quarantined   []extraction.Copy   `json:"quarantined,omitempty"` // copies that failed a check and were not copied anew since
	Revision      uint64              `json:"revision"`              // of the last event that changed this, in the extraction's stream
	UpdatedAt     time.Time           `json:"updatedAt"`

	NameWithheld bool `json:"-"` // a name was taken out for this viewer
}

// Start is how the work on the device began.
type Start struct {
	Tool        extraction.Tool `json:"tool"`
	Operator    string          `json:"operator"`
	Method      string          `json:"method"`
	DeviceState string          `json:"deviceState"`
	ClockOffset string          `json:"clockOffset,omitempty"`
	At          time.Time       `json:"at"`
}

// Completion is what the extraction produced.
type Completion struct {
	Exhibit         domain.ExhibitRef `json:"exhibit"` // the derived exhibit
	Result          string            `json:"result"`  // COMPLETE, PARTIAL
	Tool            extraction.Tool   `json:"tool"`
	Operator        string            `json:"operator"`
	Witness         string            `json:"witness,omitempty"`
	Container       string            `json:"container"` // sensitive
	ContainerSize   int64             `json:"containerSize"`
	AcquisitionHash domain.SHA256     `json:"acquisitionHash"`
	LegacyHashes    []LegacyHash      `json:"legacyHashes,omitempty"`
	Counts          []CategoryCount   `json:"counts,omitempty"`
	Errors          []string          `json:"errors,omitempty"`
	At              time.Time         `json:"at"`
	BeforeStart     bool              `json:"beforeStart,omitempty"` // At lies before the start on record
}

// LegacyHash is an MD5 or SHA-1 digest as the tool printed it.
type LegacyHash struct {
	Algorithm string `json:"algorithm"`
	Digest    string `json:"digest"`
}

// CategoryCount is how many items of one category the tool declared.
type CategoryCount struct {
	Category string `json:"category"`
	Count    int    `json:"count"`
}

// Failure says that nothing usable came out.
type Failure struct {
	Reason      string    `json:"reason"`
	At          time.Time `json:"at"`
	BeforeStart bool      `json:"beforeStart,omitempty"` // At lies before the start on record
}

// Verification is one check of a copy against the acquisition hash.
type Verification struct {
	Copy       extraction.Copy `json:"copy"`
	Match      bool            `json:"match"`
	Expected   domain.SHA256   `json:"expected"`
	Actual     domain.SHA256   `json:"actual"`
	Purpose    string          `json:"purpose"`
	At         time.Time       `json:"at"`
	RecordedBy domain.ActorID  `json:"recordedBy"`
	Revision   uint64          `json:"revision"`
}

// SourceImport is one file messages are read from, and how far the reading has come.
type SourceImport struct {
	Extraction   domain.ExtractionID        `json:"extraction"`
	Matter       domain.MatterID            `json:"matter"`
	Source       extraction.Source          `json:"source"` // its name is sensitive
	RegisteredAt time.Time                  `json:"registeredAt"`
	Batches      int                        `json:"batches"`           // recorded so far
	Messages     int                        `json:"messages"`          // recorded so far
	Receipt      *extraction.SourceRecorded `json:"receipt,omitempty"` // nil while the import is running
	Revision     uint64                     `json:"revision"`          // of the last event about this source
	UpdatedAt    time.Time                  `json:"updatedAt"`

	NameWithheld bool `json:"-"` // a name was taken out for this viewer
}

// Done says whether the import has been finished with its receipt.
func (s SourceImport) Done() bool { return s.Receipt != nil }
