package node

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"zombiezen.com/go/sqlite"
)

// migration makes a file of one format version out of a file of the version before.
type migration struct {
	before, after []string // the tables of both
	convert       func(old, fresh *sqlite.Conn) error
}

// migrations begin with the one from version 1 to 2. A file is taken through all it has not seen.
var migrations = []migration{
	{before: schemaV1, after: schema, convert: addChecksums},
}

// upgrade brings a data file to today's format. The old file is kept beside it under a name of its own; the new one is
// built beside it and takes its name in one rename. A crash at any moment leaves a whole file of one version or the other.
type upgrade struct {
	path string
	now  func() time.Time
	log  *slog.Logger
	free func(folder string) (int64, error)
	stop func(before string) error // a test's way to end here as a crash would; nil otherwise
}

// NoSpaceError says that a file could not be brought to today's format for lack of space. Nothing was changed.
type NoSpaceError struct {
	Path       string // the data file
	Need, Free int64  // bytes
}

// Error names the file and both sizes.
func (e *NoSpaceError) Error() string {
	return fmt.Sprintf("event store %s: bringing it to format version %d needs %d bytes beside it, %d are free: nothing was changed",
		e.Path, formatVersion, e.Need, e.Free)
}

// run takes the file through the steps it has not seen. A file that is missing, no event store or of a newer format is left
// to whoever opens it. The caller holds the lock.
func (u upgrade) run() error {
	for {
		version, ours := fileVersion(u.path)
		if !ours || version < 1 || version >= formatVersion {
			return nil
		}
		u.log.Info("event store is brought to a newer format", "file", u.path, "from", version, "to", version+1)
		if err := u.step(version); err != nil {
			return fmt.Errorf("bring event store %s from format version %d to %d: %w", u.path, version, version+1, err)
		}
	}
}

func (u upgrade) step(version int) error {
	m, fresh := migrations[version-1], u.path+".new"
	kept := ""
	for _, part := range []struct {
		name string
		do   func() error
	}{
		{"settle", func() error { return settle(u.path, m.before) }},
		{"space", u.checkSpace},
		{"build", func() error { return m.build(u.path, fresh, version+1) }},
		{"keep", func() (err error) { kept, err = u.keep(version); return err }},
		{"replace", func() error { return replaceFile(fresh, u.path) }},
	} {
		if u.stop != nil {
			if err := u.stop(part.name); err != nil {
				return err
			}
		}
		if err := part.do(); err != nil {
			return err
		}
	}
	u.log.Info("event store has a newer format", "file", u.path, "version", version+1, "old_file", kept)
	return nil
}

// fileVersion reads an event store's format version out of SQLite's header, whose fields only the making of a file writes.
func fileVersion(path string) (version int, ours bool) {
	var header [100]byte
	f, err := os.Open(path)
	if err != nil {
		return 0, false
	}
	defer f.Close()
	if _, err := io.ReadFull(f, header[:]); err != nil {
		return 0, false
	}
	const atVersion, atApplication = 60, 68
	return int(binary.BigEndian.Uint32(header[atVersion:])), binary.BigEndian.Uint32(header[atApplication:]) == applicationID
}

// settle carries the write-ahead log over into the file, so that the file alone is everything, and checks its tables.
func settle(path string, tables []string) error {
	conn, err := sqlite.OpenConn(path, sqlite.OpenReadWrite)
	if err != nil {
		return err
	}
	conn.SetBusyTimeout(lockedAtMost)
	err = checkSchema(conn, tables)
	if err != nil {
		err = &CorruptError{Path: path, Problem: "the tables are not those of an event store", Err: err}
	} else {
		err = pragma(conn, "journal_mode=DELETE")
	}
	if err := errors.Join(err, conn.Close()); err != nil {
		return err
	}
	if _, err := os.Stat(path + "-wal"); !errors.Is(err, fs.ErrNotExist) {
		return errors.New("its write-ahead log cannot be carried over: is another program reading it?")
	}
	return nil
}

// checkSpace wants room for the file once more, with a quarter for what is new in it.
func (u upgrade) checkSpace() error {
	need := fileSize(u.path)/4*5 + 1<<20
	free, err := u.free(filepath.Dir(u.path))
	if errors.Is(err, errors.ErrUnsupported) {
		return nil // then a full disk is found while building, which changes nothing either
	}
	if err != nil {
		return fmt.Errorf("find out the free space: %w", err)
	}
	if free < need {
		return &NoSpaceError{Path: u.path, Need: need, Free: free}
	}
	return nil
}

// build makes the new file beside the old one, checks it and puts it on the disk.
func (m migration) build(path, fresh string, version int) error {
	if err := removeFile(fresh); err != nil {
		return err
	}
	old, err := sqlite.OpenConn(path, sqlite.OpenReadOnly)
	if err != nil {
		return err
	}
	err = m.fill(old, fresh, version)
	if err := errors.Join(err, old.Close()); err != nil {
		return err
	}
	return syncFile(fresh)
}

func (m migration) fill(old *sqlite.Conn, path string, version int) error {
	fresh, err := layOutFile(path, m.after, version)
	if err != nil {
		return err
	}
	err = m.convert(old, fresh)
	if err == nil {
		err = perform(fresh, "COMMIT")
	}
	return errors.Join(err, fresh.Close())
}

// keep gives the old file a second name, under which it stays.
func (u upgrade) keep(version int) (string, error) {
	name := fmt.Sprintf("%s.v%d-%s", u.path, version, u.now().UTC().Format("20060102"))
	for try := 1; ; try++ {
		kept := name
		if try > 1 {
			kept = fmt.Sprintf("%s-%d", name, try)
		}
		err := os.Link(u.path, kept)
		if errors.Is(err, fs.ErrExist) {
			if sameFile(u.path, kept) { // an upgrade that was interrupted here
				return kept, nil
			}
			continue
		}
		if err != nil {
			err = copyFile(u.path, kept) // a file system without links
		}
		if err != nil {
			return "", fmt.Errorf("keep the old file: %w", err)
		}
		return kept, syncFolder(filepath.Dir(u.path))
	}
}

func sameFile(a, b string) bool {
	x, err1 := os.Stat(a)
	y, err2 := os.Stat(b)
	return err1 == nil && err2 == nil && os.SameFile(x, y)
}

func copyFile(from, to string) error {
	src, err := os.Open(from)
	if err != nil {
		return err
	}
	defer src.Close()
	dst, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(dst, src)
	if err := errors.Join(err, dst.Sync(), dst.Close()); err != nil {
		return errors.Join(err, os.Remove(to))
	}
	return nil
}

// replaceFile lets the new file take the old one's name.
func replaceFile(fresh, path string) error {
	if err := os.Rename(fresh, path); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(path))
}

// removeFile removes a database that is of no use, with what SQLite kept beside it.
func removeFile(path string) error {
	for _, name := range []string{path, path + "-wal", path + "-shm", path + "-journal"} {
		if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

func syncFile(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
