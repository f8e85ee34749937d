package node

import (
	"errors"
	"fmt"

	"zombiezen.com/go/sqlite"
)

const (
	headColumns  = "position, gap, stream, number, id, type, json, created, sum"
	eventColumns = headColumns + ", metadata, data"
	selectEvents = "SELECT " + eventColumns + " FROM events "
	selectHeads  = "SELECT " + headColumns + ", length(metadata), length(data) FROM events "

	queryAllForward     = selectEvents + "WHERE position >= ?1 ORDER BY position"
	queryAllBackward    = selectEvents + "WHERE position < ?1 ORDER BY position DESC"
	queryStreamForward  = selectEvents + "WHERE stream = ?2 AND number BETWEEN ?1 AND ?3 ORDER BY number"
	queryStreamBackward = selectEvents + "WHERE stream = ?2 AND number BETWEEN ?3 AND ?1 ORDER BY number DESC"
	queryEventAt        = selectEvents + "WHERE stream = ?1 AND number = ?2"

	queryStreamByID = "SELECT " + streamColumns + " FROM streams WHERE id = ?1"

	// A reader remembers so many stream names before it starts again: at most 4 MiB.
	rememberedNames = 16384
)

// reader is one read-only connection with its statements and the stream names it met lately.
type reader struct {
	conn      *sqlite.Conn
	path      string       // for errors
	committed func() int64 // a position the file must reach
	names     map[int64]string
}

var readerPragmas = []string{"query_only=ON", "cache_size=-8192", "cell_size_check=ON"}

func openReader(path string, committed func() int64) (*reader, error) {
	conn, err := sqlite.OpenConn(path, sqlite.OpenReadOnly)
	if err != nil {
		return nil, err
	}
	for _, p := range readerPragmas {
		if err := pragma(conn, p); err != nil {
			conn.Close()
			return nil, err
		}
	}
	return newReader(conn, path, committed), nil
}

func newReader(conn *sqlite.Conn, path string, committed func() int64) *reader {
	return &reader{conn: conn, path: path, committed: committed, names: make(map[int64]string)}
}

// row is one event as it lies in the file, good until the next row is fetched. Metadata and data stay in SQLite's
// memory until they are copied once, to where they are sent from.
type row struct {
	position, gap, stream, number, created, sum int64

	json                 bool
	shaped               bool // its columns have the form of an event's
	id                   [16]byte
	kind                 []byte
	metadataLen, dataLen int
	stmt                 *sqlite.Stmt
	scratch              []byte // of the checksum
}

const (
	columnMetadata = 9
	columnData     = 10
)

// cursor says where a scan begins, which way it goes and how far.
type cursor struct {
	all      bool  // $all, or one stream:
	stream   int64 // its number inside the file; 0 when nothing was ever written to it
	from     int64 // position or revision; $all backwards begins just below it, everything else at it
	until    int64 // the last revision to look at; $all has none
	backward bool
	live     bool // a stream is looked at whole, whatever its metadata says
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

// scan hands rows to visit until there are no more (true) or visit has had enough (false). It hands over no row whose head
// does not match its checksum or that does not follow the one before it: then it ends with a *DamageError. Whoever takes
// metadata and data out of a row checks those with bodyFits.
func (r *reader) scan(c cursor, visit func(*row) (more bool, err error)) (atEnd bool, err error) {
	stmt, err := r.conn.Prepare(c.query())
	if err != nil {
		return false, fmt.Errorf("read events: %w", err)
	}
	defer stmt.Reset()
	stmt.BindInt64(1, c.from)
	if !c.all {
		stmt.BindInt64(2, c.stream)
		stmt.BindInt64(3, c.until)
	}
	committed := r.committed() // before SQLite fixes what this scan sees
	seen := order{cursor: c}
	var ev row
	for {
		found, err := stmt.Step()
		if err != nil {
			return false, unreadable(r.path, seen.position, err)
		}
		if !found {
			return true, r.damaged(seen.position, seen.end(committed))
		}
		if err := r.fetch(&ev, stmt, &seen); err != nil {
			return false, err
		}
		if more, err := visit(&ev); err != nil || !more {
			return false, err
		}
	}
}

// fetch takes the row a scan stands on, if it is sound.
func (r *reader) fetch(ev *row, stmt *sqlite.Stmt, seen *order) error {
	ev.fill(stmt)
	if err := r.damaged(seen.place(ev), ev.checkHead()); err != nil {
		return err
	}
	return r.damaged(ev.position, seen.check(ev))
}

// damaged makes an error of a problem found, and none where none was.
func (r *reader) damaged(position int64, problem string) error {
	if problem == "" {
		return nil
	}
	return &DamageError{Path: r.path, Position: position, Problem: problem}
}

// fill takes a row of selectEvents.
func (ev *row) fill(stmt *sqlite.Stmt) {
	ev.fillCommon(stmt)
	ev.metadataLen = stmt.ColumnLen(columnMetadata)
	ev.dataLen = stmt.ColumnLen(columnData)
}

// fillHead takes a row of selectHeads, which leaves metadata and data where they are.
func (ev *row) fillHead(stmt *sqlite.Stmt) {
	ev.fillCommon(stmt)
	ev.metadataLen = stmt.ColumnInt(columnMetadata)
	ev.dataLen = stmt.ColumnInt(columnData)
}

func (ev *row) fillCommon(stmt *sqlite.Stmt) {
	ev.stmt = stmt
	ev.position, ev.gap = stmt.ColumnInt64(0), stmt.ColumnInt64(1)
	ev.stream, ev.number = stmt.ColumnInt64(2), stmt.ColumnInt64(3)
	ev.shaped = stmt.ColumnBytes(4, ev.id[:]) == len(ev.id) && stmt.ColumnLen(4) == len(ev.id)
	ev.kind = resize(ev.kind, stmt.ColumnLen(5))
	stmt.ColumnBytes(5, ev.kind)
	json := stmt.ColumnInt64(6)
	ev.json = json == 1
	ev.shaped = ev.shaped && (json == 0 || json == 1)
	ev.created, ev.sum = stmt.ColumnInt64(7), stmt.ColumnInt64(8)
}

// body copies an event's data out of SQLite's memory, if it and the metadata are those that were written.
func (ev *row) body(path string) (data []byte, err error) {
	metadata, data := make([]byte, ev.metadataLen), make([]byte, ev.dataLen)
	ev.stmt.ColumnBytes(columnMetadata, metadata)
	ev.stmt.ColumnBytes(columnData, data)
	if !ev.bodyFits(metadata, data) {
		return nil, &DamageError{Path: path, Position: ev.position, Problem: errBody.Error()}
	}
	return data, nil
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
		return "", unreadable(r.path, 0, err)
	}
	if !found {
		return "", r.damaged(0, fmt.Sprintf("an event names stream %d, which the file does not have", id))
	}
	_, _, name, sound := checkStream(stmt)
	if !sound {
		return "", r.damaged(0, fmt.Sprintf("the name of stream %d does not match its checksum", id))
	}
	if len(r.names) >= rememberedNames {
		clear(r.names)
	}
	if len(name) <= rememberedLength {
		r.names[id] = name
	}
	return name, nil
}

