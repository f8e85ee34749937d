package node

import (
	"context"
	"strconv"
	"strings"

	"github.com/EventStore/EventStore-Client-Go/v4/protos/shared"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/streams"
	"github.com/google/uuid"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
)

// Nothing that was written is ever taken out of the file. A soft delete hides the events of a stream behind its
// metadata, a tombstone closes it: both are events themselves, and reads of $all go on showing everything.

// remove decides a deletion and writes the event that says so.
func (l *ledger) remove(r *appendRequest, p *pair, created int64) (outcome, error) {
	id := uuid.New()
	v, last, err := decide(p.stand(r.stream), r.expect, []eventID{id}, strangers{})
	switch {
	case err != nil:
		return outcome{}, err
	case v != verdictWrite:
		return outcome{verdict: v, revision: last}, nil
	case r.action == actTombstone:
		p.own.number = tombstoneNumber - 1 // its event gets the number after
		event := proposal{id: id, kind: typeTombstone}
		err = l.insert(r.stream, &p.own, []proposal{event}, created)
	case p.own.number < 0 && p.meta.number < 0:
		return outcome{verdict: verdictWrong, revision: -1}, nil
	default:
		all := strconv.AppendInt([]byte(`{"`+metaBefore+`":`), softDeleted, 10)
		err = l.insertMetadata(r.stream, p, proposal{id: id, data: append(all, '}')}, created)
		p.hidden = true
	}
	return outcome{verdict: verdictWrite, revision: last, position: l.next - 1}, err
}

// show takes a soft delete back: what the stream held before stays cut off, from the given number on it is shown. The
// rest of its metadata is kept. Metadata that is no JSON object hides nothing and is left alone.
func (l *ledger) show(stream string, p *pair, from, created int64) error {
	original, _ := originalOf(stream)
	m, err := l.newestMetadata(p)
	if err != nil {
		return err
	}
	data, ok := withBefore(m.data, from)
	if !ok {
		return nil
	}
	p.hidden = false
	return l.insertMetadata(original, p, proposal{id: uuid.New(), data: data}, created)
}

func (l *ledger) insertMetadata(stream string, p *pair, m proposal, created int64) error {
	m.kind, m.json = typeMetadata, true
	return l.insert(metastreamOf(stream), &p.meta, []proposal{m}, created)
}

// strangers is the history for an event that nobody has seen before.
type strangers struct{}

func (strangers) idAt(int64) (eventID, error)     { return eventID{}, nil }
func (strangers) numberOf(eventID) (int64, error) { return -1, nil }

// Delete hides all events of a stream; the next append to it shows itself and what follows.
func (s *streamsService) Delete(ctx context.Context, req *streams.DeleteReq) (*streams.DeleteResp, error) {
	opts := req.GetOptions()
	at, err := s.remove(ctx, actSoftDelete, opts.GetStreamIdentifier(), opts.GetExpectedStreamRevision())
	if err != nil {
		return nil, answer(unaryTrailer{ctx}, err)
	}
	return &streams.DeleteResp{PositionOption: &streams.DeleteResp_Position_{
		Position: &streams.DeleteResp_Position{CommitPosition: at, PreparePosition: at},
	}}, nil
}

// Tombstone closes a stream and its metadata for good.
func (s *streamsService) Tombstone(ctx context.Context, req *streams.TombstoneReq) (*streams.TombstoneResp, error) {
	opts := req.GetOptions()
	at, err := s.remove(ctx, actTombstone, opts.GetStreamIdentifier(), opts.GetExpectedStreamRevision())
	if err != nil {
		return nil, answer(unaryTrailer{ctx}, err)
	}
	return &streams.TombstoneResp{PositionOption: &streams.TombstoneResp_Position_{
		Position: &streams.TombstoneResp_Position{CommitPosition: at, PreparePosition: at},
	}}, nil
}

// remove has the writer delete a stream and gives the position of the event that says so.
func (s *streamsService) remove(
	ctx context.Context, what action, id *shared.StreamIdentifier, revision any,
) (position uint64, err error) {
	stream, err := parseWritable(id.GetStreamName())
	if err != nil {
		return 0, err
	}
	expect, err := parseExpectation(revision)
	if err != nil {
		return 0, err
	}
	if strings.HasPrefix(stream, metaPrefix) {
		return 0, invalid("a metastream ends with its stream and cannot be deleted: write other metadata")
	}
	r := &appendRequest{ctx: ctx, action: what, stream: stream, expect: expect, done: make(chan outcome, 1)}
	out, err := s.node.writer.append(r)
	switch {
	case err != nil:
		return 0, err
	case out.verdict == verdictWrong:
		return 0, wrongExpectation(r, out)
	}
	return uint64(out.position), nil
}

// wrongExpectation is the refusal of a deletion; of an append it is an ordinary answer.
func wrongExpectation(r *appendRequest, out outcome) error {
	return &refusal{
		code: codes.FailedPrecondition, text: "the stream is not where the deletion expects it",
		trailers: []string{
			"exception", "wrong-expected-version", "stream-name", r.stream,
			"expected-version", strconv.FormatInt(r.expect.wire(), 10),
			"actual-version", strconv.FormatInt(out.revision, 10),
		},
	}
}

// streamDeleted is the refusal of whatever touches a stream that is closed for good, or demands that one exists which
// was deleted.
func streamDeleted(stream string) error {
	return &refusal{
		code: codes.FailedPrecondition, text: "the stream is deleted",
		trailers: []string{"exception", "stream-deleted", "stream-name", stream},
	}
}

// unaryTrailer sets trailers of a call that has no stream.
type unaryTrailer struct{ ctx context.Context }

// SetTrailer fails only outside a call, which ctx is not.
func (t unaryTrailer) SetTrailer(md metadata.MD) { _ = grpc.SetTrailer(t.ctx, md) }
