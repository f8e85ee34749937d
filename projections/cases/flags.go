package cases

import (
	"fmt"
	"slices"
	"time"

	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/device"
	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/ledger/wire"
	"github.com/probity-ledger/probity/projections"
)

// Flag says that something a decision rests on was put right, or fell into doubt, after the decision was recorded. The decision stands; a
// person has to look whether it still holds.
type Flag struct {
	Why   FlagReason  `json:"why"`
	Event string      `json:"event"` // id of the event that says so
	At    time.Time   `json:"at"`    // when that was recorded
	On    domain.Date `json:"on"`    // from which day it holds
}

// FlagReason is what happened to something a decision cites.
type FlagReason string

// The reasons.
const (
	IntegrityFailed     FlagReason = "INTEGRITY_FAILURE"     // a copy of the extraction no longer has the hash it was made with
	DiscrepancyRaised   FlagReason = "DISCREPANCY_RAISED"    // the chain of custody of the exhibit has a gap
	LabelCorrected      FlagReason = "LABEL_CORRECTED"       // the exhibit's label was misread and put right
	BasisChanged        FlagReason = "SEIZURE_BASIS_CHANGED" // it is held under another power
	AllegationCorrected FlagReason = "ALLEGATION_CORRECTED"  // an allegation against the officer decided about was put right
)

const doubtSchema = `
CREATE TABLE doubt ( -- what was found or put right about the devices and extractions of a matter
	matter           TEXT NOT NULL,
	commit_position  INTEGER NOT NULL,
	prepare_position INTEGER NOT NULL,
	stream           TEXT NOT NULL, -- of the device or extraction
	why              TEXT NOT NULL,
	event            TEXT NOT NULL,
	recorded_at      TEXT NOT NULL,
	effective_on     TEXT NOT NULL,
	PRIMARY KEY (matter, commit_position, prepare_position)
) WITHOUT ROWID;
`

// doubtIn says what an event of a device or extraction puts in doubt or right; "" for nothing.
func doubtIn(e wire.Decoded) FlagReason {
	switch ev := e.Event.(type) {
	case extraction.IntegrityFailed:
		return IntegrityFailed
	case device.ContinuityDiscrepancyRaised:
		return DiscrepancyRaised
	case device.ContinuityDiscrepancyExplained:
		if ev.CorrectSeal != "" {
			return LabelCorrected
		}
	case device.SeizureBasisChanged:
		return BasisChanged
	}
	return ""
}

// addDoubt keeps an event that flags decisions of the matter it touches.
func addDoubt(c *sqlite.Conn, e wire.Decoded, matter string) error {
	why := doubtIn(e)
	if why == "" {
		return nil
	}
	return projections.Exec(c, `INSERT INTO doubt VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)`, matter, e.Position.Commit, e.Position.Prepare,
		e.Stream, string(why), e.Recorded.ID.String(), e.RecordedAt.UTC().Format(time.RFC3339Nano), string(Effective(e)))
}

// doubt is a row of the table.
type doubt struct {
	stream string
	flag   Flag
}

// flag marks the decisions of a case that rest on what was put in doubt or right later, as known and in effect at a moment.
func flag(c *sqlite.Conn, m *Case, at Moment) error {
	if !slices.ContainsFunc(m.Decisions, func(d Decision) bool { return len(d.Citations) > 0 }) {
		return nil
	}
	doubts, err := doubtsAbout(c, m.ID)
	if err != nil || len(doubts) == 0 {
		return err
	}
	for i, d := range m.Decisions {
		rests := m.restsOn(d)
		for _, found := range doubts {
			if rests[found.stream] && found.flag.At.After(d.RecordedAt) && at.admits(found.flag) {
				m.Decisions[i].Flags = append(m.Decisions[i].Flags, found.flag)
			}
		}
		slices.SortStableFunc(m.Decisions[i].Flags, func(a, b Flag) int { return a.At.Compare(b.At) })
	}
	return nil
}

func (at Moment) admits(f Flag) bool {
	return (at.Known.IsZero() || !f.At.After(at.Known)) && (at.Effective == "" || f.On <= at.Effective)
}

func doubtsAbout(c *sqlite.Conn, id domain.MatterID) (list []doubt, err error) {
	err = projections.Query(c, `SELECT stream, why, event, recorded_at, effective_on FROM doubt WHERE matter = ?1
		ORDER BY commit_position, prepare_position`, nil, func(s *sqlite.Stmt) error {
		at, err := time.Parse(time.RFC3339Nano, s.ColumnText(3))
		if err != nil {
			return fmt.Errorf("read a time: %w", err)
		}
		list = append(list, doubt{s.ColumnText(0), Flag{Why: FlagReason(s.ColumnText(1)), Event: s.ColumnText(2), At: at, On: domain.Date(s.ColumnText(4))}})
		return nil
	}, string(id))
	return list, err
}

// restsOn are the streams of the devices and extractions that a decision's citations come from: of an exhibit its own, and of what it was
// derived from; of a message its extraction's, and the exhibits behind that.
func (c Case) restsOn(d Decision) map[string]bool {
	streams, seen := map[string]bool{}, map[domain.ExhibitRef]bool{}
	for _, cited := range d.Citations {
		if cited.Message != nil {
			streams[wire.Stream(extraction.Category, string(cited.Message.Extraction))] = true
			for _, x := range c.Exhibits {
				if x.Extraction == cited.Message.Extraction {
					c.trace(x.Ref, streams, seen)
				}
			}
		}
		c.trace(cited.Exhibit, streams, seen)
	}
	return streams
}

// trace follows an exhibit to where it came from. An exhibit that was derived from itself ends there.
func (c Case) trace(ref domain.ExhibitRef, streams map[string]bool, seen map[domain.ExhibitRef]bool) {
	for ref != "" && !seen[ref] {
		seen[ref] = true
		i := slices.IndexFunc(c.Exhibits, func(x Exhibit) bool { return x.Ref == ref })
		if i < 0 {
			return
		}
		x := c.Exhibits[i]
		if x.Device != "" {
			streams[wire.Stream(device.Category, string(x.Device))] = true
		}
		if x.Extraction != "" {
			streams[wire.Stream(extraction.Category, string(x.Extraction))] = true
		}
		ref = x.DerivedFrom
	}
}

// flagCorrected marks the decisions about an officer against whom an allegation is made that was put right after them.
func flagCorrected(c Case, e wire.Decoded, ev misconduct.AllegationCorrected) Case {
	i := slices.IndexFunc(c.Allegations, func(a Allegation) bool { return a.ID == ev.Allegation })
	if i < 0 {
		return c
	}
	about := c.Allegations[i].Officers
	mark := Flag{Why: AllegationCorrected, Event: e.Recorded.ID.String(), At: e.RecordedAt, On: ev.On}
	c.Decisions = alter(c.Decisions, func(d Decision) bool { return slices.Contains(about, d.Officer) },
		func(d *Decision) { d.Flags = add(d.Flags, mark) })
	return c
}