// streamEnd finds a stream's number inside the file, 0 when it has none, and the number of its last event, -1 when it
// has none.
func (r *reader) streamEnd(name string) (id, last int64, err error) {
	stmt, err := r.conn.Prepare(queryHead)
	if err != nil {
		return 0, -1, fmt.Errorf("find end of stream: %w", err)
	}
	defer stmt.Reset()
	stmt.BindText(1, name)
	found, err := stmt.Step()
	if err != nil {
		return 0, -1, unreadable(r.path, 0, err)
	}
	if !found {
		return 0, -1, nil
	}
	id, _, stored, sound := checkStream(stmt)
	if !sound || stored != name {
		return 0, -1, r.damaged(0, fmt.Sprintf("the name of stream %d does not match its checksum", id))
	}
	return id, stmt.ColumnInt64(4), nil
}

// eventAt hands one event of a stream to visit, if it is there.
func (r *reader) eventAt(stream, number int64, visit func(*row) error) (found bool, err error) {
	return eventAt(r.conn, r.path, stream, number, visit)
}

// eventAt is the same for readers and for the writer. Of the event it hands over only metadata and data may be unsound.
func eventAt(conn *sqlite.Conn, path string, stream, number int64, visit func(*row) error) (found bool, err error) {
	stmt, err := conn.Prepare(queryEventAt)
	if err != nil {
		return false, fmt.Errorf("read event: %w", err)
	}
	defer stmt.Reset()
	stmt.BindInt64(1, stream)
	stmt.BindInt64(2, number)
	if found, err = stmt.Step(); err != nil {
		return false, unreadable(path, 0, err)
	}
	if !found {
		return false, nil
	}
	var ev row
	ev.fill(stmt)
	if problem := ev.checkAsked(stream, number); problem != "" {
		return false, &DamageError{Path: path, Position: ev.position, Problem: problem}
	}
	return true, visit(&ev)
}

// checkAsked says what is wrong with a row apart from metadata and data, or that it is not the event asked for.
func (ev *row) checkAsked(stream, number int64) string {
	problem := ev.checkHead()
	if problem == "" && (ev.stream != stream || ev.number != number) {
		problem = "the index of revisions names another event"
	}
	return problem
}

// snapshot runs fn over one state of the file, however many statements it takes.
func (r *reader) snapshot(fn func() error) (err error) {
	if err := r.exec("BEGIN"); err != nil {
		return fmt.Errorf("begin read: %w", err)
	}
	// Whatever becomes of fn, the next to borrow this reader must not see the past.
	defer func() { err = errors.Join(err, r.exec("COMMIT")) }()
	return fn()
}

func (r *reader) exec(text string) error {
	stmt, err := r.conn.Prepare(text)
	if err != nil {
		return err
	}
	return step(stmt)
}
