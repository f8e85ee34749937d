package node_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/EventStore/EventStore-Client-Go/v4/protos/shared"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/streams"
	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
	"pgregory.net/rapid"

	"github.com/probity-ledger/probity/node"
)

// descriptions are the metadata a test writes; their meaning is told apart from their text.
var descriptions = []description{
	{text: `{}`, object: true},
	{text: `{"$maxCount":2,"custom":"x"}`, object: true, max: 2},
	{text: `{"$maxAge":25}`, object: true, age: 25 * time.Second},
	{text: `{"$tb":3}`, object: true, before: 3},
	{text: `{"$maxCount":4,"$maxAge":40,"$tb":1}`, object: true, max: 4, age: 40 * time.Second, before: 1},
	{text: `{"$tb":9223372036854775807,"$acl":{"$r":"$all"}}`, object: true, before: deletedBefore},
	{text: `{"$maxCount":-1,"$tb":2}`, object: true, void: true},
	{text: `no JSON`},
}

// follower gives the node and the model the same commands.
type follower struct {
	t     *testing.T
	node  *started
	raw   streams.StreamsClient
	now   *atomic.Int64 // seconds
	model *model
	run   string            // makes stream names and ids this run's own
	at    map[string]uint64 // positions answered, by stream and number
	end   uint64            // the newest of them
}

// Whatever is written, deleted, described and read, in whatever order and over restarts, the node answers as the
// decision table and the windows say, which the model applies to plain lists.
func TestNodeFollowsTheModel(t *testing.T) {
	t.Parallel()
	now := new(atomic.Int64)
	now.Store(1_000_000)
	n := start(t, func(cfg *node.Config) { cfg.Now = func() time.Time { return time.Unix(now.Load(), 0) } })
	f := &follower{t: t, node: n, raw: n.raw(t), now: now}
	runs := 0
	rapid.Check(t, func(rt *rapid.T) {
		runs++
		f.run, f.model = fmt.Sprint(runs), &model{streams: make(map[string]*modelStream)}
		f.at = make(map[string]uint64)
		before := f.node.Stats().LastPosition
		rt.Repeat(map[string]func(*rapid.T){
			"append":  f.append,
			"append2": f.append, // more often than the rest
			"remove":  f.remove,
			"read":    f.read,
			"read2":   f.read,
			"wait":    func(rt *rapid.T) { now.Add(rapid.Int64Range(1, 30).Draw(rt, "seconds")) },
			"restart": f.restart,
		})
		f.compareLog(rt, before)
	})
}

func (f *follower) restart(rt *rapid.T) {
	if rapid.IntRange(0, 9).Draw(rt, "really") == 0 {
		f.node = f.node.again(f.t)
		f.raw = f.node.raw(f.t)
	}
}

func (f *follower) name(rt *rapid.T, names ...string) string {
	name := rapid.SampledFrom(names).Draw(rt, "stream")
	if original, ok := strings.CutPrefix(name, "$$"); ok {
		return "$$" + original + f.run
	}
	return name + f.run
}

func (f *follower) expectation(rt *rapid.T, name string) expected {
	return rapid.OneOf(
		rapid.SampledFrom([]expected{noStream, anything, exists}),
		rapid.Map(rapid.Int64Range(max(0, f.model.last(name)-2), max(0, f.model.last(name)+1)),
			func(v int64) expected { return expected(v) }),
	).Draw(rt, "expectation")
}

