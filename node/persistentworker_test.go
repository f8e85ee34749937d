package node_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/EventStore/EventStore-Client-Go/v4/esdb"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// settings are the client's own, but for a change.
func settings(change ...func(*esdb.PersistentSubscriptionSettings)) *esdb.PersistentSubscriptionSettings {
	s := esdb.SubscriptionSettingsDefault()
	for _, c := range change {
		c(&s)
	}
	return &s
}

// often makes every settled event a checkpoint.
func often(s *esdb.PersistentSubscriptionSettings) {
	s.CheckpointLowerBound, s.CheckpointUpperBound = 1, 1
}

func createGroup(t *testing.T, c *esdb.Client, stream string, from esdb.StreamPosition, s *esdb.PersistentSubscriptionSettings) {
	t.Helper()
	err := c.CreatePersistentSubscription(context.Background(), stream, "g",
		esdb.PersistentStreamSubscriptionOptions{StartFrom: from, Settings: s})
	if err != nil {
		t.Fatalf("create the group on %s: %v", stream, err)
	}
}

// worker is a consumer whose events the test takes one by one.
type worker struct {
	sub    *esdb.PersistentSubscription
	events chan *esdb.EventAppeared
	ended  chan error
}

func work(t *testing.T, sub *esdb.PersistentSubscription, err error) *worker {
	t.Helper()
	if err != nil {
		t.Fatalf("connect: %v", err)
	}
	w := &worker{sub: sub, events: make(chan *esdb.EventAppeared, 100_000), ended: make(chan error, 1)}
	go func() {
		for {
			m := sub.Recv()
			if m.SubscriptionDropped != nil {
				w.ended <- m.SubscriptionDropped.Error
				return
			}
			w.events <- m.EventAppeared
		}
	}()
	t.Cleanup(func() { sub.Close() })
	return w
}

func workOn(t *testing.T, c *esdb.Client, stream string, slots uint32) *worker {
	t.Helper()
	sub, err := c.SubscribeToPersistentSubscription(context.Background(), stream, "g",
		esdb.SubscribeToPersistentSubscriptionOptions{BufferSize: slots})
	return work(t, sub, err)
}

// take waits for events of exactly these types, in this order; "a0r1" is a0, given the second time.
func (w *worker) take(t *testing.T, words string) (out []*esdb.ResolvedEvent) {
	t.Helper()
	var got []string
	for _, want := range strings.Fields(words) {
		select {
		case e := <-w.events:
			word := e.Event.OriginalEvent().EventType
			if e.RetryCount > 0 {
				word += fmt.Sprintf("r%d", e.RetryCount)
			}
			if got = append(got, word); word != want {
				t.Fatalf("was given %q, want %q", got, words)
			}
			out = append(out, e.Event)
		case err := <-w.ended:
			t.Fatalf("the consumer was ended after %q: %v", got, err)
		case <-time.After(patience):
			t.Fatalf("was given only %q of %q", got, words)
		}
	}
	return out
}

func (w *worker) ack(t *testing.T, events ...*esdb.ResolvedEvent) {
	t.Helper()
	if err := w.sub.Ack(events...); err != nil {
		t.Fatalf("ack: %v", err)
	}
}

func (w *worker) nack(t *testing.T, action esdb.NackAction, events ...*esdb.ResolvedEvent) {
	t.Helper()
	if err := w.sub.Nack("unfit", action, events...); err != nil {
		t.Fatalf("nack: %v", err)
	}
}

func (w *worker) wantEnd(t *testing.T, code codes.Code) {
	t.Helper()
	select {
	case err := <-w.ended:
		if status.Code(err) != code {
			t.Errorf("the consumer was ended with %v, want %s", err, code)
		}
	case <-time.After(patience):
		t.Fatal("the consumer was not ended")
	}
}

func groupInfo(t *testing.T, c *esdb.Client, stream string) *esdb.PersistentSubscriptionInfo {
	t.Helper()
	info, err := c.GetPersistentSubscriptionInfo(context.Background(), stream, "g", esdb.GetPersistentSubscriptionOptions{})
	if err != nil {
		t.Fatalf("info: %v", err)
	}
	return info
}

// eventually waits until the group's figures are as wanted.
func eventually(t *testing.T, c *esdb.Client, stream string, wanted func(*esdb.PersistentSubscriptionInfo) bool) {
	t.Helper()
	deadline := time.After(patience)
	for {
		info := groupInfo(t, c, stream)
		if wanted(info) {
			return
		}
		select {
		case <-deadline:
			t.Fatalf("the group never came to be as wanted: %+v", *info.Stats)
		case <-time.After(5 * time.Millisecond):
		}
	}
}

func parked(n int64) func(*esdb.PersistentSubscriptionInfo) bool {
	return func(i *esdb.PersistentSubscriptionInfo) bool { return i.Stats.ParkedMessagesCount == n }
}

func checkpointed(revision uint64) func(*esdb.PersistentSubscriptionInfo) bool {
	return func(i *esdb.PersistentSubscriptionInfo) bool {
		at := i.Stats.LastCheckpointedEventRevision
		return at != nil && *at == revision
	}
}
