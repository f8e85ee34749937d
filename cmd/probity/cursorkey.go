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

// readCursorKey reads the secret that signs list cursors, making it the first time, so that cursors survive a restart and a change of
// replica. Of several processes that make it at once, one is heard.
func (d sharedFolder) readCursorKey() ([]byte, error) {
	text, err := os.ReadFile(d.cursorKey())
	if errors.Is(err, fs.ErrNotExist) {
		if err := d.makeCursorKey(); err != nil {
			return nil, fmt.Errorf("make the cursor key: %w", err)
		}
		text, err = os.ReadFile(d.cursorKey())
	}
	if err != nil {
		return nil, fmt.Errorf("read the cursor key: %w", err)
	}
	key, err := hex.DecodeString(string(text))
	if err != nil || len(key) != 32 {
		return nil, &adviceError{err: fmt.Errorf("%s is damaged", d.cursorKey()), advice: "delete it; a new one is made"}
	}
	return key, nil
}

// makeCursorKey puts a whole key in place, unless there is one by then.
func (d sharedFolder) makeCursorKey() (err error) {
	key := make([]byte, 32)
	if _, err := rand.Read(key); err != nil {
		return err
	}
	temporary, err := os.CreateTemp(string(d), ".cursor.key-*") // CreateTemp gives mode 0600
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.Remove(temporary.Name())) }()
	_, err = temporary.WriteString(hex.EncodeToString(key))
	if err = errors.Join(err, temporary.Sync(), temporary.Close()); err != nil {
		return err
	}
	if err := os.Link(temporary.Name(), filepath.Join(string(d), filepath.Base(d.cursorKey()))); !errors.Is(err, fs.ErrExist) {
		return err
	}
	return nil
}
