package node_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/EventStore/EventStore-Client-Go/v4/esdb"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/shared"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/streams"
	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"go.uber.org/goleak"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/durationpb"
	"google.golang.org/protobuf/types/known/emptypb"
	"google.golang.org/protobuf/types/known/timestamppb"

	"github.com/probity-ledger/probity/node"
)

type (
	batchReq     = streams.BatchAppendReq
	batchOptions = streams.BatchAppendReq_Options
)

func textUUID(id uuid.UUID) *shared.UUID {
	return &shared.UUID{Value: &shared.UUID_String_{String_: id.String()}}
}

// batchOf is one whole batch for a stream, with a correlation id of its own.
func batchOf(stream string, change func(*batchReq), kinds ...string) *batchReq {
	req := &batchReq{
		CorrelationId: textUUID(uuid.New()), IsFinal: true,
		Options: &batchOptions{
			StreamIdentifier:       &shared.StreamIdentifier{StreamName: []byte(stream)},
			ExpectedStreamPosition: &streams.BatchAppendReq_Options_Any{Any: &emptypb.Empty{}},
		},
	}
	for _, k := range kinds {
		req.ProposedMessages = append(req.ProposedMessages, &streams.BatchAppendReq_ProposedMessage{
			Id: textUUID(uuid.New()), Metadata: map[string]string{"type": k, "content-type": "application/json"}, Data: []byte("{}"),
		})
	}
	if change != nil {
		change(req)
	}
	return req
}

