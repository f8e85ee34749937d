package node_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/EventStore/EventStore-Client-Go/v4/esdb"
)

// BenchmarkPersistent gives events out to one consumer that acknowledges each, and counts events.
func BenchmarkPersistent(b *testing.B) {
	c := start(b).client(b)
	ctx := context.Background()
	for n := 0; n < b.N; n += 1000 {
		batch := make([]esdb.EventData, 1000)
		for i := range batch {
			batch[i] = event(fmt.Sprint("e", i))
		}
		mustAppend(b, c, "bench-1", esdb.Any{}, batch...)
	}
	err := c.CreatePersistentSubscription(ctx, "bench-1", "g", esdb.PersistentStreamSubscriptionOptions{StartFrom: esdb.Start{}})
	if err != nil {
		b.Fatal(err)
	}
	sub, err := c.SubscribeToPersistentSubscription(ctx, "bench-1", "g", esdb.SubscribeToPersistentSubscriptionOptions{BufferSize: 100})
	if err != nil {
		b.Fatal(err)
	}
	defer sub.Close()
	b.ResetTimer()
	for range b.N {
		m := sub.Recv()
		if m.EventAppeared == nil {
			b.Fatal(m.SubscriptionDropped.Error)
		}
		if err := sub.Ack(m.EventAppeared.Event); err != nil {
			b.Fatal(err)
		}
	}
}
