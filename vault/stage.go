package vault

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"

	"github.com/probity-ledger/probity/domain"
)

// Staged is content that is on disk and hashed but not yet part of the vault. Commit or Discard it; a crash discards it.
type Staged struct {
	SHA256 domain.SHA256
	Size   int64 // bytes

	vault  *Vault
	path   string
	chunks [][32]byte

	mu   sync.Mutex
	done bool  // committed or discarded
	err  error // what a later Commit answers
}

// Stage copies r into the vault's staging folder and hashes it on the way. A negative limit means none; content of more than limit
// bytes is a *TooLargeError. The context is looked at between reads: a read that blocks for ever must be ended by its owner.
// On any error nothing is left behind.
func (v *Vault) Stage(ctx context.Context, r io.Reader, limit int64) (*Staged, error) {
	path := v.stagingName()
	f, err := v.create(path)
	if err != nil {
		return nil, wrap("create staging file", err)
	}
	sums, err := v.fill(ctx, f, r, limit)
	if err != nil {
		return nil, errors.Join(err, os.Remove(path))
	}
	return &Staged{SHA256: digestOf(sums.whole), Size: sums.size, vault: v, path: path, chunks: sums.chunks}, nil
}

// fill writes everything and makes it durable. It closes the file whatever happens.
func (v *Vault) fill(ctx context.Context, f file, r io.Reader, limit int64) (digests, error) {
	sums, err := v.copyHashed(ctx, f, r, limit)
	if err == nil {
		err = finish(f)
	}
	if cerr := f.Close(); err == nil && cerr != nil {
		err = wrap("close staging file", cerr)
	}
	return sums, err
}

func finish(f file) error {
	if err := f.Chmod(0o400); err != nil {
		return fmt.Errorf("make staging file read-only: %w", err)
	}
	if err := f.Sync(); err != nil {
		return wrap("sync staging file", err)
	}
	return nil
}

func (v *Vault) stagingName() string { return filepath.Join(v.own, randomName()) }

// Discard gives the copy up and removes it. Discarding what was committed or discarded does nothing.
func (s *Staged) Discard() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.done {
		return nil
	}
	s.done, s.err = true, ErrDiscarded
	if err := os.Remove(s.path); err != nil {
		return fmt.Errorf("remove staged copy: %w", err)
	}
	return nil
}