func (f *follower) append(rt *rapid.T) {
	name := f.name(rt, "a", "a", "b", "$$a", "$$b")
	want := f.expectation(rt, name)
	var events []modelEvent
	msgs := []*streams.AppendReq{{Content: &streams.AppendReq_Options_{Options: appendOptions(name, want)}}}
	for _, b := range rapid.SliceOfN(rapid.ByteRange(1, 9), 0, 3).Draw(rt, "ids") {
		ev := modelEvent{id: uuid.NewSHA1(uuid.Nil, []byte{b}), created: time.Unix(f.now.Load(), 0)}
		data := "{}"
		if isMeta(name) {
			ev.meta = rapid.SampledFrom(descriptions).Draw(rt, "metadata")
			data = ev.meta.text
		}
		events = append(events, ev)
		msgs = append(msgs, proposed(func(p *streams.AppendReq_ProposedMessage) {
			p.Id = &shared.UUID{Value: &shared.UUID_String_{String_: ev.id.String()}}
			p.Data = []byte(data)
		}))
	}
	wanted := f.model.append(name, want, events)
	call, err := f.raw.Append(context.Background())
	for _, m := range msgs {
		err = errors.Join(err, call.Send(m))
	}
	if err != nil {
		rt.Fatal(err)
	}
	resp, err := call.CloseAndRecv()
	if got := f.appendAnswer(rt, name, wanted, resp, err, call.Trailer(), len(events)); got != wanted {
		rt.Fatalf("append to %s expecting %d answered %q, want %q", name, want, got, wanted)
	}
}

func appendOptions(name string, want expected) *streams.AppendReq_Options {
	o := &streams.AppendReq_Options{StreamIdentifier: &shared.StreamIdentifier{StreamName: []byte(name)}}
	switch want {
	case noStream:
		o.ExpectedStreamRevision = &streams.AppendReq_Options_NoStream{}
	case anything:
		o.ExpectedStreamRevision = &streams.AppendReq_Options_Any{}
	case exists:
		o.ExpectedStreamRevision = &streams.AppendReq_Options_StreamExists{}
	default:
		o.ExpectedStreamRevision = &streams.AppendReq_Options_Revision{Revision: uint64(want)}
	}
	return o
}

// appendAnswer puts an answer into the model's words. A write and a repetition look the same but for the position,
// which is new or known.
func (f *follower) appendAnswer(
	rt *rapid.T, name, wanted string, resp *streams.AppendResp, err error, trailers metadata.MD, sent int,
) string {
	if err != nil {
		return removalAnswer(err, trailers)
	}
	if w := resp.GetWrongExpectedVersion(); w != nil {
		if _, none := w.GetCurrentRevisionOption().(*streams.AppendResp_WrongExpectedVersion_CurrentNoStream); none {
			return "wrong -1"
		}
		return fmt.Sprintf("wrong %d", w.GetCurrentRevision())
	}
	number := int64(resp.GetSuccess().GetCurrentRevision())
	if _, none := resp.GetSuccess().GetCurrentRevisionOption().(*streams.AppendResp_Success_NoStream); none {
		number = -1
	}
	at := resp.GetSuccess().GetPosition().GetCommitPosition()
	key := fmt.Sprintf("%s@%d", name, number)
	switch {
	case strings.HasPrefix(wanted, "wrote") && sent > 0:
		if at < f.end+uint64(sent) {
			rt.Fatalf("written at %d, after %d", at, f.end)
		}
		for i := range sent {
			f.at[fmt.Sprintf("%s@%d", name, number-int64(i))] = at - uint64(i)
		}
		f.end = at
	case strings.HasPrefix(wanted, "repeated") && at == f.at[key]:
		return fmt.Sprintf("repeated %d", number)
	case at != 0:
		rt.Fatalf("position %d where nothing was written; %s is at %d", at, key, f.at[key])
	}
	return fmt.Sprintf("wrote %d", number)
}

// removalAnswer puts a refusal into the model's words.
func removalAnswer(err error, trailers metadata.MD) string {
	exception := strings.Join(trailers.Get("exception"), ",")
	switch {
	case err == nil:
		return "removed"
	case status.Code(err) != codes.FailedPrecondition:
		return err.Error()
	case exception == "wrong-expected-version":
		return "wrong " + strings.Join(trailers.Get("actual-version"), ",")
	case exception == "stream-deleted":
		return "deleted"
	}
	return err.Error()
}

