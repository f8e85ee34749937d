package campaign

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/EventStore/EventStore-Client-Go/v4/protos/shared"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/streams"
	"github.com/google/uuid"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/status"
)

// What one call may take, and one read, which may be of everything. Both are longer than any pause a test makes.
const (
	callTime = 20 * time.Second
	readTime = 5 * time.Minute
)

// expecting is the stream's end that an append states: a revision, or one of the words.
type expecting int64

const (
	noStream expecting = -1 - iota
	anyState
	streamExists
)

// word is the sort of an answer.
type word string

const (
	acknowledged word = "acknowledged"
	wrong        word = "wrong revision"
	refused      word = "refused" // for want of space: nothing was written
	unanswered   word = "unanswered"
)

// answer is what a caller was told.
type answer struct {
	word     word
	revision int64    // of the last event; with wrong, the stream's end: -1 when it has no events
	position uint64   // of the last event
	stored   []stored // what a read brought, in its order
	err      error    // with refused and unanswered
}

// stored is one event as it was read.
type stored struct {
	stream   string
	revision uint64
	position uint64
	id       uuid.UUID
}

// caller speaks the protocol without a client library's retries between it and the store: an answer is the store's own.
type caller struct {
	t       *testing.T
	conn    *grpc.ClientConn
	streams streams.StreamsClient

	// brokenDisk makes the caller take calmly that a commit failed, and that the store then takes no append any more.
	brokenDisk bool
}

func dial(t *testing.T, socket string) *caller {
	t.Helper()
	conn, err := grpc.NewClient("unix://"+socket, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		t.Fatal(err)
	}
	return &caller{t: t, conn: conn, streams: streams.NewStreamsClient(conn)}
}

func (c *caller) close() { c.conn.Close() }

// ownType marks the events whose content a reader can check.
const ownType = "campaign.v1"

// content is what an event of that id holds, so that a reader can tell whether it holds it still. Streams whose names
// begin with "bulk-" hold large ones, metastreams a window of two events.
func content(stream string, id uuid.UUID) []byte {
	if strings.HasPrefix(stream, "$$") {
		return []byte(`{"$maxCount":2,"of":"` + id.String() + `"}`)
	}
	size := 16 + 4*int(id[0])
	if strings.HasPrefix(stream, "bulk-") {
		size = 50_000
	}
	return bytes.Repeat(id[:], size/len(id)+1)[:size]
}

func freshIDs(n int) []uuid.UUID {
	ids := make([]uuid.UUID, n)
	for i := range ids {
		ids[i] = uuid.New()
	}
	return ids
}

// append writes one event for each id.
func (c *caller) append(ctx context.Context, stream string, expect expecting, ids []uuid.UUID) answer {
	ctx, cancel := context.WithTimeout(ctx, callTime)
	defer cancel()
	call, err := c.streams.Append(ctx)
	if err != nil {
		return c.failed(err)
	}
	call.Send(&streams.AppendReq{Content: &streams.AppendReq_Options_{Options: appendOptions(stream, expect)}})
	for _, id := range ids {
		call.Send(&streams.AppendReq{Content: &streams.AppendReq_ProposedMessage_{ProposedMessage: &streams.AppendReq_ProposedMessage{
			Id: wireID(id), Metadata: labels(stream), Data: content(stream, id),
		}}})
	}
	resp, err := call.CloseAndRecv() // also says why a Send failed
	if err != nil {
		return c.failed(err)
	}
	return told(resp)
}

func labels(stream string) map[string]string {
	if strings.HasPrefix(stream, "$$") {
		return map[string]string{"type": "$metadata", "content-type": "application/json"}
	}
	return map[string]string{"type": ownType, "content-type": "application/octet-stream"}
}

// hide deletes a stream softly, closeForGood with a tombstone.
func (c *caller) hide(ctx context.Context, stream string) answer {
	ctx, cancel := context.WithTimeout(ctx, callTime)
	defer cancel()
	resp, err := c.streams.Delete(ctx, &streams.DeleteReq{Options: &streams.DeleteReq_Options{
		StreamIdentifier:       &shared.StreamIdentifier{StreamName: []byte(stream)},
		ExpectedStreamRevision: &streams.DeleteReq_Options_Any{Any: &shared.Empty{}},
	}})
	if err != nil {
		return c.failed(err)
	}
	return answer{word: acknowledged, position: resp.GetPosition().GetCommitPosition()}
}

