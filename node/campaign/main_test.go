// Package campaign does to the event store what a bad year does to a machine, five hundred times over: it kills the store,
// fills its disk and damages its file while people write to it, and then holds what is stored against what was promised.
//
// The store runs in a process of its own, so that a kill is a real one. Each test has a short form that always runs; the
// environment asks for the long one, as `make campaign` does:
//
//	PROBITY_KILLS       how often a test kills the store
//	PROBITY_FULL_DISKS  how often the disk fills up
package campaign

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"strconv"
	"syscall"
	"testing"

	"go.uber.org/goleak"

	"github.com/probity-ledger/probity/node"
)

const (
	killsVariable = "PROBITY_KILLS"
	disksVariable = "PROBITY_FULL_DISKS"

	// These two make the test binary the store that is killed.
	pathVariable   = "PROBITY_CAMPAIGN_PATH"
	socketVariable = "PROBITY_CAMPAIGN_SOCKET"
)

// TestMain lets the test binary also be the process that is killed.
func TestMain(m *testing.M) {
	if path := os.Getenv(pathVariable); path != "" {
		fmt.Fprintln(os.Stderr, serve(path, os.Getenv(socketVariable)))
		os.Exit(1)
	}
	goleak.VerifyTestMain(m)
}

// limitFiles has the store let its files grow no more.
const limitFiles = syscall.SIGUSR1

// serve is the store. It ends by a signal, or with an error.
func serve(path, socket string) error {
	signal.Ignore(syscall.SIGXFSZ)
	limit := make(chan os.Signal, 1)
	signal.Notify(limit, limitFiles)
	go func() {
		<-limit
		info, err := os.Stat(path + "-wal")
		if err == nil {
			err = syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: uint64(info.Size())/2 + 5000, Max: 1 << 50})
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, "limit files:", err)
			os.Exit(1)
		}
	}()
	n, err := node.Open(node.Config{Path: path, Socket: socket})
	if err != nil {
		return err
	}
	return n.Serve(context.Background())
}

// times is how often a test does what it does: what the environment says, or the short form.
func times(t *testing.T, variable string, short int) int {
	t.Helper()
	text := os.Getenv(variable)
	if text == "" {
		return short
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		t.Fatalf("%s=%q is not a number of times", variable, text)
	}
	return n
}
