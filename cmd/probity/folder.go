package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// dataFolder is where everything of one installation lives, or, with --shared, what belongs to one replica of it:
//
//	events.db         the event log (with -wal, -shm and .lock beside it); absent with --eventstore
//	access-log/       who looked at what: a log of its own, with its read model; its events.db is absent with --eventstore
//	views/            one file per read model; can be rebuilt from the log at any time
//	run/              the sockets of the event logs, and the address of the server, while it runs
//
// and what a sharedFolder holds, unless one is named.
type dataFolder string

func (d dataFolder) events() string { return filepath.Join(string(d), "events.db") }
func (d dataFolder) views() string  { return filepath.Join(string(d), "views") }

// sharedFolder is what all replicas of one machine have in common; it is the data folder where there is only one:
//
//	vault/            the bytes of evidence, by digest
//	dev-issuer/       key and secret of the development issuer
//	cursor.key        the secret that signs cursors of lists
//	calendar.key      the secret of the addresses of calendar feeds
//	watchdog.key      the secret that seals what the IOPC and the defence search for, unless --watchdog-key-file names another
type sharedFolder string

func (d sharedFolder) vault() string       { return filepath.Join(string(d), "vault") }
func (d sharedFolder) issuer() string      { return filepath.Join(string(d), issuerFolder) }
func (d sharedFolder) cursorKey() string   { return filepath.Join(string(d), "cursor.key") }
func (d sharedFolder) calendarKey() string { return filepath.Join(string(d), "calendar.key") }
func (d sharedFolder) watchdogKey() string {
	return filepath.Join(string(d), "watchdog.key")
}

// openData makes the folder, readable by its owner only, or checks that an existing one is.
func openData(path string) (dataFolder, error) {
	if err := os.MkdirAll(path, 0o700); err != nil {
		return "", fmt.Errorf("make the data folder: %w", err)
	}
	info, err := os.Stat(path)
	if err != nil {
		return "", fmt.Errorf("open the data folder: %w", err)
	}
	if !info.IsDir() {
		return "", fmt.Errorf("open the data folder: %s is a file", path)
	}
	if mode := info.Mode().Perm(); mode&0o077 != 0 {
		return "", &adviceError{err: fmt.Errorf("the data folder %s can be read by others (mode %04o)", path, mode),
			advice: "evidence lies in it: close it with `chmod 700` and start again", code: exitRefused}
	}
	return dataFolder(path), nil
}

// openShared opens the folder replicas share, which is the data folder where none is named.
func openShared(path string, data dataFolder) (sharedFolder, error) {
	if path == "" {
		return sharedFolder(data), nil
	}
	shared, err := openData(path)
	return sharedFolder(shared), err
}

// existingData is openData for commands that only make sense where there is something.
func existingData(path string) (dataFolder, error) {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return "", &adviceError{err: fmt.Errorf("there is no data folder %s", path), advice: "name the right one with --data"}
	}
	return openData(path)
}

// longestSocket is how long the path of a socket may be on every system we run on.
const longestSocket = 100

// socket is where an event log listens. A data folder with a very long path gets a private folder elsewhere, removed by cleanup.
func (d dataFolder) socket(name string) (path string, cleanup func() error, err error) {
	absolute, err := filepath.Abs(filepath.Join(string(d), "run", name))
	if err != nil {
		return "", nil, fmt.Errorf("place the socket: %w", err)
	}
	if len(absolute) <= longestSocket {
		return absolute, func() error { return nil }, nil
	}
	dir, err := os.MkdirTemp("", "probity-")
	if err != nil {
		return "", nil, fmt.Errorf("place the socket: %w", err)
	}
	return filepath.Join(dir, name), func() error { return os.RemoveAll(dir) }, nil
}

// folderLock keeps a second process away from the read models. The kernel gives it back however the process ends.
type folderLock struct{ file *os.File }

// folderLockedError says that another process works on the same data folder.
type folderLockedError struct{ dir string }

func (e *folderLockedError) Error() string {
	return fmt.Sprintf("the data folder %s is in use by another process", e.dir)
}

func lockFolder(dir string) (*folderLock, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("lock %s: %w", dir, err)
	}
	f, err := os.OpenFile(filepath.Join(dir, ".lock"), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("lock %s: %w", dir, err)
	}
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if err == nil {
		return &folderLock{file: f}, nil
	}
	if closing := f.Close(); closing != nil {
		err = errors.Join(err, closing)
	}
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return nil, &folderLockedError{dir: filepath.Dir(dir)}
	}
	return nil, fmt.Errorf("lock %s: %w", dir, err)
}

func (l *folderLock) release() error {
	if err := l.file.Close(); err != nil {
		return fmt.Errorf("release lock: %w", err)
	}
	return nil
}
