package model

import (
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/ledger"
)

// ExtractionAuthorise is the input of extractionAuthorise.
type ExtractionAuthorise struct {
	CommandID string
	extraction.Authorise
}

// Extraction returns the id of the extraction this command brings into being.
func (in ExtractionAuthorise) Extraction() domain.ExtractionID {
	return domain.ExtractionID(ledger.NewID(in.CommandID, extraction.Category))
}

// ExtractionStart is the input of extractionStart.
type ExtractionStart struct {
	CommandID    string
	ExtractionID domain.ExtractionID
	extraction.Start
}

// ExtractionFail is the input of extractionFail.
type ExtractionFail struct {
	CommandID    string
	ExtractionID domain.ExtractionID
	extraction.Fail
}

// ExtractionVerifyHash is the input of extractionVerifyHash.
type ExtractionVerifyHash struct {
	CommandID    string
	ExtractionID domain.ExtractionID
	extraction.VerifyHash
}

// ExtractionComplete is the input of extractionComplete.
type ExtractionComplete struct {
	CommandID    string
	ExtractionID domain.ExtractionID
	LegacyHashes []LegacyHash
	Counts       []ItemCount
	extraction.Complete
}

// LegacyHash is a hash as a tool printed it.
type LegacyHash struct{ Algorithm, Value string }

// ItemCount is how many items of one category a tool declared.
type ItemCount struct {
	Category string
	Count    int
}

// Command returns the command with its lists as the ledger keeps them. Of two entries under one name the later one counts.
func (in ExtractionComplete) Command() extraction.Complete {
	c := in.Complete
	for _, h := range in.LegacyHashes {
		if c.LegacyHashes == nil {
			c.LegacyHashes = make(map[string]string, len(in.LegacyHashes))
		}
		c.LegacyHashes[h.Algorithm] = h.Value
	}
	for _, n := range in.Counts {
		if c.Counts == nil {
			c.Counts = make(map[string]int, len(in.Counts))
		}
		c.Counts[n.Category] = n.Count
	}
	return c
}

// ExtractionImport is the input of extractionImport.
type ExtractionImport struct {
	CommandID    string
	ExtractionID domain.ExtractionID
	UploadID     domain.SHA256
	SHA256       domain.SHA256
	Name         string
	DateOrder    string
	TimeZone     string
}
