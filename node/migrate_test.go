package node

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"zombiezen.com/go/sqlite"
)

// oldFile copies the file that the build of format version 1 wrote: thirty events in five streams, one position given to
// nobody, one event of 20,000 bytes.
func oldFile(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "events.db")
	b, err := os.ReadFile(filepath.Join("testdata", "events.v1.db"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func upgradeOf(path string) upgrade {
	return upgrade{path: path, log: slog.New(slog.DiscardHandler), free: func(string) (int64, error) { return 1 << 40, nil },
		now: func() time.Time { return time.Date(2026, 11, 25, 23, 0, 0, 0, time.UTC) }}
}

// contents are all events of a file, by a query that both versions know.
func contents(t *testing.T, path string) []string {
	t.Helper()
	conn, err := sqlite.OpenConn(path, sqlite.OpenReadOnly)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	stmt := conn.Prep("SELECT e.position, s.name, e.number, hex(e.id), e.type, e.json, e.created, hex(e.metadata), hex(e.data)" +
		" FROM events e JOIN streams s ON s.id = e.stream ORDER BY e.position")
	var all []string
	for {
		found, err := stmt.Step()
		if err != nil {
			t.Fatal(err)
		}
		if !found {
			return all
		}
		line := ""
		for i := range stmt.ColumnCount() {
			line += stmt.ColumnText(i) + " "
		}
		all = append(all, line)
	}
}

func digest(t *testing.T, path string) string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%x", h.Sum(nil))
}

// everyRow reads a file of today's format through the checks of the reader.
func everyRow(t *testing.T, path string) (events int) {
	t.Helper()
	s, err := openStore(path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.close()
	var e encoder
	err = s.borrow(context.Background(), func(r *reader) error {
		_, err := r.scan(cursor{all: true}, func(ev *row) (bool, error) {
			events++
			name, err := r.streamName(ev.stream)
			if err == nil {
				err = e.event(ev, name)
			}
			return true, err
		})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return events
}

func TestUpgrade(t *testing.T) {
	t.Parallel()
	path := oldFile(t)
	want := contents(t, path)
	if len(want) != 30 {
		t.Fatalf("the old file holds %d events", len(want))
	}
	if err := upgradeOf(path).run(); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, contents(t, path)); diff != "" {
		t.Errorf("events differ (-before +after):\n%s", diff)
	}
	if n := everyRow(t, path); n != 30 {
		t.Errorf("%d sound events", n)
	}
	kept := path + ".v1-20261125"
	if got := contents(t, kept); len(got) != 30 {
		t.Errorf("the old file that was kept holds %d events", len(got))
	}
	if v, ours := fileVersion(kept); v != 1 || !ours {
		t.Errorf("what was kept is of version %d", v)
	}
	if _, err := os.Stat(path + ".new"); err == nil {
		t.Error("the file in the making was left behind")
	}
	after := digest(t, path)
	if err := upgradeOf(path).run(); err != nil || digest(t, path) != after {
		t.Errorf("a second upgrade changed the file: %v", err)
	}
}

// Ended at any moment, the upgrade leaves a whole file, and the next start finishes it.
func TestUpgrade_interrupted(t *testing.T) {
	t.Parallel()
	for _, before := range []string{"settle", "space", "build", "keep", "replace"} {
		t.Run("before "+before, func(t *testing.T) {
			t.Parallel()
			path := oldFile(t)
			want := contents(t, path)
			crash := errors.New("crash")
			u := upgradeOf(path)
			u.stop = func(name string) error {
				if name == before {
					return crash
				}
				return nil
			}
			if err := u.run(); !errors.Is(err, crash) {
				t.Fatalf("stopped with %v", err)
			}
			if v, _ := fileVersion(path); v != 1 || len(contents(t, path)) != 30 {
				t.Fatalf("left a file of version %d", v)
			}
			if err := os.WriteFile(path+".new-journal", []byte("left"), 0o600); err != nil {
				t.Fatal(err)
			}
			if err := upgradeOf(path).run(); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, contents(t, path)); diff != "" {
				t.Errorf("events differ:\n%s", diff)
			}
			if kept, err := filepath.Glob(path + ".v1-*"); err != nil || len(kept) != 1 {
				t.Errorf("kept %v, %v", kept, err)
			}
		})
	}
}

// What is in the write-ahead log after a crash belongs to the file and is upgraded with it.
func TestUpgrade_with_a_log(t *testing.T) {
	t.Parallel()
	path := oldFile(t)
	conn, err := sqlite.OpenConn(path, sqlite.OpenReadWrite)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	for _, q := range []string{"PRAGMA journal_mode=WAL", "PRAGMA wal_autocheckpoint=0",
		"INSERT INTO events SELECT 32, stream, 7, id, type, json, created, metadata, data FROM events WHERE position = 31",
		"UPDATE counter SET last_position = 32, events = 31"} {
		if err := pragmaless(conn, q); err != nil {
			t.Fatal(err)
		}
	}
	crashed := filepath.Join(t.TempDir(), "events.db")
	if err := errors.Join(copyFile(path, crashed), copyFile(path+"-wal", crashed+"-wal")); err != nil {
		t.Fatal(err)
	}
	if err := upgradeOf(crashed).run(); err != nil {
		t.Fatal(err)
	}
	if n := everyRow(t, crashed); n != 31 {
		t.Errorf("%d events after the upgrade, want 31", n)
	}
}

func pragmaless(conn *sqlite.Conn, query string) error {
	stmt, _, err := conn.PrepareTransient(query)
	if err != nil {
		return err
	}
	defer stmt.Finalize()
	_, err = stmt.Step()
	return err
}

func TestUpgrade_refused(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		damage string
		free   int64
	}{
		"no space":           {free: 1000},
		"an event gone":      {damage: "DELETE FROM events WHERE position = 7", free: 1 << 40},
		"the counter wrong":  {damage: "UPDATE counter SET last_position = 40", free: 1 << 40},
		"a short id":         {damage: "UPDATE events SET id = x'00' WHERE position = 7", free: 1 << 40},
		"a foreign table":    {damage: "CREATE TABLE x (y)", free: 1 << 40},
		"a revision doubled": {damage: "UPDATE events SET number = 40 WHERE position = 7", free: 1 << 40},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := oldFile(t)
			conn, err := sqlite.OpenConn(path, sqlite.OpenReadWrite)
			if err != nil {
				t.Fatal(err)
			}
			if tc.damage != "" {
				if err := pragmaless(conn, tc.damage); err != nil {
					t.Fatal(err)
				}
			}
			if err := conn.Close(); err != nil {
				t.Fatal(err)
			}
			want := contents(t, path)
			u := upgradeOf(path)
			u.free = func(string) (int64, error) { return tc.free, nil }
			err = u.run()
			var space *NoSpaceError
			if err == nil || errors.As(err, &space) != (name == "no space") {
				t.Errorf("answered %v", err)
			}
			if v, _ := fileVersion(path); v != 1 {
				t.Errorf("the file is of version %d now", v)
			}
			if diff := cmp.Diff(want, contents(t, path)); diff != "" {
				t.Errorf("the file was changed:\n%s", diff)
			}
		})
	}
}
