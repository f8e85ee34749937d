package node_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/EventStore/EventStore-Client-Go/v4/esdb"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/shared"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/streams"
	"github.com/google/uuid"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// told writes streams a-1 (types a0…a4) and b-1 (b0…b4) in turn: a0 b0 a1 b1 …, at positions 1 to 10.
func told(t *testing.T, c *esdb.Client) {
	t.Helper()
	for i := range 5 {
		var expect esdb.ExpectedRevision = esdb.NoStream{}
		if i > 0 {
			expect = esdb.Revision(uint64(i - 1))
		}
		mustAppend(t, c, "a-1", expect, event(fmt.Sprintf("a%d", i)))
		mustAppend(t, c, "b-1", expect, event(fmt.Sprintf("b%d", i)))
	}
}

func kinds(events []*esdb.RecordedEvent) string {
	out := make([]string, len(events))
	for i, e := range events {
		out[i] = e.EventType
	}
	return strings.Join(out, " ")
}

func TestReadStream(t *testing.T) {
	t.Parallel()
	c := start(t).client(t)
	told(t, c)
	for _, tc := range []struct {
		name  string
		dir   esdb.Direction
		from  esdb.StreamPosition
		count uint64
		want  string
	}{
		{"all", esdb.Forwards, esdb.Start{}, 100, "a0 a1 a2 a3 a4"},
		{"first two", esdb.Forwards, esdb.Start{}, 2, "a0 a1"},
		{"from a revision", esdb.Forwards, esdb.Revision(3), 100, "a3 a4"},
		{"from beyond the end", esdb.Forwards, esdb.Revision(5), 100, ""},
		{"from far beyond the end", esdb.Forwards, esdb.Revision(1<<64 - 1), 100, ""},
		{"last", esdb.Backwards, esdb.End{}, 1, "a4"},
		{"backwards", esdb.Backwards, esdb.End{}, 100, "a4 a3 a2 a1 a0"},
		{"backwards from a revision", esdb.Backwards, esdb.Revision(1), 100, "a1 a0"},
		{"backwards from beyond the end", esdb.Backwards, esdb.Revision(99), 2, "a4 a3"},
		{"backwards from the start", esdb.Backwards, esdb.Start{}, 100, "a0"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r, err := c.ReadStream(context.Background(), "a-1", esdb.ReadStreamOptions{Direction: tc.dir, From: tc.from}, tc.count)
			if got := kinds(drain(t, r, err)); got != tc.want {
				t.Errorf("read %q, want %q", got, tc.want)
			}
		})
	}
}

func TestReadAll(t *testing.T) {
	t.Parallel()
	c := start(t).client(t)
	told(t, c)
	at := func(p uint64) esdb.Position { return esdb.Position{Commit: p, Prepare: p} }
	for _, tc := range []struct {
		name  string
		dir   esdb.Direction
		from  esdb.AllPosition
		count uint64
		want  string
	}{
		{"all", esdb.Forwards, esdb.Start{}, 100, "a0 b0 a1 b1 a2 b2 a3 b3 a4 b4"},
		{"first three", esdb.Forwards, esdb.Start{}, 3, "a0 b0 a1"},
		{"from a position, which is read too", esdb.Forwards, at(8), 100, "b3 a4 b4"},
		{"from position zero", esdb.Forwards, at(0), 1, "a0"},
		{"from the end", esdb.Forwards, esdb.End{}, 100, ""},
		{"backwards", esdb.Backwards, esdb.End{}, 3, "b4 a4 b3"},
		{"backwards from a position, which is not read", esdb.Backwards, at(3), 100, "b0 a0"},
		{"backwards from the start", esdb.Backwards, esdb.Start{}, 100, ""},
		{"backwards from the greatest position", esdb.Backwards, at(1<<64 - 1), 1, "b4"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r, err := c.ReadAll(context.Background(), esdb.ReadAllOptions{Direction: tc.dir, From: tc.from}, tc.count)
			if got := kinds(drain(t, r, err)); got != tc.want {
				t.Errorf("read %q, want %q", got, tc.want)
			}
		})
	}
}

