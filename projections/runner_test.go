package projections_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/ledger/eventlog"
	"github.com/probity-ledger/probity/projections"
	"github.com/probity-ledger/probity/projections/viewtest"
)

func TestRunner_follows_the_log(t *testing.T) {
	t.Parallel()
	log, dir := &viewtest.Log{}, t.TempDir()
	note(log, "one")
	r, stop := viewtest.Start(t, dir, log, notes{name: "notes", version: 1})
	if err := r.Ready(soon(t)); err != nil {
		t.Fatal(err)
	}
	changed := r.View("notes").Changed()
	at := note(log, "two")
	if err := r.View("notes").Wait(soon(t), at); err != nil {
		t.Fatal(err)
	}
	select {
	case <-changed:
	default:
		t.Error("nobody was told of the change")
	}
	if diff := cmp.Diff([]string{"one", "two"}, readNotes(t, r, "notes")); diff != "" {
		t.Error(diff)
	}
	s := r.Status()[0]
	if s.Position != at || !s.CaughtUp || !s.Readable || s.LagEvents != 0 || s.LagSeconds != 0 || s.Applied != 2 {
		t.Errorf("status %+v", s)
	}
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	if err := r.View("notes").Read(t.Context(), func(*sqlite.Conn) error { return nil }); !errors.Is(err, projections.ErrClosed) {
		t.Errorf("read after close: %v", err)
	}
	note(log, "three")
	again := viewtest.OpenIn(t, dir, log, notes{name: "notes", version: 1})
	if got := readNotes(t, again, "notes"); len(got) != 3 {
		t.Errorf("after a restart: %v", got)
	}
	if s := again.Status()[0]; s.Applied != 1 {
		t.Errorf("after a restart %d events were applied, not one", s.Applied)
	}
}

func TestRunner_passes_over_what_does_not_matter(t *testing.T) {
	t.Parallel()
	log := &viewtest.Log{}
	at := log.AddRaw("device-1", "device.unheard_of.v1", []byte("no JSON"), nil)
	r := viewtest.Open(t, log, notes{name: "notes", version: 1})
	if err := r.View("notes").Wait(soon(t), at); err != nil {
		t.Fatal(err)
	}
	if s := r.Status()[0]; s.Quarantined != 0 || s.Applied != 0 {
		t.Errorf("status %+v", s)
	}
}

func TestWait_gives_up_with_its_context(t *testing.T) {
	t.Parallel()
	log := &viewtest.Log{}
	at := note(log, "one")
	r := viewtest.Open(t, log, notes{name: "notes", version: 1})
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	far := eventlog.Position{Commit: at.Commit + 1, Prepare: at.Commit + 1}
	var behind *projections.BehindError
	if err := r.View("notes").Wait(ctx, far); !errors.As(err, &behind) || behind.Wanted != far || behind.Reached != at {
		t.Errorf("got %v", err)
	}
}

func TestRead_is_of_one_moment_and_changes_nothing(t *testing.T) {
	t.Parallel()
	log := &viewtest.Log{}
	note(log, "one")
	r := viewtest.Open(t, log, notes{name: "notes", version: 1})
	view := r.View("notes")
	err := view.Read(t.Context(), func(c *sqlite.Conn) error {
		before := count(t, c)
		if err := view.Wait(soon(t), note(log, "two")); err != nil {
			return err
		}
		if after := count(t, c); before != 1 || after != 1 {
			t.Errorf("%d rows became %d under a reader", before, after)
		}
		return projections.Exec(c, `DELETE FROM note`)
	})
	if sqlite.ErrCode(err).ToPrimary() != sqlite.ResultReadOnly {
		t.Errorf("a reader could write: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	err = view.Read(ctx, func(c *sqlite.Conn) error {
		cancel()
		return projections.Exec(c, `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n`)
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("an endless question ended with %v", err)
	}
	if got := readNotes(t, r, "notes"); len(got) != 2 {
		t.Errorf("after an interrupted reader: %v", got)
	}
}

func count(t *testing.T, c *sqlite.Conn) (n int) {
	t.Helper()
	err := projections.Query(c, `SELECT count(*) FROM note`, nil, func(s *sqlite.Stmt) error { n = s.ColumnInt(0); return nil })
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestRun_stops_at_a_log_that_runs_backwards(t *testing.T) {
	t.Parallel()
	log := &viewtest.Log{}
	note(log, "one")
	note(log, "two")
	e := log.Events()[0]
	log.Put(e)
	r, err := projections.Open(projections.Config{Dir: t.TempDir(), Log: log}, notes{name: "notes", version: 1})
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Run(soon(t)); !errors.Is(err, eventlog.ErrPositionRegressed) {
		t.Errorf("got %v", err)
	}
	if err := r.Close(); err != nil {
		t.Error(err)
	}
}

func TestRun_stops_at_a_log_that_lost_events(t *testing.T) {
	t.Parallel()
	log, dir := &viewtest.Log{}, t.TempDir()
	note(log, "one")
	note(log, "two")
	_, stop := viewtest.Start(t, dir, log, notes{name: "notes", version: 1})
	r, stopToo := viewtest.Start(t, t.TempDir(), log, notes{name: "other", version: 1})
	if err := r.Ready(soon(t)); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(stop(), stopToo()); err != nil {
		t.Fatal(err)
	}
	whole := viewtest.OpenIn(t, dir, log, notes{name: "notes", version: 1})
	if err := whole.Ready(soon(t)); err != nil {
		t.Fatal(err)
	}
	copied := copyDir(t, dir)
	log.Cut(1)
	short, err := projections.Open(projections.Config{Dir: copied, Log: log}, notes{name: "notes", version: 1}, notes{name: "fresh", version: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer short.Close()
	var ahead *projections.AheadError
	if err := short.Run(soon(t)); !errors.As(err, &ahead) || !errors.Is(err, eventlog.ErrPositionRegressed) {
		t.Errorf("got %v", err)
	}
}

func copyDir(t *testing.T, from string) string {
	t.Helper()
	to := t.TempDir()
	if err := os.CopyFS(filepath.Join(to, "copy"), os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(to, "copy")
}

func TestOpen_refuses(t *testing.T) {
	t.Parallel()
	log := &viewtest.Log{}
	for name, ps := range map[string][]projections.Projection{
		"a name with a dash":  {notes{name: "my-notes", version: 1}},
		"no version":          {notes{name: "notes"}},
		"one name twice":      {notes{name: "notes", version: 1}, notes{name: "notes", version: 2}},
		"a schema of nothing": {notes{name: "notes", version: 1, schema: "CREATE NONSENSE"}},
	} {
		if r, err := projections.Open(projections.Config{Dir: t.TempDir(), Log: log}, ps...); err == nil {
			t.Errorf("%s was taken", name)
			r.Close()
		}
	}
	if _, err := projections.Open(projections.Config{Log: log}); err == nil {
		t.Error("no folder was taken")
	}
}

func TestClose_without_a_run(t *testing.T) {
	t.Parallel()
	r, err := projections.Open(projections.Config{Dir: t.TempDir(), Log: &viewtest.Log{}}, everyProjection()...)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(r.Close(), r.Close()); err != nil {
		t.Error(err)
	}
}
