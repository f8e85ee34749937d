package node

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/EventStore/EventStore-Client-Go/v4/protos/shared"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/streams"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/durationpb"
)

func encoded(f *testing.F, m proto.Message) []byte {
	f.Helper()
	b, err := proto.Marshal(m)
	if err != nil {
		f.Fatal(err)
	}
	return b
}

// Whatever arrives as an append is refused or becomes something the writer may be given.
func FuzzAppend(f *testing.F) {
	options := &streams.AppendReq{Content: &streams.AppendReq_Options_{Options: &streams.AppendReq_Options{
		StreamIdentifier:       &shared.StreamIdentifier{StreamName: []byte("a-1")},
		ExpectedStreamRevision: &streams.AppendReq_Options_Revision{Revision: 3},
	}}}
	event := &streams.AppendReq{Content: &streams.AppendReq_ProposedMessage_{ProposedMessage: &streams.AppendReq_ProposedMessage{
		Id:       &shared.UUID{Value: &shared.UUID_Structured_{Structured: &shared.UUID_Structured{MostSignificantBits: 1}}},
		Metadata: map[string]string{"type": "t", "content-type": "application/json"}, Data: []byte("{}"),
	}}}
	f.Add(encoded(f, options), encoded(f, event))
	f.Add(encoded(f, event), encoded(f, options))
	f.Add([]byte(nil), []byte(nil))
	f.Fuzz(func(t *testing.T, first, second []byte) {
		in := &incoming{node: &Node{cfg: Config{MaxAppendBytes: 100, Observer: unobserved{}}}, request: &appendRequest{ctx: context.Background()}}
		for i, b := range [][]byte{first, second, second} {
			msg := new(streams.AppendReq)
			if proto.Unmarshal(b, msg) != nil {
				return
			}
			in.take(msg, i == 0)
		}
		r := in.request
		if in.refused != nil {
			if len(r.events) > 0 {
				t.Error("a refused append kept its events")
			}
			return
		}
		if r.stream == "" || r.stream == "$all" || r.stream == "$$" || strings.HasPrefix(r.stream, "$$$$") || !utf8.ValidString(r.stream) || r.expect.number() < -1 {
			t.Errorf("accepted an append to %q expecting %d", r.stream, r.expect.number())
		}
		for _, e := range r.events {
			if e.id == (eventID{}) || e.kind == "" || e.size() > 100 {
				t.Errorf("accepted an event of %d bytes, type %q", e.size(), e.kind)
			}
		}
		if in.node.pending.Load() != int64(in.bytes) {
			t.Errorf("%d bytes counted, %d kept", in.node.pending.Load(), in.bytes)
		}
	})
}

// Whatever arrives as a read is refused or becomes a read the file can be asked.
func FuzzRead(f *testing.F) {
	structured := &streams.ReadReq_Options_UUIDOption{Content: &streams.ReadReq_Options_UUIDOption_Structured{}}
	f.Add(encoded(f, &streams.ReadReq{Options: &streams.ReadReq_Options{
		UuidOption: structured, CountOption: &streams.ReadReq_Options_Count{Count: 1},
		FilterOption: &streams.ReadReq_Options_NoFilter{NoFilter: &shared.Empty{}},
		StreamOption: &streams.ReadReq_Options_Stream{Stream: &streams.ReadReq_Options_StreamOptions{
			StreamIdentifier: &shared.StreamIdentifier{StreamName: []byte("a-1")},
			RevisionOption:   &streams.ReadReq_Options_StreamOptions_Revision{Revision: 1<<64 - 1},
		}},
	}}))
	f.Add(encoded(f, &streams.ReadReq{Options: &streams.ReadReq_Options{
		UuidOption:  structured,
		CountOption: &streams.ReadReq_Options_Subscription{Subscription: &streams.ReadReq_Options_SubscriptionOptions{}},
		FilterOption: &streams.ReadReq_Options_Filter{Filter: &streams.ReadReq_Options_FilterOptions{
			Filter: &streams.ReadReq_Options_FilterOptions_EventType{
				EventType: &streams.ReadReq_Options_FilterOptions_Expression{Prefix: []string{"a"}}},
			Window:                       &streams.ReadReq_Options_FilterOptions_Max{Max: 1<<32 - 1},
			CheckpointIntervalMultiplier: 1<<32 - 1,
		}},
		StreamOption: &streams.ReadReq_Options_All{All: &streams.ReadReq_Options_AllOptions{
			AllOption: &streams.ReadReq_Options_AllOptions_Position{Position: &streams.ReadReq_Options_Position{CommitPosition: 9}},
		}},
	}}))
	f.Fuzz(func(t *testing.T, b []byte) {
		msg := new(streams.ReadReq)
		if proto.Unmarshal(b, msg) != nil {
			return
		}
		r, err := parseRead(msg)
		if err != nil {
			return
		}
		if r.all != (r.stream == "") || r.from < 0 || r.from+1 <= 0 || !r.subscribe && r.count == 0 {
			t.Errorf("accepted %+v", r)
		}
		if r.filter != nil && ((len(r.filter.prefixes) == 0) == (r.filter.pattern == nil) || r.subscribe && r.filter.interval <= 0) {
			t.Errorf("accepted filter %+v", r.filter)
		}
	})
}

