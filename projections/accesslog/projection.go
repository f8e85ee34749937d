package accesslog

import (
	"encoding/json"
	"errors"

	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/accesslog"
	"github.com/probity-ledger/probity/ledger/eventlog"
	"github.com/probity-ledger/probity/ledger/wire"
	"github.com/probity-ledger/probity/projections"
)

// Name is the projection's name.
const Name = "accesslog"

// Projection keeps the entries of the access log, and the looks that fit a pattern.
type Projection struct{ Patterns Patterns }

var _ projections.Projection = Projection{}

// Decode is how its events are decoded; the runner is configured with it.
func Decode(r eventlog.Recorded) (wire.Decoded, error) {
	e, err := accesslog.Decode(r)
	return wire.Decoded{Recorded: r, Category: accesslog.Category, Event: e}, err
}

// Name returns Name.
func (Projection) Name() string { return Name }

// Version is raised with every change of the schema or of Apply.
func (Projection) Version() int { return 1 }

// Categories lists the streams it reads.
func (Projection) Categories() []string { return []string{accesslog.Category} }

// Schema makes the empty view. It names the patterns, so that a change of them has the view built anew.
func (p Projection) Schema() string {
	patterns, err := json.Marshal(p.Patterns)
	if err != nil {
		patterns = []byte(err.Error())
	}
	return "-- " + string(patterns) + "\n" + schema
}

const schema = `
CREATE TABLE entry (
	no       INTEGER PRIMARY KEY, -- in the order of the log
	id       TEXT NOT NULL,
	at       INTEGER NOT NULL,    -- milliseconds since 1970
	kind     TEXT NOT NULL,
	actor    TEXT NOT NULL,
	role     TEXT NOT NULL,
	force    TEXT NOT NULL,       -- the actor's
	whose    TEXT NOT NULL,       -- the force in whose keeping it is
	content  TEXT NOT NULL,
	count    INTEGER NOT NULL,
	uuids    BLOB NOT NULL,       -- what was shown, 16 bytes each
	document BLOB NOT NULL        -- the Entry as JSON, without them
);
CREATE INDEX entry_actor ON entry (actor, no);
CREATE INDEX entry_whose ON entry (whose, no);
CREATE TABLE entry_matter (
	matter TEXT NOT NULL,
	no     INTEGER NOT NULL,
	PRIMARY KEY (matter, no)
) WITHOUT ROWID;
CREATE TABLE tally (
	pattern TEXT NOT NULL,
	actor   TEXT NOT NULL,
	bucket  TEXT NOT NULL, -- the hour, day or night that is counted
	n       INTEGER NOT NULL,
	PRIMARY KEY (pattern, actor, bucket)
) WITHOUT ROWID;
CREATE TABLE alert (
	no       INTEGER PRIMARY KEY,
	pattern  TEXT NOT NULL,
	actor    TEXT NOT NULL,
	matter   TEXT NOT NULL, -- '' where it is about no one matter
	bucket   TEXT NOT NULL,
	whose    TEXT NOT NULL,
	role     TEXT NOT NULL,
	count    INTEGER NOT NULL, -- entries, or things where those are counted
	first    INTEGER NOT NULL, -- numbers of entries
	last     INTEGER NOT NULL,
	first_at INTEGER NOT NULL, -- milliseconds since 1970
	last_at  INTEGER NOT NULL,
	UNIQUE (pattern, actor, matter, bucket)
);
CREATE INDEX alert_whose ON alert (whose, no);
`

var errNoEntry = errors.New("this is no entry of the access log")

// Apply adds an entry and looks for patterns.
func (p Projection) Apply(c *sqlite.Conn, d wire.Decoded) error {
	event, ok := d.Event.(accesslog.Event)
	if !ok {
		return errNoEntry
	}
	e, ok := entryOf(event)
	if !ok {
		return errNoEntry
	}
	e.ID = d.Recorded.ID.String()
	document, err := projections.Document(e)
	if err != nil {
		return err
	}
	uuids := e.uuids
	if uuids == nil {
		uuids = []byte{}
	}
	err = projections.Exec(c, `INSERT INTO entry (id, at, kind, actor, role, force, whose, content, count, uuids, document)
		VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)`, e.ID, e.At.UnixMilli(), string(e.Kind), string(e.Actor), string(e.Role), e.Force,
		e.Whose(), string(e.Content), e.Count, uuids, document)
	if err != nil {
		return err
	}
	e.No = c.LastInsertRowID()
	for _, m := range e.Matters() {
		if err := projections.Exec(c, `INSERT OR IGNORE INTO entry_matter VALUES (?1, ?2)`, string(m), e.No); err != nil {
			return err
		}
	}
	return p.notice(c, e)
}