func (c *caller) closeForGood(ctx context.Context, stream string) answer {
	ctx, cancel := context.WithTimeout(ctx, callTime)
	defer cancel()
	resp, err := c.streams.Tombstone(ctx, &streams.TombstoneReq{Options: &streams.TombstoneReq_Options{
		StreamIdentifier:       &shared.StreamIdentifier{StreamName: []byte(stream)},
		ExpectedStreamRevision: &streams.TombstoneReq_Options_Any{Any: &shared.Empty{}},
	}})
	if err != nil {
		return c.failed(err)
	}
	return answer{word: acknowledged, position: resp.GetPosition().GetCommitPosition()}
}

func appendOptions(stream string, expect expecting) *streams.AppendReq_Options {
	o := &streams.AppendReq_Options{StreamIdentifier: &shared.StreamIdentifier{StreamName: []byte(stream)}}
	switch expect {
	case noStream:
		o.ExpectedStreamRevision = &streams.AppendReq_Options_NoStream{NoStream: &shared.Empty{}}
	case anyState:
		o.ExpectedStreamRevision = &streams.AppendReq_Options_Any{Any: &shared.Empty{}}
	case streamExists:
		o.ExpectedStreamRevision = &streams.AppendReq_Options_StreamExists{StreamExists: &shared.Empty{}}
	default:
		o.ExpectedStreamRevision = &streams.AppendReq_Options_Revision{Revision: uint64(expect)}
	}
	return o
}

func wireID(id uuid.UUID) *shared.UUID {
	return &shared.UUID{Value: &shared.UUID_Structured_{Structured: &shared.UUID_Structured{
		MostSignificantBits:  int64(binary.BigEndian.Uint64(id[:8])),
		LeastSignificantBits: int64(binary.BigEndian.Uint64(id[8:])),
	}}}
}

func idOf(w *shared.UUID) (id uuid.UUID) {
	binary.BigEndian.PutUint64(id[:8], uint64(w.GetStructured().GetMostSignificantBits()))
	binary.BigEndian.PutUint64(id[8:], uint64(w.GetStructured().GetLeastSignificantBits()))
	return id
}

func told(resp *streams.AppendResp) answer {
	if w := resp.GetWrongExpectedVersion(); w != nil {
		if _, none := w.CurrentRevisionOption.(*streams.AppendResp_WrongExpectedVersion_CurrentNoStream); none {
			return answer{word: wrong, revision: -1}
		}
		return answer{word: wrong, revision: int64(w.GetCurrentRevision())}
	}
	ok := resp.GetSuccess()
	return answer{word: acknowledged, revision: int64(ok.GetCurrentRevision()), position: ok.GetPosition().GetCommitPosition()}
}

// failed is the answer that an error is. Only a refusal for want of space promises that nothing was written; a connection
// that breaks off promises nothing. Every other error is one the store must not give here.
func (c *caller) failed(err error) answer {
	switch code := status.Code(err); {
	case code == codes.ResourceExhausted || c.brokenDisk && code == codes.Internal:
		return answer{word: refused, err: err}
	case code == codes.Unavailable || code == codes.DeadlineExceeded || code == codes.Canceled:
	case code == codes.Unknown && c.brokenDisk:
	default:
		c.t.Errorf("the store answered: %v", err)
	}
	return answer{word: unanswered, err: err}
}

// read is a request that a case fills in: by default all of $all, forwards.
func read(change func(*streams.ReadReq_Options)) *streams.ReadReq {
	o := &streams.ReadReq_Options{
		StreamOption: allFrom(0),
		CountOption:  &streams.ReadReq_Options_Count{Count: 1 << 40},
		FilterOption: &streams.ReadReq_Options_NoFilter{NoFilter: &shared.Empty{}},
		UuidOption: &streams.ReadReq_Options_UUIDOption{
			Content: &streams.ReadReq_Options_UUIDOption_Structured{Structured: &shared.Empty{}},
		},
	}
	change(o)
	return &streams.ReadReq{Options: o}
}

