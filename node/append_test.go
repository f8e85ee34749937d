package node_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/EventStore/EventStore-Client-Go/v4/esdb"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/shared"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/streams"
	"github.com/google/uuid"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"

	"github.com/probity-ledger/probity/node"
)

func tryAppend(c *esdb.Client, stream string, expect esdb.ExpectedRevision, ev ...esdb.EventData) (*esdb.WriteResult, error) {
	return c.AppendToStream(context.Background(), stream, esdb.AppendToStreamOptions{ExpectedRevision: expect}, ev...)
}

// wantWrong checks for a wrong expected version and the words the client makes of both sides.
func wantWrong(t *testing.T, err error, text string) {
	t.Helper()
	var e *esdb.Error
	if !errors.As(err, &e) || !e.IsErrorCode(esdb.ErrorCodeWrongExpectedVersion) {
		t.Errorf("got %v, want a wrong expected version", err)
		return
	}
	if !strings.Contains(err.Error(), text) {
		t.Errorf("got %q, want it to say %q", err, text)
	}
}

func TestAppendExpectations(t *testing.T) {
	t.Parallel()
	n := start(t)
	c := n.client(t)
	first := eventsOf("a", "b", "c")

	_, err := tryAppend(c, "s-1", esdb.StreamExists{}, first...)
	wantWrong(t, err, "expecting 'stream_exists' but got 'no_stream'")
	_, err = tryAppend(c, "s-1", esdb.Revision(0), first...)
	wantWrong(t, err, "expecting '0' but got 'no_stream'")

	one := mustAppend(t, c, "s-1", esdb.NoStream{}, first...)
	again := mustAppend(t, c, "s-1", esdb.NoStream{}, first...)
	if *one != *again {
		t.Errorf("the repeated append answered %+v, the first %+v", again, one)
	}
	part := mustAppend(t, c, "s-1", esdb.NoStream{}, first[:2]...)
	if part.NextExpectedVersion != 1 || part.CommitPosition != one.CommitPosition-1 {
		t.Errorf("a repetition of two of three answered %+v", part)
	}
	_, err = tryAppend(c, "s-1", esdb.NoStream{}, event("d"))
	wantWrong(t, err, "expecting 'no_stream' but got '2'")
	_, err = tryAppend(c, "s-1", esdb.Revision(1), event("d"))
	wantWrong(t, err, "expecting '1' but got '2'")
	_, err = tryAppend(c, "s-1", esdb.Revision(7), event("d"))
	wantWrong(t, err, "expecting '7' but got '2'")

	if r := mustAppend(t, c, "s-1", esdb.Revision(2), first[0]); r.NextExpectedVersion != 3 {
		t.Errorf("an id stored before, at the end of the stream, was not written again: %+v", r)
	}
	if got := len(readStream(t, c, "s-1")); got != 4 {
		t.Errorf("%d events stored, want 4", got)
	}
}

func TestAppendLoose(t *testing.T) {
	t.Parallel()
	n := start(t)
	c := n.client(t)
	ev := eventsOf("a", "b", "c")
	exact := mustAppend(t, c, "s-1", esdb.NoStream{}, ev[:2]...)
	if r := mustAppend(t, c, "s-1", esdb.Any{}, ev[:2]...); *r != *exact {
		t.Errorf("any did not know ids written with a revision: %+v", r)
	}
	third := mustAppend(t, c, "s-1", esdb.Any{}, ev[2])
	if r := mustAppend(t, c, "s-1", esdb.StreamExists{}, ev[2]); *r != *third {
		t.Errorf("the repeated append answered %+v, the first %+v", r, third)
	}
	_, err := tryAppend(c, "s-1", esdb.Any{}, ev[2], event("d"))
	wantWrong(t, err, "expecting 'any' but got '2'")
	if r := mustAppend(t, c, "s-2", esdb.Any{}, ev[0]); r.NextExpectedVersion != 0 {
		t.Errorf("an id of another stream was taken for known: %+v", r)
	}

	n = n.again(t)
	c = n.client(t)
	if r := mustAppend(t, c, "s-1", esdb.Any{}, ev[2]); *r != *third {
		t.Errorf("after a restart the repeated append answered %+v, the first %+v", r, third)
	}
}

func TestAppendNothing(t *testing.T) {
	t.Parallel()
	c := start(t).client(t)
	if r := mustAppend(t, c, "s-1", esdb.Any{}); r.CommitPosition != 0 {
		t.Errorf("an empty append answered a position: %+v", r)
	}
	r, err := c.ReadStream(context.Background(), "s-1", esdb.ReadStreamOptions{}, 1)
	if _, err = collect(r, err); !isCode(err, esdb.ErrorCodeResourceNotFound) {
		t.Errorf("an empty append made a stream: %v", err)
	}
	mustAppend(t, c, "s-1", esdb.NoStream{}, event("a"))
	if r := mustAppend(t, c, "s-1", esdb.Revision(0)); r.NextExpectedVersion != 0 {
		t.Errorf("an empty append moved the stream: %+v", r)
	}
}