func openBatch(t *testing.T, n *started) streams.Streams_BatchAppendClient {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	t.Cleanup(cancel)
	b, err := n.raw(t).BatchAppend(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func send(t *testing.T, b streams.Streams_BatchAppendClient, reqs ...*batchReq) {
	t.Helper()
	for _, r := range reqs {
		if err := b.Send(r); err != nil {
			t.Fatal(err)
		}
	}
}

// finish says that nothing more comes, and collects the answers.
func finish(t *testing.T, b streams.Streams_BatchAppendClient) (all []*streams.BatchAppendResp) {
	t.Helper()
	if err := b.CloseSend(); err != nil {
		t.Fatal(err)
	}
	for {
		resp, err := b.Recv()
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, resp)
	}
}

func TestBatchAppend_in_pieces_and_mixed(t *testing.T) {
	t.Parallel()
	n := start(t)
	b := openBatch(t, n)
	first := batchOf("a-1", func(r *batchReq) {
		r.IsFinal = false
		r.Options.ExpectedStreamPosition = &streams.BatchAppendReq_Options_NoStream{NoStream: &emptypb.Empty{}}
	}, "a0")
	second := batchOf("b-1", func(r *batchReq) { r.IsFinal = false }, "b0")
	more := batchOf("", func(r *batchReq) { r.CorrelationId, r.Options, r.IsFinal = first.CorrelationId, nil, false }, "a1", "a2")
	last := batchOf("", func(r *batchReq) { r.CorrelationId, r.Options = first.CorrelationId, nil })
	secondLast := batchOf("", func(r *batchReq) { r.CorrelationId, r.Options = second.CorrelationId, nil }, "b1")
	empty := batchOf("c-1", nil)
	next := batchOf("a-1", func(r *batchReq) {
		r.Options.ExpectedStreamPosition = &streams.BatchAppendReq_Options_StreamPosition{StreamPosition: 2}
	}, "a3")
	send(t, b, first, second, more, secondLast, last, empty, next)
	got := finish(t, b)
	if len(got) != 4 {
		t.Fatalf("%d answers, want 4: %v", len(got), got)
	}
	for i, want := range []struct {
		id                 *shared.UUID
		stream             string
		revision, position uint64
	}{{second.CorrelationId, "b-1", 1, 2}, {first.CorrelationId, "a-1", 2, 5}, {empty.CorrelationId, "c-1", 0, 0}, {next.CorrelationId, "a-1", 3, 6}} {
		r, ok := got[i], got[i].GetSuccess()
		if !proto.Equal(r.CorrelationId, want.id) || string(r.StreamIdentifier.StreamName) != want.stream ||
			ok.GetCurrentRevision() != want.revision || ok.GetPosition().GetCommitPosition() != want.position {
			t.Errorf("answer %d: %v, want %+v", i, r, want)
		}
	}
	if _, ok := got[1].ExpectedStreamPosition.(*streams.BatchAppendResp_NoStream); !ok {
		t.Errorf("the answer repeats the expectation as %T", got[1].ExpectedStreamPosition)
	}
	if ok := got[2].GetSuccess(); ok.GetNoStream() == nil || ok.GetNoPosition() == nil {
		t.Errorf("an empty batch to a new stream was answered %v", ok)
	}
	if got := kinds(readAll(t, n.client(t))); got != "b0 b1 a0 a1 a2 a3" {
		t.Errorf("stored %q", got)
	}
}

// refusals are the batches that are answered with an error, beside others of the same call that are written.
func TestBatchAppend_refusals(t *testing.T) {
	t.Parallel()
	n := start(t, func(cfg *node.Config) { cfg.MaxAppendBytes = 1000 })
	c := n.client(t)
	mustAppend(t, c, "a-1", esdb.NoStream{}, event("a"))
	mustAppend(t, c, "gone-1", esdb.NoStream{}, event("a"))
	if _, err := c.TombstoneStream(t.Context(), "gone-1", esdb.TombstoneStreamOptions{ExpectedRevision: esdb.Any{}}); err != nil {
		t.Fatal(err)
	}
	wrong := &shared.WrongExpectedVersion{
		CurrentStreamRevisionOption:  &shared.WrongExpectedVersion_CurrentStreamRevision{CurrentStreamRevision: 0},
		ExpectedStreamPositionOption: &shared.WrongExpectedVersion_ExpectedNoStream{ExpectedNoStream: &emptypb.Empty{}},
	}
	absent := &shared.WrongExpectedVersion{
		CurrentStreamRevisionOption:  &shared.WrongExpectedVersion_CurrentNoStream{CurrentNoStream: &emptypb.Empty{}},
		ExpectedStreamPositionOption: &shared.WrongExpectedVersion_ExpectedStreamPosition{ExpectedStreamPosition: 5},
	}
	gone := &shared.StreamDeleted{StreamIdentifier: &shared.StreamIdentifier{StreamName: []byte("gone-1")}}
	for name, tc := range map[string]struct {
		batch  *batchReq
		code   codes.Code
		detail proto.Message // nil: BadRequest with the message
	}{
		"wrong expectation": {batchOf("a-1", func(r *batchReq) {
			r.Options.ExpectedStreamPosition = &streams.BatchAppendReq_Options_NoStream{NoStream: &emptypb.Empty{}}
		}, "a"), codes.AlreadyExists, wrong},
		"no such stream": {batchOf("new-1", func(r *batchReq) {
			r.Options.ExpectedStreamPosition = &streams.BatchAppendReq_Options_StreamPosition{StreamPosition: 5}
		}, "a"), codes.AlreadyExists, absent},
		"a closed stream": {batchOf("gone-1", nil, "a"), codes.NotFound, gone},
		"too large": {batchOf("a-1", func(r *batchReq) { r.ProposedMessages[0].Data = make([]byte, 1000) }, "a"),
			codes.InvalidArgument, &shared.MaximumAppendSizeExceeded{MaxAppendSize: 1000}},
		"too late": {batchOf("a-1", func(r *batchReq) {
			r.Options.DeadlineOption = &streams.BatchAppendReq_Options_Deadline{Deadline: durationpb.New(-time.Second)}
		}, "a"), codes.DeadlineExceeded, &shared.Timeout{}},
		"too late by the clock": {batchOf("a-1", func(r *batchReq) {
			r.Options.DeadlineOption = &streams.BatchAppendReq_Options_Deadline_21_10_0{Deadline_21_10_0: timestamppb.New(time.Unix(1, 0))}
		}, "a"), codes.DeadlineExceeded, &shared.Timeout{}},
		"no deadline at all": {batchOf("a-1", func(r *batchReq) {
			r.Options.DeadlineOption = &streams.BatchAppendReq_Options_Deadline{Deadline: &durationpb.Duration{Nanos: -1, Seconds: 1}}
		}, "a"), codes.InvalidArgument, nil},
		"no options":     {batchOf("a-1", func(r *batchReq) { r.Options = nil }, "a"), codes.InvalidArgument, nil},
		"no stream":      {batchOf("", nil, "a"), codes.InvalidArgument, nil},
		"no expectation": {batchOf("a-1", func(r *batchReq) { r.Options.ExpectedStreamPosition = nil }, "a"), codes.InvalidArgument, nil},
		"no type":        {batchOf("a-1", func(r *batchReq) { delete(r.ProposedMessages[0].Metadata, "type") }, "a"), codes.InvalidArgument, nil},
		"no event id":    {batchOf("a-1", func(r *batchReq) { r.ProposedMessages[0].Id = nil }, "a"), codes.InvalidArgument, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := openBatch(t, n)
			stream := "fine-" + uuid.NewString()
			send(t, b, tc.batch, batchOf(stream, nil, "fine"))
			got := finish(t, b)
			if len(got) != 2 || got[1].GetSuccess() == nil {
				t.Fatalf("answered %v", got)
			}
			e := got[0].GetError()
			want := tc.detail
			if want == nil {
				want = &shared.BadRequest{Message: e.GetMessage()}
			}
			if codes.Code(e.GetCode()) != tc.code || e.GetMessage() == "" || len(e.GetDetails()) != 1 {
				t.Fatalf("answered %v, want %s", e, tc.code)
			}
			detail, err := e.GetDetails()[0].UnmarshalNew()
			if err != nil || !proto.Equal(detail, want) {
				t.Errorf("the detail is %v, %v; want %v", detail, err, want)
			}
		})
	}
}

