package node_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/EventStore/EventStore-Client-Go/v4/esdb"

	"github.com/probity-ledger/probity/node"
)

// child is the other process of the tests in this package.
func child(role string) int {
	if role == "broken disk" {
		signal.Ignore(syscall.SIGXFSZ)
		if err := onBrokenDisk(os.Getenv("NODE_TEST_PATH"), os.Getenv("NODE_TEST_SOCKET")); err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
	}
	return 0
}

func childCommand(role, path, socket string) *exec.Cmd {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "NODE_TEST_CHILD="+role, "NODE_TEST_PATH="+path, "NODE_TEST_SOCKET="+socket)
	cmd.Stderr = os.Stderr
	return cmd
}

// A log torn at any place, as a power cut leaves it, opens to a beginning of what was written.
func TestTornLog(t *testing.T) {
	t.Parallel()
	n := start(t)
	c := n.client(t)
	for i := range 40 {
		mustAppend(t, c, fmt.Sprintf("s-%d", i%3), esdb.Any{}, eventsOf("a", "b", "c")...)
	}
	file, err1 := os.ReadFile(n.cfg.Path)
	log, err2 := os.ReadFile(n.cfg.Path + "-wal")
	if err1 != nil || err2 != nil {
		t.Fatal(err1, err2)
	}
	full := readAll(t, c)
	for range 25 {
		torn := node.Config{Path: filepath.Join(t.TempDir(), "events.db"), Socket: socketPath(t)}
		cut := rand.IntN(len(log))
		if os.WriteFile(torn.Path, file, 0o600) != nil || os.WriteFile(torn.Path+"-wal", log[:cut], 0o600) != nil {
			t.Fatal("copy")
		}
		again := startWith(t, torn)
		got := readAll(t, again.client(t))
		if len(got)%3 != 0 {
			t.Errorf("cut at %d: half an append: %d events", cut, len(got))
		}
		for i, e := range got {
			if e.EventID != full[i].EventID || e.Position != full[i].Position {
				t.Fatalf("cut at %d: event %d differs", cut, i)
			}
		}
		again.stop(t)
	}
}

// TestBrokenDisk lets the log reach a file size limit in the middle of a commit: see onBrokenDisk.
func TestBrokenDisk(t *testing.T) {
	t.Parallel()
	path, socket := filepath.Join(t.TempDir(), "events.db"), socketPath(t)
	cmd := childCommand("broken disk", path, socket)
	if err := cmd.Run(); err != nil {
		t.Error(err)
	}
}
