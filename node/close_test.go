package node_test

import (
	"context"
	"fmt"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/EventStore/EventStore-Client-Go/v4/esdb"
	"go.uber.org/goleak"
)

// A node closed under load ends its subscriptions, keeps every append it acknowledged and leaves no goroutine behind.
func TestCloseUnderLoad(t *testing.T) {
	before := goleak.IgnoreCurrent()
	n := start(t)
	clients := make([]*esdb.Client, 8)
	for i := range clients {
		clients[i] = n.client(t)
	}
	var wg sync.WaitGroup
	for i := range 5 {
		sub, err := clients[i].SubscribeToAll(context.Background(), esdb.SubscribeToAllOptions{From: esdb.Start{}})
		if err != nil {
			t.Fatal(err)
		}
		defer sub.Close()
		if i > 0 { // the first is never read
			wg.Go(func() { untilDropped(sub) })
		}
	}
	kept := make([]int, len(clients))
	for i, c := range clients {
		wg.Go(func() { kept[i] = appendUntilRefused(c, fmt.Sprintf("s-%d", i)) })
	}
	for n.Stats().Appends < 200 {
		time.Sleep(time.Millisecond)
	}
	n.stop(t)
	wg.Wait()
	for _, c := range clients {
		c.Close()
	}
	goleak.VerifyNone(t, before, patternClock)

	if _, err := os.Stat(n.cfg.Socket); err == nil {
		t.Error("the socket is still there")
	}
	n = startWith(t, n.cfg)
	stored := make(map[string]int)
	for _, e := range readAll(t, n.client(t)) {
		stored[e.StreamID]++
	}
	for i, k := range kept {
		if got := stored[fmt.Sprintf("s-%d", i)]; got < k || got > k+1 {
			t.Errorf("s-%d holds %d events, %d were acknowledged", i, got, k)
		}
	}
}

func untilDropped(sub *esdb.Subscription) {
	for sub.Recv().SubscriptionDropped == nil {
	}
}

// appendUntilRefused tells how many appends were acknowledged before the node went away. It makes no call after the
// first error: the client may hang then.
func appendUntilRefused(c *esdb.Client, stream string) (acknowledged int) {
	var expect esdb.ExpectedRevision = esdb.NoStream{}
	for {
		if _, err := tryAppend(c, stream, expect, event("a.v1")); err != nil {
			return acknowledged
		}
		expect = esdb.Revision(uint64(acknowledged))
		acknowledged++
	}
}
