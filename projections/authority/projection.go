package authority

import (
	"errors"
	"fmt"

	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/domain/account"
	"github.com/probity-ledger/probity/domain/caseaccess"
	"github.com/probity-ledger/probity/ledger/wire"
	"github.com/probity-ledger/probity/projections"
)

// Name is the projection's name.
const Name = "authority"

// Projection keeps accounts, records of access and what waits to be decided.
type Projection struct{}

var _ projections.Projection = Projection{}

// Name returns Name.
func (Projection) Name() string { return Name }

// Version is raised with every change of the schema or of what is folded.
func (Projection) Version() int { return 3 }

// Categories lists the streams it reads: accounts, and what says who may see whom.
func (Projection) Categories() []string {
	return append(projections.AccessCategories(), account.Category)
}

// Schema makes the empty view.
func (Projection) Schema() string { return projections.AccessSchema + schema }

const schema = `
CREATE TABLE account (
	id        TEXT PRIMARY KEY, -- of the stream
	actor     TEXT NOT NULL UNIQUE,
	force     TEXT NOT NULL,
	kind      TEXT NOT NULL,
	open      INTEGER NOT NULL,
	authority BLOB NOT NULL, -- the access.Authority as JSON
	document  BLOB NOT NULL  -- the folded Account as JSON
);
CREATE INDEX account_force ON account (force, actor);
CREATE TABLE case_record (
	matter   TEXT PRIMARY KEY,
	document BLOB NOT NULL -- the folded CaseAccess as JSON
);
CREATE TABLE exception (
	no       INTEGER PRIMARY KEY, -- in the order in which they were opened
	matter   TEXT NOT NULL,
	id       TEXT NOT NULL,
	reviewed INTEGER NOT NULL,
	document BLOB NOT NULL, -- the Exception as JSON
	UNIQUE (matter, id)
);
CREATE INDEX exception_unreviewed ON exception (no) WHERE reviewed = 0;
CREATE TABLE proposal (
	no       INTEGER PRIMARY KEY, -- in the order in which they were made
	kind     TEXT NOT NULL,
	owner    TEXT NOT NULL, -- the account's actor or the matter
	id       TEXT NOT NULL,
	force    TEXT NOT NULL,
	matter   TEXT NOT NULL,
	document BLOB NOT NULL, -- the Proposal as JSON
	UNIQUE (kind, owner, id)
);
`

var errNotOpened = errors.New("no account was opened before this event")

// Apply folds an event into its account or its case.
func (Projection) Apply(c *sqlite.Conn, e wire.Decoded) error {
	if err := projections.ApplyAccess(c, e); err != nil {
		return err
	}
	switch e.Event.(type) {
	case account.Event:
		return foldAccount(c, e)
	case caseaccess.Event:
		return foldCase(c, e)
	}
	return nil
}

func foldAccount(c *sqlite.Conn, e wire.Decoded) error {
	var before Account
	err := projections.Query(c, `SELECT document FROM account WHERE id = ?1`, nil, func(s *sqlite.Stmt) error {
		return projections.ReadDocument(s, 0, &before)
	}, e.ID)
	if err != nil {
		return err
	}
	a := FoldAccount(before, e)
	if a.Actor == "" {
		return fmt.Errorf("fold event %d: %w", e.Revision, errNotOpened)
	}
	document, err := projections.Document(a)
	if err != nil {
		return err
	}
	authority, err := projections.Document(a.authority())
	if err != nil {
		return err
	}
	err = projections.Exec(c, `INSERT INTO account VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
		ON CONFLICT (id) DO UPDATE SET open = excluded.open, authority = excluded.authority, document = excluded.document`,
		e.ID, string(a.Actor), a.Force, string(a.Kind), a.Closed == nil, authority, document)
	if err != nil {
		return err
	}
	return applyProposal(c, e, a)
}

func foldCase(c *sqlite.Conn, e wire.Decoded) error {
	var before CaseAccess
	err := projections.Query(c, `SELECT document FROM case_record WHERE matter = ?1`, nil, func(s *sqlite.Stmt) error {
		return projections.ReadDocument(s, 0, &before)
	}, e.ID)
	if err != nil {
		return err
	}
	a := Fold(before, e)
	document, err := projections.Document(a)
	if err != nil {
		return err
	}
	err = projections.Exec(c, `INSERT INTO case_record VALUES (?1, ?2) ON CONFLICT (matter) DO UPDATE SET document = excluded.document`, e.ID, document)
	if err != nil {
		return err
	}
	if err := keepException(c, e, a); err != nil {
		return err
	}
	return applyProposal(c, e, Account{})
}

// keepException keeps the list of exceptions beside the case's own record.
func keepException(c *sqlite.Conn, e wire.Decoded, a CaseAccess) error {
	var id string
	switch ev := e.Event.(type) {
	case caseaccess.ExceptionOpened:
		id = ev.Exception
	case caseaccess.ExceptionEnded:
		id = ev.Exception
	case caseaccess.ExceptionReviewed:
		id = ev.Exception
	}
	for _, x := range a.Exceptions {
		if x.ID != id {
			continue
		}
		document, err := projections.Document(x)
		if err != nil {
			return err
		}
		return projections.Exec(c, `INSERT INTO exception (matter, id, reviewed, document) VALUES (?1, ?2, ?3, ?4)
			ON CONFLICT (matter, id) DO UPDATE SET reviewed = excluded.reviewed, document = excluded.document`,
			string(a.Matter), x.ID, x.Reviewed != nil, document)
	}
	return nil
}
