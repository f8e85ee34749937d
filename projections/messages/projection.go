package messages

import (
	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/ledger/wire"
	"github.com/probity-ledger/probity/projections"
)

// Name is the projection's name.
const Name = "messages"

// Projection keeps conversations, messages and their observations, and the full-text index over their texts.
type Projection struct{}

var _ projections.Buffered = Projection{}

// Name returns Name.
func (Projection) Name() string { return Name }

// Version is raised with every change of the schema or of what Apply does.
func (Projection) Version() int { return 3 }

// Categories lists the streams it reads: extractions, and what says who may see whom.
func (Projection) Categories() []string {
	return append(projections.AccessCategories(), extraction.Category)
}

// Writer returns an applier that remembers the keys it gave out.
func (Projection) Writer(c *sqlite.Conn) projections.Writer { return newWriter(c) }

// Apply writes one event with a fresh Writer.
func (p Projection) Apply(c *sqlite.Conn, e wire.Decoded) error { return p.Writer(c).Apply(e) }

// Schema makes the empty view.
func (Projection) Schema() string { return projections.AccessSchema + schema }

// The full-text index keeps no copy of the texts and no sizes: it reads the text view where a match is shown.
const schema = `
CREATE TABLE matter (
	no INTEGER PRIMARY KEY, -- the upper bits of the ids of its messages
	id TEXT NOT NULL UNIQUE
);
CREATE TABLE extraction (
	no      INTEGER PRIMARY KEY,
	id      TEXT NOT NULL UNIQUE,
	matter  INTEGER NOT NULL,
	device  TEXT NOT NULL,
	exhibit TEXT NOT NULL
);
CREATE TABLE source (
	no         INTEGER PRIMARY KEY,
	extraction INTEGER NOT NULL,
	sha256     TEXT NOT NULL,
	UNIQUE (extraction, sha256)
);
CREATE TABLE conversation (
	no         INTEGER PRIMARY KEY,
	uid        TEXT NOT NULL UNIQUE, -- ConversationID: the same after every rebuild
	matter     INTEGER NOT NULL,
	platform   TEXT NOT NULL,
	key        TEXT NOT NULL,
	title      TEXT NOT NULL,
	kind       TEXT NOT NULL,
	messages   INTEGER NOT NULL DEFAULT 0,
	first_sent TEXT NOT NULL DEFAULT '',
	last_sent  TEXT NOT NULL DEFAULT '',
	last_id    INTEGER NOT NULL DEFAULT 0, -- of its newest message
	UNIQUE (matter, platform, key)
);
CREATE INDEX conversation_newest ON conversation (last_id, no);
CREATE TABLE conversation_extraction (
	extraction   INTEGER NOT NULL,
	conversation INTEGER NOT NULL,
	PRIMARY KEY (extraction, conversation)
) WITHOUT ROWID;
CREATE TABLE participant (
	no           INTEGER PRIMARY KEY,
	conversation INTEGER NOT NULL,
	handle       TEXT NOT NULL,
	messages     INTEGER NOT NULL DEFAULT 0,
	first_sent   TEXT NOT NULL DEFAULT '',
	last_sent    TEXT NOT NULL DEFAULT '',
	UNIQUE (conversation, handle)
);
CREATE TABLE message (
	id           INTEGER PRIMARY KEY, -- matter, second, counter: the order of sending within the matter
	uid          BLOB NOT NULL,       -- MessageID of the observation recorded first
	match        BLOB NOT NULL,       -- what makes two rows the same message
	conversation INTEGER NOT NULL,
	sender       INTEGER NOT NULL,    -- participant, 0 for none
	source       INTEGER NOT NULL,
	revision     INTEGER NOT NULL,
	locator      TEXT NOT NULL,
	kind         TEXT NOT NULL,
	body         TEXT NOT NULL,
	body_state   TEXT NOT NULL,
	sent_raw     TEXT NOT NULL,
	sent_local   TEXT NOT NULL,
	sent         INTEGER,             -- microseconds since 1970 UTC; NULL where not known
	tz_basis     TEXT NOT NULL,
	native_id    TEXT NOT NULL,
	flags        TEXT NOT NULL,
	marks        INTEGER NOT NULL,    -- bits, see marks.go
	observations INTEGER NOT NULL DEFAULT 1,
	attachments  INTEGER NOT NULL
);
CREATE UNIQUE INDEX message_match ON message (match);
CREATE INDEX message_uid ON message (uid);
CREATE INDEX message_conversation ON message (conversation, id);
CREATE INDEX message_sender ON message (sender, id) WHERE sender <> 0;
CREATE TABLE observation ( -- all but the first, which stands in message
	message    INTEGER NOT NULL,
	number     INTEGER NOT NULL, -- 1, 2, … within the message
	uid        BLOB NOT NULL,
	source     INTEGER NOT NULL,
	revision   INTEGER NOT NULL,
	locator    TEXT NOT NULL,
	kind       TEXT NOT NULL,
	text       INTEGER NOT NULL, -- id of its own text in variant, 0 where the text is the message's
	body_state TEXT NOT NULL,
	sent_raw   TEXT NOT NULL,
	sent_local TEXT NOT NULL,
	sent       INTEGER,
	tz_basis   TEXT NOT NULL,
	native_id  TEXT NOT NULL,
	flags      TEXT NOT NULL,
	marks      INTEGER NOT NULL,
	PRIMARY KEY (message, number)
) WITHOUT ROWID;
CREATE INDEX observation_uid ON observation (uid);
CREATE INDEX observation_source ON observation (message, source);
CREATE TABLE variant ( -- texts of observations that differ from their message's
	id      INTEGER PRIMARY KEY, -- from the same range as message.id
	message INTEGER NOT NULL,
	number  INTEGER NOT NULL,
	body    TEXT NOT NULL
);
CREATE TABLE attachment (
	message INTEGER NOT NULL,
	number  INTEGER NOT NULL, -- of the observation that carries it; 0 is the one in message
	place   INTEGER NOT NULL,
	name    TEXT NOT NULL,
	mime    TEXT NOT NULL,
	size    INTEGER NOT NULL,
	sha256  TEXT NOT NULL,
	state   TEXT NOT NULL,
	PRIMARY KEY (message, number, place)
) WITHOUT ROWID;
CREATE VIEW text AS SELECT id, body FROM message UNION ALL SELECT id, body FROM variant;
CREATE VIRTUAL TABLE text_index USING fts5 (
	body, content = 'text', content_rowid = 'id', columnsize = 0, tokenize = 'unicode61 remove_diacritics 2'
);
`
