package projections

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"github.com/probity-ledger/probity/ledger/eventlog"
)

// readers is how many questions may be put to one view at the same moment; others wait.
const readers = 4

// View is the readable side of one projection. It is safe for concurrent use and stays the same value when the file under it is
// exchanged for a newer one.
type View struct {
	name string

	files sync.RWMutex  // held for reading while a question is answered, for writing while the file is exchanged
	pool  *sqlitex.Pool // nil until there is a finished file
	shut  bool

	progress sync.Mutex // guards what follows
	reached  eventlog.Position
	changed  chan struct{}
}

func newView(name string) *View { return &View{name: name, changed: make(chan struct{})} }

// Name returns the projection's name.
func (v *View) Name() string { return v.name }

// Read lends fn a read-only connection. Everything fn reads is of one moment: the view with the position committed beside it.
// Errors: *BuildingError while the view is built for the first time, ErrClosed, fn's own.
func (v *View) Read(ctx context.Context, fn func(*sqlite.Conn) error) (err error) {
	v.files.RLock()
	defer v.files.RUnlock()
	switch {
	case v.shut:
		return ErrClosed
	case v.pool == nil:
		return &BuildingError{Projection: v.name}
	}
	c, err := v.pool.Take(ctx)
	if err != nil {
		return fmt.Errorf("read projection %s: %w", v.name, err)
	}
	defer v.pool.Put(c)
	return readOnce(ctx, c, fn)
}

func readOnce(ctx context.Context, c *sqlite.Conn, fn func(*sqlite.Conn) error) (err error) {
	if err := Exec(c, "BEGIN"); err != nil {
		return interrupted(ctx, err)
	}
	defer func() {
		// An interrupted connection runs no more statements; lending it again lifts that, and Exec then ends the transaction.
		c.SetInterrupt(nil)
		if e := Exec(c, "ROLLBACK"); err == nil && e != nil {
			err = e
		}
	}()
	return interrupted(ctx, fn(c))
}

// interrupted puts the context's reason in the place of the database's, when the context ended while a statement ran.
func interrupted(ctx context.Context, err error) error {
	if err != nil && ctx.Err() != nil && sqlite.ErrCode(err).ToPrimary() == sqlite.ResultInterrupt {
		return ctx.Err()
	}
	return err
}

// Wait returns when the view holds everything up to a position, or *BehindError when ctx ends first.
func (v *View) Wait(ctx context.Context, at eventlog.Position) error {
	for {
		reached, changed := v.at()
		if !reached.Before(at) {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return &BehindError{Projection: v.name, Wanted: at, Reached: reached}
		}
	}
}

// Position returns how far the view has come.
func (v *View) Position() eventlog.Position {
	reached, _ := v.at()
	return reached
}

// Changed returns a channel that is closed when the view comes further. Take it before reading, wait on it after.
func (v *View) Changed() <-chan struct{} {
	_, changed := v.at()
	return changed
}

func (v *View) at() (eventlog.Position, <-chan struct{}) {
	v.progress.Lock()
	defer v.progress.Unlock()
	return v.reached, v.changed
}

func (v *View) advance(to eventlog.Position) {
	v.progress.Lock()
	defer v.progress.Unlock()
	if v.reached == to {
		return
	}
	v.reached = to
	close(v.changed)
	v.changed = make(chan struct{})
}

// readable says whether there is a finished file.
func (v *View) readable() bool {
	v.files.RLock()
	defer v.files.RUnlock()
	return v.pool != nil
}

// exchange waits until nobody reads, closes the file that was read, lets replace work on the files, and opens the one at path.
func (v *View) exchange(path string, at eventlog.Position, replace func() error) error {
	v.files.Lock()
	defer v.files.Unlock()
	if v.shut {
		return ErrClosed
	}
	if err := v.closePool(); err != nil {
		return err
	}
	if err := replace(); err != nil {
		return err
	}
	pool, err := openReaders(path)
	if err != nil {
		return err
	}
	v.pool = pool
	v.advance(at)
	return nil
}

func openReaders(path string) (*sqlitex.Pool, error) {
	pool, err := sqlitex.NewPool(path, sqlitex.PoolOptions{
		Flags: sqlite.OpenReadOnly, PoolSize: readers,
		PrepareConn: func(c *sqlite.Conn) error {
			return errors.Join(
				teachNames(c),
				sqlitex.ExecuteTransient(c, "PRAGMA query_only = 1", nil),
				sqlitex.ExecuteTransient(c, "PRAGMA cache_size = -16384", nil))
		},
	})
	if err != nil {
		return nil, fmt.Errorf("open view for reading: %w", err)
	}
	return pool, nil
}

func (v *View) closePool() error {
	if v.pool == nil {
		return nil
	}
	err := v.pool.Close()
	v.pool = nil
	if err != nil {
		return fmt.Errorf("close view %s: %w", v.name, err)
	}
	return nil
}

func (v *View) close() error {
	v.files.Lock()
	defer v.files.Unlock()
	v.shut = true
	return v.closePool()
}