func isCode(err error, code esdb.ErrorCode) bool {
	var e *esdb.Error
	return errors.As(err, &e) && e.IsErrorCode(code)
}

func TestStoredAsSent(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 2, 3, 4, 5, 6, 123456700, time.UTC)
	c := start(t, func(cfg *node.Config) { cfg.Now = func() time.Time { return at } }).client(t)
	binary := event("bytes.v1")
	binary.ContentType, binary.Data, binary.Metadata = esdb.ContentTypeBinary, []byte{0, 255, 0}, nil
	text := event("text.v1")
	mustAppend(t, c, "geräte-1", esdb.NoStream{}, binary, text)
	got := readStream(t, c, "geräte-1")
	for i, want := range []esdb.EventData{binary, text} {
		g := got[i]
		if g.EventID != want.EventID || g.EventType != want.EventType || g.StreamID != "geräte-1" ||
			g.EventNumber != uint64(i) || !bytes.Equal(g.Data, want.Data) || !bytes.Equal(g.UserMetadata, want.Metadata) {
			t.Errorf("event %d came back as %+v", i, g)
		}
		if !g.CreatedDate.Equal(at) || g.Position.Commit != uint64(i+1) || g.Position.Prepare != uint64(i+1) {
			t.Errorf("event %d has time %v, position %+v", i, g.CreatedDate, g.Position)
		}
	}
	if got[0].ContentType != "application/octet-stream" || got[1].ContentType != "application/json" {
		t.Errorf("content types %q and %q", got[0].ContentType, got[1].ContentType)
	}
}

// rawAppend sends messages the Go client would not send, and gives the trailers.
func rawAppend(t *testing.T, n *started, msgs ...*streams.AppendReq) (*streams.AppendResp, metadata.MD, error) {
	t.Helper()
	call, err := n.raw(t).Append(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for i, m := range msgs {
		if err := call.Send(m); err != nil {
			t.Fatalf("the node answered before message %d was read: %v", i, err)
		}
	}
	resp, err := call.CloseAndRecv()
	return resp, call.Trailer(), err
}

func header(stream string) *streams.AppendReq {
	return &streams.AppendReq{Content: &streams.AppendReq_Options_{Options: &streams.AppendReq_Options{
		StreamIdentifier:       &shared.StreamIdentifier{StreamName: []byte(stream)},
		ExpectedStreamRevision: &streams.AppendReq_Options_Any{Any: &shared.Empty{}},
	}}}
}

func proposed(change func(*streams.AppendReq_ProposedMessage)) *streams.AppendReq {
	p := &streams.AppendReq_ProposedMessage{
		Id:       &shared.UUID{Value: &shared.UUID_String_{String_: uuid.NewString()}},
		Metadata: map[string]string{"type": "a.v1", "content-type": "application/json"},
		Data:     []byte("{}"),
	}
	if change != nil {
		change(p)
	}
	return &streams.AppendReq{Content: &streams.AppendReq_ProposedMessage_{ProposedMessage: p}}
}

func TestAppendRefusals(t *testing.T) {
	t.Parallel()
	n := start(t)
	type event = streams.AppendReq_ProposedMessage
	noExpectation := header("s-1")
	noExpectation.GetOptions().ExpectedStreamRevision = nil
	farRevision := header("s-1")
	farRevision.GetOptions().ExpectedStreamRevision = &streams.AppendReq_Options_Revision{Revision: 1<<63 + 5}
	good := proposed(nil)
	for _, tc := range []struct {
		name      string
		msgs      []*streams.AppendReq
		exception string
	}{
		{"nothing at all", nil, ""},
		{"no options", []*streams.AppendReq{good}, ""},
		{"options twice", []*streams.AppendReq{header("s-1"), header("s-1")}, ""},
		{"empty message", []*streams.AppendReq{header("s-1"), {}}, ""},
		{"no stream name", []*streams.AppendReq{header(""), good}, ""},
		{"stream name not UTF-8", []*streams.AppendReq{header("a\xff"), good}, ""},
		{"stream name too long", []*streams.AppendReq{header(strings.Repeat("s", 5000)), good}, ""},
		{"$all", []*streams.AppendReq{header("$all"), good}, ""},
		{"metadata of no stream", []*streams.AppendReq{header("$$"), good}, ""},
		{"metadata of metadata", []*streams.AppendReq{header("$$$$s-1"), good}, ""},
		{"no expectation", []*streams.AppendReq{noExpectation, good}, ""},
		{"revision out of range", []*streams.AppendReq{farRevision, good}, ""},
		{"no id", []*streams.AppendReq{header("s-1"), proposed(func(e *event) { e.Id = nil })}, ""},
		{"zero id", []*streams.AppendReq{header("s-1"), proposed(func(e *event) {
			e.Id = &shared.UUID{Value: &shared.UUID_Structured_{Structured: &shared.UUID_Structured{}}}
		})}, ""},
		{"odd id", []*streams.AppendReq{header("s-1"), proposed(func(e *event) {
			e.Id = &shared.UUID{Value: &shared.UUID_String_{String_: "42"}}
		})}, ""},
		{"no type", []*streams.AppendReq{header("s-1"), proposed(func(e *event) { delete(e.Metadata, "type") })},
			"missing-required-metadata-property"},
		{"no content type", []*streams.AppendReq{header("s-1"), proposed(func(e *event) { delete(e.Metadata, "content-type") })},
			"missing-required-metadata-property"},
		{"empty type", []*streams.AppendReq{header("s-1"), proposed(func(e *event) { e.Metadata["type"] = "" })}, ""},
		{"long type", []*streams.AppendReq{header("s-1"), proposed(func(e *event) {
			e.Metadata["type"] = strings.Repeat("t", 5000)
		})}, ""},
		{"one bad among good", []*streams.AppendReq{header("s-1"), good, proposed(func(e *event) { e.Id = nil }), good}, ""},
		{"too large", []*streams.AppendReq{header("s-1"), proposed(func(e *event) { e.Data = make([]byte, 1<<20) })},
			"maximum-append-size-exceeded"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, trailers, err := rawAppend(t, n, tc.msgs...)
			if status.Code(err) != codes.InvalidArgument {
				t.Errorf("answered %v, want InvalidArgument", err)
			}
			if got := strings.Join(trailers.Get("exception"), ","); got != tc.exception {
				t.Errorf("exception %q, want %q", got, tc.exception)
			}
		})
	}
	if s := n.Stats(); s.Events != 0 || s.LastPosition != 0 {
		t.Errorf("refused appends left something behind: %+v", s)
	}
}

