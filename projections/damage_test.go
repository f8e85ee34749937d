package projections_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/projections"
	"github.com/probity-ledger/probity/projections/viewtest"
)

// A view is derived from the log: a broken file is built anew, when it cannot be opened at once, when it breaks in use at the next start.
func TestDamaged_file_is_built_anew(t *testing.T) {
	t.Parallel()
	log := &viewtest.Log{}
	dir := oldFile(t, log)
	path := filepath.Join(dir, "notes-v1.sqlite")
	if err := os.WriteFile(path, []byte("this is no database, though it is long enough to look at"), 0o600); err != nil {
		t.Fatal(err)
	}
	r := viewtest.OpenIn(t, dir, log, notes{name: "notes", version: 1})
	if got := readNotes(t, r, "notes"); len(got) != 1 {
		t.Errorf("notes %v", got)
	}
}

func TestDamage_found_in_use(t *testing.T) {
	t.Parallel()
	log := &viewtest.Log{}
	for i := range 3000 {
		note(log, string(rune(1000+i)))
	}
	dir := oldFile(t, log)
	path := filepath.Join(dir, "notes-v1.sqlite")
	spoil(t, path)
	for i := range 3000 {
		note(log, "more"+string(rune(1000+i)))
	}
	r, err := projections.Open(projections.Config{Dir: dir, Log: log}, notes{name: "notes", version: 1})
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Run(soon(t)); sqlite.ErrCode(err).ToPrimary() != sqlite.ResultCorrupt {
		t.Errorf("got %v", err)
	}
	if err := r.Close(); err == nil {
		t.Log("closed without a complaint")
	}
	again := viewtest.OpenIn(t, dir, log, notes{name: "notes", version: 1})
	if got := readNotes(t, again, "notes"); len(got) != 6001 {
		t.Errorf("%d notes", len(got))
	}
	if _, err := os.Stat(path + ".damaged"); err == nil {
		t.Error("the note of damage outlived the damage")
	}
}

// spoil overwrites all pages but the first few, which hold the schema and the bookkeeping.
func spoil(t *testing.T, path string) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	const page, kept = 8192, 8
	for at := int64(kept * page); at < info.Size(); at += page {
		if _, err := f.WriteAt(make([]byte, page), at); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestTwo_writers_are_found_out(t *testing.T) {
	t.Parallel()
	log, dir := &viewtest.Log{}, t.TempDir()
	note(log, "one")
	first := viewtest.OpenIn(t, dir, log, notes{name: "notes", version: 1})
	other := &viewtest.Log{}
	for _, e := range log.Events() {
		other.Put(e)
	}
	second, err := projections.Open(projections.Config{Dir: dir, Log: other}, notes{name: "notes", version: 1})
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error)
	go func() { ended <- second.Run(soon(t)) }()
	if err := first.View("notes").Wait(soon(t), note(log, "two")); err != nil {
		t.Fatal(err)
	}
	for _, e := range log.Events()[1:] {
		e.Data = rawNote(t, "another two")
		e.Revision = 99
		other.Put(e)
	}
	if err := <-ended; !errors.Is(err, projections.ErrTwoWriters) {
		t.Errorf("got %v", err)
	}
	if err := second.Close(); err != nil && !errors.Is(err, projections.ErrTwoWriters) {
		t.Error(err)
	}
	if got := readNotes(t, first, "notes"); len(got) != 2 || got[1] != "two" {
		t.Errorf("notes %v", got)
	}
}
