package projections

import (
	"fmt"

	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/domain/officer"
	"github.com/probity-ledger/probity/ledger/wire"
)

// AccessSchema makes the tables visibility rests on. Every projection that serves rows of a matter begins its schema with it, so that
// the condition and the rows it guards change in one transaction.
const AccessSchema = `
CREATE TABLE matter_access (
	matter   TEXT PRIMARY KEY,
	force    TEXT NOT NULL,
	referred INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE TABLE matter_concerned (
	matter  TEXT NOT NULL,
	officer TEXT NOT NULL,
	PRIMARY KEY (matter, officer)
) WITHOUT ROWID;
CREATE INDEX matter_concerned_officer ON matter_concerned (officer, matter);
`

// RegisterSchema makes the table VisibleEntry rests on, beside those of AccessSchema.
const RegisterSchema = `
CREATE TABLE register_access (
	officer TEXT PRIMARY KEY,
	force   TEXT NOT NULL
) WITHOUT ROWID;
`

// ApplyAccess keeps the tables of AccessSchema. It takes any event and looks only at those that change who may see a matter.
// A referral is never taken back: what the IOPC could see once it can see later, even after the matter was referred back.
func ApplyAccess(c *sqlite.Conn, e wire.Decoded) error {
	switch ev := e.Event.(type) {
	case misconduct.MatterReceived:
		return Exec(c, `INSERT INTO matter_access (matter, force) VALUES (?1, ?2)
			ON CONFLICT (matter) DO UPDATE SET force = excluded.force`, e.ID, ev.Force)
	case misconduct.MatterReferredToIOPC:
		return Exec(c, `UPDATE matter_access SET referred = 1 WHERE matter = ?1`, e.ID)
	case misconduct.ModeOfInvestigationDetermined:
		// The Director General determines a mode only for what was referred or called in.
		return Exec(c, `UPDATE matter_access SET referred = 1 WHERE matter = ?1`, e.ID)
	case misconduct.OfficerConcernedIdentified:
		return addConcerned(c, e.ID, ev.Officer)
	case misconduct.AllegationAdded:
		for _, o := range ev.Officers {
			if err := addConcerned(c, e.ID, o); err != nil {
				return err
			}
		}
	}
	return nil
}

func addConcerned(c *sqlite.Conn, matter string, o domain.OfficerID) error {
	return Exec(c, `INSERT OR IGNORE INTO matter_concerned (matter, officer) VALUES (?1, ?2)`, matter, string(o))
}

// ApplyRegister keeps the table of RegisterSchema. It takes any event and looks only at the register's.
func ApplyRegister(c *sqlite.Conn, e wire.Decoded) error {
	ev, ok := e.Event.(officer.Registered)
	if !ok {
		return nil
	}
	err := Exec(c, `INSERT INTO register_access (officer, force) VALUES (?1, ?2)
		ON CONFLICT (officer) DO UPDATE SET force = excluded.force`, e.ID, ev.Force)
	if err != nil {
		return fmt.Errorf("note the force of an officer: %w", err)
	}
	return nil
}
