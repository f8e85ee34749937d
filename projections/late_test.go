package projections_test

import (
	"maps"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"github.com/probity-ledger/probity/projections"
	"github.com/probity-ledger/probity/projections/viewtest"
)

// indexed are notes with an index that only questions need.
type indexed struct {
	notes
	late []string
}

func (indexed) Schema() string {
	return notes{}.Schema() + "\nCREATE INDEX note_by_text ON note (text, revision);\nCREATE UNIQUE INDEX note_twice ON note (revision, text);\n"
}

func (p indexed) LateIndexes() []string { return p.late }

// schemaOf lists what a file consists of, without what the runner keeps for itself.
func schemaOf(t *testing.T, c *sqlite.Conn) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := projections.Query(c, `SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT IN
		('probity_meta', 'probity_checkpoint', 'probity_quarantine')`, nil, func(s *sqlite.Stmt) error {
		found[s.ColumnText(0)] = s.ColumnText(1)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func wantedSchema(t *testing.T, p projections.Projection) map[string]string {
	t.Helper()
	c, err := sqlite.OpenConn(":memory:", sqlite.OpenReadWrite)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	if err := sqlitex.ExecuteScript(c, p.Schema(), nil); err != nil {
		t.Fatal(err)
	}
	return schemaOf(t, c)
}

func liveSchema(t *testing.T, r *projections.Runner, name string) (found map[string]string) {
	t.Helper()
	err := r.View(name).Read(t.Context(), func(c *sqlite.Conn) error {
		found = schemaOf(t, c)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// However a file came to be live, it has exactly the schema of its projection.
func TestLate_indexes_are_there_when_live(t *testing.T) {
	t.Parallel()
	log := &viewtest.Log{}
	for i := range 1000 {
		note(log, string(rune(1000+i)))
	}
	p := indexed{notes: notes{name: "notes", version: 1}, late: []string{"note_by_text"}}
	r := viewtest.Open(t, log, append(everyProjection(), p)...)
	check := func(when string) {
		for _, p := range append(everyProjection(), p) {
			if diff := cmp.Diff(wantedSchema(t, p), liveSchema(t, r, p.Name())); diff != "" {
				t.Errorf("%s, %s: %s", when, p.Name(), diff)
			}
		}
	}
	check("built first")
	for _, name := range []string{"notes", "officers"} {
		if err := r.Rebuild(soon(t), name); err != nil {
			t.Fatal(err)
		}
	}
	check("rebuilt beside the live one")
	note(log, "last")
	viewtest.CatchUp(t, r, log)
	if got := readNotes(t, r, "notes"); len(got) != 1001 {
		t.Errorf("%d notes", len(got))
	}
}

// A build that was stopped half-way knows what it lacks and gets it when it is whole.
func TestLate_indexes_of_an_interrupted_build(t *testing.T) {
	t.Parallel()
	log := held{Log: &viewtest.Log{}, gate: make(chan struct{})}
	note(log.Log, "one")
	dir, p := t.TempDir(), indexed{notes: notes{name: "notes", version: 1}, late: []string{"note_by_text"}}
	_, stop := viewtest.Start(t, dir, log, p)
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	c, err := sqlite.OpenConn(filepath.Join(dir, "notes-v1.sqlite.building"), sqlite.OpenReadWrite)
	if err != nil {
		t.Fatal(err)
	}
	half, want := schemaOf(t, c), wantedSchema(t, p)
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	expected := maps.Clone(want)
	delete(expected, "note_by_text")
	expected["probity_late"] = half["probity_late"]
	if diff := cmp.Diff(expected, half); diff != "" || half["probity_late"] == "" {
		t.Errorf("in the making: %s", diff)
	}
	close(log.gate)
	r := viewtest.OpenIn(t, dir, log, p)
	if diff := cmp.Diff(want, liveSchema(t, r, "notes")); diff != "" {
		t.Errorf("finished: %s", diff)
	}
}

// What holds at every moment, or is not there, cannot be left for later.
func TestLate_indexes_that_cannot_be(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"note_twice", "note_by_nothing", "note"} {
		p := indexed{notes: notes{name: "notes", version: 1}, late: []string{name}}
		if r, err := projections.Open(projections.Config{Dir: t.TempDir(), Log: &viewtest.Log{}}, p); err == nil {
			t.Errorf("%s: taken", name)
			_ = r.Close()
		}
	}
}
