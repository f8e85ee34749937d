package node

import (
	"context"
	"errors"
	"fmt"

	"zombiezen.com/go/sqlite"
)

// Record is one stored event with everything that is kept of it.
type Record struct {
	Position       int64 // in $all
	Stream         string
	Number         int64 // revision; 2^63-1 closes the stream for good
	ID             [16]byte
	Type           string
	JSON           bool  // application/json, else application/octet-stream
	Created        int64 // 100 ns ticks since 1970-01-01 UTC
	Metadata, Data []byte
}

// File is a data file open for reading beside whoever writes it, for backups and scrubs. It changes nothing, never holds
// the writer up, and checks every event as the node itself does. It belongs to one goroutine.
type File struct {
	reader *reader
	path   string
}

// OpenFile opens a data file of today's format; *CorruptError when it is not one.
func OpenFile(path string) (*File, error) {
	conn, err := sqlite.OpenConn(path, sqlite.OpenReadWrite) // a log left by a crash can only be read by who may write
	if err != nil {
		return nil, &CorruptError{Path: path, Problem: "the file cannot be opened", Err: err}
	}
	f := &File{path: path, reader: newReader(conn, path, func() int64 { return 0 })}
	conn.SetBusyTimeout(lockedAtMost)
	for _, p := range readerPragmas {
		if err := pragma(conn, p); err != nil {
			return nil, errors.Join(unreadable(path, 0, err), conn.Close())
		}
	}
	if _, err := f.counter(); err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return f, nil
}

// Close lets go of the file.
func (f *File) Close() error { return f.reader.conn.Close() }

// counter checks the file as a start of the node does. Its parts are read in one transaction: the file may grow meanwhile.
func (f *File) counter() (c counterRow, err error) {
	conn := f.reader.conn
	if err := begin(conn); err != nil {
		return c, unreadable(f.path, 0, err)
	}
	c, err = checkFile(conn, f.path)
	return c, errors.Join(err, rollback(conn))
}

// End is the position of the newest event; 0 when there is none.
func (f *File) End() (int64, error) {
	c, err := f.counter()
	return c.lastPosition, err
}

// Events hands over, in order, every event after one position up to another. Only positions up to a former End may be asked
// for: they must all be there. It reads in short visits, so that the write-ahead log can be carried over meanwhile. The bytes
// of a Record are the caller's. A *DamageError names the first event that is not what was written.
func (f *File) Events(ctx context.Context, after, through int64, each func(Record) error) error {
	f.reader.committed = func() int64 { return through }
	for from := after + 1; from <= through; {
		last, err := f.visit(ctx, from, through, each)
		if err != nil {
			return err
		}
		from = last + 1
	}
	return nil
}

// visitBytes and visitEvents end a visit to the file.
const (
	visitBytes  = 8 << 20
	visitEvents = 4096
)

func (f *File) visit(ctx context.Context, from, through int64, each func(Record) error) (last int64, err error) {
	bytes, events := 0, 0
	_, err = f.reader.scan(cursor{all: true, from: from}, func(ev *row) (bool, error) {
		if ev.position > through {
			last = through
			return false, nil
		}
		r, err := f.record(ev)
		if err != nil {
			return false, err
		}
		last, bytes, events = ev.position, bytes+len(r.Data)+len(r.Metadata), events+1
		if err := each(r); err != nil {
			return false, err
		}
		return bytes < visitBytes && events < visitEvents, ctx.Err()
	})
	return last, err
}

func (f *File) record(ev *row) (Record, error) {
	stream, err := f.reader.streamName(ev.stream)
	if err != nil {
		return Record{}, err
	}
	r := Record{Position: ev.position, Stream: stream, Number: ev.number, ID: ev.id, Type: string(ev.kind), JSON: ev.json,
		Created: ev.created, Metadata: column(ev.stmt, columnMetadata, nil), Data: column(ev.stmt, columnData, nil)}
	if !ev.bodyFits(r.Metadata, r.Data) {
		return Record{}, f.reader.damaged(ev.position, errBody.Error())
	}
	return r, nil
}

func begin(conn *sqlite.Conn) error    { return perform(conn, "BEGIN") }
func rollback(conn *sqlite.Conn) error { return perform(conn, "ROLLBACK") }

func perform(conn *sqlite.Conn, text string) error {
	stmt, err := conn.Prepare(text)
	if err != nil {
		return fmt.Errorf("%s: %w", text, err)
	}
	return step(stmt)
}
