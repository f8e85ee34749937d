package custody

import (
	"errors"

	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/domain/device"
	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/domain/officer"
	"github.com/probity-ledger/probity/ledger/wire"
	"github.com/probity-ledger/probity/projections"
)

// Name is the projection's name.
const Name = "custody"

// Projection keeps devices, their chains, exhibits and extractions.
type Projection struct{}

var _ projections.Projection = Projection{}

// Name returns Name.
func (Projection) Name() string { return Name }

// Version is raised with every change of the schema or of what Apply does.
func (Projection) Version() int { return 3 }

// Categories lists the streams it reads.
func (Projection) Categories() []string {
	return append(projections.AccessCategories(), device.Category, extraction.Category)
}

// Schema makes the empty view.
func (Projection) Schema() string {
	return projections.AccessSchema + projections.RegisterSchema + schema
}

const schema = `
CREATE TABLE device (
	id       TEXT NOT NULL,
	matter   TEXT NOT NULL,
	holder   TEXT NOT NULL,
	seized   INTEGER NOT NULL, -- revision of the seizure; the newest is the one the device is held under
	held     INTEGER NOT NULL, -- 0 when it went back
	updated  INTEGER NOT NULL, -- commit position of the last event about it
	document BLOB NOT NULL,    -- the Device as JSON
	PRIMARY KEY (matter, id)
) WITHOUT ROWID;
CREATE INDEX device_id ON device (id, seized);
CREATE INDEX device_updated ON device (updated, id);
CREATE TABLE chain (
	device   TEXT NOT NULL,
	revision INTEGER NOT NULL,
	matter   TEXT NOT NULL,
	document BLOB NOT NULL, -- the CustodyEntry as JSON
	PRIMARY KEY (device, revision)
) WITHOUT ROWID;
CREATE TABLE discrepancy (
	device   TEXT NOT NULL,
	number   INTEGER NOT NULL,
	matter   TEXT NOT NULL,
	open     INTEGER NOT NULL,
	document BLOB NOT NULL, -- the Discrepancy as JSON
	PRIMARY KEY (device, number)
) WITHOUT ROWID;
CREATE INDEX discrepancy_matter ON discrepancy (matter, device, open);
CREATE TABLE exhibit (
	matter   TEXT NOT NULL,
	number   INTEGER NOT NULL, -- 1, 2, … in the order they were given out
	ref      TEXT NOT NULL,
	document BLOB NOT NULL,    -- the Exhibit as JSON
	PRIMARY KEY (matter, number)
) WITHOUT ROWID;
CREATE UNIQUE INDEX exhibit_ref ON exhibit (matter, ref);
CREATE TABLE extraction (
	no       INTEGER PRIMARY KEY, -- in the order they were authorised
	id       TEXT NOT NULL UNIQUE,
	matter   TEXT NOT NULL,
	device   TEXT NOT NULL,
	document BLOB NOT NULL        -- the Extraction as JSON
);
CREATE INDEX extraction_matter ON extraction (matter, no);
CREATE INDEX extraction_device ON extraction (device, no);
CREATE TABLE source (
	extraction TEXT NOT NULL,
	number     INTEGER NOT NULL, -- 1, 2, … in the order they were registered
	sha256     TEXT NOT NULL,
	matter     TEXT NOT NULL,
	batches    INTEGER NOT NULL,
	messages   INTEGER NOT NULL,
	revision   INTEGER NOT NULL,
	updated_at TEXT NOT NULL,
	document   BLOB NOT NULL,    -- the SourceImport as JSON, without the columns before
	PRIMARY KEY (extraction, number)
) WITHOUT ROWID;
CREATE UNIQUE INDEX source_sha256 ON source (extraction, sha256);
CREATE TABLE issued (
	device   TEXT NOT NULL,
	number   INTEGER NOT NULL, -- 1, 2, … issues of this device
	officer  TEXT NOT NULL,
	from_on  TEXT NOT NULL,
	until_on TEXT NOT NULL,    -- "" while the officer has it
	PRIMARY KEY (device, number)
) WITHOUT ROWID;
CREATE INDEX issued_officer ON issued (officer, from_on, device);
CREATE TABLE work_device (
	device   TEXT PRIMARY KEY,
	document BLOB NOT NULL -- the Description as JSON
) WITHOUT ROWID;
`

// errOutOfOrder is the reason for setting aside an event whose beginning is missing: a seal without a seizure, a batch without an
// authorisation.
var errOutOfOrder = errors.New("what this event goes on with was never begun")

// Apply writes what an event means for custody.
func (Projection) Apply(c *sqlite.Conn, e wire.Decoded) error {
	if err := projections.ApplyAccess(c, e); err != nil {
		return err
	}
	if err := projections.ApplyRegister(c, e); err != nil {
		return err
	}
	switch ev := e.Event.(type) {
	case misconduct.ExhibitRegistered:
		return addExhibit(c, e, ev)
	case device.Event:
		return applyDevice(c, e, ev)
	case extraction.Event:
		return applyExtraction(c, e, ev)
	case officer.Event:
		return applyIssue(c, e, ev)
	}
	return nil
}