// A repeated beginning spoils its batch, and what follows of it is dropped until it is final.
func TestBatchAppend_begun_twice(t *testing.T) {
	t.Parallel()
	n := start(t)
	b := openBatch(t, n)
	first := batchOf("a-1", func(r *batchReq) { r.IsFinal = false }, "a")
	again := batchOf("b-1", func(r *batchReq) { r.CorrelationId, r.IsFinal = first.CorrelationId, false }, "b")
	last := batchOf("", func(r *batchReq) { r.CorrelationId, r.Options = first.CorrelationId, nil }, "c")
	send(t, b, first, again, last)
	got := finish(t, b)
	if len(got) != 1 || !strings.Contains(got[0].GetError().GetMessage(), "once") {
		t.Errorf("answered %v", got)
	}
	if n.Stats().Events != 0 {
		t.Errorf("%d events stored", n.Stats().Events)
	}
}

func TestBatchAppend_calls_that_end(t *testing.T) {
	t.Parallel()
	n := start(t)
	for name, tc := range map[string]struct {
		reqs []*batchReq
		code codes.Code
	}{
		"no correlation id": {[]*batchReq{batchOf("a-1", func(r *batchReq) { r.CorrelationId = nil })}, codes.InvalidArgument},
		"too many open": {func() (reqs []*batchReq) {
			for range 300 {
				reqs = append(reqs, batchOf("a-1", func(r *batchReq) { r.IsFinal = false }))
			}
			return reqs
		}(), codes.ResourceExhausted},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := openBatch(t, n)
			for _, r := range tc.reqs {
				if b.Send(r) != nil {
					break // it ended already
				}
			}
			if _, err := b.Recv(); status.Code(err) != tc.code {
				t.Errorf("answered %v, want %s", err, tc.code)
			}
		})
	}
}

// What a client began and never finished is forgotten with its call.
func TestBatchAppend_abandoned(t *testing.T) {
	t.Parallel()
	n := start(t)
	ctx, cancel := context.WithCancel(context.Background())
	b, err := n.raw(t).BatchAppend(ctx)
	if err != nil {
		t.Fatal(err)
	}
	send(t, b, batchOf("a-1", func(r *batchReq) { r.IsFinal = false }, "a"), batchOf("b-1", nil, "b"))
	if r, err := b.Recv(); err != nil || r.GetSuccess() == nil {
		t.Fatalf("answered %v, %v", r, err)
	}
	if n.Pending() == 0 {
		t.Error("the open batch counts for nothing")
	}
	cancel()
	for deadline := time.Now().Add(patience); n.Pending() != 0; time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%d bytes are still held", n.Pending())
		}
	}
	if got := kinds(readAll(t, n.client(t))); got != "b" {
		t.Errorf("stored %q", got)
	}
}

// Many batches at once share commits, and those of one stream keep their order.
func TestBatchAppend_order(t *testing.T) {
	t.Parallel()
	n := start(t)
	b := openBatch(t, n)
	const batches = 500
	answered := make(chan error, 1)
	go func() {
		for i := range batches {
			r, err := b.Recv()
			if err == nil && r.GetSuccess().GetCurrentRevision() != uint64(i) {
				err = fmt.Errorf("batch %d was answered %v", i, r)
			}
			if err != nil {
				answered <- err
				return
			}
		}
		answered <- nil
	}()
	for i := range batches {
		send(t, b, batchOf("a-1", func(r *batchReq) {
			if i > 0 {
				r.Options.ExpectedStreamPosition = &streams.BatchAppendReq_Options_StreamPosition{StreamPosition: uint64(i - 1)}
			}
		}, fmt.Sprint(i)))
	}
	if err := <-answered; err != nil {
		t.Fatal(err)
	}
	if s := n.Stats(); s.GroupCommits >= batches {
		t.Errorf("%d commits for %d batches: none shared one", s.GroupCommits, batches)
	}
}

func TestBatchAppend_longest_deadline(t *testing.T) {
	t.Parallel()
	n := start(t)
	b := openBatch(t, n)
	send(t, b, batchOf("a-1", func(r *batchReq) {
		r.Options.DeadlineOption = &streams.BatchAppendReq_Options_Deadline{Deadline: durationpb.New(math.MaxInt64)}
	}, "a"))
	if got := finish(t, b); len(got) != 1 || got[0].GetSuccess() == nil {
		t.Errorf("answered %v", got)
	}
}

// A node closed under open batch calls answers what was final, ends the calls and leaves nothing behind.
func TestBatchAppend_close(t *testing.T) {
	before := goleak.IgnoreCurrent()
	n := start(t)
	conn := n.conn(t)
	b, err := streams.NewStreamsClient(conn).BatchAppend(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	send(t, b, batchOf("a-1", func(r *batchReq) { r.IsFinal = false }, "a"), batchOf("b-1", nil, "b"))
	if r, err := b.Recv(); err != nil || r.GetSuccess() == nil {
		t.Fatalf("answered %v, %v", r, err)
	}
	n.stop(t)
	if r, err := b.Recv(); status.Code(err) != codes.Unavailable {
		t.Errorf("after the node closed: %v, %v", r, err)
	}
	conn.Close()
	goleak.VerifyNone(t, before, patternClock)
	if diff := cmp.Diff("b", kinds(readAll(t, startWith(t, n.cfg).client(t)))); diff != "" {
		t.Errorf("stored (-want +got):\n%s", diff)
	}
}
