package backup

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

const (
	manifestFile    = "manifest.json"
	manifestFormat  = "probity-backup"
	manifestVersion = 1
	manifestLimit   = 64 << 20
)

// Manifest is what a backup says of itself.
type Manifest struct {
	Format   string    `json:"format"`
	Version  int       `json:"version"`
	Taken    time.Time `json:"taken"`
	Complete int64     `json:"complete"` // the position up to which everything is there
	Segments []Segment `json:"segments"`
	Check    string    `json:"check"`
}

// Position is that of the last event in the backup; 0 when there is none.
func (m *Manifest) Position() int64 {
	if len(m.Segments) == 0 {
		return 0
	}
	return m.Segments[len(m.Segments)-1].Last
}

// Events is how many events the backup holds.
func (m *Manifest) Events() (n int64) {
	for _, s := range m.Segments {
		n += s.Events
	}
	return n
}

// lastSum is the sum the next segment begins with.
func (m *Manifest) lastSum() []byte {
	sum := make([]byte, sha256.Size)
	if n := len(m.Segments); n > 0 {
		_, _ = hex.Decode(sum, []byte(m.Segments[n-1].Sum)) // checked when the manifest was read
	}
	return sum
}

func (m *Manifest) digest() (string, error) {
	unsigned := *m
	unsigned.Check = ""
	text, err := json.Marshal(&unsigned)
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:]), err
}

// Completed says when the backup in a folder was last completed; the zero time when it never was. It takes no lock.
func Completed(dir string) (time.Time, error) {
	m, err := readManifest(dir)
	if err != nil || m.Complete == 0 {
		return time.Time{}, err
	}
	return m.Taken, nil
}

// readManifest reads the manifest of a folder; a folder without one is an empty backup.
func readManifest(dir string) (Manifest, error) {
	m := Manifest{Format: manifestFormat, Version: manifestVersion}
	path := filepath.Join(dir, manifestFile)
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return m, nil
	}
	if err != nil {
		return m, err
	}
	damaged := func(problem string) (Manifest, error) { return m, &DamageError{File: path, Problem: problem} }
	if info.Size() > manifestLimit {
		return damaged("it is too long for a manifest")
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return m, err
	}
	in := json.NewDecoder(bytes.NewReader(text))
	in.DisallowUnknownFields()
	if err := in.Decode(&m); err != nil {
		return damaged("it cannot be read: " + err.Error())
	}
	if in.More() {
		return damaged("something stands behind its end")
	}
	if m.Format != manifestFormat || m.Version != manifestVersion {
		return damaged(fmt.Sprintf("it is of format %q, version %d; this build knows version %d", m.Format, m.Version, manifestVersion))
	}
	if want, err := m.digest(); err != nil || want != m.Check {
		return damaged("it does not match its check")
	}
	return m, m.sound(path)
}

// sound makes sure of what the segments are read by.
func (m *Manifest) sound(path string) error {
	last := int64(0)
	for i, s := range m.Segments {
		if s.File != segmentName(i+1) || len(s.Sum) != 2*sha256.Size || s.Events < 1 || s.First <= last || s.Last < s.First {
			return &DamageError{File: path, Problem: fmt.Sprintf("segment %d makes no sense", i+1)}
		}
		last = s.Last
	}
	return nil
}

// write puts the manifest in place: the one moment at which a backup becomes what it says.
func (m *Manifest) write(dir string) (err error) {
	if m.Check, err = m.digest(); err != nil {
		return err
	}
	text, err := json.MarshalIndent(m, "", " ")
	if err != nil {
		return err
	}
	path := filepath.Join(dir, manifestFile)
	if err := writeFile(path+".new", append(text, '\n')); err != nil {
		return err
	}
	if err := os.Rename(path+".new", path); err != nil {
		return err
	}
	return syncFolder(dir)
}

func writeFile(path string, text []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

func syncFolder(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

func segmentName(number int) string { return fmt.Sprintf("%08d.seg", number) }
