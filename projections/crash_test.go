package projections_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/probity-ledger/probity/projections"
	"github.com/probity-ledger/probity/projections/viewtest"
)

// TestMain lets the test binary also be the process that TestCrash kills.
func TestMain(m *testing.M) {
	if dir := os.Getenv("PROJECTIONS_TEST_CHILD"); dir != "" {
		child(dir)
	}
	goleak.VerifyTestMain(m)
}

// crashStories is how many stories the log of the crash test holds; one in thirty cannot be applied.
const crashStories = 60

func crashLog() *viewtest.Log {
	log := &viewtest.Log{Batch: 7}
	for i := range crashStories {
		story := viewtest.Tell(log, i, viewtest.Forces[i%2])
		if i%3 == 0 {
			story.Refer(log)
		}
		if i%30 == 0 {
			viewtest.Tell(log, i, viewtest.Forces[0]) // again, under the same ids
		}
	}
	return log
}

// child builds the views again and again until it is killed.
func child(dir string) {
	log := crashLog()
	r, err := projections.Open(projections.Config{Dir: dir, Log: log, BatchLimit: 20}, everyProjection()...)
	if err != nil {
		fmt.Println("error", err)
		os.Exit(1)
	}
	go func() {
		if err := r.Run(context.Background()); err != nil {
			fmt.Println("error", err)
			os.Exit(1)
		}
	}()
	fmt.Println("running")
	for {
		if err := r.Ready(context.Background()); err != nil {
			os.Exit(1)
		}
		for _, p := range everyProjection() {
			if err := r.Rebuild(context.Background(), p.Name()); err != nil && !errors.Is(err, projections.ErrRebuilding) {
				fmt.Println("error", err)
				os.Exit(1)
			}
		}
	}
}

// Killed at any moment, also while a new file is put in place, the views go on where they stopped and end as they would have.
func TestCrash(t *testing.T) {
	t.Parallel()
	dir, r := filepath.Join(t.TempDir(), "views"), rand.New(rand.NewPCG(1, 2))
	rounds := 12
	if testing.Short() {
		rounds = 3
	}
	for range rounds {
		killSoon(t, dir, time.Duration(r.IntN(400))*time.Millisecond)
	}
	log := crashLog()
	survived, fresh := viewtest.OpenIn(t, dir, log, everyProjection()...), viewtest.Open(t, log, everyProjection()...)
	for _, p := range everyProjection() {
		if viewtest.Digest(t, survived, p.Name()) != viewtest.Digest(t, fresh, p.Name()) {
			t.Errorf("%s differs from a view that nobody disturbed", p.Name())
		}
	}
}

// killSoon starts the child and kills it a while after it began to run.
func killSoon(t *testing.T, dir string, after time.Duration) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "PROJECTIONS_TEST_CHILD="+dir)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	if !lines.Scan() || lines.Text() != "running" {
		t.Errorf("the child said %q", lines.Text())
	}
	kill := time.AfterFunc(after, func() { _ = cmd.Process.Kill() })
	defer kill.Stop()
	for lines.Scan() {
		t.Errorf("the child said %q", lines.Text())
	}
	_ = cmd.Wait()
}
