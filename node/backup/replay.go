package backup

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/probity-ledger/probity/node"
)

// Read opens a backup for reading; it may be written meanwhile, and a later end is then not seen. A folder without a backup
// is refused.
func Read(dir string) (*Backup, error) {
	m, err := readManifest(dir)
	if err == nil && m.Check == "" {
		err = fmt.Errorf("there is no backup in %s", dir)
	}
	if err != nil {
		return nil, fmt.Errorf("read backup: %w", err)
	}
	return &Backup{Manifest: m, dir: dir}, nil
}

// Replay hands over every event up to a position, in order, after checking it; metadata and data are good until each returns.
// A segment is read to its end and its sum compared, whatever the position. A *DamageError names the first segment, and the
// event in it, that is not what was written; the events before it were handed over.
func (b *Backup) Replay(ctx context.Context, through int64, each func(node.Record) error) error {
	last := int64(0)
	for i, s := range b.Segments {
		if s.First > through {
			return nil
		}
		err := b.segment(i+1, s, func(_ []byte, r node.Record) error {
			if r.Position <= last {
				return errRecord
			}
			if r.Position > through {
				return ctx.Err()
			}
			last = r.Position
			if err := each(r); err != nil {
				return &ownError{err}
			}
			return ctx.Err()
		})
		if damage := new(DamageError); errors.As(err, &damage) {
			damage.After = last
		}
		if own := new(ownError); errors.As(err, &own) {
			return own.err
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// ownError carries an error of the caller's past the checks.
type ownError struct{ err error }

func (e *ownError) Error() string { return e.err.Error() }
func (e *ownError) Unwrap() error { return e.err }

// segment reads one and holds it against what the manifest says.
func (b *Backup) segment(number int, want Segment, each func(body []byte, r node.Record) error) error {
	path := b.path(number)
	damaged := func(event int64, err error) error {
		return &DamageError{File: path, Event: event, Problem: err.Error()}
	}
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return damaged(0, errors.New("the segment is missing"))
	}
	if err != nil {
		return err
	}
	defer f.Close()
	before, err := b.sumBefore(number)
	if err != nil {
		return damaged(0, err)
	}
	s := &segmentReader{in: bufio.NewReaderSize(f, 128<<10), sum: sha256.New()}
	if err := s.header(number, before); err != nil {
		return damaged(0, err)
	}
	for {
		body, err := s.next()
		if err != nil {
			return damaged(s.count+1, err)
		}
		if body == nil {
			break
		}
		r, err := parseRecord(body)
		if err == nil && (r.Position < want.First || r.Position > want.Last) {
			err = fmt.Errorf("position %d does not lie in this segment", r.Position)
		}
		if err != nil {
			return damaged(s.count, err)
		}
		if err := each(body, r); errors.Is(err, errRecord) {
			return damaged(s.count, errors.New("its position does not follow the one before it"))
		} else if err != nil {
			return err
		}
	}
	if _, err := s.end(want.Sum); err != nil || s.count != want.Events {
		return damaged(0, errors.Join(err, countError(s.count, want.Events)))
	}
	return nil
}

func countError(got, want int64) error {
	if got == want {
		return nil
	}
	return fmt.Errorf("it holds %d events, the manifest says %d", got, want)
}

func (b *Backup) sumBefore(number int) ([]byte, error) {
	if number == 1 {
		return make([]byte, sha256.Size), nil
	}
	return hex.DecodeString(b.Segments[number-2].Sum)
}
