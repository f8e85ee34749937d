package trusted_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/probity-ledger/probity/graph/trusted"
)

const question = "{ viewer { role } }"

func TestFromFolder(t *testing.T) {
	t.Parallel()
	d, err := trusted.FromFolder(fstest.MapFS{"a.graphql": {Data: []byte(question)}, "below/b.graphql": {Data: []byte("{ x }")}, "notes.txt": {Data: []byte("{ y }")}})
	if err != nil || d.Len() != 2 {
		t.Fatalf("%d documents, %v", d.Len(), err)
	}
	if text, ok := d.Text(trusted.ID(question)); !ok || text != question || !d.Holds(question) {
		t.Error("what was registered is not known")
	}
	if d.Holds("{ y }") || d.Holds(question+" ") {
		t.Error("something that was not registered is known")
	}
	var names []string
	err = d.Each(func(name, _ string) error {
		names = append(names, name)
		return errors.New(name)
	})
	if len(names) != 2 || !strings.Contains(err.Error(), "below/b.graphql") {
		t.Errorf("%v %v", names, err)
	}
}

func TestLoad(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	manifest, err := json.Marshal(map[string]string{trusted.ID(question): question, strings.TrimPrefix(trusted.ID("{x}"), "sha256:"): "{x}"})
	if err := errors.Join(err, os.WriteFile(filepath.Join(dir, "m.json"), manifest, 0o600), os.WriteFile(filepath.Join(dir, "q.graphql"), []byte(question), 0o600)); err != nil {
		t.Fatal(err)
	}
	for location, want := range map[string]int{dir: 1, filepath.Join(dir, "m.json"): 2} {
		if d, err := trusted.Load(location); err != nil || d.Len() != want || !d.Holds(question) {
			t.Errorf("%s: %d documents, %v", location, d.Len(), err)
		}
	}
	if _, err := trusted.Load(filepath.Join(dir, "nothing")); err == nil {
		t.Error("what is not there was read")
	}
}

func TestUnusableDocumentsAreRefused(t *testing.T) {
	t.Parallel()
	many := map[string]string{}
	for n := range 5001 {
		text := fmt.Sprintf("{x%d}", n)
		many[trusted.ID(text)] = text
	}
	tooMany, err := json.Marshal(many)
	if err != nil {
		t.Fatal(err)
	}
	for name, manifest := range map[string]string{"another text": `{"` + trusted.ID(question) + `":"{ viewer { actor } }"}`, "no object": `[]`, "nothing": ``,
		"none": `{}`, "an empty text": `{"` + trusted.ID(" ") + `":" "}`, "no text": `{"a":5}`, "too many": string(tooMany)} {
		if _, err := trusted.FromManifest("m.json", strings.NewReader(manifest)); err == nil {
			t.Errorf("%s was taken", name)
		}
	}
	for name, folder := range map[string]fstest.MapFS{"no file": {}, "an empty one": {"a.graphql": {}},
		"a large one": {"a.graphql": {Data: []byte(strings.Repeat("x", 64<<10+1))}}} {
		if _, err := trusted.FromFolder(folder); err == nil {
			t.Errorf("%s was taken", name)
		}
	}
}

func TestJoin(t *testing.T) {
	t.Parallel()
	one, err := trusted.FromFolder(fstest.MapFS{"a.graphql": {Data: []byte("{a}")}})
	if err != nil {
		t.Fatal(err)
	}
	var none *trusted.Documents
	if d := trusted.Join(one, none, one); d.Len() != 1 || !d.Holds("{a}") || none.Holds("{a}") || none.Len() != 0 {
		t.Errorf("%d documents", d.Len())
	}
}

// FuzzFromManifest: whatever a manifest holds, every document that is taken is known by its own digest.
func FuzzFromManifest(f *testing.F) {
	f.Add(`{"` + trusted.ID("{a}") + `":"{a}"}`)
	f.Add(`{"x":"{a}"}`)
	f.Add(`{"a":"b","a":"c"}`)
	f.Fuzz(func(t *testing.T, manifest string) {
		d, err := trusted.FromManifest("m", strings.NewReader(manifest))
		if err != nil {
			return
		}
		if err := d.Each(func(name, text string) error {
			if !d.Holds(text) {
				return errors.New(name)
			}
			return nil
		}); err != nil || d.Len() == 0 {
			t.Errorf("%d documents, %v", d.Len(), err)
		}
	})
}
