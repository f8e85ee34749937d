package storetest

import (
	"context"
	"fmt"
	"slices"

	"github.com/EventStore/EventStore-Client-Go/v4/protos/shared"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/streams"
	"github.com/google/uuid"
	"google.golang.org/grpc/codes"
	"google.golang.org/protobuf/types/known/durationpb"
	"google.golang.org/protobuf/types/known/emptypb"
)

// batch appends by BatchAppend; "/" between events begins a new message of the same batch.
func (w *world) batch(s step) (string, error) {
	if err := s.atLeast(2); err != nil {
		return "", err
	}
	expect, err := parseExpectation(s.args[1])
	if err != nil {
		return "", err
	}
	correlation := uuid.New()
	reqs, events, err := w.batches(s, expect, correlation)
	if err != nil {
		return "", err
	}
	ctx, cancel := context.WithTimeout(w.ctx, patience)
	defer cancel()
	call, err := w.streams().BatchAppend(ctx)
	if err != nil {
		return w.refusal(err, nil, w.stream(s.args[0]), expect), nil
	}
	for _, r := range reqs {
		if call.Send(r) != nil {
			break // the status is in Recv
		}
	}
	resp, err := call.Recv()
	if err != nil {
		return w.refusal(err, call.Trailer(), w.stream(s.args[0]), expect), nil
	}
	if id, err := parseID(resp.GetCorrelationId()); err != nil || id != correlation {
		w.problem("the answer to a batch carries the correlation id %v, want %v", id, correlation)
	}
	return w.batchAnswer(s.args[0], events, resp), call.CloseSend()
}

func (w *world) batches(s step, expect expectation, correlation uuid.UUID) (reqs []*streams.BatchAppendReq, events int, err error) {
	words := s.args[2:]
	for {
		chunk, rest := words, []string(nil)
		i := slices.Index(words, "/")
		if i >= 0 {
			chunk, rest = words[:i], words[i+1:]
		}
		evs, err := w.events(chunk)
		if err != nil {
			return nil, 0, err
		}
		req := &streams.BatchAppendReq{CorrelationId: w.wireID(correlation), IsFinal: i < 0}
		if len(reqs) == 0 {
			req.Options = batchOptions(w.stream(s.args[0]), expect)
		}
		for _, ev := range evs {
			p, err := w.proposal(ev)
			if err != nil {
				return nil, 0, err
			}
			req.ProposedMessages = append(req.ProposedMessages, &streams.BatchAppendReq_ProposedMessage{
				Id: p.Id, Metadata: p.Metadata, CustomMetadata: p.CustomMetadata, Data: p.Data,
			})
		}
		reqs, events = append(reqs, req), events+len(evs)
		if i < 0 {
			return reqs, events, nil
		}
		words = rest
	}
}

func batchOptions(stream string, expect expectation) *streams.BatchAppendReq_Options {
	o := &streams.BatchAppendReq_Options{
		StreamIdentifier: identifier(stream),
		DeadlineOption:   &streams.BatchAppendReq_Options_Deadline{Deadline: durationpb.New(patience)},
	}
	switch expect.word {
	case "any":
		o.ExpectedStreamPosition = &streams.BatchAppendReq_Options_Any{Any: &emptypb.Empty{}}
	case "exists":
		o.ExpectedStreamPosition = &streams.BatchAppendReq_Options_StreamExists{StreamExists: &emptypb.Empty{}}
	case "no":
		o.ExpectedStreamPosition = &streams.BatchAppendReq_Options_NoStream{NoStream: &emptypb.Empty{}}
	default:
		o.ExpectedStreamPosition = &streams.BatchAppendReq_Options_StreamPosition{StreamPosition: expect.number}
	}
	return o
}

func (w *world) batchAnswer(short string, events int, resp *streams.BatchAppendResp) string {
	if resp.GetError() != nil {
		return batchError(resp)
	}
	ok := resp.GetSuccess()
	p := ok.GetPosition()
	_, noStream := ok.GetCurrentRevisionOption().(*streams.BatchAppendResp_Success_NoStream)
	return w.succeeded(short, events, noStream, ok.GetCurrentRevision(), p.GetCommitPosition(), p.GetPreparePosition())
}

// batchError reads the error packed into an answer; the code must go with what is packed.
func batchError(resp *streams.BatchAppendResp) string {
	code := codes.Code(resp.GetError().GetCode())
	details := resp.GetError().GetDetails()
	if len(details) != 1 {
		return fmt.Sprintf("%v with %d details", code, len(details))
	}
	packed, err := details[0].UnmarshalNew()
	if err != nil {
		return fmt.Sprintf("%v with unreadable details: %v", code, err)
	}
	switch e := packed.(type) {
	case *shared.WrongExpectedVersion:
		if code != codes.AlreadyExists {
			return fmt.Sprintf("a wrong expected version with code %v", code)
		}
		if c, ok := e.GetCurrentStreamRevisionOption().(*shared.WrongExpectedVersion_CurrentStreamRevision); ok {
			return fmt.Sprintf("wrong %d", c.CurrentStreamRevision)
		}
		return "wrong none"
	case *shared.StreamDeleted:
		if code != codes.NotFound || string(e.GetStreamIdentifier().GetStreamName()) == "" {
			return fmt.Sprintf("a deleted stream %q with code %v", e.GetStreamIdentifier().GetStreamName(), code)
		}
		return "deleted"
	default:
		return fmt.Sprintf("%v %s", code, packed.ProtoReflect().Descriptor().Name())
	}
}
