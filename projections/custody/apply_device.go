package custody

import (
	"fmt"

	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/device"
	"github.com/probity-ledger/probity/ledger/wire"
	"github.com/probity-ledger/probity/projections"
)

// applyDevice takes in one event of a device. An event after the seizure belongs to the matter the device was seized for last.
func applyDevice(c *sqlite.Conn, e wire.Decoded, event device.Event) error {
	switch ev := event.(type) {
	case device.Issued:
		return registerWorkDevice(c, e, ev)
	case device.Seized:
		d := seize(e, ev)
		if err := saveDevice(c, e, d, d.Revision); err != nil {
			return err
		}
		return addEntry(c, d, e, event)
	}
	d, seized, err := heldDevice(c, e.ID)
	if err != nil {
		return err
	}
	if d.ID == "" {
		return fmt.Errorf("apply event %d: %w", e.Revision, errOutOfOrder)
	}
	d = foldDevice(d, e, event)
	if err := applyGap(c, d, e, event); err != nil {
		return err
	}
	if err := saveDevice(c, e, d, seized); err != nil {
		return err
	}
	return addEntry(c, d, e, event)
}

func seize(e wire.Decoded, ev device.Seized) Device {
	basis := Basis{
		Power: ev.Power, Authoriser: ev.Authoriser, Grounds: ev.Grounds, Strand: ev.Strand, PolicyVersion: ev.PolicyVersion, At: ev.At,
	}
	return Device{
		ID: domain.DeviceID(e.ID), Matter: ev.Matter, Exhibit: ev.Exhibit, Ownership: ev.Ownership, Description: ev.Description,
		Condition: ev.Condition, Basis: basis, Bases: []Basis{basis}, SeizedAt: ev.At, Place: ev.Place, FromWhom: ev.FromWhom,
		SeizingOfficer: ev.SeizingOfficer, Witness: ev.Witness, Holder: ev.SeizingOfficer, Revision: e.Revision, UpdatedAt: e.RecordedAt,
	}
}

// foldDevice returns the device after an event that follows its seizure.
func foldDevice(d Device, e wire.Decoded, event device.Event) Device {
	d.Revision, d.UpdatedAt = e.Revision, e.RecordedAt
	switch ev := event.(type) {
	case device.SeizureBasisChanged:
		d.Basis = Basis{
			Power: ev.Power, Authoriser: ev.Authoriser, Grounds: ev.Grounds, Strand: ev.Strand, PolicyVersion: ev.PolicyVersion, At: ev.At,
		}
		d.Bases = append(d.Bases, d.Basis)
	case device.Sealed:
		d.Seal = ev.Seal
	case device.SealBroken:
		d.Seal = ""
	case device.Transferred:
		d.Holder, d.Store = ev.To, ev.Store
		if !ev.Intact {
			d.Seal = ""
		}
	case device.ContinuityDiscrepancyExplained:
		if ev.CorrectSeal != "" {
			d.Seal = ev.CorrectSeal
		}
	case device.Returned:
		d.Returned = &Return{To: ev.To, At: ev.At, Receipt: ev.Receipt, SignedOffBy: ev.SignedOffBy}
		d.Holder, d.Store, d.Seal = ev.To, "", ""
	}
	return d
}

func saveDevice(c *sqlite.Conn, e wire.Decoded, d Device, seized uint64) error {
	document, err := projections.Document(d)
	if err != nil {
		return err
	}
	return projections.Exec(c, `INSERT INTO device VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
		ON CONFLICT (matter, id) DO UPDATE SET holder = excluded.holder, seized = excluded.seized, held = excluded.held,
			updated = excluded.updated, document = excluded.document`,
		string(d.ID), string(d.Matter), d.Holder, seized, d.Returned == nil, e.Position.Commit, document)
}

// heldDevice returns the device as it stands in the matter it was seized for last; the zero Device when it never was.
func heldDevice(c *sqlite.Conn, id string) (d Device, seized uint64, err error) {
	err = projections.Query(c, `SELECT document, seized FROM device WHERE id = ?1 ORDER BY seized DESC LIMIT 1`, nil, func(s *sqlite.Stmt) error {
		seized = uint64(s.ColumnInt64(1))
		return projections.ReadDocument(s, 0, &d)
	}, id)
	return d, seized, err
}
