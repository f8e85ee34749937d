package storetest

import (
	"context"

	"github.com/EventStore/EventStore-Client-Go/v4/protos/shared"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/streams"
	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"
)

// delete gives the position of the deletion, 0 when the server names none.
func (w *world) delete(stream string, expect expectation, trailers *metadata.MD) (uint64, error) {
	ctx, cancel := context.WithTimeout(w.ctx, patience)
	defer cancel()
	o := &streams.DeleteReq_Options{StreamIdentifier: identifier(stream)}
	switch expect.word {
	case "any":
		o.ExpectedStreamRevision = &streams.DeleteReq_Options_Any{Any: &shared.Empty{}}
	case "exists":
		o.ExpectedStreamRevision = &streams.DeleteReq_Options_StreamExists{StreamExists: &shared.Empty{}}
	case "no":
		o.ExpectedStreamRevision = &streams.DeleteReq_Options_NoStream{NoStream: &shared.Empty{}}
	default:
		o.ExpectedStreamRevision = &streams.DeleteReq_Options_Revision{Revision: expect.number}
	}
	resp, err := w.streams().Delete(ctx, &streams.DeleteReq{Options: o}, grpc.Trailer(trailers))
	return resp.GetPosition().GetCommitPosition(), err
}

// tombstone gives the position of the tombstone, 0 when the server names none.
func (w *world) tombstone(stream string, expect expectation, trailers *metadata.MD) (uint64, error) {
	ctx, cancel := context.WithTimeout(w.ctx, patience)
	defer cancel()
	o := &streams.TombstoneReq_Options{StreamIdentifier: identifier(stream)}
	switch expect.word {
	case "any":
		o.ExpectedStreamRevision = &streams.TombstoneReq_Options_Any{Any: &shared.Empty{}}
	case "exists":
		o.ExpectedStreamRevision = &streams.TombstoneReq_Options_StreamExists{StreamExists: &shared.Empty{}}
	case "no":
		o.ExpectedStreamRevision = &streams.TombstoneReq_Options_NoStream{NoStream: &shared.Empty{}}
	default:
		o.ExpectedStreamRevision = &streams.TombstoneReq_Options_Revision{Revision: expect.number}
	}
	resp, err := w.streams().Tombstone(ctx, &streams.TombstoneReq{Options: o}, grpc.Trailer(trailers))
	return resp.GetPosition().GetCommitPosition(), err
}
