package custody

import (
	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/device"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/domain/officer"
	"github.com/probity-ledger/probity/ledger/wire"
	"github.com/probity-ledger/probity/projections"
)

func addExhibit(c *sqlite.Conn, e wire.Decoded, ev misconduct.ExhibitRegistered) error {
	document, err := projections.Document(Exhibit{
		Matter: domain.MatterID(e.ID), Ref: ev.Exhibit, Device: ev.Device, Extraction: ev.Extraction, DerivedFrom: ev.DerivedFrom,
		Description: ev.Description, RegisteredAt: e.RecordedAt, RegisteredBy: e.Meta.Actor,
	})
	if err != nil {
		return err
	}
	return projections.Exec(c, `INSERT INTO exhibit SELECT ?1, count(*) + 1, ?2, ?3 FROM exhibit WHERE matter = ?1`, e.ID, string(ev.Exhibit), document)
}

// registerWorkDevice notes a work device and hands it to its first officer.
func registerWorkDevice(c *sqlite.Conn, e wire.Decoded, ev device.Issued) error {
	document, err := projections.Document(ev.Description)
	if err != nil {
		return err
	}
	err = projections.Exec(c, `INSERT INTO work_device VALUES (?1, ?2) ON CONFLICT (device) DO UPDATE SET document = excluded.document`, e.ID, document)
	if err != nil {
		return err
	}
	return issue(c, e.ID, string(ev.Officer), ev.From)
}

// applyIssue takes in what the register says about work devices. The register and the device's own stream may say the same thing.
func applyIssue(c *sqlite.Conn, e wire.Decoded, event officer.Event) error {
	switch ev := event.(type) {
	case officer.DeviceIssued:
		return issue(c, string(ev.Device), e.ID, ev.From)
	case officer.DeviceHandedBack:
		return projections.Exec(c, `UPDATE issued SET until_on = ?3 WHERE device = ?1 AND officer = ?2 AND until_on = ''`,
			string(ev.Device), e.ID, string(ev.On))
	}
	return nil
}

// issue adds a line unless the officer has the device already.
func issue(c *sqlite.Conn, device, officer string, from domain.Date) error {
	return projections.Exec(c, `INSERT INTO issued
		SELECT ?1, (SELECT count(*) + 1 FROM issued WHERE device = ?1), ?2, ?3, ''
		WHERE NOT EXISTS (SELECT 1 FROM issued WHERE device = ?1 AND officer = ?2 AND until_on = '')`, device, officer, string(from))
}