// Whatever pattern arrives is refused or answers within its limit, and says of itself only that it is too slow.
func FuzzPattern(f *testing.F) {
	for _, seed := range []string{"^(?!(\\$|x))", "(a+)+$", "(?<=a)b", "[", "(?i:É)", "\\p{L}{1,9}", "(((((((((", "a{1000000}"} {
		f.Add(seed, "aaaaaaaaaaaaaaaaaaaaaaaaaaaa!")
	}
	f.Fuzz(func(t *testing.T, pattern, name string) {
		fl := new(filter)
		if fl.setPattern(pattern) != nil || len(name) > maxNameLength {
			return
		}
		began := time.Now()
		_, err := fl.lets([]byte(name), "")
		var refused *refusal
		if err != nil && !errors.As(err, &refused) {
			t.Errorf("the pattern answered %v", err)
		}
		if took := time.Since(began); took > 20*matchLimit {
			t.Errorf("one match took %s", took)
		}
	})
}

// Whatever arrives as the pieces of batches ends the call, or leaves every batch refused or fit for the writer, with
// each byte accounted for.
func FuzzBatchAppend(f *testing.F) {
	id := &shared.UUID{Value: &shared.UUID_Structured_{Structured: &shared.UUID_Structured{LeastSignificantBits: 1}}}
	begin := &streams.BatchAppendReq{
		CorrelationId: id,
		Options: &streams.BatchAppendReq_Options{
			StreamIdentifier:       &shared.StreamIdentifier{StreamName: []byte("a-1")},
			ExpectedStreamPosition: &streams.BatchAppendReq_Options_StreamPosition{StreamPosition: 3},
			DeadlineOption:         &streams.BatchAppendReq_Options_Deadline{Deadline: durationpb.New(time.Hour)},
		},
		ProposedMessages: []*streams.BatchAppendReq_ProposedMessage{{
			Id: id, Metadata: map[string]string{"type": "t", "content-type": "application/json"}, Data: []byte("{}"),
		}},
	}
	f.Add(encoded(f, begin), encoded(f, &streams.BatchAppendReq{CorrelationId: id, IsFinal: true}))
	f.Add(encoded(f, begin), encoded(f, begin))
	f.Add(encoded(f, &streams.BatchAppendReq{CorrelationId: id}), []byte(nil))
	f.Fuzz(func(t *testing.T, first, second []byte) {
		n := &Node{cfg: Config{MaxAppendBytes: 100, Observer: unobserved{}}}
		n.writer = &writer{queue: make(chan *appendRequest, 9), watch: unobserved{}}
		c := newBatchCall(t.Context(), n)
		for _, b := range [][]byte{first, second, first} {
			msg := new(streams.BatchAppendReq)
			if proto.Unmarshal(b, msg) != nil || c.take(msg) != nil {
				break
			}
		}
		for range len(n.writer.queue) {
			r := <-n.writer.queue
			if r.stream == "" || !utf8.ValidString(r.stream) || r.expect.number() < -1 {
				t.Errorf("the writer got an append to %q expecting %d", r.stream, r.expect.number())
			}
		}
		close(c.decided)
		for b := range c.decided {
			b.end()
		}
		held := 0
		for _, b := range c.open {
			held += b.bytes
			b.end()
		}
		if held != c.held || n.pending.Load() != 0 {
			t.Errorf("%d bytes held, %d counted, %d still pending", held, c.held, n.pending.Load())
		}
	})
}
