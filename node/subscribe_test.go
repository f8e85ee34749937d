package node_test

import (
	"context"
	"flag"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/EventStore/EventStore-Client-Go/v4/esdb"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"github.com/probity-ledger/probity/node"
)

// patience is how long a test waits for a message that must come.
const patience = 20 * time.Second

// heard is a subscription read in the background, one word per message: an event's type, "live", or "cp" and a
// checkpoint's position.
type heard struct {
	sub   *esdb.Subscription
	words chan string
	ended chan error
}

func listenTo(t *testing.T, sub *esdb.Subscription, err error) *heard {
	t.Helper()
	if err != nil {
		t.Fatalf("subscribe: %v", err)
	}
	h := &heard{sub: sub, words: make(chan string, 100_000), ended: make(chan error, 1)}
	go func() {
		for {
			m := sub.Recv()
			switch {
			case m.SubscriptionDropped != nil:
				h.ended <- m.SubscriptionDropped.Error
				return
			case m.EventAppeared != nil:
				h.words <- m.EventAppeared.Event.EventType
			case m.CaughtUp != nil:
				h.words <- "live"
			case m.CheckPointReached != nil:
				h.words <- fmt.Sprintf("cp%d", m.CheckPointReached.Commit)
			}
		}
	}()
	t.Cleanup(func() { sub.Close() })
	return h
}

// want waits for exactly these words, in this order.
func (h *heard) want(t *testing.T, words string) {
	t.Helper()
	var got []string
	for _, w := range strings.Fields(words) {
		select {
		case g := <-h.words:
			got = append(got, g)
			if g != w {
				t.Fatalf("heard %q, want %q", strings.Join(got, " "), words)
			}
		case err := <-h.ended:
			t.Fatalf("the subscription ended after %q: %v", got, err)
		case <-time.After(patience):
			t.Fatalf("heard only %q of %q", got, words)
		}
	}
}

func TestSubscribeToStream(t *testing.T) {
	t.Parallel()
	c := start(t).client(t)
	told(t, c)
	for _, tc := range []struct {
		name string
		from esdb.StreamPosition
		want string
	}{
		{"from start", esdb.Start{}, "a0 a1 a2 a3 a4 live"},
		{"after a revision", esdb.Revision(2), "a3 a4 live"},
		{"after the last", esdb.Revision(4), "live"},
		{"from end", esdb.End{}, "live"},
		{"by default from end", nil, "live"},
	} {
		sub, err := c.SubscribeToStream(context.Background(), "a-1", esdb.SubscribeToStreamOptions{From: tc.from})
		h := listenTo(t, sub, err)
		h.want(t, tc.want)
		defer h.want(t, "a5 a6")
	}
	mustAppend(t, c, "b-1", esdb.Revision(4), event("b5"))
	mustAppend(t, c, "a-1", esdb.Revision(4), event("a5"), event("a6"))
}

func TestSubscribeToMissingStream(t *testing.T) {
	t.Parallel()
	c := start(t).client(t)
	for _, from := range []esdb.StreamPosition{esdb.Start{}, esdb.End{}} {
		sub, err := c.SubscribeToStream(context.Background(), "later-1", esdb.SubscribeToStreamOptions{From: from})
		h := listenTo(t, sub, err)
		h.want(t, "live")
		defer h.want(t, "first second")
	}
	mustAppend(t, c, "later-1", esdb.NoStream{}, event("first"))
	mustAppend(t, c, "later-1", esdb.Revision(0), event("second"))
}

func TestSubscribeToAll(t *testing.T) {
	t.Parallel()
	c := start(t).client(t)
	told(t, c)
	for _, tc := range []struct {
		name string
		from esdb.AllPosition
		want string
	}{
		{"from start", esdb.Start{}, "a0 b0 a1 b1 a2 b2 a3 b3 a4 b4 live"},
		{"after a position", esdb.Position{Commit: 8, Prepare: 8}, "a4 b4 live"},
		{"after the last position", esdb.Position{Commit: 10, Prepare: 10}, "live"},
		{"from end", esdb.End{}, "live"},
	} {
		sub, err := c.SubscribeToAll(context.Background(), esdb.SubscribeToAllOptions{From: tc.from})
		h := listenTo(t, sub, err)
		h.want(t, tc.want)
		defer h.want(t, "c0 c1 d0")
	}
	mustAppend(t, c, "c-1", esdb.NoStream{}, eventsOf("c0", "c1")...)
	mustAppend(t, c, "d-1", esdb.NoStream{}, event("d0"))
}

// Checkpoints come every window × interval events considered, whether they passed the filter or not, and once when
// the end is reached.
func TestCheckpoints(t *testing.T) {
	t.Parallel()
	c := start(t).client(t)
	told(t, c)
	sub, err := c.SubscribeToAll(context.Background(), esdb.SubscribeToAllOptions{
		From: esdb.Start{}, MaxSearchWindow: 2, CheckpointInterval: 2,
		Filter: &esdb.SubscriptionFilter{Type: esdb.StreamFilterType, Prefixes: []string{"b-"}},
	})
	h := listenTo(t, sub, err)
	h.want(t, "b0 b1 cp4 b2 b3 cp8 b4 cp10 live")
	mustAppend(t, c, "a-1", esdb.Revision(4), eventsOf("a5", "a6", "a7")...) // 11 12 13
	mustAppend(t, c, "b-1", esdb.Revision(4), event("b5"))                   // 14
	h.want(t, "b5 cp14")

	sub, err = c.SubscribeToAll(context.Background(), esdb.SubscribeToAllOptions{
		From: esdb.Position{Commit: 8, Prepare: 8}, MaxSearchWindow: 100, CheckpointInterval: 1,
		Filter: &esdb.SubscriptionFilter{Type: esdb.EventFilterType, Prefixes: []string{"b5", "zz"}},
	})
	listenTo(t, sub, err).want(t, "b5 cp14 live")
}

