package node_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/EventStore/EventStore-Client-Go/v4/esdb"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"github.com/probity-ledger/probity/node"
)

func wantDamage(t *testing.T, err error, place string) {
	t.Helper()
	if err == nil || status.Code(errors.Unwrap(err)) != codes.DataLoss || !strings.Contains(err.Error(), place) {
		t.Errorf("answered %v, want DataLoss %s", err, place)
	}
}

// Of ten events in two streams the one at position 5 is changed behind the node's back. Whoever comes to it is told so and given
// nothing of it; everybody else is served.
func TestDamagedEvent(t *testing.T) {
	t.Parallel()
	cfg := damage(t, "UPDATE events SET data = x'00' WHERE position = 5")
	n := startWith(t, cfg)
	c := n.client(t)
	r, err := c.ReadAll(context.Background(), esdb.ReadAllOptions{From: esdb.Start{}}, 100)
	got, err := collect(r, err)
	wantDamage(t, err, "position 5")
	for _, e := range got {
		if e.Position.Commit >= 5 {
			t.Errorf("the event at position %d was served", e.Position.Commit)
		}
	}
	sub, err := c.SubscribeToStream(context.Background(), "a-1", esdb.SubscribeToStreamOptions{From: esdb.Start{}})
	if err != nil {
		t.Fatal(err)
	}
	defer sub.Close()
	for dropped := false; !dropped; {
		ev := sub.Recv()
		dropped = ev.SubscriptionDropped != nil
		if ev.EventAppeared != nil && ev.EventAppeared.Event.Position.Commit >= 5 {
			t.Error("a subscription was served the damaged event, or one behind it")
		}
	}
	if got := kinds(readStream(t, c, "b-1")); got != "b0 b1 b2 b3 b4" {
		t.Errorf("the other stream reads %q", got)
	}
	mustAppend(t, c, "b-1", esdb.Revision(4), event("b5"))
	if n.Stats().Damage < 2 {
		t.Errorf("%d times damage was counted", n.Stats().Damage)
	}
}

// A repeated append is not taken for known by an event that is damaged.
func TestDamagedEvent_and_a_repeated_append(t *testing.T) {
	t.Parallel()
	n := start(t)
	first := event("a0")
	mustAppend(t, n.client(t), "a-1", esdb.NoStream{}, first)
	n.stop(t)
	change(t, n.cfg, "UPDATE events SET created = created + 1 WHERE position = 1")
	n = startWith(t, n.cfg)
	_, err := tryAppend(n.client(t), "a-1", esdb.NoStream{}, first)
	wantDamage(t, err, "position 1")
	if n.Stats().Events != 1 {
		t.Error("the append was written")
	}
}

func TestScrubInTheBackground(t *testing.T) {
	t.Parallel()
	cfg := damage(t, "INSERT INTO event_ids VALUES (1, x'00112233445566778899aabbccddeeff', 2)")
	cfg.ScrubEvery = time.Millisecond
	n := startWith(t, cfg)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	for n.Stats().ScrubbedAt == 0 || n.Stats().ScrubFindings == 0 {
		select {
		case <-ctx.Done():
			t.Fatalf("no scrub found anything: %+v", n.Stats())
		case <-time.After(time.Millisecond):
		}
	}
	if n.Stats().Damage == 0 {
		t.Error("the findings were not counted")
	}
}

// The newest events are looked at when the node starts, before anybody reads them.
func TestDamageFoundAtStart(t *testing.T) {
	t.Parallel()
	n := startWith(t, damage(t, "UPDATE events SET metadata = x'00' WHERE position = 9"))
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	for n.Stats().Damage == 0 {
		select {
		case <-ctx.Done():
			t.Fatal("not found")
		case <-time.After(time.Millisecond):
		}
	}
}

// change runs SQL over a closed store.
func change(t *testing.T, cfg node.Config, script string) {
	t.Helper()
	conn, err := sqlite.OpenConn(cfg.Path, sqlite.OpenReadWrite)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := sqlitex.ExecuteScript(conn, script, nil); err != nil {
		t.Fatal(err)
	}
}
