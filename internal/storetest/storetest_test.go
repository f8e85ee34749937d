package storetest

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/EventStore/EventStore-Client-Go/v4/esdb"

	"github.com/probity-ledger/probity/node"
)

// TestServer examines the server that PROBITY_TEST_EVENTSTORE names by an esdb:// connection string.
func TestServer(t *testing.T) {
	connection := os.Getenv("PROBITY_TEST_EVENTSTORE")
	if connection == "" {
		t.Skip("PROBITY_TEST_EVENTSTORE names no server: the built-in node is examined by its own tests")
	}
	target, err := Parse(connection)
	if err != nil {
		t.Fatal(err)
	}
	Run(t, target)
}

func embedded(t *testing.T) Target {
	t.Helper()
	dir, err := os.MkdirTemp("", "suite")
	if err != nil {
		t.Fatal(err)
	}
	n, err := node.Open(node.Config{Path: filepath.Join(dir, "events.db"), Socket: filepath.Join(dir, "s")})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	served := make(chan error, 1)
	go func() { served <- n.Serve(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-served; err != nil {
			t.Error(err)
		}
		os.RemoveAll(dir)
	})
	return Target{Client: esdb.Configuration{Address: n.Addr(), DisableTLS: true, KeepAliveInterval: 10 * time.Second}}
}

// TestRow_notices holds the examination against an honest server with false answers in the table: each must be noticed,
// in the right place.
func TestRow_notices(t *testing.T) {
	t.Parallel()
	target := embedded(t)
	conn := target.conn(t)
	tests := []struct{ name, table, notice string }{
		{"a right answer", "append s no a => written 0\nread s => 0a", ""},
		{"another revision", "append s no a => written 1", "got written 0"},
		{"a repetition taken for a write", "append s no a => written 0\nappend s no a => written 0", "got repeated 0"},
		{"a write taken for a repetition", "append s no a => repeated 0", "got written 0"},
		{"a wrong version elsewhere", "append s exists a => wrong 0", "got wrong none"},
		{"a missing event", "append s no a => written 0\nread s => 0a 1b", "got 0a"},
		{"another event", "append s no a b => written 1\nread s => 0b 1a", "got 0a 1b"},
		{"one event too many", "append s no a b => written 1\nread s => 0a", "got 0a 1b"},
		{"a stream that is there", "append s no a => written 0\nread s => notfound", "got 0a"},
		{"another status", "append s no a!zeroid => Unknown", "got InvalidArgument"},
		{"a status without its exception", "append s no a!notype => InvalidArgument", "missing-required-metadata-property"},
		{"other content", "append s no a => written 0\nappend s 0 a=binary => written 1\nread s => 0a 1a", "event a came back with"},
		{"another order", "append s no a => written 0\nsub x s from start\nnext x => confirmed caughtup 0a", "got confirmed 0a"},
		{"a message too many", "append s no a => written 0\nsub x s from start\nnext x => confirmed\nnext x => caughtup", "got 0a"},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			rows, err := parseTable("t.txt", "== 0 row\n"+tc.table)
			if err != nil {
				t.Fatal(err)
			}
			got := strings.Join(ask(t.Context(), target, conn, rows[0]), "\n")
			if (tc.notice == "") != (got == "") || !strings.Contains(got, tc.notice) {
				t.Errorf("noticed %q, want %q", got, tc.notice)
			}
		})
	}
}

func TestParseTable_refuses(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct{ text, problem string }{
		"a command before the first row":  {"read s => 0a", "t.txt:1: a command before the first row"},
		"a row without a name":            {"== 1.2\nread s => 0a", "a clause and a name"},
		"a row that asks nothing":         {"== 1.2 x\nappend s no a", "asks nothing"},
		"two rows of one name":            {"== 1.2 x\nread s => 0a\n== 1.3 x\nread s => 0a", "t.txt:3: another row"},
		"a command that does not exist":   {"== 1.2 x\nwrite s => 0a", "t.txt:2: no command is called write"},
		"a need that does not exist":      {"== 1.2 x\nneeds luck\nread s => 0a", "unheard of"},
		"several answers and no because":  {"== 1.2 x\nread s => 0a | 1a", "does not say why"},
		"a second row, whichever is last": {"== 1.2 x\nread s => 0a\n\n# no\n== 1.2 y\nappend s no a", "t.txt:5: the row asks nothing"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if _, err := parseTable("t.txt", tc.text); err == nil || !strings.Contains(err.Error(), tc.problem) {
				t.Errorf("got %v, want %q", err, tc.problem)
			}
		})
	}
}

func TestTables_are_whole(t *testing.T) {
	t.Parallel()
	rows, err := everyRow()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) < 120 {
		t.Errorf("only %d rows were found", len(rows))
	}
}

func TestMarks_judge(t *testing.T) {
	t.Parallel()
	considered := []uint64{10, 20, 30, 40, 50, 60}
	tests := []struct {
		name  string
		marks marks
		wrong int
	}{
		{"every second event", marks{{"event", 10}, {"checkpoint", 20}, {"checkpoint", 40}}, 0},
		{"an extra one at the end", marks{{"checkpoint", 20}, {"checkpoint", 30}, {"caughtup", 0}, {"checkpoint", 50}}, 0},
		{"an extra one elsewhere", marks{{"checkpoint", 20}, {"checkpoint", 30}}, 1},
		{"one missing", marks{{"checkpoint", 20}, {"event", 60}}, 1},
		{"one ahead of its time", marks{{"checkpoint", 10}, {"event", 20}}, 1},
		{"one where there is no event", marks{{"checkpoint", 25}}, 1},
		{"one that goes back", marks{{"event", 20}, {"checkpoint", 20}, {"event", 10}}, 1},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			if got := tc.marks.judge(considered, 2, true); len(got) != tc.wrong {
				t.Errorf("noticed %q, want %d", got, tc.wrong)
			}
		})
	}
}
