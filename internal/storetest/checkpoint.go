package storetest

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/EventStore/EventStore-Client-Go/v4/protos/shared"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/streams"
	"google.golang.org/grpc"
)

// checkCheckpoints holds the checkpoints of filtered subscriptions against clause 1.4: one after every multiplier x
// window events considered, matched or not, and one more where the end is reached. Others may write to the server
// meanwhile: what was considered is read from $all.
func checkCheckpoints(t *testing.T, target Target, conn *grpc.ClientConn) {
	tests := []struct {
		name     string
		window   uint32 // 0: count instead of a window, which means 32
		every    uint32
		interval int
	}{
		{"window 5, every 2", 5, 2, 10},
		{"window 1, every 1", 1, 1, 1},
		{"count, every 1", 0, 1, 32},
		{"window 7, every 1", 7, 1, 7},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			ctx, cancel := context.WithTimeout(t.Context(), patience)
			defer cancel()
			w, err := newWorld(ctx, target, conn)
			if err != nil {
				t.Fatal(err)
			}
			filter := &streams.ReadReq_Options_FilterOptions{
				Filter: &streams.ReadReq_Options_FilterOptions_EventType{
					EventType: &streams.ReadReq_Options_FilterOptions_Expression{Prefix: []string{w.run + ".match"}},
				},
				Window:                       &streams.ReadReq_Options_FilterOptions_Count{Count: &shared.Empty{}},
				CheckpointIntervalMultiplier: tc.every,
			}
			if tc.window > 0 {
				filter.Window = &streams.ReadReq_Options_FilterOptions_Max{Max: tc.window}
			}
			log := watch(t, w, filter)
			considered, err := w.positions()
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range log.judge(considered, tc.interval, target.Whole) {
				t.Error(p)
			}
		})
	}
}

// mark is one thing a filtered subscription said: "event", "checkpoint" or "caughtup", and where.
type mark struct {
	what string
	at   uint64
}

type marks []mark

// watch subscribes behind 100 events, one in ten of which matches, follows the subscription to the present end, and
// through 75 more.
func watch(t *testing.T, w *world, filter *streams.ReadReq_Options_FilterOptions) marks {
	t.Helper()
	w.fill(t, 100)
	o, err := w.options(reading{stream: "all", filter: filter})
	if err != nil {
		t.Fatal(err)
	}
	o.CountOption = &streams.ReadReq_Options_Subscription{Subscription: &streams.ReadReq_Options_SubscriptionOptions{}}
	call, err := w.streams().Read(w.ctx, &streams.ReadReq{Options: o})
	if err != nil {
		t.Fatal(err)
	}
	var log marks
	matched := 0
	for live := false; matched < 18 || log[len(log)-1].what == "event"; {
		msg, err := call.Recv()
		if err != nil {
			t.Fatalf("after %d marks: %v", len(log), err)
		}
		switch m := msg.GetContent().(type) {
		case *streams.ReadResp_Event:
			log = append(log, mark{"event", m.Event.GetCommitPosition()})
			matched++
		case *streams.ReadResp_Checkpoint_:
			log = append(log, mark{"checkpoint", m.Checkpoint.GetCommitPosition()})
		case *streams.ReadResp_CaughtUp_:
			log = append(log, mark{"caughtup", 0})
			if !live {
				live = true
				w.fill(t, 75)
			}
		}
		if live && matched == 17 {
			w.fill(t, 40) // makes sure that something follows the last match
			matched++
		}
	}
	return log
}

// fill appends events, each tenth of which matches the filter.
func (w *world) fill(t *testing.T, n int) {
	t.Helper()
	events := make([]*event, n)
	for i := range events {
		kind := "other"
		if i%10 == 5 {
			kind = "match"
		}
		ev, err := w.event(fmt.Sprintf("e%dx%d:%%.%s", len(w.sent), i, kind))
		if err != nil {
			t.Fatal(err)
		}
		events[i] = ev
	}
	if answer, err := w.put("s", "any", events); err != nil || answer[:7] != "written" {
		t.Fatalf("append: %s, %v", answer, err)
	}
}

// positions are those of all events since the row began.
func (w *world) positions() ([]uint64, error) {
	o, err := w.options(reading{stream: "all", max: everything})
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(w.ctx, patience)
	defer cancel()
	call, err := w.streams().Read(ctx, &streams.ReadReq{Options: o})
	if err != nil {
		return nil, err
	}
	var all []uint64
	for {
		msg, err := call.Recv()
		if err != nil {
			return all, nil //nolint:nilerr // the end, or as far as we got: judge misses the rest
		}
		if at := msg.GetEvent().GetCommitPosition(); at > w.begin {
			all = append(all, at)
		}
	}
}

// judge gives what is wrong with the marks. Of a server that is not ours only that it names positions already
// considered, in order: the history of real servers is poor here.
func (m marks) judge(considered []uint64, interval int, exact bool) []string {
	var wrong []string
	last, reached := -1, -1 // indexes of the last checkpoint and of the last position named
	for i, mark := range m {
		if mark.what == "caughtup" {
			continue
		}
		at, known := slices.BinarySearch(considered, mark.at)
		extra := mark.what == "checkpoint" && i+1 < len(m) && m[i+1].what == "caughtup"
		switch distance := at - last; {
		case !known:
			wrong = append(wrong, fmt.Sprintf("a %s at %d, where there is no event", mark.what, mark.at))
			continue
		case at < reached:
			wrong = append(wrong, fmt.Sprintf("a %s at event %d came after one at %d", mark.what, at, reached))
		case exact && mark.what == "checkpoint" && distance != interval && !(extra && distance < interval):
			wrong = append(wrong, fmt.Sprintf("a checkpoint after %d events, want %d", distance, interval))
		case exact && mark.what == "event" && distance > interval:
			wrong = append(wrong, fmt.Sprintf("no checkpoint for %d events, want one after %d", distance, interval))
		}
		if reached = at; mark.what == "checkpoint" {
			last = at
		}
	}
	return wrong
}

// checkBehind lets a subscriber fall behind and wants every event once, in order, and to hear that it is live again
// (clause 1.5).
func checkBehind(t *testing.T, target Target, conn *grpc.ClientConn) {
	const events, size = 200, 40_000
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	w, err := newWorld(ctx, target, conn)
	if err != nil {
		t.Fatal(err)
	}
	defer w.close()
	do := func(text string) {
		t.Helper()
		r := row{}
		if err := r.add("behind", text); err != nil {
			t.Fatal(err)
		}
		if got, err := w.answer(r.steps[0]); err != nil || !r.steps[0].accepts(got) {
			t.Fatalf("%s: got %s, %v", text, got, err)
		}
	}
	do("sub x s from start")
	do("next x => confirmed caughtup")
	for i := range events {
		do(fmt.Sprintf("append s any e%d*%d => written %d", i, size, i))
	}
	again := 0
	sub := w.subs["x"]
	for next := 0; next < events || again == 0; {
		words, err := sub.recv()
		if err != nil {
			t.Fatalf("after %d events: %v", next, err)
		}
		switch want := fmt.Sprintf("%de%d", next, next); {
		case words[0] == want:
			next++
		case words[0] == "caughtup":
			again++
		default:
			t.Fatalf("got %v, want %s", words, want)
		}
	}
	do(fmt.Sprintf("append s any last => written %d", events))
	do(fmt.Sprintf("next x => %dlast", events))
	for _, p := range w.problems {
		t.Error(p)
	}
}
