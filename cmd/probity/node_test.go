package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/crypto/bcrypt"

	"github.com/probity-ledger/probity/ledger/eventlog"
)

// listens waits until a store has its file open: listens FILE
func listens(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: listens FILE")
	}
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if _, err := os.Stat(ts.MkAbs(args[0]) + "-wal"); err == nil {
			return
		}
	}
	ts.Fatalf("nobody has opened %s", args[0])
}

// startedNode runs `probity node` until the test ends and gives what it says it listens on.
func startedNode(t *testing.T, args ...string) (endpoint, use string) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	read, write := io.Pipe()
	done := make(chan int, 1)
	var problems strings.Builder
	args = append([]string{"node", "--data", filepath.Join(t.TempDir(), "n"), "--listen", "127.0.0.1:0"}, args...)
	go func() {
		code := run(ctx, args, nil, strings.NewReader(""), write, &problems)
		write.Close()
		done <- code
	}()
	t.Cleanup(func() {
		cancel()
		if code := <-done; code != exitDone {
			t.Errorf("exit code %d; it said %s", code, problems.String())
		}
	})
	if _, err := fmt.Fscanf(read, "listening on %s\n", &endpoint); err != nil {
		t.Fatalf("the node said nothing: %v", err)
	}
	line := make([]byte, 1000)
	n, err := read.Read(line)
	if err != nil {
		t.Fatal(err)
	}
	go io.Copy(io.Discard, read)
	return endpoint, string(line[:n])
}

func TestNode_with_the_line_it_prints(t *testing.T) {
	t.Parallel()
	endpoint, use := startedNode(t)
	url := "esdb://" + endpoint + "?tls=false"
	if !strings.Contains(use, "probity serve --eventstore '"+url+"'") {
		t.Errorf("it says %q", use)
	}
	log, err := eventlog.Open(t.Context(), eventlog.Config{URL: url})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := log.Head(t.Context()); err != nil {
		t.Error(err)
	}
	if err := log.Close(); err != nil {
		t.Error(err)
	}
}

func TestNode_with_users(t *testing.T) {
	t.Parallel()
	hash, err := bcrypt.GenerateFromPassword([]byte("a secret"), bcrypt.DefaultCost)
	if err != nil {
		t.Fatal(err)
	}
	users := filepath.Join(t.TempDir(), "users")
	if err := os.WriteFile(users, append([]byte("ann:"), hash...), 0o600); err != nil {
		t.Fatal(err)
	}
	endpoint, use := startedNode(t, "--users", users)
	if !strings.Contains(use, "--eventstore-user NAME") {
		t.Errorf("it says %q", use)
	}
	url := "esdb://" + endpoint + "?tls=false"
	log, err := eventlog.Open(t.Context(), eventlog.Config{URL: url, Username: "ann", Password: "a secret"})
	if err != nil {
		t.Fatal(err)
	}
	if err := log.Close(); err != nil {
		t.Error(err)
	}
	if log, err := eventlog.Open(t.Context(), eventlog.Config{URL: url, Username: "ann", Password: "a guess"}); err == nil {
		log.Close()
		t.Error("a wrong password was let in")
	}
}

func TestNode_address_in_use(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	code, _, said := called(t, nil, "node", "--data", filepath.Join(t.TempDir(), "n"), "--listen", l.Addr().String())
	if code != exitFailure || !strings.Contains(said, "choose another address with --listen") {
		t.Errorf("exit code %d; it said %s", code, said)
	}
}

func TestNode_serve_flags(t *testing.T) {
	t.Parallel()
	for want, c := range map[string]nodeCommand{
		"--eventstore 'esdb://h:1?tls=false'": {},
		"--eventstore 'esdb://h:1' --eventstore-ca CA-FILE --eventstore-user NAME --eventstore-password-file FILE": {Cert: "c", Users: "u"},
	} {
		if got := c.serveFlags("h:1"); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	if err := (nodeCommand{}).advised(errors.New("x")); err.Error() != "x" {
		t.Errorf("another error became %v", err)
	}
}
