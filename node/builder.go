package node

import (
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

// Builder makes a data file out of records, for a restore: the same positions, revisions, ids, times and bytes. The file has
// its name only after Finish. It belongs to one goroutine.
type Builder struct {
	path   string
	conn   *sqlite.Conn
	row    row
	last   int64
	events int64
	heads  map[string]*head // of the streams met lately
	ids    int64            // the highest number given to a stream
}

// NewBuilder begins a file. One that is there already is never replaced.
func NewBuilder(path string) (*Builder, error) {
	for _, name := range []string{path, path + "-wal"} {
		if _, err := os.Lstat(name); !errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("build event store %s: %w", path, errors.Join(err, fs.ErrExist))
		}
	}
	b := &Builder{path: path, heads: make(map[string]*head)}
	fresh := path + ".new"
	err := removeFile(fresh)
	if err == nil {
		b.conn, err = layOutFile(fresh, schema, formatVersion)
	}
	if err != nil {
		return nil, fmt.Errorf("build event store %s: %w", path, err)
	}
	return b, nil
}

// Add writes the next event. Positions must grow, and revisions follow one another.
func (b *Builder) Add(r Record) error {
	if r.Position <= b.last {
		return fmt.Errorf("position %d does not follow %d", r.Position, b.last)
	}
	h, err := b.head(r.Stream)
	if err != nil {
		return err
	}
	if r.Number != h.number+1 && r.Number != math.MaxInt64 || h.number == math.MaxInt64 {
		return fmt.Errorf("event %d at position %d does not follow event %d of its stream", r.Number, r.Position, h.number)
	}
	into, err := b.conn.Prepare(insertEvent)
	if err != nil {
		return err
	}
	ev := &b.row
	ev.position, ev.gap, ev.stream, ev.number, ev.created = r.Position, r.Position-b.last, h.id, r.Number, r.Created
	ev.id, ev.kind, ev.json = r.ID, append(ev.kind[:0], r.Type...), r.JSON
	ev.metadataLen, ev.dataLen = len(r.Metadata), len(r.Data)
	if err := ev.insert(into, r.Type, r.Metadata, r.Data); err != nil {
		return fmt.Errorf("write event: %w", err)
	}
	b.last, h.number = r.Position, r.Number
	b.events++
	return nil
}

// head finds where a stream stands, and gives a new one its row.
func (b *Builder) head(name string) (*head, error) {
	if h, ok := b.heads[name]; ok {
		return h, nil
	}
	if len(b.heads) >= rememberedHeads {
		clear(b.heads)
	}
	stmt, err := b.conn.Prepare(queryHead)
	if err != nil {
		return nil, err
	}
	defer stmt.Reset()
	stmt.BindText(1, name)
	found, err := stmt.Step()
	if err != nil {
		return nil, err
	}
	h := &head{number: -1}
	if found {
		h.id, h.number = stmt.ColumnInt64(0), stmt.ColumnInt64(4)
	} else if err := b.insertStream(name, h); err != nil {
		return nil, err
	}
	b.heads[name] = h
	return h, nil
}

func (b *Builder) insertStream(name string, h *head) error {
	into, err := b.conn.Prepare(insertStreamRow)
	if err != nil {
		return err
	}
	b.ids++
	h.id = b.ids
	return putStream(into, h.id, -1, name)
}

// Finish puts the file on the disk and gives it its name.
func (b *Builder) Finish() error {
	err := setCounter(b.conn, counterRow{lastPosition: b.last, events: b.events})
	if err == nil {
		err = perform(b.conn, "COMMIT")
	}
	err = errors.Join(err, b.conn.Close())
	b.conn = nil
	fresh := b.path + ".new"
	if err == nil {
		err = syncFile(fresh)
	}
	if err == nil {
		err = replaceFile(fresh, b.path)
	}
	if err != nil {
		return fmt.Errorf("build event store %s: %w", b.path, err)
	}
	return nil
}

// Discard gives the file up. After Finish it does nothing.
func (b *Builder) Discard() error {
	if b.conn == nil {
		return nil
	}
	err := b.conn.Close()
	b.conn = nil
	return errors.Join(err, removeFile(b.path+".new"))
}

// layOutFile makes an empty file of a version and begins the transaction that fills it. A half-made file is thrown away, so
// nothing protects its making; whoever finishes it syncs it.
func layOutFile(path string, tables []string, version int) (*sqlite.Conn, error) {
	conn, err := sqlite.OpenConn(path, sqlite.OpenReadWrite|sqlite.OpenCreate)
	if err != nil {
		return nil, err
	}
	if err = os.Chmod(path, 0o600); err == nil {
		for _, p := range []string{fmt.Sprintf("page_size=%d", pageSize), "journal_mode=OFF", "synchronous=OFF", "cache_size=-32768"} {
			err = errors.Join(err, pragma(conn, p))
		}
	}
	if err == nil {
		err = sqlitex.ExecuteScript(conn, layOut(tables, version), nil)
	}
	if err == nil {
		err = perform(conn, "BEGIN")
	}
	if err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return conn, nil
}