func (f *follower) remove(rt *rapid.T) {
	name := f.name(rt, "a", "b")
	want := f.expectation(rt, name)
	closing := rapid.IntRange(0, 5).Draw(rt, "close") == 0
	wanted := f.model.remove(name, want, closing)
	got, at := f.sendRemove(name, want, closing)
	if got != wanted {
		rt.Fatalf("removal of %s expecting %d answered %q, want %q", name, want, got, wanted)
	}
	if got == "removed" && at <= f.end {
		rt.Fatalf("removed at %d, after %d", at, f.end)
	}
	f.end = max(f.end, at)
}

func (f *follower) read(rt *rapid.T) {
	name := f.name(rt, "a", "a", "b", "$$a", "$$b")
	wish := readWish{
		from:      rapid.Int64Range(0, f.model.last(name)+3).Draw(rt, "from"),
		count:     rapid.SampledFrom([]int64{1, 2, 3, 50}).Draw(rt, "count"),
		backward:  rapid.Bool().Draw(rt, "backward"),
		positions: rapid.Bool().Draw(rt, "positions"),
	}
	if wish.backward && rapid.Bool().Draw(rt, "from end") {
		wish.from = -1
	}
	want := f.model.read(name, wish, time.Unix(f.now.Load(), 0))
	got := f.sendRead(rt, wishOptions(name, wish))
	for i := range got { // ids that the node chose are not known
		if i < len(want) && !strings.Contains(want[i], " ") {
			got[i], _, _ = strings.Cut(got[i], " ")
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		rt.Fatalf("read of %s, %+v, differs (-model +node):\n%s", name, wish, diff)
	}
}

func wishOptions(name string, wish readWish) *streams.ReadReq_Options {
	of := &streams.ReadReq_Options_StreamOptions{StreamIdentifier: &shared.StreamIdentifier{StreamName: []byte(name)}}
	of.RevisionOption = &streams.ReadReq_Options_StreamOptions_Revision{Revision: uint64(wish.from)}
	if wish.from < 0 {
		of.RevisionOption = &streams.ReadReq_Options_StreamOptions_End{}
	}
	o := &streams.ReadReq_Options{
		StreamOption: &streams.ReadReq_Options_Stream{Stream: of},
		CountOption:  &streams.ReadReq_Options_Count{Count: uint64(wish.count)},
		FilterOption: &streams.ReadReq_Options_NoFilter{},
		UuidOption:   &streams.ReadReq_Options_UUIDOption{Content: &streams.ReadReq_Options_UUIDOption_String_{}},
	}
	if wish.backward {
		o.ReadDirection = streams.ReadReq_Options_Backwards
	}
	if wish.positions {
		o.ControlOption = &streams.ReadReq_Options_ControlOption{Compatibility: 1}
	}
	return o
}

// sendRead reads and puts every message into the model's words.
func (f *follower) sendRead(rt *rapid.T, opts *streams.ReadReq_Options) (out []string) {
	call, err := f.raw.Read(context.Background(), &streams.ReadReq{Options: opts})
	if err != nil {
		rt.Fatal(err)
	}
	for {
		msg, err := call.Recv()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			return append(out, removalAnswer(err, call.Trailer()))
		}
		switch c := msg.GetContent().(type) {
		case *streams.ReadResp_Event:
			ev := c.Event.GetEvent()
			name, number := string(ev.GetStreamIdentifier().GetStreamName()), int64(ev.GetStreamRevision())
			if at, known := f.at[fmt.Sprintf("%s@%d", name, number)]; known && at != c.Event.GetCommitPosition() {
				rt.Fatalf("%s@%d read at position %d, answered was %d", name, number, c.Event.GetCommitPosition(), at)
			}
			f.checkMetadata(rt, name, number, ev.GetData())
			out = append(out, entry(name, number, uuid.MustParse(ev.GetId().GetString_())))
		case *streams.ReadResp_StreamNotFound_:
			out = append(out, "not found")
		case *streams.ReadResp_FirstStreamPosition:
			out = append(out, fmt.Sprintf("first %d", c.FirstStreamPosition))
		case *streams.ReadResp_LastStreamPosition:
			out = append(out, fmt.Sprintf("last %d", c.LastStreamPosition))
		default:
			rt.Fatalf("unexpected message %v", msg)
		}
	}
}

