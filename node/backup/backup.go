package backup

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"github.com/probity-ledger/probity/node"
)

const (
	eventsFolder = "events"
	segmentBytes = 64 << 20 // a segment is closed behind the event that passes this
)

// Source is the log that is backed up; *node.File is one.
type Source interface {
	End() (int64, error)
	Events(ctx context.Context, after, through int64, each func(node.Record) error) error
}

// DamageError says that a file of a backup is not what was written.
type DamageError struct {
	File    string
	Event   int64 // the event concerned, counted from 1 in its segment; 0 when it is not one
	After   int64 // position of the last sound event before the damage
	Problem string
}

// Error names the file and the place.
func (e *DamageError) Error() string {
	if e.Event == 0 {
		return fmt.Sprintf("%s is damaged: %s; events up to position %d are sound", e.File, e.Problem, e.After)
	}
	return fmt.Sprintf("%s is damaged at its event %d: %s; events up to position %d are sound", e.File, e.Event, e.Problem, e.After)
}

// OtherLogError says that a log is not the one a backup was taken of: it ends before the backup does, or holds another event
// at its last position.
type OtherLogError struct {
	Dir      string
	Position int64
}

// Error names the position.
func (e *OtherLogError) Error() string {
	return fmt.Sprintf("the log does not go on from the backup in %s, which ends at position %d: it is another log, or one that was restored",
		e.Dir, e.Position)
}

// LockedError says that another process writes the backup.
type LockedError struct{ Dir string }

// Error names the folder.
func (e *LockedError) Error() string {
	return "the backup in " + e.Dir + " is being written by another process"
}

// Backup is a folder open for adding to it. It belongs to one goroutine.
type Backup struct {
	Manifest
	dir  string
	lock *os.File
	now  func() time.Time
}

// Open opens a backup for adding to it, or begins one; a folder that holds anything else is refused. *LockedError while
// another process writes it.
func Open(dir string, now func() time.Time) (*Backup, error) {
	if err := usable(dir); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Join(dir, eventsFolder), 0o700); err != nil {
		return nil, fmt.Errorf("open backup: %w", err)
	}
	lock, err := takeLock(dir)
	if err != nil {
		return nil, err
	}
	b := &Backup{dir: dir, lock: lock, now: now}
	if b.Manifest, err = readManifest(dir); err == nil {
		err = b.removeUnnamed()
	}
	if err != nil {
		return nil, fmt.Errorf("open backup: %w", errors.Join(err, lock.Close()))
	}
	return b, nil
}

// usable refuses a folder in which there is something and no backup.
func usable(dir string) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("open backup: %w", err)
	}
	for _, e := range entries {
		if e.Name() == eventsFolder || e.Name() == manifestFile || e.Name() == ".lock" {
			return nil
		}
	}
	if len(entries) > 0 {
		return fmt.Errorf("open backup: the folder %s holds something else", dir)
	}
	return nil
}

func takeLock(dir string) (*os.File, error) {
	f, err := os.OpenFile(filepath.Join(dir, ".lock"), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("lock backup: %w", err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		if errors.Is(err, syscall.EWOULDBLOCK) {
			err = &LockedError{Dir: dir}
		}
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// removeUnnamed removes what an interrupted run left.
func (b *Backup) removeUnnamed() error {
	entries, err := os.ReadDir(filepath.Join(b.dir, eventsFolder))
	if err != nil {
		return err
	}
	for i, e := range entries { // sorted by name, as the manifest's are
		if i < len(b.Segments) && e.Name() == b.Segments[i].File {
			continue
		}
		if i < len(b.Segments) {
			return &DamageError{File: filepath.Join(b.dir, eventsFolder, b.Segments[i].File), Problem: "the segment is missing"}
		}
		if err := os.Remove(filepath.Join(b.dir, eventsFolder, e.Name())); err != nil {
			return err
		}
	}
	if len(entries) < len(b.Segments) {
		return &DamageError{File: filepath.Join(b.dir, eventsFolder, b.Segments[len(entries)].File), Problem: "the segment is missing"}
	}
	return nil
}

// Close lets the folder go.
func (b *Backup) Close() error { return b.lock.Close() }

// Events adds the events of a log that are not here yet, up to where the log ends now, and returns that position. Each segment
// counts as soon as it is full, so that an interrupted run goes on there. *OtherLogError when the log is not the one backed
// up before.
func (b *Backup) Events(ctx context.Context, from Source) (through int64, err error) {
	if through, err = from.End(); err != nil {
		return 0, err
	}
	if err := b.goesOn(ctx, from, through); err != nil {
		return 0, err
	}
	var w *segmentWriter
	err = from.Events(ctx, b.Position(), through, func(r node.Record) (err error) {
		if w == nil {
			if w, err = newSegment(b.path(len(b.Segments)+1), len(b.Segments)+1, b.lastSum()); err != nil {
				return err
			}
		}
		if err := w.add(&r); err != nil || w.bytes < segmentBytes {
			return err
		}
		done := w
		w = nil
		return b.name(done)
	})
	if w != nil && err == nil {
		err = b.name(w)
	} else if w != nil {
		err = errors.Join(err, w.file.Close())
	}
	if err != nil {
		return 0, fmt.Errorf("back up events: %w", err)
	}
	return through, nil
}

// name makes a finished segment part of the backup.
func (b *Backup) name(w *segmentWriter) error {
	info, err := w.finish()
	if err != nil {
		return err
	}
	if err := syncFolder(filepath.Join(b.dir, eventsFolder)); err != nil {
		return err
	}
	info.File = segmentName(len(b.Segments) + 1)
	b.Segments = append(b.Segments, info)
	return b.record()
}

func (b *Backup) record() error {
	b.Taken = b.now().UTC()
	return b.write(b.dir)
}

// Complete says that everything belonging to the events up to a position is in the backup.
func (b *Backup) Complete(through int64) error {
	b.Manifest.Complete = max(b.Manifest.Complete, through)
	if err := b.record(); err != nil {
		return fmt.Errorf("finish backup: %w", err)
	}
	return nil
}

// goesOn compares the last event here with the log's at the same position.
func (b *Backup) goesOn(ctx context.Context, from Source, end int64) error {
	at := b.Position()
	if at == 0 {
		return nil
	}
	other := &OtherLogError{Dir: b.dir, Position: at}
	if end < at {
		return other
	}
	var mine, theirs []byte
	last := b.Segments[len(b.Segments)-1]
	err := b.segment(len(b.Segments), last, func(body []byte, _ node.Record) error {
		mine = append(mine[:0], body...)
		return nil
	})
	if err != nil {
		return err
	}
	err = from.Events(ctx, at-1, at, func(r node.Record) error {
		theirs = appendRecord(nil, &r)
		return nil
	})
	if err != nil {
		return err
	}
	if !bytes.Equal(mine, theirs) {
		return other
	}
	return nil
}

func (b *Backup) path(number int) string {
	return filepath.Join(b.dir, eventsFolder, segmentName(number))
}
