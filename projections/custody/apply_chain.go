package custody

import (
	"fmt"

	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/domain/device"
	"github.com/probity-ledger/probity/ledger/wire"
	"github.com/probity-ledger/probity/projections"
)

// addEntry writes the line of the chain an event makes; some make none.
func addEntry(c *sqlite.Conn, d Device, e wire.Decoded, event device.Event) error {
	entry, ok := entryOf(event)
	if !ok {
		return nil
	}
	entry.Device, entry.Matter, entry.Exhibit = d.ID, d.Matter, d.Exhibit
	entry.Revision, entry.RecordedAt, entry.RecordedBy = e.Revision, e.RecordedAt, e.Meta.Actor
	return saveEntry(c, entry)
}

func saveEntry(c *sqlite.Conn, entry CustodyEntry) error {
	document, err := projections.Document(entry)
	if err != nil {
		return err
	}
	return projections.Exec(c, `INSERT INTO chain VALUES (?1, ?2, ?3, ?4) ON CONFLICT (device, revision) DO UPDATE SET document = excluded.document`,
		string(entry.Device), entry.Revision, string(entry.Matter), document)
}

func entryOf(event device.Event) (CustodyEntry, bool) {
	switch ev := event.(type) {
	case device.Seized:
		return CustodyEntry{
			Kind: Seized, At: ev.At, From: ev.FromWhom, To: ev.SeizingOfficer, By: ev.Authoriser, Place: ev.Place, Reason: ev.Grounds, Power: ev.Power,
		}, true
	case device.SeizureBasisChanged:
		return CustodyEntry{Kind: BasisChanged, At: ev.At, By: ev.Authoriser, Reason: ev.Grounds, Power: ev.Power}, true
	case device.Sealed:
		return CustodyEntry{Kind: Sealed, At: ev.At, By: ev.By, Seal: ev.Seal}, true
	case device.SealBroken:
		return CustodyEntry{Kind: SealBroken, At: ev.At, By: ev.By, Seal: ev.Seal, Reason: ev.Reason}, true
	case device.Transferred:
		return CustodyEntry{
			Kind: Transferred, At: ev.At, From: ev.From, To: ev.To, Place: ev.Place, Store: ev.Store, Reason: ev.Purpose,
			SealGiven: ev.SealGiven, SealReceived: ev.SealReceived, Intact: ev.Intact,
		}, true
	case device.Returned:
		return CustodyEntry{Kind: Returned, At: ev.At, To: ev.To, By: ev.SignedOffBy, Receipt: ev.Receipt}, true
	}
	return CustodyEntry{}, false
}

// applyGap keeps the discrepancies of a device. A gap belongs to the matter the device was held for when it was raised.
func applyGap(c *sqlite.Conn, d Device, e wire.Decoded, event device.Event) error {
	switch ev := event.(type) {
	case device.ContinuityDiscrepancyRaised:
		if err := noteOnEntry(c, e, ev.Number); err != nil {
			return err
		}
		return saveGap(c, Discrepancy{
			Device: d.ID, Matter: d.Matter, Exhibit: d.Exhibit, Number: ev.Number, Kind: ev.Kind, Expected: ev.Expected, Found: ev.Found,
			At: ev.At, RaisedAt: e.RecordedAt, Revision: e.Revision,
		})
	case device.ContinuityDiscrepancyExplained:
		return explainGap(c, e, ev)
	}
	return nil
}

func explainGap(c *sqlite.Conn, e wire.Decoded, ev device.ContinuityDiscrepancyExplained) error {
	var gap Discrepancy
	err := projections.Query(c, `SELECT document FROM discrepancy WHERE device = ?1 AND number = ?2`, nil, func(s *sqlite.Stmt) error {
		return projections.ReadDocument(s, 0, &gap)
	}, e.ID, ev.Number)
	if err != nil {
		return err
	}
	if gap.Number == 0 {
		return fmt.Errorf("explain gap %d: %w", ev.Number, errOutOfOrder)
	}
	gap.Explanation = &Explanation{Text: ev.Explanation, By: ev.By, CorrectSeal: ev.CorrectSeal, RecordedAt: e.RecordedAt}
	return saveGap(c, gap)
}

func saveGap(c *sqlite.Conn, gap Discrepancy) error {
	document, err := projections.Document(gap)
	if err != nil {
		return err
	}
	return projections.Exec(c, `INSERT INTO discrepancy VALUES (?1, ?2, ?3, ?4, ?5)
		ON CONFLICT (device, number) DO UPDATE SET open = excluded.open, document = excluded.document`,
		string(gap.Device), gap.Number, string(gap.Matter), gap.Explanation == nil, document)
}

// noteOnEntry writes a gap's number on the line of the chain that raised it: the newest before it.
func noteOnEntry(c *sqlite.Conn, e wire.Decoded, number int) error {
	var entry CustodyEntry
	err := projections.Query(c, `SELECT document FROM chain WHERE device = ?1 AND revision < ?2 ORDER BY revision DESC LIMIT 1`, nil,
		func(s *sqlite.Stmt) error { return projections.ReadDocument(s, 0, &entry) }, e.ID, e.Revision)
	if err != nil || entry.Device == "" {
		return err
	}
	entry.Gaps = append(entry.Gaps, number)
	return saveEntry(c, entry)
}
