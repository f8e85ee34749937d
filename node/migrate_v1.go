package node

import (
	"errors"
	"fmt"

	"zombiezen.com/go/sqlite"
)

// schemaV1 are the tables of format version 1: no checksums, no gaps.
var schemaV1 = []string{
	`CREATE TABLE streams (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  ids_through INTEGER NOT NULL DEFAULT -1
) STRICT`,
	`CREATE TABLE events (
  position INTEGER PRIMARY KEY,
  stream INTEGER NOT NULL,
  number INTEGER NOT NULL,
  id BLOB NOT NULL,
  type TEXT NOT NULL,
  json INTEGER NOT NULL,
  created INTEGER NOT NULL,
  metadata BLOB NOT NULL,
  data BLOB NOT NULL
) STRICT`,
	`CREATE UNIQUE INDEX events_by_stream ON events (stream, number)`,
	`CREATE TABLE event_ids (
  stream INTEGER NOT NULL,
  id BLOB NOT NULL,
  number INTEGER NOT NULL,
  PRIMARY KEY (stream, id)
) STRICT, WITHOUT ROWID`,
	`CREATE TABLE counter (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  last_position INTEGER NOT NULL,
  events INTEGER NOT NULL
) STRICT`,
}

const (
	streamsV1 = "SELECT id, ids_through, name FROM streams ORDER BY id"
	eventsV1  = "SELECT position, stream, number, id, type, json, created, metadata, data FROM events ORDER BY position"
	idsV1     = "SELECT stream, id, number FROM event_ids ORDER BY stream, id"
)

// addChecksums copies a file of version 1 row by row and gives each row its checksum and each event the gap before it.
func addChecksums(old, fresh *sqlite.Conn) error {
	c, newest, err := readCounter(old)
	if err != nil {
		return fmt.Errorf("read counter: %w", err)
	}
	if newest != c.lastPosition {
		return fmt.Errorf("the last event is at position %d, but the counter says %d", newest, c.lastPosition)
	}
	copied := int64(0)
	if err := errors.Join(
		each(old, streamsV1, fresh, insertStreamRow, copyStreamV1),
		each(old, eventsV1, fresh, insertEvent, (&eventCopier{copied: &copied}).copy),
		each(old, idsV1, fresh, insertID, copyIDV1),
	); err != nil {
		return err
	}
	if copied != c.events {
		return fmt.Errorf("the file holds %d events, but the counter says %d", copied, c.events)
	}
	if err := checkRevisions(fresh); err != nil {
		return err
	}
	return setCounter(fresh, c)
}

// each hands every row of a query to copy, together with the statement that writes the new one.
func each(old *sqlite.Conn, query string, fresh *sqlite.Conn, insert string, copy func(from, into *sqlite.Stmt) error) error {
	from, err := old.Prepare(query)
	if err != nil {
		return err
	}
	defer from.Reset()
	into, err := fresh.Prepare(insert)
	if err != nil {
		return err
	}
	for {
		found, err := from.Step()
		if err != nil || !found {
			return err
		}
		if err := copy(from, into); err != nil {
			return err
		}
	}
}

func copyStreamV1(from, into *sqlite.Stmt) error {
	id, through, name := from.ColumnInt64(0), from.ColumnInt64(1), from.ColumnText(2)
	return putStream(into, id, through, name)
}

func copyIDV1(from, into *sqlite.Stmt) error {
	var id eventID
	if from.ColumnBytes(1, id[:]) != len(id) {
		return fmt.Errorf("an id of stream %d is not 16 bytes long", from.ColumnInt64(0))
	}
	into.BindInt64(1, from.ColumnInt64(0))
	into.BindBytes(2, id[:])
	into.BindInt64(3, from.ColumnInt64(2))
	return step(into)
}

// eventCopier copies events in the order of their positions.
type eventCopier struct {
	row            row
	before         int64
	metadata, data []byte
	copied         *int64
}

func (c *eventCopier) copy(from, into *sqlite.Stmt) error {
	ev := &c.row
	ev.position, ev.stream, ev.number = from.ColumnInt64(0), from.ColumnInt64(1), from.ColumnInt64(2)
	if ev.position <= c.before {
		return fmt.Errorf("position %d follows %d", ev.position, c.before)
	}
	ev.gap, c.before = ev.position-c.before, ev.position
	if from.ColumnBytes(3, ev.id[:]) != len(ev.id) {
		return fmt.Errorf("the id of the event at position %d is not 16 bytes long", ev.position)
	}
	kind := from.ColumnText(4)
	ev.kind = append(ev.kind[:0], kind...)
	ev.json, ev.created = from.ColumnInt64(5) != 0, from.ColumnInt64(6)
	c.metadata, c.data = column(from, 7, c.metadata), column(from, 8, c.data)
	ev.metadataLen, ev.dataLen = len(c.metadata), len(c.data)
	*c.copied++
	return ev.insert(into, kind, c.metadata, c.data)
}

func column(from *sqlite.Stmt, col int, buf []byte) []byte {
	buf = resize(buf, from.ColumnLen(col))
	from.ColumnBytes(col, buf)
	return buf
}
