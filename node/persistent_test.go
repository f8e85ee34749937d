package node_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/EventStore/EventStore-Client-Go/v4/esdb"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func TestPersistent_starts_where_it_is_told(t *testing.T) {
	t.Parallel()
	c := start(t).client(t)
	told(t, c)
	for i, tc := range []struct {
		name string
		from esdb.StreamPosition
		want string
	}{
		{"from the start", esdb.Start{}, "a0 a1 a2 a3 a4 a5"},
		{"from a revision, inclusive", esdb.Revision(3), "a3 a4 a5"},
		{"from the end", esdb.End{}, "a5"},
		{"from beyond the end", esdb.Revision(6), "a6"},
	} {
		err := c.CreatePersistentSubscription(context.Background(), "a-1", fmt.Sprint(i),
			esdb.PersistentStreamSubscriptionOptions{StartFrom: tc.from})
		if err != nil {
			t.Fatal(err)
		}
		defer func() {
			sub, err := c.SubscribeToPersistentSubscription(context.Background(), "a-1", fmt.Sprint(i),
				esdb.SubscribeToPersistentSubscriptionOptions{})
			work(t, sub, err).take(t, tc.want)
		}()
	}
	mustAppend(t, c, "a-1", esdb.Revision(4), event("a5"), event("a6"))
}

func TestPersistent_gives_no_more_than_the_buffer_size(t *testing.T) {
	t.Parallel()
	c := start(t).client(t)
	told(t, c)
	createGroup(t, c, "a-1", esdb.Start{}, settings())
	w := workOn(t, c, "a-1", 2)
	first := w.take(t, "a0 a1")
	if info := groupInfo(t, c, "a-1"); info.Stats.TotalInFlightMessages != 2 || info.Connections[0].AvailableSlots != 0 {
		t.Errorf("with both slots full: %+v", info.Connections[0])
	}
	select {
	case e := <-w.events:
		t.Fatalf("%s came although both slots are full", e.Event.Event.EventType)
	default:
	}
	w.ack(t, first[0])
	w.take(t, "a2")
}

func TestPersistent_answers(t *testing.T) {
	t.Parallel()
	c := start(t).client(t)
	for _, tc := range []struct {
		name   string
		action esdb.NackAction
		next   string
		parked int64
	}{
		{"retry", esdb.NackActionRetry, "one-r1 two-", 0},
		{"unknown is retry", esdb.NackActionUnknown, "one-r1 two-", 0},
		{"skip", esdb.NackActionSkip, "two- three-", 0},
		{"park", esdb.NackActionPark, "two- three-", 1},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			stream := "answers-" + strings.ReplaceAll(tc.name, " ", "_")
			mustAppend(t, c, stream, esdb.NoStream{}, eventsOf("one-", "two-", "three-")...)
			createGroup(t, c, stream, esdb.Start{}, settings(often))
			w := workOn(t, c, stream, 1)
			w.nack(t, tc.action, w.take(t, "one-")...)
			words := strings.Fields(tc.next)
			w.ack(t, w.take(t, words[0])...)
			w.take(t, words[1])
			eventually(t, c, stream, parked(tc.parked))
		})
	}
	t.Run("stop ends the consumer and loses nothing", func(t *testing.T) {
		t.Parallel()
		mustAppend(t, c, "answers-stop", esdb.NoStream{}, eventsOf("one-", "two-")...)
		createGroup(t, c, "answers-stop", esdb.Start{}, settings())
		w := workOn(t, c, "answers-stop", 1)
		w.nack(t, esdb.NackActionStop, w.take(t, "one-")...)
		w.wantEnd(t, codes.Canceled)
		workOn(t, c, "answers-stop", 2).take(t, "one-r1 two-")
	})
}

