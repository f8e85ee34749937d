package testkit

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/probity-ledger/probity/domain"
)

// Golden checks a codec against the golden files of its package: every wire name has one, every file belongs to a wire name, and what
// is decoded from a file is encoded to the same bytes again. Golden files are kept for ever: they are what is stored somewhere. A file
// of a shape that is read but no longer written (see older) is only decoded.
func Golden[E any](t *testing.T, codec *domain.Codec[E], dir string, older ...string) {
	t.Helper()
	files := goldenFiles(t, dir)
	for _, name := range codec.Names() {
		data, ok := files[name]
		if !ok {
			t.Errorf("wire name %s has no golden file in %s", name, dir)
			continue
		}
		delete(files, name)
		again := roundTrip(t, codec, name, data)
		if !slices.Contains(older, name) && !bytes.Equal(again, data) {
			t.Errorf("%s is encoded to other bytes:\n stored %s\n  again %s", name, data, again)
		}
	}
	for name := range files {
		t.Errorf("golden file %s belongs to no wire name; a name once written is read for ever", name)
	}
}

func roundTrip[E any](t *testing.T, codec *domain.Codec[E], name string, data []byte) []byte {
	t.Helper()
	e, err := codec.Decode(name, data)
	if err != nil {
		t.Fatalf("decode the golden file of %s: %v", name, err)
	}
	_, again, err := codec.Encode(e)
	if err != nil {
		t.Fatalf("encode the golden file of %s again: %v", name, err)
	}
	return again
}

// goldenFiles reads every golden file of a folder by wire name. A file ends in one line break that is not stored.
func goldenFiles(t testing.TB, dir string) map[string][]byte {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	files := make(map[string][]byte, len(paths))
	for _, p := range paths {
		data, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		files[strings.TrimSuffix(filepath.Base(p), ".json")] = bytes.TrimSuffix(data, []byte("\n"))
	}
	return files
}

// FuzzDecode feeds arbitrary bytes to every shape of a codec. Whatever is decoded without an error goes through use, which must bear
// it, and must be encoded to bytes that decode to the same again.
func FuzzDecode[E any](f *testing.F, codec *domain.Codec[E], dir string, use func(E)) {
	f.Helper()
	for name, data := range goldenFiles(f, dir) {
		f.Add(name, data)
	}
	f.Add("no.such.event.v1", []byte(`{}`))
	f.Add(codec.Names()[0], []byte(`null`))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		e, err := codec.Decode(name, data)
		if err != nil {
			return
		}
		use(e)
		wire, first, err := codec.Encode(e)
		if err != nil {
			t.Skip("decoded, but not to be written: " + err.Error())
		}
		again, err := codec.Decode(wire, first)
		if err != nil {
			t.Fatalf("decode what was just encoded: %v", err)
		}
		if _, second, err := codec.Encode(again); err != nil || !bytes.Equal(first, second) {
			t.Fatalf("encoding is not stable (%v):\n%s\n%s", err, first, second)
		}
	})
}
