package node_test

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/EventStore/EventStore-Client-Go/v4/esdb"
	"github.com/google/uuid"

	"github.com/probity-ledger/probity/node"
)

var kills = flag.Int("kills", 20, "how often the crash test kills the node")

// child is the other process of the tests in this package.
func child(role string) int {
	switch role {
	case "serve":
		n, err := node.Open(node.Config{Path: os.Getenv("NODE_TEST_PATH"), Socket: os.Getenv("NODE_TEST_SOCKET")})
		if err == nil {
			err = n.Serve(context.Background())
		}
		fmt.Fprintln(os.Stderr, err)
		return 1
	case "broken disk":
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

// diary is what one writer knows about its stream: what was acknowledged, and what was in flight when the node died.
type diary struct {
	stream       string
	acknowledged []uuid.UUID
	inFlight     []uuid.UUID
}

const crashWriters = 8

// TestCrash kills the node at random moments, also while it opens, and checks after every kill that each acknowledged
// event is there once, that an unanswered append is there whole or not at all, that revisions have no gaps and that
// positions strictly increase and are never used again.
func TestCrash(t *testing.T) {
	t.Parallel()
	path, socket := filepath.Join(t.TempDir(), "events.db"), socketPath(t)
	diaries := make([]*diary, crashWriters)
	for i := range diaries {
		diaries[i] = &diary{stream: fmt.Sprintf("crash-%d", i)}
	}
	positions := make(map[uuid.UUID]uint64)
	for round := range *kills {
		writeAndKill(t, path, socket, diaries)
		checkAfterCrash(t, node.Config{Path: path, Socket: socket}, diaries, positions)
		if t.Failed() {
			t.Fatalf("after kill %d", round+1)
		}
	}
	t.Logf("%d kills, %d events stored", *kills, len(positions))
	if *kills > 5 && len(positions) == 0 {
		t.Error("the node was always killed before it could write: the test shows nothing")
	}
}

func writeAndKill(t *testing.T, path, socket string, diaries []*diary) {
	cmd := childCommand("serve", path, socket)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	dead := make(chan struct{})
	var wg sync.WaitGroup
	for _, d := range diaries {
		wg.Go(func() {
			if awaitSocket(socket, dead) {
				d.write(t, dial(t, "unix://"+socket))
			}
		})
	}
	time.Sleep(time.Duration(rand.IntN(300)) * time.Millisecond) // the moment of the kill, not a wait for something
	cmd.Process.Kill()
	cmd.Wait()
	close(dead)
	wg.Wait()
}

func awaitSocket(path string, dead chan struct{}) bool {
	for {
		if conn, err := net.Dial("unix", path); err == nil {
			conn.Close()
			return true
		}
		select {
		case <-dead:
			return false
		case <-time.After(time.Millisecond):
		}
	}
}

// write appends one to five events at a time until the node is gone. Every third append states no revision.
func (d *diary) write(t *testing.T, c *esdb.Client) {
	for i := 0; ; i++ {
		events := make([]esdb.EventData, 1+rand.IntN(5))
		d.inFlight = d.inFlight[:0]
		for j := range events {
			events[j] = event("crash.v1")
			d.inFlight = append(d.inFlight, events[j].EventID)
		}
		var expect esdb.ExpectedRevision = esdb.NoStream{}
		switch {
		case i%3 == 2:
			expect = esdb.Any{}
		case len(d.acknowledged) > 0:
			expect = esdb.Revision(uint64(len(d.acknowledged) - 1))
		}
		r, err := tryAppend(c, d.stream, expect, events...)
		if isCode(err, esdb.ErrorCodeWrongExpectedVersion) {
			t.Errorf("%s: %v after %d events", d.stream, err, len(d.acknowledged))
		}
		if err != nil {
			return
		}
		d.acknowledged = append(d.acknowledged, d.inFlight...)
		d.inFlight = d.inFlight[:0]
		if r.NextExpectedVersion != uint64(len(d.acknowledged)-1) {
			t.Errorf("%s: acknowledged at %d, want %d", d.stream, r.NextExpectedVersion, len(d.acknowledged)-1)
		}
	}
}

func checkAfterCrash(t *testing.T, cfg node.Config, diaries []*diary, positions map[uuid.UUID]uint64) {
	n := startWith(t, cfg)
	defer n.stop(t)
	stored, last, fresh := make(map[string][]uuid.UUID), uint64(0), uint64(0)
	for _, p := range positions {
		fresh = max(fresh, p)
	}
	for _, e := range readAll(t, n.client(t)) {
		if e.Position.Commit <= last || e.EventNumber != uint64(len(stored[e.StreamID])) {
			t.Errorf("%s@%d at %d follows position %d and %d events", e.StreamID, e.EventNumber, e.Position.Commit, last, len(stored[e.StreamID]))
		}
		last = e.Position.Commit
		stored[e.StreamID] = append(stored[e.StreamID], e.EventID)
		if p, known := positions[e.EventID]; known && p != last || !known && last <= fresh {
			t.Errorf("event %v moved from position %d to %d, or took a used one", e.EventID, p, last)
		}
		positions[e.EventID] = last
	}
	for _, d := range diaries {
		d.settle(t, stored[d.stream])
	}
	if len(stored) > len(diaries) {
		t.Errorf("%d streams stored, %d written", len(stored), len(diaries))
	}
}

// settle compares the diary with what is stored and takes over what was written without an answer.
func (d *diary) settle(t *testing.T, stored []uuid.UUID) {
	whole := append(d.acknowledged[:len(d.acknowledged):len(d.acknowledged)], d.inFlight...)
	if len(stored) != len(d.acknowledged) && len(stored) != len(whole) {
		t.Errorf("%s: %d events stored, %d acknowledged, %d in flight", d.stream, len(stored), len(d.acknowledged), len(d.inFlight))
		return
	}
	for i, id := range stored {
		if id != whole[i] {
			t.Errorf("%s@%d is %v, want %v", d.stream, i, id, whole[i])
			return
		}
	}
	d.acknowledged, d.inFlight = whole[:len(stored)], nil
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