func TestReadEmptyStore(t *testing.T) {
	t.Parallel()
	c := start(t).client(t)
	if got := readAll(t, c); len(got) != 0 {
		t.Errorf("an empty store gave %v", got)
	}
	for _, dir := range []esdb.Direction{esdb.Forwards, esdb.Backwards} {
		r, err := c.ReadStream(context.Background(), "none-1", esdb.ReadStreamOptions{Direction: dir, From: esdb.Start{}}, 1)
		if _, err := collect(r, err); !isCode(err, esdb.ErrorCodeResourceNotFound) {
			t.Errorf("a stream never written gave %v", err)
		}
	}
}

// More than one page each way, so that the seams between pages are crossed.
func TestReadManyPages(t *testing.T) {
	t.Parallel()
	c := start(t).client(t)
	const streamsN, each = 10, 700
	want := make(map[uuid.UUID]bool)
	for i := range streamsN {
		events := make([]esdb.EventData, each)
		for j := range events {
			events[j] = event("a.v1")
			want[events[j].EventID] = true
		}
		mustAppend(t, c, fmt.Sprintf("s-%d", i), esdb.NoStream{}, events...)
	}
	forward := readAll(t, c)
	r, err := c.ReadAll(context.Background(), esdb.ReadAllOptions{Direction: esdb.Backwards, From: esdb.End{}}, 1<<40)
	backward := drain(t, r, err)
	if len(forward) != streamsN*each || len(backward) != len(forward) {
		t.Fatalf("read %d forwards and %d backwards of %d", len(forward), len(backward), streamsN*each)
	}
	for i, e := range forward {
		if b := backward[len(backward)-1-i]; b.EventID != e.EventID || !want[e.EventID] {
			t.Fatalf("event %d: forwards %v, backwards %v", i, e.EventID, b.EventID)
		}
		delete(want, e.EventID)
		if i > 0 && e.Position.Commit <= forward[i-1].Position.Commit {
			t.Fatalf("position %d follows %d", e.Position.Commit, forward[i-1].Position.Commit)
		}
	}
}

// readOptions are those of a plain read of $all, to be changed by a case.
func readOptions(change func(*streams.ReadReq_Options)) *streams.ReadReq {
	o := &streams.ReadReq_Options{
		StreamOption: &streams.ReadReq_Options_All{All: &streams.ReadReq_Options_AllOptions{
			AllOption: &streams.ReadReq_Options_AllOptions_Start{Start: &shared.Empty{}},
		}},
		CountOption:  &streams.ReadReq_Options_Count{Count: 100},
		FilterOption: &streams.ReadReq_Options_NoFilter{NoFilter: &shared.Empty{}},
		UuidOption: &streams.ReadReq_Options_UUIDOption{
			Content: &streams.ReadReq_Options_UUIDOption_Structured{Structured: &shared.Empty{}},
		},
	}
	if change != nil {
		change(o)
	}
	return &streams.ReadReq{Options: o}
}

func rawRead(t *testing.T, n *started, req *streams.ReadReq) ([]*streams.ReadResp, error) {
	t.Helper()
	call, err := n.raw(t).Read(context.Background(), req)
	if err != nil {
		t.Fatal(err)
	}
	var out []*streams.ReadResp
	for {
		m, err := call.Recv()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return out, err
		}
		out = append(out, m)
	}
}

func streamOption(name string, end bool) *streams.ReadReq_Options_Stream {
	o := &streams.ReadReq_Options_StreamOptions{
		StreamIdentifier: &shared.StreamIdentifier{StreamName: []byte(name)},
		RevisionOption:   &streams.ReadReq_Options_StreamOptions_Start{Start: &shared.Empty{}},
	}
	if end {
		o.RevisionOption = &streams.ReadReq_Options_StreamOptions_End{End: &shared.Empty{}}
	}
	return &streams.ReadReq_Options_Stream{Stream: o}
}

func prefixes(byStream bool, window uint32, multiplier uint32, prefix ...string) *streams.ReadReq_Options_Filter {
	e := &streams.ReadReq_Options_FilterOptions_Expression{Prefix: prefix}
	f := &streams.ReadReq_Options_FilterOptions{
		Filter:                       &streams.ReadReq_Options_FilterOptions_EventType{EventType: e},
		Window:                       &streams.ReadReq_Options_FilterOptions_Max{Max: window},
		CheckpointIntervalMultiplier: multiplier,
	}
	if byStream {
		f.Filter = &streams.ReadReq_Options_FilterOptions_StreamIdentifier{StreamIdentifier: e}
	}
	return &streams.ReadReq_Options_Filter{Filter: f}
}

