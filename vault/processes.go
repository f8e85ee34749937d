package vault

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
)

// Files that are locked and never written. The kernel gives a lock back however its process ends.
const (
	lockFile  = ".lock"  // of the vault: held by the one process that commits or tidies up
	claimFile = ".claim" // in a process's staging folder: held for as long as the process has the vault open
)

// alone runs work while no other process does the same.
func (v *Vault) alone(work func() error) (err error) {
	f, err := lock(filepath.Join(v.dir, lockFile), syscall.LOCK_EX)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return work()
}

// lock opens a file, making it when there is none, and locks it until it is closed.
func lock(path string, how int) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, wrap("lock the vault", err)
	}
	for {
		err = syscall.Flock(int(f.Fd()), how)
		if !errors.Is(err, syscall.EINTR) {
			break
		}
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("lock the vault: %w", err), f.Close())
	}
	return f, nil
}

// settle removes what processes left that are no more, and makes a staging folder for this one.
func (v *Vault) settle() error {
	if err := v.sweep(); err != nil {
		return err
	}
	v.own = filepath.Join(v.staging(), randomName())
	if err := os.Mkdir(v.own, 0o700); err != nil {
		return wrap("make staging folder", err)
	}
	claim, err := lock(filepath.Join(v.own, claimFile), syscall.LOCK_EX|syscall.LOCK_NB)
	v.claim = claim
	return err
}

// sweep removes unfinished copies that nobody works on any more.
func (v *Vault) sweep() error {
	left, err := os.ReadDir(v.staging())
	if err != nil {
		return fmt.Errorf("list unfinished copies: %w", err)
	}
	for _, e := range left {
		if err := removeUnclaimed(filepath.Join(v.staging(), e.Name()), e.IsDir()); err != nil {
			return fmt.Errorf("remove unfinished copy: %w", err)
		}
	}
	return nil
}

func removeUnclaimed(path string, folder bool) error {
	if folder {
		claim, err := lock(filepath.Join(path, claimFile), syscall.LOCK_EX|syscall.LOCK_NB)
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return nil
		}
		if err != nil {
			return err
		}
		defer claim.Close()
	}
	return os.RemoveAll(path)
}

// randomName is random: nothing outside may guess or collide with it.
func randomName() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // crypto/rand.Read never returns an error
	return hex.EncodeToString(b[:])
}
