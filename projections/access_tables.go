package projections

import (
	"fmt"

	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/caseaccess"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/domain/officer"
	"github.com/probity-ledger/probity/ledger/wire"
)

// AccessSchema makes the tables visibility rests on. Every projection that serves rows of a matter begins its schema with it, so that
// the condition and the rows it guards change in one transaction. Such a projection reads AccessCategories beside its own.
const AccessSchema = `
CREATE TABLE matter_access (
	matter     TEXT PRIMARY KEY,
	force      TEXT NOT NULL, -- "" until the matter is received
	referred   INTEGER NOT NULL DEFAULT 0,
	requested  INTEGER NOT NULL DEFAULT 0, -- the IOPC asked for it
	restricted INTEGER NOT NULL DEFAULT 0  -- it lies in a restricted compartment
) WITHOUT ROWID;
CREATE TABLE matter_concerned (
	matter  TEXT NOT NULL,
	officer TEXT NOT NULL,
	PRIMARY KEY (matter, officer)
) WITHOUT ROWID;
CREATE INDEX matter_concerned_officer ON matter_concerned (officer, matter);
CREATE TABLE matter_link (
	matter TEXT NOT NULL,
	other  TEXT NOT NULL,
	PRIMARY KEY (matter, other)
) WITHOUT ROWID;
CREATE TABLE matter_grant ( -- who may look into the matter, and who is kept out
	matter TEXT NOT NULL,
	actor  TEXT NOT NULL,
	kind   TEXT NOT NULL,    -- ASSIGNED, EXCEPTION, CONFLICT, or a clearance
	id     TEXT NOT NULL,    -- of the exception; "" for the others
	until  INTEGER NOT NULL, -- nanoseconds since 1970; see instant
	PRIMARY KEY (matter, actor, kind, id)
) WITHOUT ROWID;
CREATE INDEX matter_grant_actor ON matter_grant (actor, kind, until, matter);
CREATE TABLE matter_proposal ( -- clearances nobody has agreed to yet
	matter   TEXT NOT NULL,
	proposal TEXT NOT NULL,
	actor    TEXT NOT NULL,
	kind     TEXT NOT NULL,
	until    INTEGER NOT NULL,
	PRIMARY KEY (matter, proposal)
) WITHOUT ROWID;
CREATE TABLE matter_suppressed ( -- whose name is withheld
	matter      TEXT NOT NULL,
	suppression TEXT NOT NULL,
	kind        TEXT NOT NULL,
	officer     TEXT NOT NULL,
	scope       TEXT NOT NULL,
	until       INTEGER NOT NULL,
	PRIMARY KEY (matter, suppression)
) WITHOUT ROWID;
CREATE TABLE person_name ( -- of the officers whose names may have to be withheld
	officer TEXT PRIMARY KEY,
	name    TEXT NOT NULL,
	collar  TEXT NOT NULL
) WITHOUT ROWID;
`

// RegisterSchema makes the table VisibleEntry rests on, beside those of AccessSchema.
const RegisterSchema = `
CREATE TABLE register_access (
	officer TEXT PRIMARY KEY,
	force   TEXT NOT NULL
) WITHOUT ROWID;
`

// AccessCategories lists the streams ApplyAccess learns from.
func AccessCategories() []string {
	return []string{misconduct.Category, caseaccess.Category, officer.Category}
}

// ApplyAccess keeps the tables of AccessSchema. It takes any event and looks only at those that change who may see a matter.
// A referral is never taken back: what the IOPC could see once it can see later, even after the matter was referred back.
func ApplyAccess(c *sqlite.Conn, e wire.Decoded) error {
	switch ev := e.Event.(type) {
	case misconduct.MatterReceived:
		return Exec(c, `INSERT INTO matter_access (matter, force) VALUES (?1, ?2)
			ON CONFLICT (matter) DO UPDATE SET force = excluded.force`, e.ID, ev.Force)
	case misconduct.OfficerConcernedIdentified:
		return addConcerned(c, e.ID, ev.Officer)
	case misconduct.AllegationAdded:
		for _, o := range ev.Officers {
			if err := addConcerned(c, e.ID, o); err != nil {
				return err
			}
		}
	case misconduct.MattersLinked:
		return Exec(c, `INSERT OR IGNORE INTO matter_link (matter, other) VALUES (?1, ?2)`, e.ID, string(ev.Other))
	case misconduct.Event:
		if liesWithIOPC(ev) {
			return mark(c, e.ID, "referred", 1)
		}
	case officer.Registered:
		return Exec(c, `INSERT INTO person_name (officer, name, collar) VALUES (?1, ?2, ?3)
			ON CONFLICT (officer) DO UPDATE SET name = excluded.name, collar = excluded.collar`, e.ID, ev.Person.Name, ev.Person.CollarNumber)
	case caseaccess.Event:
		return applyCaseAccess(c, e.ID, ev)
	}
	return nil
}

// liesWithIOPC says whether an event puts a matter before the IOPC: it was referred or called in, the Director General determined a mode,
// which is done only for what was, or directed a new investigation, or the IOPC has the review of a complaint (domain guide, section 5).
func liesWithIOPC(event misconduct.Event) bool {
	switch ev := event.(type) {
	case misconduct.MatterReferredToIOPC, misconduct.MatterCalledInByIOPC, misconduct.ModeOfInvestigationDetermined, misconduct.ReInvestigationDirected:
		return true
	case misconduct.ReviewRequested:
		return ev.SentTo == misconduct.ReviewByIOPC
	case misconduct.ReviewForwarded:
		return ev.To == misconduct.ReviewByIOPC
	}
	return false
}

// mark notes something of a matter. Who may look into it may be on record before the matter itself is, since the two stand in streams
// of their own; a matter without a force is seen by nobody.
func mark(c *sqlite.Conn, matter, column string, value int) error {
	return Exec(c, `INSERT INTO matter_access (matter, force, `+column+`) VALUES (?1, '', ?2)
		ON CONFLICT (matter) DO UPDATE SET `+column+` = excluded.`+column, matter, value)
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
