package main

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// readCursorKey reads the secret that signs list cursors, so that cursors survive a restart and a change of replica.
func (d sharedFolder) readCursorKey() ([]byte, error) { return replaceable("cursor", d.cursorKey()) }

// readCalendarKey reads the secret of the addresses of calendar feeds. A new one ends all that were given out.
func (d sharedFolder) readCalendarKey() ([]byte, error) {
	return replaceable("calendar", d.calendarKey())
}

// replaceable reads a secret that can be made anew when it is lost.
func replaceable(what, path string) ([]byte, error) {
	key, err := readKey(path, 32)
	if damaged := new(damagedKeyError); errors.As(err, &damaged) {
		err = &adviceError{err: err, advice: "delete it; a new one is made"}
	}
	if err != nil {
		return nil, fmt.Errorf("read the %s key: %w", what, err)
	}
	return key, nil
}

// damagedKeyError says that a file does not hold a key.
type damagedKeyError struct{ path string }

func (e *damagedKeyError) Error() string { return e.path + " is damaged" }

// readKey reads a secret of so many bytes, making it the first time. Of several processes that make it at once, one is heard.
func readKey(path string, size int) ([]byte, error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		if err := makeKey(path, size); err != nil {
			return nil, err
		}
		text, err = os.ReadFile(path)
	}
	if err != nil {
		return nil, err
	}
	key, err := hex.DecodeString(string(text))
	if err != nil || len(key) != size {
		return nil, &damagedKeyError{path}
	}
	return key, nil
}

// makeKey puts a whole key in place, unless there is one by then.
func makeKey(path string, size int) (err error) {
	key := make([]byte, size)
	if _, err := rand.Read(key); err != nil {
		return err
	}
	temporary, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*") // CreateTemp gives mode 0600
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.Remove(temporary.Name())) }()
	_, err = temporary.WriteString(hex.EncodeToString(key))
	if err = errors.Join(err, temporary.Sync(), temporary.Close()); err != nil {
		return err
	}
	if err := os.Link(temporary.Name(), path); !errors.Is(err, fs.ErrExist) {
		return err
	}
	return nil
}