// checkMetadata holds the $tb of metadata read against the model's.
func (f *follower) checkMetadata(rt *rapid.T, name string, number int64, data []byte) {
	if !isMeta(name) || number >= int64(len(f.model.stream(name).events)) {
		return
	}
	ev := f.model.stream(name).events[number]
	var got struct {
		Before int64 `json:"$tb"`
	}
	if ev.id != uuid.Nil || !ev.meta.object {
		return // the test's own text
	}
	if err := json.Unmarshal(data, &got); err != nil || got.Before != ev.meta.before {
		rt.Fatalf("%s@%d is %s, want $tb %d", name, number, data, ev.meta.before)
	}
}

// sendRemove deletes or closes a stream; the messages differ in nothing but their types.
func (f *follower) sendRemove(name string, want expected, closing bool) (answer string, at uint64) {
	var trailers metadata.MD
	id := &shared.StreamIdentifier{StreamName: []byte(name)}
	if closing {
		o := &streams.TombstoneReq_Options{StreamIdentifier: id}
		switch want {
		case noStream:
			o.ExpectedStreamRevision = &streams.TombstoneReq_Options_NoStream{}
		case anything:
			o.ExpectedStreamRevision = &streams.TombstoneReq_Options_Any{}
		case exists:
			o.ExpectedStreamRevision = &streams.TombstoneReq_Options_StreamExists{}
		default:
			o.ExpectedStreamRevision = &streams.TombstoneReq_Options_Revision{Revision: uint64(want)}
		}
		resp, err := f.raw.Tombstone(context.Background(), &streams.TombstoneReq{Options: o}, grpc.Trailer(&trailers))
		return removalAnswer(err, trailers), resp.GetPosition().GetCommitPosition()
	}
	o := &streams.DeleteReq_Options{StreamIdentifier: id}
	switch want {
	case noStream:
		o.ExpectedStreamRevision = &streams.DeleteReq_Options_NoStream{}
	case anything:
		o.ExpectedStreamRevision = &streams.DeleteReq_Options_Any{}
	case exists:
		o.ExpectedStreamRevision = &streams.DeleteReq_Options_StreamExists{}
	default:
		o.ExpectedStreamRevision = &streams.DeleteReq_Options_Revision{Revision: uint64(want)}
	}
	resp, err := f.raw.Delete(context.Background(), &streams.DeleteReq{Options: o}, grpc.Trailer(&trailers))
	return removalAnswer(err, trailers), resp.GetPosition().GetCommitPosition()
}

// compareLog reads $all and compares every event written in this run.
func (f *follower) compareLog(rt *rapid.T, before int64) {
	got := f.sendRead(rt, &streams.ReadReq_Options{
		StreamOption: &streams.ReadReq_Options_All{All: &streams.ReadReq_Options_AllOptions{
			AllOption: &streams.ReadReq_Options_AllOptions_Position{Position: &streams.ReadReq_Options_Position{
				CommitPosition: uint64(before) + 1, PreparePosition: uint64(before) + 1}},
		}},
		CountOption:  &streams.ReadReq_Options_Count{Count: 1 << 40},
		FilterOption: &streams.ReadReq_Options_NoFilter{},
		UuidOption:   &streams.ReadReq_Options_UUIDOption{Content: &streams.ReadReq_Options_UUIDOption_String_{}},
	})
	want := slices.Clone(f.model.log)
	for i := range got {
		if i < len(want) && !strings.Contains(want[i], " ") {
			got[i], _, _ = strings.Cut(got[i], " ")
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		rt.Fatalf("$all differs (-model +node):\n%s", diff)
	}
}
