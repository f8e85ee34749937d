package node_test

import (
	"context"
	"fmt"
	"os"
	"sync"
	"testing"

	"github.com/EventStore/EventStore-Client-Go/v4/esdb"
)

// The log must not grow with the store, however much is read meanwhile.
func TestLogStaysShort(t *testing.T) {
	t.Parallel()
	n := start(t)
	ctx, cancel := context.WithCancel(context.Background())
	var wg sync.WaitGroup
	for range 3 {
		c := n.client(t)
		wg.Go(func() { readUntil(ctx, c) })
	}
	c := n.client(t)
	const appends, bytes = 220, 900_000
	for i := range appends {
		e := event("large.v1")
		e.Data = make([]byte, bytes)
		mustAppend(t, c, fmt.Sprintf("s-%d", i), esdb.NoStream{}, e)
	}
	cancel()
	wg.Wait()
	info, err := os.Stat(n.cfg.Path + "-wal")
	if err != nil {
		t.Fatal(err)
	}
	if info.Size() > 110<<20 { // 64 MiB, and what is written before the next attempt
		t.Errorf("the log has %d bytes after %d were written", info.Size(), appends*bytes)
	}
}

func readUntil(ctx context.Context, c *esdb.Client) {
	for ctx.Err() == nil {
		r, err := c.ReadAll(ctx, esdb.ReadAllOptions{From: esdb.Start{}}, 1<<40)
		// The context ends the last read; what the reads give is not what is tested.
		_, _ = collect(r, err)
	}
}
