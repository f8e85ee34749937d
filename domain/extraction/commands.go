package extraction

import (
	"time"

	"github.com/probity-ledger/probity/domain"
)

// MaxBatch is the largest number of messages in one batch, and MaxBatchBytes the largest size of its JSON: an append to a
// KurrentDB cluster is limited to 1 MiB.
const (
	MaxBatch      = 500
	MaxBatchBytes = 512 << 10
)

// Command is the closed set of requests about an extraction. One without its rule does not compile.
type Command interface {
	decide(State, domain.Envelope) ([]Event, error)
}

// Authorise allows an extraction from a device held as an exhibit.
type Authorise struct {
	Matter     domain.MatterID
	Device     domain.DeviceID
	Exhibit    domain.ExhibitRef
	Level      Level
	Scope      Scope
	Authoriser string
	Reason     string

	// Held is what the ledger read from the device just before deciding; what a caller puts here is overwritten.
	Held Held `json:"-"`
}

// Held is what the ledger knows of the device an extraction is asked for.
type Held struct {
	Seized  bool // in custody under Matter and Exhibit, and not returned
	Matter  domain.MatterID
	Exhibit domain.ExhibitRef
}

// Start begins the work.
type Start struct {
	Tool        Tool
	Operator    string
	Method      string
	DeviceState string
	ClockOffset string
	At          time.Time
}

// RegisterSource announces a file. Registering the same file again is answered with no event.
type RegisterSource struct {
	Source Source
}

// RecordMessages records one batch of a registered source. A batch already recorded is answered with no event; one that would leave
// a gap is refused.
type RecordMessages struct {
	Source  domain.SHA256
	Batch   int
	Root    domain.SHA256
	Key     []byte
	Content Content
}

// FinishSource closes the import of a file with its receipt. Finishing again is answered with no event.
type FinishSource struct {
	Receipt SourceRecorded
}

// Complete records what the extraction produced.
type Complete struct {
	Exhibit         domain.ExhibitRef
	Result          string
	Tool            Tool
	Operator        string
	Witness         string
	Container       string
	ContainerSize   int64
	AcquisitionHash domain.SHA256
	LegacyHashes    map[string]string
	Counts          map[string]int
	Errors          []string
	At              time.Time
}

// Fail records that nothing usable came out.
type Fail struct {
	Reason string
	At     time.Time
}

// VerifyHash records the hash of a copy: a match is HashVerified, anything else IntegrityFailed.
type VerifyHash struct {
	Copy    Copy
	Actual  domain.SHA256
	Purpose string
	At      time.Time
}
