package vault_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/vault"
)

func open(t testing.TB) (*vault.Vault, string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "vault")
	v, err := vault.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return v, dir
}

// noise is content without any pattern, the same for the same seed.
func noise(seed uint64, n int) []byte {
	b := make([]byte, n)
	var key [32]byte
	key[0] = byte(seed)
	_, _ = rand.NewChaCha8(key).Read(b)
	return b
}

func digest(b []byte) domain.SHA256 {
	sum := sha256.Sum256(b)
	return domain.SHA256(hex.EncodeToString(sum[:]))
}

func put(t testing.TB, v *vault.Vault, content []byte) domain.SHA256 {
	t.Helper()
	s, err := v.Stage(t.Context(), bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	return s.SHA256
}

// files lists every file in the vault, relative to it.
func files(t testing.TB, dir string) []string {
	t.Helper()
	var all []string
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() && !strings.HasPrefix(e.Name(), ".") { // a name with a dot is a lock
			rel, _ := filepath.Rel(dir, path)
			all = append(all, rel)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestStoreAndRead(t *testing.T) {
	t.Parallel()
	for _, n := range []int{0, 1, 4095, 1 << 20, 1<<20 + 1, vault.ChunkSize - 1, vault.ChunkSize, vault.ChunkSize + 1, 2 * vault.ChunkSize, 9_000_001} {
		v, _ := open(t)
		content := noise(1, n)
		sha := put(t, v, content)
		if want := digest(content); sha != want {
			t.Fatalf("size %d: stored under %s, want %s", n, sha, want)
		}
		info, err := v.Stat(t.Context(), sha)
		if err != nil || info.Size != int64(n) {
			t.Fatalf("size %d: stat says %+v, %v", n, info, err)
		}
		b, err := v.Open(t.Context(), sha)
		if err != nil {
			t.Fatal(err)
		}
		if err := iotest.TestReader(b, content); err != nil {
			t.Errorf("size %d: %v", n, err)
		}
		if err := b.Close(); err != nil {
			t.Fatal(err)
		}
		if _, err := b.Read(make([]byte, 1)); !errors.Is(err, vault.ErrClosed) {
			t.Errorf("size %d: read after close says %v", n, err)
		}
	}
}

func TestModes(t *testing.T) {
	t.Parallel()
	v, dir := open(t)
	put(t, v, noise(1, vault.ChunkSize+1))
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, _ error) error {
		info, err := e.Info()
		want := fs.FileMode(0o400)
		switch {
		case e.IsDir():
			want = 0o700
		case strings.HasPrefix(e.Name(), "."): // locked, never written
			want = 0o600
		}
		if err == nil && info.Mode().Perm() != want {
			t.Errorf("%s has mode %v, want %v", path, info.Mode().Perm(), want)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestLimit(t *testing.T) {
	t.Parallel()
	for _, n := range []int{10, 1 << 20, 6 << 20} {
		v, dir := open(t)
		content := noise(1, n)
		if _, err := v.Stage(t.Context(), bytes.NewReader(content), int64(n)); err != nil {
			t.Fatalf("exactly the limit: %v", err)
		}
		_, err := v.Stage(t.Context(), bytes.NewReader(content), int64(n-1))
		var large *vault.TooLargeError
		if !errors.As(err, &large) || large.Limit != int64(n-1) {
			t.Fatalf("one byte over the limit: %v", err)
		}
		if left := files(t, dir); len(left) != 1 {
			t.Errorf("left behind: %v", left)
		}
	}
}

func TestStageStops(t *testing.T) {
	t.Parallel()
	cut := errors.New("the line went dead")
	ended, cancel := context.WithCancelCause(t.Context())
	cancel(cut)
	long := func(err error) io.Reader {
		return io.MultiReader(bytes.NewReader(noise(1, 5<<20)), iotest.ErrReader(err))
	}
	tests := []struct {
		name string
		ctx  context.Context
		r    io.Reader
		want error
	}{
		{"context ended", ended, bytes.NewReader(noise(1, 10)), cut},
		{"read error", t.Context(), long(cut), cut},
		{"stream cut short is not a finished one", t.Context(), long(io.ErrUnexpectedEOF), io.ErrUnexpectedEOF},
		{"short stream cut short", t.Context(), io.MultiReader(strings.NewReader("x"), iotest.ErrReader(io.ErrUnexpectedEOF)), io.ErrUnexpectedEOF},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			v, dir := open(t)
			if _, err := v.Stage(tt.ctx, tt.r, -1); !errors.Is(err, tt.want) {
				t.Errorf("stage says %v, want %v", err, tt.want)
			}
			if left := files(t, dir); len(left) != 0 {
				t.Errorf("left behind: %v", left)
			}
		})
	}
}

func TestDiskFull(t *testing.T) {
	t.Parallel()
	t.Run("while staging", func(t *testing.T) {
		for _, room := range []int{0, 100, 3 << 20} {
			v, dir := open(t)
			v.FillDiskAfter(room)
			if _, err := v.Stage(t.Context(), bytes.NewReader(noise(1, 6<<20)), -1); !errors.Is(err, vault.ErrDiskFull) {
				t.Errorf("room for %d: %v", room, err)
			}
			if left := files(t, dir); len(left) != 0 {
				t.Errorf("room for %d: left behind: %v", room, left)
			}
		}
	})
	t.Run("while writing the chunk list", func(t *testing.T) {
		v, dir := open(t)
		v.FillDiskAfter(6<<20 + 10)
		s, err := v.Stage(t.Context(), bytes.NewReader(noise(1, 6<<20)), -1)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Commit(t.Context()); !errors.Is(err, vault.ErrDiskFull) {
			t.Errorf("commit says %v", err)
		}
		if err := s.Discard(); err != nil {
			t.Fatal(err)
		}
		if left := files(t, dir); len(left) != 0 {
			t.Errorf("left behind: %v", left)
		}
	})
}

func TestCommitTwice(t *testing.T) {
	t.Parallel()
	v, dir := open(t)
	content := noise(1, 5<<20)
	put(t, v, content)
	before := files(t, dir)
	s, err := v.Stage(t.Context(), bytes.NewReader(content), -1)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := s.Commit(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Discard(); err != nil {
		t.Fatal(err)
	}
	if after := files(t, dir); len(after) != len(before) {
		t.Errorf("files were %v and are %v", before, after)
	}
}

func TestDiscard(t *testing.T) {
	t.Parallel()
	v, dir := open(t)
	s, err := v.Stage(t.Context(), strings.NewReader("given up"), -1)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := s.Discard(); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Commit(t.Context()); !errors.Is(err, vault.ErrDiscarded) {
		t.Errorf("commit says %v", err)
	}
	if left := files(t, dir); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestCrashLeftovers(t *testing.T) {
	t.Parallel()
	v, dir := open(t)
	kept := put(t, v, noise(1, 5<<20))
	if _, err := v.Stage(t.Context(), bytes.NewReader(noise(2, 5<<20)), -1); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "staging", "ab12"), []byte("of an older program"), 0o400); err != nil {
		t.Fatal(err)
	}
	if err := v.Die(); err != nil { // the staged copy was never committed
		t.Fatal(err)
	}
	after, err := vault.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if left := files(t, filepath.Join(dir, "staging")); len(left) != 0 {
		t.Errorf("staging holds %v", left)
	}
	if left, err := os.ReadDir(filepath.Join(dir, "staging")); err != nil || len(left) != 1 {
		t.Errorf("staging holds %v, %v", left, err)
	}
	if err := after.Close(); err != nil {
		t.Fatal(err)
	}
	if left, err := os.ReadDir(filepath.Join(dir, "staging")); err != nil || len(left) != 0 {
		t.Errorf("a closed vault leaves %v, %v", left, err)
	}
	if _, err := v.Stat(t.Context(), kept); err != nil {
		t.Errorf("the committed content is gone: %v", err)
	}
}

func TestNotFound(t *testing.T) {
	t.Parallel()
	v, _ := open(t)
	for _, sha := range []domain.SHA256{"", "../../etc/passwd", domain.SHA256(strings.Repeat("A", 64)), digest([]byte("absent"))} {
		_, err := v.Open(t.Context(), sha)
		var missing *vault.NotFoundError
		if !errors.As(err, &missing) {
			t.Errorf("%q: %v", sha, err)
		}
	}
}

func TestConcurrentCommits(t *testing.T) {
	t.Parallel()
	v, dir := open(t)
	content := noise(1, 5<<20)
	errs := make(chan error, 8)
	for range cap(errs) {
		go func() {
			s, err := v.Stage(t.Context(), bytes.NewReader(content), -1)
			if err == nil {
				err = s.Commit(t.Context())
			}
			errs <- err
		}()
	}
	for range cap(errs) {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	if all := files(t, dir); len(all) != 2 { // the content and its chunk list
		t.Errorf("the vault holds %v", all)
	}
}

// A second process that opens the vault leaves alone what the first is working on, and both may bring the same content at once.
func TestSeveralProcesses(t *testing.T) {
	t.Parallel()
	first, dir := open(t)
	second, err := vault.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	content := noise(3, 5<<20)
	var staged []*vault.Staged
	for i := range 16 {
		s, err := []*vault.Vault{first, second}[i%2].Stage(t.Context(), bytes.NewReader(content), -1)
		if err != nil {
			t.Fatal(err)
		}
		staged = append(staged, s)
	}
	third, err := vault.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	errs := make(chan error, len(staged))
	for _, s := range staged {
		go func() { errs <- s.Commit(t.Context()) }()
	}
	for range staged {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	for _, v := range []*vault.Vault{first, second, third} {
		if info, err := v.Stat(t.Context(), digest(content)); err != nil || info.Size != int64(len(content)) {
			t.Errorf("%+v, %v", info, err)
		}
		if err := v.Close(); err != nil {
			t.Error(err)
		}
	}
	if all := files(t, dir); len(all) != 2 {
		t.Errorf("the vault holds %v", all)
	}
}
