package node

import (
	"fmt"

	"zombiezen.com/go/sqlite"
)

const (
	eventColumns = "position, stream, number, id, type, json, created, metadata, data"
	selectEvents = "SELECT " + eventColumns + " FROM events "

	queryAllForward     = selectEvents + "WHERE position >= ?1 ORDER BY position"
	queryAllBackward    = selectEvents + "WHERE position < ?1 ORDER BY position DESC"
	queryStreamForward  = selectEvents + "WHERE stream = ?2 AND number >= ?1 ORDER BY number"
	queryStreamBackward = selectEvents + "WHERE stream = ?2 AND number <= ?1 ORDER BY number DESC"

	queryStreamByName = "SELECT id FROM streams WHERE name = ?1"
	queryStreamByID   = "SELECT name FROM streams WHERE id = ?1"
	queryStreamHead   = "SELECT coalesce(max(number), -1) FROM events WHERE stream = ?1"

	// A reader remembers so many stream names before it starts again: at most 4 MiB.
	rememberedNames = 16384
)

// reader is one read-only connection with its statements and the stream names it met lately.
type reader struct {
	conn  *sqlite.Conn
	names map[int64]string
}

func openReader(path string) (*reader, error) {
	conn, err := sqlite.OpenConn(path, sqlite.OpenReadOnly)
	if err != nil {
		return nil, err
	}
	for _, p := range []string{"query_only=ON", "cache_size=-8192", "cell_size_check=ON"} {
		if err := pragma(conn, p); err != nil {
			conn.Close()
			return nil, err
		}
	}
	return &reader{conn: conn, names: make(map[int64]string)}, nil
}

// row is one event as it lies in the file, good until the next row is fetched. Metadata and data stay in SQLite's
// memory until they are copied once, to where they are sent from.
type row struct {
	position, stream, number, created int64
	json                              bool
	id                                [16]byte
	kind                              []byte
	metadataLen, dataLen              int
	stmt                              *sqlite.Stmt
}

const (
	columnMetadata = 7
	columnData     = 8
)

// cursor says where a scan begins and which way it goes.
type cursor struct {
	all      bool  // $all, or one stream:
	stream   int64 // its number inside the file; 0 when nothing was ever written to it
	from     int64 // position or revision; $all backwards begins just below it, everything else at it
	backward bool
}

func (c cursor) query() string {
	switch {
	case c.all && c.backward:
		return queryAllBackward
	case c.all:
		return queryAllForward
	case c.backward:
		return queryStreamBackward
	default:
		return queryStreamForward
	}
}

// scan hands rows to visit until there are no more (true) or visit has had enough (false).
func (r *reader) scan(c cursor, visit func(*row) (more bool, err error)) (atEnd bool, err error) {
	stmt, err := r.conn.Prepare(c.query())
	if err != nil {
		return false, fmt.Errorf("read events: %w", err)
	}
	defer stmt.Reset()
	stmt.BindInt64(1, c.from)
	if !c.all {
		stmt.BindInt64(2, c.stream)
	}
	var ev row
	for {
		found, err := stmt.Step()
		if err != nil {
			return false, fmt.Errorf("read events: %w", err)
		}
		if !found {
			return true, nil
		}
		ev.fill(stmt)
		if more, err := visit(&ev); err != nil || !more {
			return false, err
		}
	}
}

func (ev *row) fill(stmt *sqlite.Stmt) {
	ev.stmt = stmt
	ev.position = stmt.ColumnInt64(0)
	ev.stream = stmt.ColumnInt64(1)
	ev.number = stmt.ColumnInt64(2)
	stmt.ColumnBytes(3, ev.id[:])
	ev.kind = resize(ev.kind, stmt.ColumnLen(4))
	stmt.ColumnBytes(4, ev.kind)
	ev.json = stmt.ColumnInt64(5) != 0
	ev.created = stmt.ColumnInt64(6)
	ev.metadataLen = stmt.ColumnLen(columnMetadata)
	ev.dataLen = stmt.ColumnLen(columnData)
}

// resize gives a buffer of n bytes, the old one where it is large enough.
func resize(buf []byte, n int) []byte {
	if cap(buf) < n {
		return make([]byte, n)
	}
	return buf[:n]
}

// streamName gives a stream's name by its number inside the file.
func (r *reader) streamName(id int64) (string, error) {
	if name, ok := r.names[id]; ok {
		return name, nil
	}
	stmt, err := r.conn.Prepare(queryStreamByID)
	if err != nil {
		return "", fmt.Errorf("read stream name: %w", err)
	}
	defer stmt.Reset()
	stmt.BindInt64(1, id)
	found, err := stmt.Step()
	if err != nil {
		return "", fmt.Errorf("read stream name: %w", err)
	}
	if !found {
		return "", fmt.Errorf("read stream name: an event names stream %d, which the file does not have", id)
	}
	name := stmt.ColumnText(0)
	if len(r.names) >= rememberedNames {
		clear(r.names)
	}
	if len(name) <= rememberedLength {
		r.names[id] = name
	}
	return name, nil
}

// streamID finds a stream's number inside the file; 0 when nothing was ever written to it.
func (r *reader) streamID(name string) (int64, error) {
	stmt, err := r.conn.Prepare(queryStreamByName)
	if err != nil {
		return 0, fmt.Errorf("find stream: %w", err)
	}
	defer stmt.Reset()
	stmt.BindText(1, name)
	found, err := stmt.Step()
	if err != nil || !found {
		return 0, err
	}
	return stmt.ColumnInt64(0), nil
}

// streamHead is the number of the stream's last event, -1 when it has none.
func (r *reader) streamHead(id int64) (int64, error) {
	stmt, err := r.conn.Prepare(queryStreamHead)
	if err != nil {
		return 0, fmt.Errorf("find end of stream: %w", err)
	}
	defer stmt.Reset()
	stmt.BindInt64(1, id)
	if _, err := stmt.Step(); err != nil {
		return 0, fmt.Errorf("find end of stream: %w", err)
	}
	return stmt.ColumnInt64(0), nil
}