func TestReadRefusals(t *testing.T) {
	t.Parallel()
	n := start(t)
	mustAppend(t, n.client(t), "a-1", esdb.NoStream{}, event("a"))
	mustAppend(t, n.client(t), strings.Repeat("a", 200), esdb.NoStream{}, event("a"))
	type options = streams.ReadReq_Options
	both := pattern(false, "^a")
	both.Filter.GetEventType().Prefix = []string{"a"}
	noKind := prefixes(false, 32, 1, "a")
	noKind.Filter.Filter = nil
	subscription := &streams.ReadReq_Options_Subscription{Subscription: &streams.ReadReq_Options_SubscriptionOptions{}}
	for name, change := range map[string]func(*options){
		"no id form":        func(o *options) { o.UuidOption = nil },
		"empty id form":     func(o *options) { o.UuidOption.Content = nil },
		"no count":          func(o *options) { o.CountOption = nil },
		"count zero":        func(o *options) { o.CountOption = &streams.ReadReq_Options_Count{} },
		"no place":          func(o *options) { o.StreamOption = nil },
		"no beginning":      func(o *options) { o.GetAll().AllOption = nil },
		"unknown direction": func(o *options) { o.ReadDirection = 7 },
		"no filter option":  func(o *options) { o.FilterOption = nil },
		"no stream name":    func(o *options) { o.StreamOption = streamOption("", false) },
		"$all as a stream":  func(o *options) { o.StreamOption = streamOption("$all", false) },
		"forward from end":  func(o *options) { o.StreamOption = streamOption("a-1", true) },
		"regex and prefix":  func(o *options) { o.FilterOption = both },
		"no regex":          func(o *options) { o.FilterOption = pattern(true, "a(b") },
		"slow regex":        func(o *options) { o.FilterOption = pattern(true, "^((.?.?)+)+$(?<=x)") },
		"long regex":        func(o *options) { o.FilterOption = pattern(true, strings.Repeat("a", 2000)) },
		"filter of nothing": func(o *options) { o.FilterOption = noKind },
		"no prefix":         func(o *options) { o.FilterOption = prefixes(true, 32, 1) },
		"empty prefix":      func(o *options) { o.FilterOption = prefixes(true, 32, 1, "") },
		"too many prefixes": func(o *options) { o.FilterOption = prefixes(true, 32, 1, make([]string, 300)...) },
		"filter on a stream": func(o *options) {
			o.StreamOption, o.FilterOption = streamOption("a-1", false), prefixes(true, 32, 1, "a")
		},
		"prepare after commit": func(o *options) {
			o.GetAll().AllOption = &streams.ReadReq_Options_AllOptions_Position{
				Position: &streams.ReadReq_Options_Position{CommitPosition: 1, PreparePosition: 2},
			}
		},
		"backward subscription": func(o *options) { o.CountOption, o.ReadDirection = subscription, streams.ReadReq_Options_Backwards },
		"checkpoints every zero events": func(o *options) {
			o.CountOption, o.FilterOption = subscription, prefixes(true, 32, 0, "a")
		},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := rawRead(t, n, readOptions(change)); status.Code(err) != codes.InvalidArgument {
				t.Errorf("answered %v, want InvalidArgument", err)
			}
		})
	}
	if _, err := rawRead(t, n, &streams.ReadReq{}); status.Code(err) != codes.InvalidArgument {
		t.Errorf("a read without options answered %v", err)
	}
}

func TestReadStringIDs(t *testing.T) {
	t.Parallel()
	n := start(t)
	ev := event("a")
	mustAppend(t, n.client(t), "a-1", esdb.NoStream{}, ev)
	got, err := rawRead(t, n, readOptions(func(o *streams.ReadReq_Options) {
		o.UuidOption.Content = &streams.ReadReq_Options_UUIDOption_String_{String_: &shared.Empty{}}
	}))
	if err != nil || len(got) != 1 || got[0].GetEvent().GetEvent().GetId().GetString_() != ev.EventID.String() {
		t.Errorf("read %v, %v", got, err)
	}
}