func TestPersistent_gives_again_what_is_not_answered_and_parks_it_in_the_end(t *testing.T) {
	t.Parallel()
	c := start(t).client(t)
	mustAppend(t, c, "late-1", esdb.NoStream{}, event("slow"))
	createGroup(t, c, "late-1", esdb.Start{}, settings(often, func(s *esdb.PersistentSubscriptionSettings) {
		s.MessageTimeout, s.MaxRetryCount = 20, 2
	}))
	workOn(t, c, "late-1", 1).take(t, "slow slowr1 slowr2")
	eventually(t, c, "late-1", parked(1))
	eventually(t, c, "late-1", checkpointed(0))
	links := readStream(t, c, "$persistentsubscription-late-1::g-parked")
	if len(links) != 1 || links[0].EventType != "$>" || string(links[0].Data) != "0@late-1" ||
		!strings.Contains(string(links[0].UserMetadata), `"reason":"It came back 3 times`) {
		t.Errorf("parked: %+v", links)
	}
}

func TestPersistent_gives_others_what_a_consumer_left_behind(t *testing.T) {
	t.Parallel()
	c := start(t).client(t)
	told(t, c)
	createGroup(t, c, "a-1", esdb.Start{}, settings())
	w := workOn(t, c, "a-1", 2)
	w.take(t, "a0 a1")
	w.sub.Close()
	eventually(t, c, "a-1", func(i *esdb.PersistentSubscriptionInfo) bool { return len(i.Connections) == 0 })
	workOn(t, c, "a-1", 3).take(t, "a0r1 a1r1 a2")
}

func TestPersistent_shares_the_work(t *testing.T) {
	t.Parallel()
	c := start(t).client(t)
	createGroup(t, c, "shared-1", esdb.Start{}, settings())
	one, two := workOn(t, c, "shared-1", 10), workOn(t, c, "shared-1", 10)
	mustAppend(t, c, "shared-1", esdb.NoStream{}, eventsOf("e0", "e1", "e2", "e3")...)
	one.take(t, "e0 e2")
	two.take(t, "e1 e3")
}

func TestPersistent_replays_what_is_parked(t *testing.T) {
	t.Parallel()
	c := start(t).client(t)
	mustAppend(t, c, "again-1", esdb.NoStream{}, eventsOf("e0", "e1", "e2")...)
	createGroup(t, c, "again-1", esdb.Start{}, settings(often))
	w := workOn(t, c, "again-1", 10)
	w.nack(t, esdb.NackActionPark, w.take(t, "e0 e1 e2")...)
	eventually(t, c, "again-1", parked(3))

	replay := func(stop int) {
		t.Helper()
		err := c.ReplayParkedMessages(context.Background(), "again-1", "g", esdb.ReplayParkedMessagesOptions{StopAt: stop})
		if err != nil {
			t.Fatal(err)
		}
	}
	replay(1)
	got := w.take(t, "$>")
	if e := got[0].Event; e == nil || e.EventType != "e0" || e.EventNumber != 0 || got[0].Link.StreamID != "$persistentsubscription-again-1::g-parked" {
		t.Fatalf("replayed: %+v", got[0])
	}
	w.ack(t, got...)
	eventually(t, c, "again-1", parked(2))
	replay(0)
	w.ack(t, w.take(t, "$> $>")...)
	eventually(t, c, "again-1", parked(0))
}

func TestPersistent_outlives_the_node(t *testing.T) {
	t.Parallel()
	n := start(t)
	c := n.client(t)
	mustAppend(t, c, "long-1", esdb.NoStream{}, eventsOf("e0", "e1", "e2", "e3", "e4")...)
	createGroup(t, c, "long-1", esdb.Start{}, settings(often, func(s *esdb.PersistentSubscriptionSettings) { s.ExtraStatistics = true }))
	w := workOn(t, c, "long-1", 10)
	got := w.take(t, "e0 e1 e2 e3 e4")
	w.ack(t, got[0], got[3])
	w.nack(t, esdb.NackActionPark, got[1])
	eventually(t, c, "long-1", checkpointed(1))

	c = n.again(t).client(t)
	info := groupInfo(t, c, "long-1")
	if !info.Settings.ExtraStatistics || info.Settings.CheckpointUpperBound != 1 || !checkpointed(1)(info) || !parked(1)(info) {
		t.Errorf("after a restart: %+v %+v", *info.Settings, *info.Stats)
	}
	w = workOn(t, c, "long-1", 10)
	w.ack(t, w.take(t, "e2 e3 e4")...)
	eventually(t, c, "long-1", checkpointed(4))
}

