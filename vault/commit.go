package vault

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Commit moves the copy to its digest and returns when that is durable. Committing content the vault already holds keeps what is there
// and removes the copy; committing twice does nothing. If what is there has another size it is a *CorruptError: it is not replaced.
// After any other error the copy is still staged: commit again or discard it.
func (s *Staged) Commit(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.done {
		return s.err
	}
	if ctx.Err() != nil {
		return fmt.Errorf("commit content: %w", context.Cause(ctx))
	}
	s.vault.commits.Lock()
	defer s.vault.commits.Unlock()
	if err := s.vault.alone(s.commit); err != nil {
		return s.vault.counts.noting(err)
	}
	s.done = true
	s.vault.counts.committed.Add(1)
	s.vault.counts.bytes.Add(s.Size)
	return nil
}

func (s *Staged) commit() error {
	target := s.vault.path(s.SHA256)
	there, err := s.alreadyThere(target)
	if err != nil {
		return err
	}
	if there {
		err = os.Remove(s.path)
	} else {
		err = s.move(target)
	}
	if err != nil {
		return wrap("commit content", err)
	}
	return syncFolder(filepath.Dir(target)) // also when it was there: whoever renamed it may have died before this
}

// alreadyThere looks at size and chunk list; the bytes themselves are checked whenever they are read.
func (s *Staged) alreadyThere(target string) (bool, error) {
	info, err := os.Stat(target)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("look for content: %w", err)
	}
	if info.Size() != s.Size {
		return false, damaged(s.SHA256, "the stored file has %d bytes and the content has %d", info.Size(), s.Size)
	}
	_, err = s.vault.chunksOf(s.SHA256, s.Size)
	return err == nil, err
}

// move puts the chunk list in place before the content: content that can be seen is complete.
func (s *Staged) move(target string) error {
	for _, d := range []string{filepath.Dir(filepath.Dir(target)), filepath.Dir(target)} {
		if err := makeFolder(d); err != nil {
			return err
		}
	}
	if s.Size > ChunkSize {
		if err := s.moveList(target + listSuffix); err != nil {
			return err
		}
	}
	if err := os.Rename(s.path, target); err != nil {
		return errors.Join(err, removeIfThere(target+listSuffix))
	}
	return nil
}

func (s *Staged) moveList(target string) error {
	temp := s.path + listSuffix
	err := s.writeList(temp)
	if err == nil {
		err = os.Rename(temp, target)
	}
	if err != nil {
		return errors.Join(err, removeIfThere(temp))
	}
	return nil
}

func (s *Staged) writeList(path string) error {
	f, err := s.vault.create(path)
	if err != nil {
		return err
	}
	_, err = f.Write(encodeList(s.SHA256, s.Size, s.chunks))
	if err == nil {
		err = finish(f)
	}
	return errors.Join(err, f.Close())
}

func removeIfThere(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