func TestAppendSizes(t *testing.T) {
	t.Parallel()
	const limit = 10_000
	n := start(t, func(cfg *node.Config) { cfg.MaxAppendBytes = limit })
	c := n.client(t)
	sized := func(bytes int) esdb.EventData { // data, metadata and twice the type's length
		e := event("a.v1")
		e.Metadata, e.Data = []byte("12345"), make([]byte, bytes-5-8)
		return e
	}
	mustAppend(t, c, "s-1", esdb.NoStream{}, sized(limit))
	mustAppend(t, c, "s-1", esdb.Revision(0), sized(limit/2), sized(limit/2))
	for name, ev := range map[string][]esdb.EventData{
		"one": {sized(limit + 1)}, "three": {sized(limit / 2), sized(limit / 2), sized(20)},
	} {
		_, err := tryAppend(c, "s-1", esdb.Any{}, ev...)
		if status.Code(errors.Unwrap(err)) != codes.InvalidArgument {
			t.Errorf("%s too large: %v, want InvalidArgument", name, err)
		}
	}
	_, trailers, _ := rawAppend(t, n, header("s-2"), proposed(func(e *streams.AppendReq_ProposedMessage) {
		e.Data = make([]byte, limit)
	}))
	if got := trailers.Get("maximum-append-size"); len(got) != 1 || got[0] != "10000" {
		t.Errorf("maximum-append-size %q", got)
	}
}

// A client that is still sending loses a refusal that comes too early, so the node reads the append to its end.
func TestRefusalComesAfterTheEnd(t *testing.T) {
	t.Parallel()
	c := start(t).client(t)
	big := make([]esdb.EventData, 24)
	for i := range big {
		big[i] = event("a.v1")
		big[i].Data = make([]byte, 1<<20)
	}
	_, err := tryAppend(c, "s-1", esdb.Any{}, big...)
	if status.Code(errors.Unwrap(err)) != codes.InvalidArgument {
		t.Errorf("24 MiB in one append: %v, want InvalidArgument", err)
	}
}

func TestWrongVersionCarriesOldFields(t *testing.T) {
	t.Parallel()
	n := start(t)
	mustAppend(t, n.client(t), "s-1", esdb.NoStream{}, event("a"))
	h := header("s-1")
	h.GetOptions().ExpectedStreamRevision = &streams.AppendReq_Options_Revision{Revision: 5}
	resp, _, err := rawAppend(t, n, h, proposed(nil))
	if err != nil {
		t.Fatal(err)
	}
	w := resp.GetWrongExpectedVersion()
	if w.GetExpectedRevision() != 5 || w.GetExpectedRevision_20_6_0() != 5 ||
		w.GetCurrentRevisionOption() == nil || w.GetCurrentRevisionOption_20_6_0() == nil {
		t.Errorf("wrong expected version says %v", w)
	}
}
