package node_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/EventStore/EventStore-Client-Go/v4/esdb"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func limitPages(t *testing.T, n *started, more int64) {
	t.Helper()
	if err := n.LimitPages(more); err != nil {
		t.Fatal(err)
	}
}

func large() esdb.EventData {
	e := event("large.v1")
	e.Data = make([]byte, 200_000)
	return e
}

func TestDiskFull(t *testing.T) {
	t.Parallel()
	n := start(t)
	c := n.client(t)
	told(t, c)
	limitPages(t, n, 3)

	_, err := tryAppend(c, "new-1", esdb.NoStream{}, event("before"), large(), event("after"))
	if status.Code(errors.Unwrap(err)) != codes.ResourceExhausted {
		t.Fatalf("an append to a full disk answered %v, want ResourceExhausted", err)
	}
	r, err := c.ReadStream(context.Background(), "new-1", esdb.ReadStreamOptions{}, 1)
	if _, err := collect(r, err); !isCode(err, esdb.ErrorCodeResourceNotFound) {
		t.Errorf("a refused append left a stream behind: %v", err)
	}
	if got := len(readAll(t, c)); got != 10 || n.Stats().Events != 10 {
		t.Errorf("%d events read, %d counted; want 10", got, n.Stats().Events)
	}

	limitPages(t, n, -1)
	if r := mustAppend(t, c, "new-1", esdb.NoStream{}, large()); r.CommitPosition <= 10 {
		t.Errorf("with space again the append went to position %d", r.CommitPosition)
	}
	n = n.again(t)
	if got := len(readAll(t, n.client(t))); got != 11 {
		t.Errorf("%d events after a restart, want 11", got)
	}
}

// Appends that fit must not suffer from one in their group that does not.
func TestFullForOneOnly(t *testing.T) {
	t.Parallel()
	n := start(t)
	c := n.client(t)
	told(t, c)
	limitPages(t, n, 12) // room for the small ones
	var wg sync.WaitGroup
	for i := range 30 {
		wg.Go(func() {
			ev, want := event("small.v1"), codes.OK
			if i%5 == 0 {
				ev, want = large(), codes.ResourceExhausted
			}
			_, err := tryAppend(c, fmt.Sprintf("s-%d", i), esdb.NoStream{}, ev)
			if got := status.Code(errors.Unwrap(err)); err != nil && got != want || err == nil && want != codes.OK {
				t.Errorf("append %d answered %v, want %v", i, err, want)
			}
		})
	}
	wg.Wait()
	if got := len(readAll(t, c)); got != 10+24 {
		t.Errorf("%d events stored, want 34", got)
	}
}
