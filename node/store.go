package node

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"sync/atomic"

	"zombiezen.com/go/sqlite"
)

// readers is how many reads may touch the file at one moment. A read holds a connection for one page only,
// so many subscriptions share them.
const readers = 4

// store owns the connections to the data file: one that writes, handed to the writer, and a few that read.
type store struct {
	path  string
	conn  *sqlite.Conn // the writer's
	found counterRow   // what the file held when it was opened
	pool  chan *reader
	log   *slog.Logger

	committed atomic.Int64 // the newest position readers may see
	damaged   atomic.Int64 // how often damage was met
	pages     atomic.Int64 // read for reads and subscriptions since Open
	sent      atomic.Int64 // events on them
}

func openStore(path string) (*store, error) {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		if err := createFile(path); err != nil {
			return nil, err
		}
	}
	if err := checkLog(path); err != nil {
		return nil, err
	}
	conn, err := sqlite.OpenConn(path, sqlite.OpenReadWrite)
	if err != nil {
		return nil, &CorruptError{Path: path, Problem: "the file cannot be opened", Err: err}
	}
	s := &store{path: path, conn: conn, pool: make(chan *reader, readers), log: slog.New(slog.DiscardHandler)}
	if err := s.prepare(); err != nil {
		return nil, errors.Join(err, s.close())
	}
	return s, nil
}

func (s *store) prepare() (err error) {
	if s.found, err = checkFile(s.conn, s.path); err != nil {
		return err
	}
	s.committed.Store(s.found.lastPosition)
	if err := prepareWriter(s.conn); err != nil {
		return fmt.Errorf("open event store %s: %w", s.path, err)
	}
	for range readers {
		r, err := openReader(s.path, s.committed.Load)
		if err != nil {
			return fmt.Errorf("open event store %s for reading: %w", s.path, err)
		}
		s.pool <- r
	}
	return nil
}

// borrow lends a reader to fn. It waits for a free one, but not longer than ctx.
func (s *store) borrow(ctx context.Context, fn func(*reader) error) error {
	select {
	case r := <-s.pool:
		defer func() { s.pool <- r }()
		err := fn(r)
		if damage, ok := isDamage(err); ok {
			s.note(damage)
		}
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// note counts and logs damage met. What met it ends; nothing else does.
func (s *store) note(d *DamageError) {
	s.damaged.Add(1)
	s.log.Error("damage found in the event store", "file", d.Path, "position", d.Position, "problem", d.Problem, "err", d.Err)
}

// close must come after every borrower is gone. The last connection to close writes the log back into the file.
func (s *store) close() error {
	var errs []error
	for len(s.pool) > 0 {
		errs = append(errs, (<-s.pool).conn.Close())
	}
	errs = append(errs, s.conn.Close())
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("close event store %s: %w", s.path, err)
	}
	return nil
}
