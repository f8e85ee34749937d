package vault_test

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/vault"
)

func pathOf(dir string, sha domain.SHA256) string {
	return filepath.Join(dir, "sha256", string(sha[:2]), string(sha[2:4]), string(sha))
}

// edit changes a stored file behind the vault's back.
func edit(t *testing.T, path string, change func([]byte) []byte) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, change(b), 0o400); err != nil {
		t.Fatal(err)
	}
}

func flip(at int) func([]byte) []byte {
	return func(b []byte) []byte { b[at] ^= 1; return b }
}

func readAll(t *testing.T, v *vault.Vault, sha domain.SHA256) (int, error) {
	t.Helper()
	b, err := v.Open(t.Context(), sha)
	if err != nil {
		return 0, err
	}
	defer b.Close()
	got, err := io.ReadAll(b)
	return len(got), err
}

func TestCorruption(t *testing.T) {
	t.Parallel()
	const size = 2*vault.ChunkSize + 100
	tests := []struct {
		name     string
		size     int
		list     bool // change the chunk list instead of the content
		change   func([]byte) []byte
		chunk    int64
		released int
	}{
		{"flipped bit in the middle", size, false, flip(vault.ChunkSize + 7), 1, vault.ChunkSize},
		{"flipped bit in the last byte", size, false, flip(size - 1), 2, 2 * vault.ChunkSize},
		{"flipped bit in a small one", 100, false, flip(50), 0, 0},
		{"small one emptied", 100, false, func([]byte) []byte { return nil }, 0, 0},
		{"truncated", size, false, func(b []byte) []byte { return b[:len(b)-1] }, -1, 0},
		{"truncated to fewer chunks", size, false, func(b []byte) []byte { return b[:10] }, 0, 0},
		{"extended", size, false, func(b []byte) []byte { return append(b, 0) }, -1, 0},
		{"list: flipped bit", size, true, flip(70), -1, 0},
		{"list: truncated", size, true, func(b []byte) []byte { return b[:40] }, -1, 0},
		{"list: emptied", size, true, func([]byte) []byte { return nil }, -1, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			v, dir := open(t)
			good := put(t, v, noise(9, 5<<20))
			sha := put(t, v, noise(1, tt.size))
			path := pathOf(dir, sha)
			if tt.list {
				path += ".chunks"
			}
			edit(t, path, tt.change)
			n, err := readAll(t, v, sha)
			var corrupt *vault.CorruptError
			if !errors.As(err, &corrupt) || corrupt.SHA256 != sha || corrupt.Chunk != tt.chunk {
				t.Fatalf("read says %v", err)
			}
			if s := v.Stats(); s.Corrupt != 1 || s.Committed != 2 || s.CommittedBytes != int64(5<<20+tt.size) {
				t.Errorf("it counts %+v", s)
			}
			if n != tt.released {
				t.Errorf("%d bytes were released, want %d", n, tt.released)
			}
			wantScrub(t, v, map[domain.SHA256]bool{good: true, sha: false})
		})
	}
}

// TestForgedTogether: whoever changes content and chunk list alike is found when the content is read as a whole.
func TestForgedTogether(t *testing.T) {
	t.Parallel()
	v, dir := open(t)
	sha := put(t, v, noise(1, 6<<20))
	forged := put(t, v, noise(2, 6<<20))
	for _, suffix := range []string{"", ".chunks"} {
		b, err := os.ReadFile(pathOf(dir, forged) + suffix)
		if err != nil {
			t.Fatal(err)
		}
		edit(t, pathOf(dir, sha)+suffix, func(old []byte) []byte {
			if suffix == "" {
				return b
			}
			return relabel(b, old)
		})
	}
	n, err := readAll(t, v, sha)
	var corrupt *vault.CorruptError
	if !errors.As(err, &corrupt) || n > vault.ChunkSize {
		t.Fatalf("read %d bytes and says %v", n, err)
	}
	wantScrub(t, v, map[domain.SHA256]bool{forged: true, sha: false})
}

func wantScrub(t *testing.T, v *vault.Vault, want map[domain.SHA256]bool) {
	t.Helper()
	got := map[domain.SHA256]bool{}
	if err := v.Scrub(t.Context(), func(s vault.Scrubbed) { got[s.SHA256] = s.Err == nil }); err != nil {
		t.Fatal(err)
	}
	for sha, good := range want {
		if found, seen := got[sha]; !seen || found != good {
			t.Errorf("scrub says sound=%v (visited %v) of %s, want %v", found, seen, sha, good)
		}
	}
}

func TestScrubFindsStrays(t *testing.T) {
	t.Parallel()
	v, dir := open(t)
	sha := put(t, v, noise(1, 5<<20))
	if err := os.WriteFile(filepath.Join(dir, "sha256", "note.txt"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(pathOf(dir, sha)); err != nil {
		t.Fatal(err)
	}
	var problems []string
	err := v.Scrub(t.Context(), func(s vault.Scrubbed) {
		var stray *vault.StrayError
		var corrupt *vault.CorruptError
		switch {
		case errors.As(s.Err, &stray):
			problems = append(problems, stray.Path)
		case errors.As(s.Err, &corrupt):
			problems = append(problems, corrupt.Problem)
		}
	})
	slices.Sort(problems)
	if want := []string{"only its chunk list is left", "sha256/note.txt"}; err != nil || !slices.Equal(problems, want) {
		t.Errorf("scrub found %q, %v", problems, err)
	}
}

// TestRanges: any range read from a blob, in any order, is that range of the content, by io.ReaderAt's rules.
func TestRanges(t *testing.T) {
	t.Parallel()
	v, _ := open(t)
	content := noise(1, 3*vault.ChunkSize+12345)
	b, err := v.Open(t.Context(), put(t, v, content))
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	rapid.Check(t, func(t *rapid.T) {
		off := rapid.Int64Range(0, int64(len(content))+10).Draw(t, "offset")
		length := rapid.OneOf(rapid.IntRange(0, 100), rapid.IntRange(0, len(content))).Draw(t, "length")
		p := make([]byte, length)
		n, err := b.ReadAt(p, off)
		rest := content[min(off, int64(len(content))):]
		want := rest[:min(len(rest), length)]
		if string(p[:n]) != string(want) {
			t.Fatalf("read %d bytes at %d that are not the content", n, off)
		}
		if short := n < length; short != errors.Is(err, io.EOF) || !short && err != nil {
			t.Fatalf("%d of %d bytes at %d: %v", n, length, off, err)
		}
	})
}

func TestReadEndsWithContext(t *testing.T) {
	t.Parallel()
	v, _ := open(t)
	ended := errors.New("no longer wanted")
	ctx, cancel := context.WithCancelCause(t.Context())
	b, err := v.Open(ctx, put(t, v, noise(1, 3*vault.ChunkSize)))
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	if _, err := b.ReadAt(make([]byte, 10), 0); err != nil {
		t.Fatal(err)
	}
	cancel(ended)
	if _, err := b.ReadAt(make([]byte, 10), vault.ChunkSize); !errors.Is(err, ended) {
		t.Errorf("read says %v", err)
	}
}
