package node_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/EventStore/EventStore-Client-Go/v4/esdb"
)

func subscribeTo(t *testing.T, c *esdb.Client, stream string, from esdb.StreamPosition) *heard {
	t.Helper()
	sub, err := c.SubscribeToStream(context.Background(), stream, esdb.SubscribeToStreamOptions{From: from, ResolveLinkTos: true})
	return listenTo(t, sub, err)
}

// wantEnd waits until the subscription ends because its stream is closed, after exactly these last words.
func (h *heard) wantEnd(t *testing.T, words string) {
	t.Helper()
	select {
	case err := <-h.ended:
		if err == nil || !strings.Contains(err.Error(), "deleted") {
			t.Errorf("ended with %v", err)
		}
	case <-time.After(patience):
		t.Fatal("the subscription did not end")
	}
	var got []string
	for len(h.words) > 0 {
		got = append(got, <-h.words)
	}
	if strings.Join(got, " ") != words {
		t.Errorf("heard %q before the end, want %q", got, words)
	}
}

// The window holds for what a subscription catches up on; what is written while it is live comes whole.
func TestSubscriptionWindow(t *testing.T) {
	t.Parallel()
	c := start(t).client(t)
	mustAppend(t, c, "s-1", esdb.NoStream{}, eventsOf("a", "b", "c")...)
	describe(t, c, "s-1", `{"$maxCount":1}`)
	fromStart, fromZero, meta := subscribeTo(t, c, "s-1", esdb.Start{}), subscribeTo(t, c, "s-1", esdb.Revision(0)), subscribeTo(t, c, "$$s-1", esdb.Start{})
	fromStart.want(t, "c live")
	fromZero.want(t, "c live")
	meta.want(t, "$metadata live")
	mustAppend(t, c, "s-1", esdb.Revision(2), eventsOf("d", "e", "f")...)
	describe(t, c, "s-1", `{"$maxCount":2}`)
	fromStart.want(t, "d e f")
	fromZero.want(t, "d e f")
	meta.want(t, "$metadata")
	subscribeTo(t, c, "s-1", esdb.Start{}).want(t, "e f live")
}

// Whoever subscribes to a soft-deleted stream hears of it again when it comes back, and of nothing it held before.
func TestSubscriptionToSoftDeleted(t *testing.T) {
	t.Parallel()
	c := start(t).client(t)
	mustAppend(t, c, "s-1", esdb.NoStream{}, eventsOf("a", "b", "c")...)
	before := subscribeTo(t, c, "s-1", esdb.Start{})
	before.want(t, "a b c live")
	if _, err := softDelete(c, "s-1", esdb.Any{}); err != nil {
		t.Fatal(err)
	}
	during := []*heard{subscribeTo(t, c, "s-1", esdb.Start{}), subscribeTo(t, c, "s-1", esdb.Revision(1)), subscribeTo(t, c, "s-1", esdb.End{})}
	for _, h := range during {
		h.want(t, "live")
	}
	mustAppend(t, c, "s-1", esdb.Any{}, event("d"))
	for _, h := range append(during, before) {
		h.want(t, "d")
	}
}

func TestSubscriptionToClosed(t *testing.T) {
	t.Parallel()
	c := start(t).client(t)
	mustAppend(t, c, "s-1", esdb.NoStream{}, event("a"))
	live, never := subscribeTo(t, c, "s-1", esdb.Start{}), subscribeTo(t, c, "none-1", esdb.End{})
	live.want(t, "a live")
	never.want(t, "live")
	for _, stream := range []string{"s-1", "none-1"} {
		if _, err := tombstone(c, stream, esdb.Any{}); err != nil {
			t.Fatal(err)
		}
	}
	live.wantEnd(t, "$streamDeleted")
	never.wantEnd(t, "$streamDeleted")
	for _, from := range []esdb.StreamPosition{esdb.Start{}, esdb.End{}, esdb.Revision(0)} {
		subscribeTo(t, c, "s-1", from).wantEnd(t, "")
		subscribeTo(t, c, "$$s-1", from).wantEnd(t, "")
	}
}

// Links are resolved over the seams of pages, whatever the size of what they point at.
func TestManyLinks(t *testing.T) {
	t.Parallel()
	c := start(t).client(t)
	const links = 3000
	large := event("large")
	large.Data = make([]byte, 100_000)
	mustAppend(t, c, "to-1", esdb.NoStream{}, event("small"), large)
	batch := make([]esdb.EventData, links)
	for i := range batch {
		batch[i] = event("$>")
		batch[i].Data = fmt.Appendf(nil, "%d@to-1", min(i%100, 2)%2) // every hundredth and what follows it: 0, 1, 0, 0 …
	}
	mustAppend(t, c, "from-1", esdb.NoStream{}, batch...)
	for _, dir := range []esdb.Direction{esdb.Forwards, esdb.Backwards} {
		var from esdb.StreamPosition = esdb.Start{}
		if dir == esdb.Backwards {
			from = esdb.End{}
		}
		r, err := c.ReadStream(context.Background(), "from-1", esdb.ReadStreamOptions{From: from, Direction: dir, ResolveLinkTos: true}, 1<<40)
		if err != nil {
			t.Fatal(err)
		}
		for i := range links {
			ev, err := r.Recv()
			if err != nil {
				t.Fatal(err)
			}
			number := i
			if dir == esdb.Backwards {
				number = links - 1 - i
			}
			want := "small"
			if number%100 == 1 {
				want = "large"
			}
			if ev.Event.EventType != want || ev.Link == nil || ev.Link.EventNumber != uint64(number) || ev.OriginalEvent().EventType != "$>" {
				t.Fatalf("link %d gave %s by %v", number, ev.Event.EventType, ev.Link)
			}
		}
		r.Close()
	}
	mustAppend(t, c, "from-1", esdb.Any{}, event("plain"))
	h := subscribeTo(t, c, "from-1", esdb.Revision(links-2))
	h.want(t, "small plain live")
}
