package receipts

import (
	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/domain/account"
	"github.com/probity-ledger/probity/domain/caseaccess"
	"github.com/probity-ledger/probity/domain/device"
	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/domain/officer"
	"github.com/probity-ledger/probity/ledger/wire"
	"github.com/probity-ledger/probity/projections"
)

// Name is the projection's name.
const Name = "receipts"

// Projection keeps the commands that were carried out.
type Projection struct{}

var _ projections.Projection = Projection{}

// Name returns Name.
func (Projection) Name() string { return Name }

// Version is raised with every change of the schema or of Apply.
func (Projection) Version() int { return 2 }

// Categories lists the streams it reads: all.
func (Projection) Categories() []string {
	return []string{misconduct.Category, device.Category, extraction.Category, officer.Category, caseaccess.Category, account.Category}
}

// Schema makes the empty view.
func (Projection) Schema() string {
	return `
CREATE TABLE command (
	id               TEXT NOT NULL,
	stream           TEXT NOT NULL,
	hash             TEXT NOT NULL,
	first            INTEGER NOT NULL, -- revision of its first event
	last             INTEGER NOT NULL, -- revision of its last event
	commit_position  INTEGER NOT NULL, -- of its last event
	prepare_position INTEGER NOT NULL,
	events           TEXT NOT NULL,    -- ids of its events in order, with spaces between
	PRIMARY KEY (id, stream)
) WITHOUT ROWID;
`
}

// Apply adds an event to what its command left in the stream. An event without a command id has no receipt.
func (Projection) Apply(c *sqlite.Conn, e wire.Decoded) error {
	if e.Meta.CommandID == "" {
		return nil
	}
	return projections.Exec(c, `INSERT INTO command VALUES (?1, ?2, ?3, ?4, ?4, ?5, ?6, ?7)
		ON CONFLICT (id, stream) DO UPDATE SET last = excluded.last, commit_position = excluded.commit_position,
			prepare_position = excluded.prepare_position, events = events || ' ' || excluded.events`,
		e.Meta.CommandID, e.Stream, e.Meta.CommandHash, e.Revision, e.Position.Commit, e.Position.Prepare, e.Recorded.ID.String())
}
