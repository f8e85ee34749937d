// Package trusted keeps the questions that were read and registered before the ledger was started, so that in production nobody can ask
// anything else.
//
// A document is one GraphQL text, known by the SHA-256 of its bytes as "sha256:" and 64 hexadecimal digits. A client sends that id as
// documentId (GraphQL over HTTP, appendix on persisted documents), or the text itself, letter by letter.
package trusted

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
)

const (
	maxDocuments = 5000
	maxText      = 64 << 10 // bytes of one document, as much as a question may have
	maxManifest  = 16 << 20 // bytes of a manifest
)

// Documents are the registered texts by id. The zero value of a pointer, nil, holds none.
type Documents struct {
	texts map[string]string // by id
	names map[string]string // where each comes from, by id
}

// ID is the name of a text.
func ID(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "sha256:" + hex.EncodeToString(sum[:])
}

// Text returns the document of an id.
func (d *Documents) Text(id string) (string, bool) {
	if d == nil {
		return "", false
	}
	text, ok := d.texts[id]
	return text, ok
}

// Holds says whether a text is registered.
func (d *Documents) Holds(text string) bool {
	_, ok := d.Text(ID(text))
	return ok
}

// Len is how many there are.
func (d *Documents) Len() int {
	if d == nil {
		return 0
	}
	return len(d.texts)
}

// Each calls f with where each document comes from and its text, in the order of the ids, and returns what it answered.
func (d *Documents) Each(f func(name, text string) error) error {
	if d == nil {
		return nil
	}
	var errs []error
	for _, id := range slices.Sorted(maps.Keys(d.texts)) {
		errs = append(errs, f(d.names[id], d.texts[id]))
	}
	return errors.Join(errs...)
}

// Join puts several collections into one.
func Join(all ...*Documents) *Documents {
	joined := empty()
	for _, d := range all {
		if d != nil {
			maps.Copy(joined.texts, d.texts)
			maps.Copy(joined.names, d.names)
		}
	}
	return joined
}

func empty() *Documents { return &Documents{texts: map[string]string{}, names: map[string]string{}} }

func (d *Documents) add(name, text string) error {
	if strings.TrimSpace(text) == "" || len(text) > maxText {
		return fmt.Errorf("%s: a document has 1 to %d bytes", name, maxText)
	}
	if len(d.texts) >= maxDocuments {
		return fmt.Errorf("%s: there are more than %d documents", name, maxDocuments)
	}
	id := ID(text)
	d.texts[id], d.names[id] = text, name
	return nil
}

// Load reads a folder of .graphql files, each one document as it is, or a manifest: a JSON object of texts by id.
func Load(location string) (*Documents, error) {
	info, err := os.Stat(location)
	if err != nil {
		return nil, fmt.Errorf("read the trusted documents: %w", err)
	}
	if info.IsDir() {
		return FromFolder(os.DirFS(location))
	}
	file, err := os.Open(location)
	if err != nil {
		return nil, fmt.Errorf("read the trusted documents: %w", err)
	}
	defer file.Close()
	return FromManifest(location, file)
}

// FromFolder reads every .graphql file of a folder and of those below it. Other files are left alone.
func FromFolder(folder fs.FS) (*Documents, error) {
	d := empty()
	err := fs.WalkDir(folder, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() || path.Ext(name) != ".graphql" {
			return err
		}
		text, err := readSome(folder, name)
		if err != nil {
			return err
		}
		return d.add(name, text)
	})
	if err == nil && d.Len() == 0 {
		err = errors.New("the folder holds no .graphql file")
	}
	if err != nil {
		return nil, fmt.Errorf("read the trusted documents: %w", err)
	}
	return d, nil
}

func readSome(folder fs.FS, name string) (_ string, err error) {
	file, err := folder.Open(name)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	text, err := io.ReadAll(io.LimitReader(file, maxText+1))
	return string(text), err
}

// FromManifest reads a JSON object of texts by id. An id that is not the digest of its text is refused: somebody changed one of them.
func FromManifest(name string, r io.Reader) (*Documents, error) {
	content, err := io.ReadAll(io.LimitReader(r, maxManifest+1))
	if err != nil {
		return nil, fmt.Errorf("read the trusted documents: %w", err)
	}
	var texts map[string]string
	if len(content) > maxManifest || json.Unmarshal(content, &texts) != nil || len(texts) == 0 {
		return nil, fmt.Errorf("read the trusted documents: %s is not a JSON object of texts by id, of at most %d bytes", name, maxManifest)
	}
	d := empty()
	for _, id := range slices.Sorted(maps.Keys(texts)) {
		if "sha256:"+strings.TrimPrefix(id, "sha256:") != ID(texts[id]) {
			return nil, fmt.Errorf("read the trusted documents: in %s, the id %.80q is not the SHA-256 of its text", name, id)
		}
		if err := d.add(fmt.Sprintf("%s, %.80s", name, id), texts[id]); err != nil {
			return nil, fmt.Errorf("read the trusted documents: %w", err)
		}
	}
	return d, nil
}
