package node_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/EventStore/EventStore-Client-Go/v4/esdb"

	"github.com/probity-ledger/probity/node"
)

func TestOneProcessAtATime(t *testing.T) {
	t.Parallel()
	n := start(t)
	_, err := node.Open(node.Config{Path: n.cfg.Path, Socket: socketPath(t)})
	var locked *node.LockedError
	if !errors.As(err, &locked) || locked.Path != n.cfg.Path || locked.PID != os.Getpid() {
		t.Errorf("a second open gave %v", err)
	}
	n.again(t)
}

func TestOpenAgain(t *testing.T) {
	t.Parallel()
	n := start(t)
	told(t, n.client(t))
	before := n.Stats()
	n = n.again(t)
	c := n.client(t)
	if after := n.Stats(); after.Events != 10 || after.LastPosition != before.LastPosition {
		t.Errorf("after a restart %+v, before %+v", after, before)
	}
	if r := mustAppend(t, c, "a-1", esdb.Revision(4), event("a5")); r.CommitPosition != 11 {
		t.Errorf("the first append after a restart went to position %d", r.CommitPosition)
	}
	if got := kinds(readAll(t, c)); got != "a0 b0 a1 b1 a2 b2 a3 b3 a4 b4 a5" {
		t.Errorf("read %q", got)
	}
}

// damage closes a good store of ten events and runs SQL over its file.
func damage(t *testing.T, script string) node.Config {
	t.Helper()
	n := start(t)
	told(t, n.client(t))
	n.stop(t)
	change(t, n.cfg, script)
	return n.cfg
}

func wantCorrupt(t *testing.T, cfg node.Config, problem string) {
	t.Helper()
	n, err := node.Open(cfg)
	if err == nil {
		n.Close()
	}
	var corrupt *node.CorruptError
	if !errors.As(err, &corrupt) || corrupt.Path != cfg.Path || !strings.Contains(err.Error(), problem) {
		t.Errorf("open gave %v, want a CorruptError of %s that says %q", err, cfg.Path, problem)
	}
}

func TestDamagedFile(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct{ script, problem string }{
		"another application": {"PRAGMA application_id=7", "not an event store"},
		"a newer format":      {"PRAGMA user_version=3", "format version 3"},
		"a table gone":        {"DROP TABLE event_ids", "missing or altered"},
		"a table altered":     {"ALTER TABLE streams ADD COLUMN note TEXT", "missing or altered"},
		"a trigger added":     {"CREATE TRIGGER x AFTER INSERT ON events BEGIN DELETE FROM events; END", "instead of"},
		"the last event gone": {"DELETE FROM events WHERE position = 10", "the last event is at position 9, but the counter says 10"},
		"the counter gone":    {"DELETE FROM counter", "counter"},
		"an event slipped in": {"INSERT INTO events SELECT 11, 1, 1, 99, id, type, json, created, sum, metadata, data FROM events WHERE position = 1", "the last event is at position 11"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			wantCorrupt(t, damage(t, tc.script), tc.problem)
		})
	}
}

func TestNotADatabase(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for name, text := range map[string]string{"empty": "", "text": strings.Repeat("not a database ", 100)} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		wantCorrupt(t, node.Config{Path: path, Socket: socketPath(t)}, path)
		if got, err := os.ReadFile(path); err != nil || string(got) != text {
			t.Errorf("%s was changed by the attempt to open it", name)
		}
	}
}

// A lost data file with its log still there must not turn into a new, empty store.
func TestLogWithoutFile(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "events.db")
	if err := os.WriteFile(path+"-wal", []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	wantCorrupt(t, node.Config{Path: path, Socket: socketPath(t)}, "write-ahead log")
}

func TestInterruptedCreation(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "events.db")
	if err := os.WriteFile(path+".new", []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	n := start(t, func(cfg *node.Config) { cfg.Path = path })
	mustAppend(t, n.client(t), "a-1", esdb.NoStream{}, event("a"))
}

func TestRefusedConfig(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "events.db")
	for name, cfg := range map[string]node.Config{
		"no file":          {Socket: "s"},
		"no address":       {Path: path},
		"no password":      {Path: path, Socket: "s", Username: "u"},
		"not loopback":     {Path: path, Listen: "0.0.0.0:0", Username: "u", Password: "p"},
		"any address":      {Path: path, Listen: ":0", Username: "u", Password: "p"},
		"no key":           {Path: path, Listen: "127.0.0.1:0", CertFile: "c"},
		"no such cert":     {Path: path, Listen: "127.0.0.1:0", CertFile: "c", KeyFile: "k"},
		"no such users":    {Path: path, Listen: "127.0.0.1:0", UsersFile: "u"},
		"client authority": {Path: path, Listen: "127.0.0.1:0", ClientCAFile: "c"},
		"advertises none":  {Path: path, Listen: "127.0.0.1:0", AdvertiseAddress: "host"},
		"lone follower":    {Path: path, Socket: "s", Followers: []string{"127.0.0.1:0"}},
		"foreign follower": {Path: path, Listen: "127.0.0.1:0", Followers: []string{"192.0.2.1:0"}},
		"huge appends":     {Path: path, Socket: "s", MaxAppendBytes: 1 << 30},
		"no folder":        {Path: filepath.Join(path, "x", "y"), Socket: "s"},
		"long socket path": {Path: path, Socket: "/" + strings.Repeat("s", 200)},
	} {
		if n, err := node.Open(cfg); err == nil {
			t.Errorf("%s was accepted", name)
			n.Close()
		}
	}
}

func TestSocketFolder(t *testing.T) {
	t.Parallel()
	base, err := os.MkdirTemp("", "node")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(base) })
	socket := filepath.Join(base, "own", "s")
	start(t, func(cfg *node.Config) { cfg.Socket = socket })
	for path, want := range map[string]os.FileMode{filepath.Dir(socket): 0o700, socket: 0o600} {
		info, err := os.Stat(path)
		if err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v, %v; want %v", path, info.Mode().Perm(), err, want)
		}
	}
	shared := filepath.Join(base, "shared")
	if err := errors.Join(os.Mkdir(shared, 0o777), os.Chmod(shared, 0o777)); err != nil {
		t.Fatal(err)
	}
	if n, err := node.Open(node.Config{Path: filepath.Join(base, "e.db"), Socket: filepath.Join(shared, "s")}); err == nil {
		n.Close()
		t.Error("a socket in a folder everybody can write to was accepted")
	}
}

func TestSocketInUse(t *testing.T) {
	t.Parallel()
	n := start(t)
	second := node.Config{Path: filepath.Join(t.TempDir(), "other.db"), Socket: n.cfg.Socket}
	if other, err := node.Open(second); err == nil {
		other.Close()
		t.Error("a socket on which another node answers was taken over")
	}
	mustAppend(t, n.client(t), "a-1", esdb.NoStream{}, event("a"))
}

func TestCloseWithoutServe(t *testing.T) {
	t.Parallel()
	cfg := node.Config{Path: filepath.Join(t.TempDir(), "events.db"), Socket: socketPath(t)}
	for range 2 {
		n, err := node.Open(cfg)
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(n.Close(), n.Close()); err != nil {
			t.Error(err)
		}
	}
}
