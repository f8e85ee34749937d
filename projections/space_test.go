package projections_test

import (
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/ledger/wire"
	"github.com/probity-ledger/probity/projections"
	"github.com/probity-ledger/probity/projections/viewtest"
)

// crowded is notes on a disk that a test can fill: while full says so the file may not grow.
type crowded struct {
	notes
	full *atomic.Bool
}

func (c crowded) Apply(conn *sqlite.Conn, e wire.Decoded) error {
	limit := 1 << 30
	if c.full.Load() {
		limit = 1 // SQLite takes the present size instead
	}
	if err := projections.Exec(conn, fmt.Sprintf("PRAGMA max_page_count=%d", limit)); err != nil {
		return err
	}
	return c.notes.Apply(conn, e)
}

func (c crowded) Categories() []string { return []string{misconduct.Category} }

func statusOf(t *testing.T, r *projections.Runner, name string) projections.Status {
	t.Helper()
	for _, s := range r.Status() {
		if s.Name == name {
			return s
		}
	}
	t.Fatalf("no projection %s", name)
	return projections.Status{}
}

func until(t *testing.T, what string, met func() bool) {
	t.Helper()
	ctx := soon(t)
	for !met() {
		select {
		case <-ctx.Done():
			t.Fatalf("never: %s", what)
		case <-time.After(time.Millisecond):
		}
	}
}

// While its disk is full a read model waits and can be read; with space again it goes on by itself and has everything once.
func TestFull_disk_makes_the_writer_wait(t *testing.T) {
	t.Parallel()
	log, full := &viewtest.Log{}, &atomic.Bool{}
	p := crowded{notes{name: "notes", version: 1}, full}
	other := notes{name: "other", version: 1}
	dir := t.TempDir()
	r, stop := viewtest.Start(t, dir, log, p, other)
	note(log, "before")
	viewtest.CatchUp(t, r, log)
	full.Store(true)
	for i := range 20 {
		note(log, fmt.Sprintf("%d %s", i, strings.Repeat("x", 3000)))
	}
	until(t, "the writer waits", func() bool { return statusOf(t, r, "notes").Waiting })
	if got := readNotes(t, r, "notes"); len(got) == 0 || got[0] != "before" {
		t.Errorf("while the disk is full %d notes are read", len(got))
	}
	if s := statusOf(t, r, "notes"); s.CaughtUp || s.LagEvents == 0 {
		t.Errorf("while the disk is full the status is %+v", s)
	}
	full.Store(false)
	last := note(log, "after")
	if err := r.View("notes").Wait(soon(t), last); err != nil {
		t.Fatal(err)
	}
	if got := readNotes(t, r, "notes"); len(got) != 22 {
		t.Errorf("%d notes, want 22", len(got))
	}
	if s := statusOf(t, r, "notes"); s.Waiting || s.Quarantined != 0 {
		t.Errorf("with space again the status is %+v", s)
	}
	viewtest.CatchUp(t, r, log)
	if err := stop(); err != nil {
		t.Error(err)
	}
}

// A writer that waits for space ends in order when it is told to, and loses nothing.
func TestFull_disk_at_the_end(t *testing.T) {
	t.Parallel()
	log, full := &viewtest.Log{}, &atomic.Bool{}
	p := crowded{notes{name: "notes", version: 1}, full}
	dir := t.TempDir()
	r, stop := viewtest.Start(t, dir, log, p)
	note(log, "before")
	viewtest.CatchUp(t, r, log)
	full.Store(true)
	for i := range 20 {
		note(log, fmt.Sprintf("%d %s", i, strings.Repeat("x", 3000)))
	}
	until(t, "the writer waits", func() bool { return statusOf(t, r, "notes").Waiting })
	if err := stop(); err != nil {
		t.Errorf("the end while waiting: %v", err)
	}
	full.Store(false)
	r = viewtest.OpenIn(t, dir, log, p)
	if got := readNotes(t, r, "notes"); len(got) != 21 {
		t.Errorf("%d notes after a new start, want 21", len(got))
	}
}