// A resumed subscription, from any checkpoint or event, misses nothing and repeats nothing.
func TestResumeFromEveryPosition(t *testing.T) {
	t.Parallel()
	c := start(t).client(t)
	told(t, c)
	all := strings.Fields(kinds(readAll(t, c)))
	for p := range len(all) + 1 {
		sub, err := c.SubscribeToAll(context.Background(),
			esdb.SubscribeToAllOptions{From: esdb.Position{Commit: uint64(p), Prepare: uint64(p)}})
		listenTo(t, sub, err).want(t, strings.Join(append(all[p:len(all):len(all)], "live"), " "))
	}
}

// A subscription nobody reads must not hold up writers, and loses nothing when it is read again.
func TestSlowSubscriber(t *testing.T) {
	t.Parallel()
	n := start(t)
	c := n.client(t)
	sub, err := n.client(t).SubscribeToAll(context.Background(), esdb.SubscribeToAllOptions{From: esdb.Start{}})
	if err != nil {
		t.Fatal(err)
	}
	const appends, each = 30, 100
	for i := range appends {
		events := make([]esdb.EventData, each)
		for j := range events {
			events[j] = event(fmt.Sprint(i*each + j))
			events[j].Data = make([]byte, 5000) // 15 MB in all: far more than the connection holds
		}
		mustAppend(t, c, fmt.Sprintf("s-%d", i), esdb.NoStream{}, events...)
	}
	h := listenTo(t, sub, nil)
	for next := 0; next < appends*each; {
		select {
		case w := <-h.words:
			if w == "live" {
				continue
			}
			if w != fmt.Sprint(next) {
				t.Fatalf("heard event %s, want %d", w, next)
			}
			next++
		case err := <-h.ended:
			t.Fatalf("the subscription ended: %v", err)
		case <-time.After(patience):
			t.Fatalf("heard only %d events", next)
		}
	}
}

func TestSubscriptionsEndWithTheNode(t *testing.T) {
	t.Parallel()
	n := start(t)
	c := n.client(t)
	sub, err := c.SubscribeToAll(context.Background(), esdb.SubscribeToAllOptions{From: esdb.Start{}})
	h := listenTo(t, sub, err)
	h.want(t, "live")
	if got := n.Stats().Subscriptions; got != 1 {
		t.Errorf("%d subscriptions counted, want 1", got)
	}
	n.stop(t)
	select {
	case err := <-h.ended:
		if status.Code(err) != codes.Unavailable {
			t.Errorf("the subscription ended with %v, want Unavailable", err)
		}
	case <-time.After(patience):
		t.Error("the subscription did not end")
	}
}

// A subscription sees every event once and in order while many writers write and it changes between catching up and
// being live.
func TestSubscribeWhileWriting(t *testing.T) {
	t.Parallel()
	n := start(t, func(cfg *node.Config) { cfg.GroupLimit = 7 })
	c := n.client(t)
	sub, err := c.SubscribeToAll(context.Background(), esdb.SubscribeToAllOptions{From: esdb.Start{}})
	if err != nil {
		t.Fatal(err)
	}
	defer sub.Close()
	const writers, each = 8, 200
	var writing sync.WaitGroup
	defer writing.Wait() // an event may be seen before its append is answered
	for w := range writers {
		writing.Go(func() {
			var expect esdb.ExpectedRevision = esdb.NoStream{}
			for i := range each {
				if _, err := tryAppend(c, fmt.Sprintf("s-%d", w), expect, event("a")); err != nil {
					t.Errorf("append: %v", err)
					return
				}
				expect = esdb.Revision(uint64(i))
			}
		})
	}
	next, last := make(map[string]uint64), uint64(0)
	for seen := 0; seen < writers*each; {
		m := sub.Recv()
		if m.SubscriptionDropped != nil {
			t.Fatal(m.SubscriptionDropped.Error)
		}
		if m.EventAppeared == nil {
			continue
		}
		e := m.EventAppeared.Event
		if e.EventNumber != next[e.StreamID] || e.Position.Commit <= last {
			t.Fatalf("%s@%d at %d came after %d events of it and position %d",
				e.StreamID, e.EventNumber, e.Position.Commit, next[e.StreamID], last)
		}
		next[e.StreamID]++
		last = e.Position.Commit
		seen++
	}
}

var idle = flag.Duration("idle", 0, "how long the keepalive test leaves a subscription idle; it shows something from 40s on")

// The client pings an idle connection every ten seconds. A server that takes this for abuse hangs up after half a
// minute.
func TestIdleSubscriptionStays(t *testing.T) {
	t.Parallel()
	if *idle == 0 {
		t.Skip("takes -idle=40s")
	}
	c := start(t).client(t)
	sub, err := c.SubscribeToAll(context.Background(), esdb.SubscribeToAllOptions{From: esdb.Start{}})
	h := listenTo(t, sub, err)
	h.want(t, "live")
	time.Sleep(*idle)
	mustAppend(t, c, "a-1", esdb.NoStream{}, event("a"))
	h.want(t, "a")
}
