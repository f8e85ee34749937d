package documents

import (
	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/ledger/wire"
	"github.com/probity-ledger/probity/projections"
)

// Name is the projection's name.
const Name = "documents"

// Projection keeps the registers of documents, and who was supplied with which bundle.
type Projection struct{}

// Name returns Name.
func (Projection) Name() string { return Name }

// Version is raised with every change of the schema or of Apply.
func (Projection) Version() int { return 1 }

// Categories lists the streams it reads.
func (Projection) Categories() []string { return projections.AccessCategories() }

// Schema makes the empty view.
func (Projection) Schema() string {
	return projections.AccessSchema + projections.RegisterSchema + schema
}

const schema = `
CREATE TABLE document (
	matter   TEXT NOT NULL,
	id       TEXT NOT NULL,
	kind     TEXT NOT NULL,
	seq      INTEGER NOT NULL, -- the order in which they were recorded
	document BLOB NOT NULL,    -- the Document as JSON
	PRIMARY KEY (matter, id)
) WITHOUT ROWID;
CREATE TABLE bundled (
	matter   TEXT NOT NULL,
	officer  TEXT NOT NULL,
	document TEXT NOT NULL,
	PRIMARY KEY (matter, document, officer)
) WITHOUT ROWID;
CREATE TABLE panel (
	matter  TEXT NOT NULL,
	officer TEXT NOT NULL,
	actor   TEXT NOT NULL,
	PRIMARY KEY (matter, officer, actor)
) WITHOUT ROWID;
`

// Apply takes in one event.
func (Projection) Apply(c *sqlite.Conn, e wire.Decoded) error {
	if err := projections.ApplyAccess(c, e); err != nil {
		return err
	}
	if err := projections.ApplyRegister(c, e); err != nil {
		return err
	}
	switch ev := e.Event.(type) {
	case misconduct.DocumentRecorded:
		return record(c, e, ev)
	case misconduct.BundleSupplied:
		return supply(c, e.ID, ev)
	case misconduct.PanelAppointed:
		return appoint(c, e.ID, ev)
	}
	return nil
}

func record(c *sqlite.Conn, e wire.Decoded, ev misconduct.DocumentRecorded) error {
	d := Document{ID: ev.Document, Matter: domain.MatterID(e.ID), Kind: ev.Kind, Title: ev.Title,
		Forms:   append([]misconduct.Rendition{{SHA256: ev.SHA256, Size: ev.Size, MediaType: ev.MediaType}}, ev.Renditions...),
		Officer: ev.Officer, Person: ev.Person, Template: ev.Template, On: ev.On, BeforeCause: ev.BeforeCause,
		RecordedBy: e.Meta.Actor, RecordedAt: e.Meta.OccurredAt, Position: e.Position}
	data, err := projections.Document(d)
	if err != nil {
		return err
	}
	return projections.Exec(c, `INSERT INTO document VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (matter, id) DO UPDATE SET document = excluded.document`,
		e.ID, d.ID, string(d.Kind), e.Revision, data)
}

func supply(c *sqlite.Conn, matter string, ev misconduct.BundleSupplied) error {
	for _, o := range ev.Officers {
		for _, d := range ev.Documents {
			if err := projections.Exec(c, `INSERT OR IGNORE INTO bundled VALUES (?1, ?2, ?3)`, matter, string(o), d); err != nil {
				return err
			}
		}
	}
	return nil
}

// appoint: a later panel takes the place of the one before it, which then reads nothing any more.
func appoint(c *sqlite.Conn, matter string, ev misconduct.PanelAppointed) error {
	for _, o := range ev.Officers {
		if err := projections.Exec(c, `DELETE FROM panel WHERE matter = ?1 AND officer = ?2`, matter, string(o)); err != nil {
			return err
		}
		for _, m := range ev.Members {
			if m.Actor == "" {
				continue
			}
			if err := projections.Exec(c, `INSERT OR IGNORE INTO panel VALUES (?1, ?2, ?3)`, matter, string(o), string(m.Actor)); err != nil {
				return err
			}
		}
	}
	return nil
}
