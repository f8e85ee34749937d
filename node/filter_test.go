package node_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/EventStore/EventStore-Client-Go/v4/esdb"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/shared"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/streams"
	"github.com/google/go-cmp/cmp"
)

func pattern(byStream bool, regex string) *streams.ReadReq_Options_Filter {
	f := prefixes(byStream, 32, 1)
	e := &streams.ReadReq_Options_FilterOptions_Expression{Regex: regex}
	f.Filter.Filter = &streams.ReadReq_Options_FilterOptions_EventType{EventType: e}
	if byStream {
		f.Filter.Filter = &streams.ReadReq_Options_FilterOptions_StreamIdentifier{StreamIdentifier: e}
	}
	return f
}

func TestReadFiltered(t *testing.T) {
	t.Parallel()
	n := start(t)
	told(t, n.client(t))
	for name, tc := range map[string]struct {
		filter   *streams.ReadReq_Options_Filter
		count    uint64
		forward  string
		backward string
	}{
		"stream":             {prefixes(true, 32, 0, "b-"), 100, "b0 b1 b2 b3 b4", "b4 b3 b2 b1 b0"},
		"stream, two":        {prefixes(true, 32, 0, "b-"), 2, "b0 b1", "b4 b3"},
		"type":               {prefixes(false, 32, 0, "a1", "b2"), 100, "a1 b2", "b2 a1"},
		"a count of found":   {prefixes(false, 1, 0, "b3", "b4"), 1, "b3", "b4"},
		"nothing":            {prefixes(false, 32, 0, "c"), 100, "", ""},
		"anywhere in a type": {pattern(false, "[34]"), 100, "a3 b3 a4 b4", "b4 a4 b3 a3"},
		"anchored type":      {pattern(false, "^b[01]$"), 100, "b0 b1", "b1 b0"},
		"looking ahead":      {pattern(false, "^(?!(a|b2))"), 100, "b0 b1 b3 b4", "b4 b3 b1 b0"},
		"looking behind":     {pattern(true, "(?<=^b)-"), 2, "b0 b1", "b4 b3"},
		"a back reference":   {pattern(true, "^(.).*\\1$"), 100, "", ""},
		"upper case":         {pattern(true, "^A-"), 100, "", ""},
		"any case":           {pattern(true, "^(?i)A-1$"), 2, "a0 a1", "a4 a3"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			count := &streams.ReadReq_Options_Count{Count: tc.count}
			forward := readOptions(func(o *streams.ReadReq_Options) { o.FilterOption, o.CountOption = tc.filter, count })
			backward := readOptions(func(o *streams.ReadReq_Options) {
				o.FilterOption, o.CountOption, o.ReadDirection = tc.filter, count, streams.ReadReq_Options_Backwards
				o.GetAll().AllOption = &streams.ReadReq_Options_AllOptions_End{End: &shared.Empty{}}
			})
			if diff := cmp.Diff(tc.forward, typesRead(t, n, forward)); diff != "" {
				t.Errorf("read forwards (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tc.backward, typesRead(t, n, backward)); diff != "" {
				t.Errorf("read backwards (-want +got):\n%s", diff)
			}
		})
	}
}

func typesRead(t *testing.T, n *started, req *streams.ReadReq) string {
	t.Helper()
	got, err := rawRead(t, n, req)
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, m := range got {
		found = append(found, m.GetEvent().GetEvent().GetMetadata()["type"])
	}
	return strings.Join(found, " ")
}

func TestSubscribeByPattern(t *testing.T) {
	t.Parallel()
	c := start(t).client(t)
	told(t, c)
	sub, err := c.SubscribeToAll(context.Background(), esdb.SubscribeToAllOptions{
		From: esdb.Start{}, MaxSearchWindow: 3, CheckpointInterval: 2,
		Filter: &esdb.SubscriptionFilter{Type: esdb.EventFilterType, Regex: "^(?!a)"},
	})
	h := listenTo(t, sub, err)
	h.want(t, "b0 b1 b2 cp6 b3 b4 cp10 live")
	mustAppend(t, c, "a-1", esdb.Revision(4), eventsOf("a5", "a6", "a7", "a8", "a9")...) // 11 … 15
	mustAppend(t, c, "b-1", esdb.Revision(4), eventsOf("b5", "b6")...)                   // 16 17
	h.want(t, "b5 cp16 b6")
}

// Without a window ("count") a checkpoint comes every 32 events, the number a server reads at once.
func TestCheckpointsWithoutWindow(t *testing.T) {
	t.Parallel()
	n := start(t)
	mustAppend(t, n.client(t), "a-1", esdb.NoStream{}, eventsOf(strings.Fields(strings.Repeat("a ", 100))...)...)
	f := pattern(false, "b")
	f.Filter.Window = &streams.ReadReq_Options_FilterOptions_Count{Count: &shared.Empty{}}
	f.Filter.CheckpointIntervalMultiplier = 2
	sub, err := n.raw(t).Read(t.Context(), readOptions(func(o *streams.ReadReq_Options) {
		o.FilterOption = f
		o.CountOption = &streams.ReadReq_Options_Subscription{Subscription: &streams.ReadReq_Options_SubscriptionOptions{}}
	}))
	if err != nil {
		t.Fatal(err)
	}
	if first, err := sub.Recv(); err != nil || first.GetConfirmation() == nil {
		t.Fatalf("began with %v, %v", first, err)
	}
	for _, want := range []uint64{64, 100} {
		if m, err := sub.Recv(); err != nil || m.GetCheckpoint().GetCommitPosition() != want {
			t.Errorf("heard %v, %v; want a checkpoint at %d", m, err, want)
		}
	}
	if m, err := sub.Recv(); err != nil || m.GetCaughtUp() == nil {
		t.Errorf("heard %v, %v; want to be live", m, err)
	}
}

// A pattern that runs away on one name ends the call, not the node.
func TestSlowPatternEndsTheSubscription(t *testing.T) {
	t.Parallel()
	n := start(t)
	c := n.client(t)
	sub, err := c.SubscribeToAll(context.Background(), esdb.SubscribeToAllOptions{
		From: esdb.End{}, Filter: &esdb.SubscriptionFilter{Type: esdb.StreamFilterType, Regex: "^((.?.?)+)+$(?<=x)"},
	})
	h := listenTo(t, sub, err)
	h.want(t, "live")
	mustAppend(t, c, strings.Repeat("a", 200), esdb.NoStream{}, event("a"))
	select {
	case err := <-h.ended:
		if err == nil || !strings.Contains(err.Error(), "too slow") {
			t.Errorf("ended with %v", err)
		}
	case <-time.After(patience):
		t.Error("the subscription goes on")
	}
	mustAppend(t, c, "b-1", esdb.NoStream{}, event("b"))
}