func allFrom(position uint64) *streams.ReadReq_Options_All {
	all := &streams.ReadReq_Options_AllOptions{AllOption: &streams.ReadReq_Options_AllOptions_Start{Start: &shared.Empty{}}}
	if position > 0 {
		all.AllOption = &streams.ReadReq_Options_AllOptions_Position{
			Position: &streams.ReadReq_Options_Position{CommitPosition: position, PreparePosition: position},
		}
	}
	return &streams.ReadReq_Options_All{All: all}
}

func (c *caller) readAll(ctx context.Context, from uint64) answer {
	return c.collect(ctx, read(func(o *streams.ReadReq_Options) { o.StreamOption = allFrom(from) }))
}

// readNewest reads the last events of $all, the newest first.
func (c *caller) readNewest(ctx context.Context, count uint64) answer {
	return c.collect(ctx, read(fromTheEnd(count)))
}

func fromTheEnd(count uint64) func(*streams.ReadReq_Options) {
	return func(o *streams.ReadReq_Options) {
		o.StreamOption = &streams.ReadReq_Options_All{All: &streams.ReadReq_Options_AllOptions{
			AllOption: &streams.ReadReq_Options_AllOptions_End{End: &shared.Empty{}},
		}}
		o.ReadDirection = streams.ReadReq_Options_Backwards
		o.CountOption = &streams.ReadReq_Options_Count{Count: count}
	}
}

func (c *caller) readStream(ctx context.Context, stream string) answer {
	return c.collect(ctx, read(func(o *streams.ReadReq_Options) { o.StreamOption = streamFrom(stream) }))
}

func streamFrom(stream string) *streams.ReadReq_Options_Stream {
	return &streams.ReadReq_Options_Stream{Stream: &streams.ReadReq_Options_StreamOptions{
		StreamIdentifier: &shared.StreamIdentifier{StreamName: []byte(stream)},
		RevisionOption:   &streams.ReadReq_Options_StreamOptions_Start{Start: &shared.Empty{}},
	}}
}

func (c *caller) collect(ctx context.Context, req *streams.ReadReq) answer {
	got, err := c.gather(ctx, req)
	if err != nil {
		return c.failed(err)
	}
	return answer{word: acknowledged, stored: got}
}

// gather reads to the end, or gives what came before the error.
func (c *caller) gather(ctx context.Context, req *streams.ReadReq) (got []stored, err error) {
	ctx, cancel := context.WithTimeout(ctx, readTime)
	defer cancel()
	call, err := c.streams.Read(ctx, req)
	if err != nil {
		return nil, err
	}
	for {
		m, err := call.Recv()
		if errors.Is(err, io.EOF) {
			return got, nil
		}
		if err != nil {
			return got, err
		}
		if e := m.GetEvent().GetEvent(); e != nil {
			s, err := storedAs(e)
			if err != nil {
				return got, err
			}
			got = append(got, s)
		}
	}
}

// storedAs takes an event in, if it is whole.
func storedAs(e *streams.ReadResp_ReadEvent_RecordedEvent) (stored, error) {
	s := stored{
		stream: string(e.GetStreamIdentifier().GetStreamName()), revision: e.GetStreamRevision(),
		position: e.GetCommitPosition(), id: idOf(e.GetId()),
	}
	if e.GetMetadata()["type"] == ownType && !bytes.Equal(e.GetData(), content(s.stream, s.id)) {
		return s, errors.New("an event came back with other bytes than it was written with")
	}
	return s, nil
}

// allBehind is where a subscription to $all goes on that has seen a position.
func allBehind(position uint64) func(*streams.ReadReq_Options) {
	return func(o *streams.ReadReq_Options) { o.StreamOption = allFrom(position) }
}

// follow subscribes and brings events to hear until the subscription breaks off.
func (c *caller) follow(ctx context.Context, from func(*streams.ReadReq_Options), hear func(stored)) {
	sub, err := c.streams.Read(ctx, read(func(o *streams.ReadReq_Options) {
		from(o)
		o.CountOption = &streams.ReadReq_Options_Subscription{Subscription: &streams.ReadReq_Options_SubscriptionOptions{}}
	}))
	for err == nil {
		var m *streams.ReadResp
		if m, err = sub.Recv(); err != nil {
			break
		}
		if e := m.GetEvent().GetEvent(); e != nil {
			var s stored
			if s, err = storedAs(e); err == nil {
				hear(s)
			}
		}
	}
	c.failed(err)
}
