package node

import (
	"context"
	"errors"

	"github.com/EventStore/EventStore-Client-Go/v4/protos/shared"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/streams"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/protoadapt"
	"google.golang.org/protobuf/types/known/emptypb"
)

// answer tells a client what became of one batch: by its correlation id, stream and expectation it knows which.
func (b *batch) answer(out outcome, err error) *streams.BatchAppendResp {
	resp := &streams.BatchAppendResp{CorrelationId: b.correlation, StreamIdentifier: b.options.GetStreamIdentifier()}
	switch e := b.options.GetExpectedStreamPosition().(type) {
	case *streams.BatchAppendReq_Options_StreamPosition:
		resp.ExpectedStreamPosition = &streams.BatchAppendResp_StreamPosition{StreamPosition: e.StreamPosition}
	case *streams.BatchAppendReq_Options_NoStream:
		resp.ExpectedStreamPosition = &streams.BatchAppendResp_NoStream{NoStream: &emptypb.Empty{}}
	case *streams.BatchAppendReq_Options_Any:
		resp.ExpectedStreamPosition = &streams.BatchAppendResp_Any{Any: &emptypb.Empty{}}
	case *streams.BatchAppendReq_Options_StreamExists:
		resp.ExpectedStreamPosition = &streams.BatchAppendResp_StreamExists{StreamExists: &emptypb.Empty{}}
	}
	switch {
	case err != nil:
		resp.Result = &streams.BatchAppendResp_Error{Error: b.refusal(err).Proto()}
	case out.verdict == verdictWrong:
		wrong := detailed(codes.AlreadyExists, "the stream is not where the append expects it", batchWrongVersion(b.request.expect, out.revision))
		resp.Result = &streams.BatchAppendResp_Error{Error: wrong.Proto()}
	default:
		resp.Result = &streams.BatchAppendResp_Success_{Success: batchSuccess(out)}
	}
	return resp
}

func batchSuccess(out outcome) *streams.BatchAppendResp_Success {
	ok := new(streams.BatchAppendResp_Success)
	if out.revision < 0 {
		ok.CurrentRevisionOption = &streams.BatchAppendResp_Success_NoStream{NoStream: &emptypb.Empty{}}
	} else {
		ok.CurrentRevisionOption = &streams.BatchAppendResp_Success_CurrentRevision{CurrentRevision: uint64(out.revision)}
	}
	if out.position == 0 {
		ok.PositionOption = &streams.BatchAppendResp_Success_NoPosition{NoPosition: &emptypb.Empty{}}
		return ok
	}
	at := uint64(out.position)
	ok.PositionOption = &streams.BatchAppendResp_Success_Position{
		Position: &shared.AllStreamPosition{CommitPosition: at, PreparePosition: at},
	}
	return ok
}

func batchWrongVersion(expect expectation, head int64) *shared.WrongExpectedVersion {
	w := new(shared.WrongExpectedVersion)
	if head < 0 {
		w.CurrentStreamRevisionOption = &shared.WrongExpectedVersion_CurrentNoStream{CurrentNoStream: &emptypb.Empty{}}
	} else {
		w.CurrentStreamRevisionOption = &shared.WrongExpectedVersion_CurrentStreamRevision{CurrentStreamRevision: uint64(head)}
	}
	switch expect.word {
	case expectAny:
		w.ExpectedStreamPositionOption = &shared.WrongExpectedVersion_ExpectedAny{ExpectedAny: &emptypb.Empty{}}
	case expectExists:
		w.ExpectedStreamPositionOption = &shared.WrongExpectedVersion_ExpectedStreamExists{ExpectedStreamExists: &emptypb.Empty{}}
	case expectNoStream:
		w.ExpectedStreamPositionOption = &shared.WrongExpectedVersion_ExpectedNoStream{ExpectedNoStream: &emptypb.Empty{}}
	case expectRevision:
		w.ExpectedStreamPositionOption = &shared.WrongExpectedVersion_ExpectedStreamPosition{
			ExpectedStreamPosition: uint64(expect.revision)}
	}
	return w
}

// refusal packs a refusal as the protocol wants it inside a batch's answer. What it has no message for is told in words.
func (b *batch) refusal(err error) *status.Status {
	if errors.Is(err, context.DeadlineExceeded) {
		return detailed(codes.DeadlineExceeded, "the batch's deadline has passed; it may still be written", &shared.Timeout{})
	}
	said := status.Convert(answer(unheard{}, err))
	switch reasonOf(err) {
	case "stream-deleted":
		return detailed(codes.NotFound, said.Message(), &shared.StreamDeleted{StreamIdentifier: b.options.GetStreamIdentifier()})
	case "maximum-append-size-exceeded":
		limit := uint32(b.node.cfg.MaxAppendBytes)
		return detailed(codes.InvalidArgument, said.Message(), &shared.MaximumAppendSizeExceeded{MaxAppendSize: limit})
	}
	if said.Code() == codes.InvalidArgument {
		return detailed(codes.InvalidArgument, said.Message(), &shared.BadRequest{Message: said.Message()})
	}
	return detailed(said.Code(), said.Message(), &shared.Unknown{})
}

// detailed packs one detail into a status. Without it, which cannot happen to these messages, the status is still true.
func detailed(code codes.Code, text string, detail protoadapt.MessageV1) *status.Status {
	plain := status.New(code, text)
	if packed, err := plain.WithDetails(detail); err == nil {
		return packed
	}
	return plain
}

// unheard takes the trailers of a refusal that is told inside a message.
type unheard struct{}

func (unheard) SetTrailer(metadata.MD) {}
