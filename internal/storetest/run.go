package storetest

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"google.golang.org/grpc"
)

const (
	patience = 20 * time.Second // for one call, and for one message of a subscription
	settling = 10 * time.Second // for an answer that comes "eventually"
	between  = 50 * time.Millisecond
)

// Run puts every question to the target. Rows use streams of their own and may run on a server that others use.
func Run(t *testing.T, target Target) {
	rows, err := everyRow()
	if err != nil {
		t.Fatal(err)
	}
	conn := target.conn(t)
	has := capable(t, target, conn)
	for _, c := range checks {
		t.Run(c.name, func(t *testing.T) {
			if !c.alone {
				t.Parallel()
			}
			c.check(t, target, conn)
		})
	}
	for _, r := range rows {
		t.Run(r.table+"/"+r.name, func(t *testing.T) {
			t.Parallel()
			if missing := r.lacks(has); missing != "" {
				t.Skipf("clause %s: the server does not serve, or is not known to have: %s", r.clause, missing)
			}
			for _, problem := range ask(t.Context(), target, conn, r) {
				t.Errorf("clause %s: %s", r.clause, problem)
			}
		})
	}
}

// checks are the questions that are not rows of a table. One that is alone runs before all that is parallel.
var checks = []struct {
	name  string
	alone bool
	check func(*testing.T, Target, *grpc.ClientConn)
}{
	{"server features", true, checkFeatures},
	{"gossip", false, checkGossip},
	{"credentials", false, checkCredentials},
	{"checkpoints", false, checkCheckpoints},
	{"contest", false, checkContest},
	{"behind and live again", false, checkBehind},
	{"Go client", false, checkGoClient},
}

func (r row) lacks(has map[string]bool) string {
	missing := slices.DeleteFunc(slices.Clone(r.needs), func(n string) bool { return has[n] })
	return strings.Join(missing, ", ")
}

// capable tells what the target has of what rows may need. A whole target must have every method.
func capable(t *testing.T, target Target, conn *grpc.ClientConn) map[string]bool {
	t.Helper()
	advertised, err := features(t.Context(), conn)
	if err != nil {
		t.Fatal(err)
	}
	return map[string]bool{
		"batch":  target.Whole || advertised[methodBatchAppend],
		"groups": target.Whole || advertised[methodGroupRead],
		"size":   target.MaxAppendBytes > 0,
		"auth":   target.Secure,
	}
}

// ask runs one row and gives what was wrong, nothing when all answers were right. It stops at the first wrong one,
// for those after it may rest on it.
func ask(ctx context.Context, target Target, conn *grpc.ClientConn, r row) []string {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	w, err := newWorld(ctx, target, conn)
	if err != nil {
		return []string{err.Error()}
	}
	defer w.close()
	for _, s := range r.steps {
		got, err := w.answer(s)
		if err != nil {
			return append(w.problems, fmt.Sprintf("%s: %s: %v", s.place, s.text, err))
		}
		if !s.accepts(got) {
			return append(w.problems, fmt.Sprintf("%s: %s: got %s", s.place, s.text, got))
		}
	}
	return w.problems
}

func (s step) accepts(got string) bool { return len(s.want) == 0 || slices.Contains(s.want, got) }

// answer puts a step, again and again where the answer may take its time.
func (w *world) answer(s step) (string, error) {
	deadline := time.NewTimer(settling)
	defer deadline.Stop()
	pause := time.NewTicker(between)
	defer pause.Stop()
	for {
		got, err := commandFor(s.verb)(w, s)
		if err != nil || !s.eventually || s.accepts(got) {
			return got, err
		}
		select {
		case <-deadline.C:
			return got, nil
		case <-pause.C:
		}
	}
}
