package cases

import (
	"errors"
	"fmt"
	"time"

	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/domain/device"
	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/ledger/wire"
	"github.com/probity-ledger/probity/projections"
)

// Name is the projection's name.
const Name = "cases"

// Projection keeps the folded cases and their timelines.
type Projection struct{}

var _ projections.Projection = Projection{}

// Name returns Name.
func (Projection) Name() string { return Name }

// Version is raised with every change of the schema or of Fold.
func (Projection) Version() int { return 5 }

// Categories lists the streams it reads.
func (Projection) Categories() []string {
	return append(projections.AccessCategories(), device.Category, extraction.Category)
}

// Schema makes the empty view.
func (Projection) Schema() string {
	return projections.AccessSchema + schema + doubtSchema + textSchema
}

const schema = `
CREATE TABLE matter (
	id           TEXT PRIMARY KEY,
	reference    TEXT NOT NULL,
	operation    TEXT NOT NULL,
	kind         TEXT NOT NULL,
	state        TEXT NOT NULL,
	severity     TEXT NOT NULL,
	mode         TEXT NOT NULL,
	attention_on TEXT NOT NULL,
	referred     INTEGER NOT NULL,
	force        TEXT NOT NULL,
	investigator TEXT NOT NULL, -- the last one appointed; "" before
	open         INTEGER NOT NULL, -- 0 once it is finalised or reopened as another
	clock_from   TEXT NOT NULL, -- the first day on which its clocks ask for something; "~" for none
	document     BLOB NOT NULL -- the folded Case as JSON
);
CREATE INDEX matter_newest ON matter (attention_on, id);
CREATE INDEX matter_state ON matter (state, attention_on, id);
CREATE INDEX matter_kind ON matter (kind, attention_on, id);
CREATE INDEX matter_severity ON matter (severity, attention_on, id);
CREATE INDEX matter_mode ON matter (mode, attention_on, id);
CREATE INDEX matter_investigator ON matter (investigator, attention_on, id);
CREATE INDEX matter_open ON matter (open, attention_on, id);
CREATE INDEX matter_clock ON matter (clock_from) WHERE clock_from < '~';
CREATE INDEX matter_reference ON matter (reference);
CREATE TABLE belongs ( -- which matter the events of a device or extraction touch
	stream TEXT PRIMARY KEY,
	matter TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE timeline (
	matter           TEXT NOT NULL,
	commit_position  INTEGER NOT NULL,
	prepare_position INTEGER NOT NULL,
	event            TEXT NOT NULL,
	stream           TEXT NOT NULL,
	revision         INTEGER NOT NULL,
	type             TEXT NOT NULL,
	recorded_at      TEXT NOT NULL,
	effective_on     TEXT NOT NULL,
	effective_at     TEXT NOT NULL, -- "" where the event names no moment
	before_cause     INTEGER NOT NULL,
	actor            TEXT NOT NULL,
	role             TEXT NOT NULL,
	command          TEXT NOT NULL,
	linked           TEXT NOT NULL, -- the other matter of a link; "" for everything else
	PRIMARY KEY (matter, commit_position, prepare_position)
) WITHOUT ROWID;
`

// errNotReceived is the reason for setting aside an event of a matter that nobody received.
var errNotReceived = errors.New("the matter was not received before this event")

// Apply folds an event into its case and puts it on the timeline of the matter it touches.
func (Projection) Apply(c *sqlite.Conn, e wire.Decoded) error {
	if err := projections.ApplyAccess(c, e); err != nil {
		return err
	}
	matter, err := matterOf(c, e)
	if err != nil || matter == "" {
		return err
	}
	if e.Category == misconduct.Category {
		if err := foldInto(c, e); err != nil {
			return err
		}
	}
	if err := addDoubt(c, e, matter); err != nil {
		return err
	}
	return addEntry(c, e, matter)
}

// matterOf returns the matter an event touches, "" for none. A device belongs to the matter it was seized for last.
func matterOf(c *sqlite.Conn, e wire.Decoded) (string, error) {
	switch ev := e.Event.(type) {
	case misconduct.Event:
		return e.ID, nil
	case device.Seized:
		return string(ev.Matter), belong(c, e.Stream, string(ev.Matter))
	case extraction.Authorised:
		return string(ev.Matter), belong(c, e.Stream, string(ev.Matter))
	}
	var matter string
	err := projections.Query(c, `SELECT matter FROM belongs WHERE stream = ?1`, nil, func(s *sqlite.Stmt) error {
		matter = s.ColumnText(0)
		return nil
	}, e.Stream)
	return matter, err
}

func belong(c *sqlite.Conn, stream, matter string) error {
	return projections.Exec(c, `INSERT INTO belongs VALUES (?1, ?2) ON CONFLICT (stream) DO UPDATE SET matter = excluded.matter`, stream, matter)
}

func foldInto(c *sqlite.Conn, e wire.Decoded) error {
	var before Case
	err := projections.Query(c, `SELECT document FROM matter WHERE id = ?1`, nil, func(s *sqlite.Stmt) error {
		return projections.ReadDocument(s, 0, &before)
	}, e.ID)
	if err != nil {
		return err
	}
	after := Fold(before, e)
	if !after.Exists {
		return fmt.Errorf("fold event %d: %w", e.Revision, errNotReceived)
	}
	if err := save(c, after); err != nil {
		return err
	}
	return indexText(c, before, after)
}

func save(c *sqlite.Conn, m Case) error {
	document, err := projections.Document(m)
	if err != nil {
		return err
	}
	return projections.Exec(c, `INSERT INTO matter VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
		ON CONFLICT (id) DO UPDATE SET reference = excluded.reference, operation = excluded.operation, kind = excluded.kind,
			state = excluded.state, severity = excluded.severity, mode = excluded.mode, attention_on = excluded.attention_on,
			referred = excluded.referred, investigator = excluded.investigator, open = excluded.open, clock_from = excluded.clock_from, document = excluded.document`,
		string(m.ID), m.Reference, m.Operation, string(m.Kind), string(m.State), string(m.SeverityMax), string(m.Mode),
		string(m.CameToAttentionOn), m.Referred, m.Force, string(m.investigator()), m.open(), clockFrom(m), document)
}

// linkedBy is the other matter of a link or of a joint investigation, "" for everything else.
func linkedBy(e wire.Decoded) string {
	switch ev := e.Event.(type) {
	case misconduct.MattersLinked:
		return string(ev.Other)
	case misconduct.InvestigationsCombined:
		return string(ev.With)
	case misconduct.InvestigationSplit:
		return string(ev.From)
	}
	return ""
}

func addEntry(c *sqlite.Conn, e wire.Decoded, matter string) error {
	at, marked := statedBy(e)
	moment := ""
	if at != nil {
		moment = at.Format(time.RFC3339Nano)
	}
	return projections.Exec(c, `INSERT INTO timeline VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)`,
		matter, e.Position.Commit, e.Position.Prepare, e.Recorded.ID.String(), e.Stream, e.Revision, e.Type,
		e.RecordedAt.UTC().Format(time.RFC3339Nano), string(Effective(e)), moment, marked,
		string(e.Meta.Actor), string(e.Meta.Role), e.Meta.CommandID, linkedBy(e))
}
