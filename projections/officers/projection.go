package officers

import (
	"errors"
	"fmt"

	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/domain/device"
	"github.com/probity-ledger/probity/domain/officer"
	"github.com/probity-ledger/probity/ledger/wire"
	"github.com/probity-ledger/probity/projections"
)

// Name is the projection's name.
const Name = "officers"

// Projection keeps the register and the work devices the force registered.
type Projection struct{}

var _ projections.LateIndexed = Projection{}

// Name returns Name.
func (Projection) Name() string { return Name }

// Version is raised with every change of the schema or of Fold.
func (Projection) Version() int { return 4 }

// Categories lists the streams it reads: the register, and what says who may see whom.
func (Projection) Categories() []string {
	return append(projections.AccessCategories(), device.Category)
}

// Schema makes the empty view.
func (Projection) Schema() string {
	return projections.AccessSchema + projections.RegisterSchema + schema
}

// LateIndexes are those by which entries are only looked up.
func (Projection) LateIndexes() []string { return []string{"entry_collar", "entry_force"} }

const schema = `
CREATE TABLE entry (
	id       TEXT PRIMARY KEY,
	force    TEXT NOT NULL,
	collar   TEXT NOT NULL,
	name     TEXT NOT NULL,
	kind     TEXT NOT NULL,
	rank     TEXT NOT NULL,
	unit     TEXT NOT NULL,
	document BLOB NOT NULL -- the folded Officer as JSON
);
CREATE INDEX entry_collar ON entry (collar, force);
CREATE INDEX entry_force ON entry (force, name, id);
CREATE TABLE device (
	id       TEXT PRIMARY KEY,
	document BLOB NOT NULL -- the Description as JSON
) WITHOUT ROWID;
`

var errNotRegistered = errors.New("nobody was registered before this event")

// Apply folds an event into its entry.
func (Projection) Apply(c *sqlite.Conn, e wire.Decoded) error {
	if err := projections.ApplyAccess(c, e); err != nil {
		return err
	}
	if err := projections.ApplyRegister(c, e); err != nil {
		return err
	}
	switch ev := e.Event.(type) {
	case device.Issued:
		document, err := projections.Document(ev.Description)
		if err != nil {
			return err
		}
		return projections.Exec(c, `INSERT INTO device VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET document = excluded.document`, e.ID, document)
	case officer.Event:
		return foldInto(c, e)
	}
	return nil
}

// entryBefore reads the entry as the events before left it. Before the first event of a stream there is none.
func entryBefore(c *sqlite.Conn, e wire.Decoded) (before Officer, err error) {
	if e.Revision == 0 {
		return before, nil
	}
	err = projections.Query(c, `SELECT document FROM entry WHERE id = ?1`, nil, func(s *sqlite.Stmt) error {
		return projections.ReadDocument(s, 0, &before)
	}, e.ID)
	return before, err
}

func foldInto(c *sqlite.Conn, e wire.Decoded) error {
	before, err := entryBefore(c, e)
	if err != nil {
		return err
	}
	o := Fold(before, e)
	if len(o.Ranks) == 0 || o.Force == "" {
		return fmt.Errorf("fold event %d: %w", e.Revision, errNotRegistered)
	}
	document, err := projections.Document(o)
	if err != nil {
		return err
	}
	return projections.Exec(c, `INSERT INTO entry VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
		ON CONFLICT (id) DO UPDATE SET force = excluded.force, collar = excluded.collar, name = excluded.name, kind = excluded.kind,
			rank = excluded.rank, unit = excluded.unit, document = excluded.document`,
		e.ID, o.Force, o.CollarNumber, o.Name, string(o.Kind), string(o.Rank), o.Unit, document)
}