func TestPersistent_from_the_end_stays_where_it_was_created(t *testing.T) {
	t.Parallel()
	n := start(t)
	c := n.client(t)
	told(t, c)
	createGroup(t, c, "a-1", esdb.End{}, settings())
	createGroup(t, c, "new-1", esdb.End{}, settings())
	mustAppend(t, c, "a-1", esdb.Revision(4), event("a5"))
	mustAppend(t, c, "new-1", esdb.NoStream{}, event("n0"))
	c = n.again(t).client(t)
	workOn(t, c, "a-1", 10).take(t, "a5")
	workOn(t, c, "new-1", 10).take(t, "n0")
}

func TestPersistent_to_all(t *testing.T) {
	t.Parallel()
	n := start(t)
	c := n.client(t)
	told(t, c)
	ctx := context.Background()
	err := c.CreatePersistentSubscriptionToAll(ctx, "g", esdb.PersistentAllSubscriptionOptions{
		StartFrom: esdb.Start{}, Settings: settings(often),
		Filter: &esdb.SubscriptionFilter{Type: esdb.StreamFilterType, Prefixes: []string{"a-"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	connect := func(c *esdb.Client) *worker {
		sub, err := c.SubscribeToPersistentSubscriptionToAll(ctx, "g", esdb.SubscribeToPersistentSubscriptionOptions{BufferSize: 20})
		return work(t, sub, err)
	}
	w := connect(c)
	got := w.take(t, "a0 a1 a2 a3 a4")
	w.ack(t, got[:4]...)
	w.nack(t, esdb.NackActionPark, got[4])
	allInfo := func() *esdb.PersistentSubscriptionInfo {
		info, err := c.GetPersistentSubscriptionInfoToAll(ctx, "g", esdb.GetPersistentSubscriptionOptions{})
		if err != nil {
			t.Fatal(err)
		}
		return info
	}
	deadline := time.Now().Add(patience)
	for info := allInfo(); info.Stats.ParkedMessagesCount != 1 || info.Stats.LastCheckpointedPosition == nil; info = allInfo() {
		if time.Now().After(deadline) {
			t.Fatalf("never parked: %+v", *info.Stats)
		}
	}
	if err := c.ReplayParkedMessagesToAll(ctx, "g", esdb.ReplayParkedMessagesOptions{}); err != nil {
		t.Fatal(err)
	}
	back := w.take(t, "$>")
	if back[0].Event.EventType != "a4" {
		t.Errorf("replayed: %+v", back[0].Event)
	}
	w.ack(t, back...)
	c = n.again(t).client(t)
	w = connect(c)
	mustAppend(t, c, "a-2", esdb.NoStream{}, event("later"))
	w.take(t, "later")
}

func TestPersistent_on_all_does_not_feed_on_itself(t *testing.T) {
	t.Parallel()
	c := start(t).client(t)
	ctx := context.Background()
	err := c.CreatePersistentSubscriptionToAll(ctx, "g", esdb.PersistentAllSubscriptionOptions{StartFrom: esdb.Start{}, Settings: settings(often)})
	if err != nil {
		t.Fatal(err)
	}
	sub, err := c.SubscribeToPersistentSubscriptionToAll(ctx, "g", esdb.SubscribeToPersistentSubscriptionOptions{})
	w := work(t, sub, err)
	w.ack(t, w.take(t, "$PersistentConfig")...)
	mustAppend(t, c, "a-1", esdb.NoStream{}, event("a0"))
	w.ack(t, w.take(t, "a0")...)
	mustAppend(t, c, "a-1", esdb.Revision(0), event("a1"))
	w.take(t, "a1")
}

func TestPersistent_update_and_delete_drop_consumers(t *testing.T) {
	t.Parallel()
	c := start(t).client(t)
	told(t, c)
	ctx := context.Background()
	createGroup(t, c, "a-1", esdb.Start{}, settings(often))
	w := workOn(t, c, "a-1", 2)
	w.ack(t, w.take(t, "a0 a1")...)
	eventually(t, c, "a-1", checkpointed(1))
	changed := settings(func(s *esdb.PersistentSubscriptionSettings) {
		s.MaxSubscriberCount, s.ConsumerStrategyName = 1, esdb.ConsumerStrategyPinned
	})
	err := c.UpdatePersistentSubscription(ctx, "a-1", "g", esdb.PersistentStreamSubscriptionOptions{StartFrom: esdb.Start{}, Settings: changed})
	if err != nil {
		t.Fatal(err)
	}
	w.wantEnd(t, codes.Canceled)
	if s := groupInfo(t, c, "a-1").Settings; s.ConsumerStrategyName != esdb.ConsumerStrategyPinned || s.MaxSubscriberCount != 1 {
		t.Errorf("after the update: %+v", s)
	}
	w = workOn(t, c, "a-1", 2)
	w.take(t, "a2 a3")
	if _, err := c.SubscribeToPersistentSubscription(ctx, "a-1", "g", esdb.SubscribeToPersistentSubscriptionOptions{}); statusOf(err) != codes.FailedPrecondition {
		t.Errorf("the second consumer: %v", err)
	}
	if err := c.DeletePersistentSubscription(ctx, "a-1", "g", esdb.DeletePersistentSubscriptionOptions{}); err != nil {
		t.Fatal(err)
	}
	w.wantEnd(t, codes.Canceled)
	createGroup(t, c, "a-1", esdb.Start{}, settings())
	workOn(t, c, "a-1", 2).take(t, "a0 a1") // it does not go on where the deleted one stood
}

func statusOf(err error) codes.Code {
	for ; err != nil; err = errors.Unwrap(err) {
		if s, ok := status.FromError(err); ok {
			return s.Code()
		}
	}
	return codes.OK
}

func TestPersistent_list_and_restart(t *testing.T) {
	t.Parallel()
	n := start(t)
	c := n.client(t)
	ctx := context.Background()
	if _, err := c.ListPersistentSubscriptionsForStream(ctx, "a-1", esdb.ListPersistentSubscriptionsOptions{}); codeOf(err) != esdb.ErrorCodeResourceNotFound {
		t.Errorf("list of nothing: %v", err)
	}
	told(t, c)
	createGroup(t, c, "b-1", esdb.Revision(2), settings(often))
	createGroup(t, c, "a-1", esdb.Start{}, settings(often))
	if err := c.CreatePersistentSubscriptionToAll(ctx, "g", esdb.PersistentAllSubscriptionOptions{}); err != nil {
		t.Fatal(err)
	}
	w := workOn(t, c, "a-1", 5)
	w.ack(t, w.take(t, "a0 a1 a2 a3 a4")...)
	if err := c.RestartPersistentSubscriptionSubsystem(ctx, esdb.RestartPersistentSubscriptionSubsystemOptions{}); err != nil {
		t.Fatal(err)
	}
	w.wantEnd(t, codes.Canceled)
	infos, err := c.ListAllPersistentSubscriptions(ctx, esdb.ListPersistentSubscriptionsOptions{})
	if err != nil || len(infos) != 3 {
		t.Fatalf("list: %d groups, %v", len(infos), err)
	}
	for i, want := range []struct {
		source string
		from   any
	}{{"$all", esdb.End{}}, {"a-1", esdb.Start{}}, {"b-1", esdb.Revision(2)}} {
		if infos[i].EventSource != want.source || infos[i].Settings.StartFrom != want.from {
			t.Errorf("group %d: on %s from %v", i, infos[i].EventSource, infos[i].Settings.StartFrom)
		}
	}
	if at := infos[1].Stats; *at.LastKnownEventRevision != 4 {
		t.Errorf("last known: %v", *at.LastKnownEventRevision)
	}
	if infos, err = c.ListPersistentSubscriptionsToAll(ctx, esdb.ListPersistentSubscriptionsOptions{}); err != nil || len(infos) != 1 {
		t.Errorf("list for $all: %d, %v", len(infos), err)
	}
}

func codeOf(err error) esdb.ErrorCode {
	e := new(esdb.Error)
	if errors.As(err, &e) {
		return e.Code()
	}
	return -1
}

func TestPersistent_refusals(t *testing.T) {
	t.Parallel()
	c := start(t).client(t)
	ctx := context.Background()
	createGroup(t, c, "a-1", esdb.Start{}, settings())
	stream := func(s *esdb.PersistentSubscriptionSettings) esdb.PersistentStreamSubscriptionOptions {
		return esdb.PersistentStreamSubscriptionOptions{Settings: s}
	}
	bad := settings(func(s *esdb.PersistentSubscriptionSettings) { s.CheckpointLowerBound, s.CheckpointUpperBound = 9, 3 })
	for _, tc := range []struct {
		name string
		err  error
		want codes.Code
	}{
		{"a second of the name", c.CreatePersistentSubscription(ctx, "a-1", "g", stream(settings())), codes.AlreadyExists},
		{"without a group name", c.CreatePersistentSubscription(ctx, "a-1", "", stream(settings())), codes.InvalidArgument},
		{"names that are too long", c.CreatePersistentSubscription(ctx, "a-1", strings.Repeat("g", 4096), stream(settings())), codes.InvalidArgument},
		{"the same name put together", c.CreatePersistentSubscription(ctx, "a", "b::g", stream(settings())), codes.OK},
		{"the same name put together, again", c.CreatePersistentSubscription(ctx, "a::b", "g", stream(settings())), codes.InvalidArgument},
		{"checkpoints upside down", c.CreatePersistentSubscription(ctx, "a-1", "h", stream(bad)), codes.InvalidArgument},
		{"an update of nothing", c.UpdatePersistentSubscription(ctx, "a-1", "h", stream(settings())), codes.NotFound},
		{"a deletion of nothing", c.DeletePersistentSubscription(ctx, "a-1", "h", esdb.DeletePersistentSubscriptionOptions{}), codes.NotFound},
		{"a replay of nothing", c.ReplayParkedMessages(ctx, "a-1", "h", esdb.ReplayParkedMessagesOptions{}), codes.NotFound},
	} {
		if got := statusOf(tc.err); got != tc.want {
			t.Errorf("%s: %v, want %s", tc.name, tc.err, tc.want)
		}
	}
	if _, err := c.SubscribeToPersistentSubscription(ctx, "a-1", "h", esdb.SubscribeToPersistentSubscriptionOptions{}); statusOf(err) != codes.NotFound {
		t.Errorf("a consumer of nothing: %v", err)
	}
}

// A consumer that never answers holds up neither the writer nor anybody else, and the group keeps only what it may.
func TestPersistent_lag_is_bounded(t *testing.T) {
	t.Parallel()
	c := start(t).client(t)
	createGroup(t, c, "lag-1", esdb.Start{}, settings(func(s *esdb.PersistentSubscriptionSettings) {
		s.LiveBufferSize, s.HistoryBufferSize, s.ReadBatchSize = 5, 8, 4
	}))
	w := workOn(t, c, "lag-1", 3)
	var kinds []string
	for i := range 400 {
		kinds = append(kinds, fmt.Sprintf("e%d", i))
	}
	mustAppend(t, c, "lag-1", esdb.NoStream{}, eventsOf(kinds[:200]...)...)
	mustAppend(t, c, "lag-1", esdb.Revision(199), eventsOf(kinds[200:]...)...)
	first := w.take(t, "e0 e1 e2")
	info := groupInfo(t, c, "lag-1")
	if held := info.Stats.ReadBufferCount + info.Stats.LiveBufferCount; held > 8 || info.Stats.OutstandingMessagesCount != 3 {
		t.Errorf("%d events are held, %d are out", held, info.Stats.OutstandingMessagesCount)
	}
	w.ack(t, first...)
	for _, k := range kinds[3:] {
		w.ack(t, w.take(t, k)...)
	}
}
