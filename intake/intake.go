package intake

import (
	"context"
	"io"
	"time"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/intake/whatsapp"
)

// DateOrder is the order of day, month and year in a file's dates.
type DateOrder = whatsapp.DateOrder

// The date orders.
const (
	DMY = whatsapp.DMY
	MDY = whatsapp.MDY
	YMD = whatsapp.YMD
)

// Options is what a person has to say about a file because the file does not say it.
type Options struct {
	// DateOrder answers an AmbiguousDatesError. Leave it empty and the order is decided from the whole file or asked for.
	DateOrder DateOrder
	// TimeZone is the IANA name of the zone the exporting phone was in, e.g. "Europe/London". Empty: unknown, and then no message is
	// given an instant in UTC, only the wall clock it bears.
	TimeZone string
	// DayPeriods says what words like "a. m." mean that are not known here (see UnknownDayPeriodError).
	DayPeriods map[string]whatsapp.DayPeriod
	// Limits bound what a file may cost. Zero fields take their defaults.
	Limits Limits
	// Now is the time after which no message can have been written. Nil: no message is too late.
	Now func() time.Time
	// Random is where batch keys come from. Nil: crypto/rand.
	Random io.Reader
}

// Plan is what Inspect found out about a file: enough to import it, or to ask a person whether to.
type Plan struct {
	Source      extraction.Source // Name is empty: the vault knows contents, not names
	Entry       string            // the archive entry that holds the chat; "" for a bare text
	Messages    int
	Lines       int
	Senders     int
	Attachments int
	First, Last string // wall clock of the earliest and the latest message
	Title       string // of the conversation, where the file names it
	Kind        string // ONE_TO_ONE, GROUP, UNKNOWN
	Issues      []extraction.Issue
}

// Progress tells how far an import has come.
type Progress struct {
	Messages int // recorded so far, with those of an earlier run
	Total    int // messages in the file
	Batches  int
}

// Receipt is what an import did.
type Receipt struct {
	Source          extraction.Source
	Recorded        extraction.SourceRecorded // the receipt that stands in the ledger
	Revision        uint64                    // of the extraction's stream after the import; 0 where nothing was added
	Added           int                       // messages this run added; 0 when everything was there already
	Resumed         bool                      // an earlier run had been cut off, and this one went on from there
	AlreadyImported bool                      // an earlier run had finished: nothing was added
}

// Recorder is the door to the ledger for one kind of aggregate. The ledger answers a command id it has seen with what it answered then.
type Recorder interface {
	// Extraction gives a command and returns the revision of the extraction's stream after it.
	Extraction(ctx context.Context, commandID string, id domain.ExtractionID, c extraction.Command) (revision uint64, err error)
	// ExtractionState returns the extraction as it stands.
	ExtractionState(ctx context.Context, id domain.ExtractionID) (extraction.State, error)
}
