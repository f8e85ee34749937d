package node

import (
	"context"

	"github.com/EventStore/EventStore-Client-Go/v4/protos/streams"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// Delete is refused: events of this store are kept.
func (s *streamsService) Delete(context.Context, *streams.DeleteReq) (*streams.DeleteResp, error) {
	return nil, status.Error(codes.Unimplemented, "this node does not delete streams")
}

// Tombstone is refused: events of this store are kept.
func (s *streamsService) Tombstone(context.Context, *streams.TombstoneReq) (*streams.TombstoneResp, error) {
	return nil, status.Error(codes.Unimplemented, "this node does not delete streams")
}

// BatchAppend is refused and not advertised; clients then use Append.
func (s *streamsService) BatchAppend(streams.Streams_BatchAppendServer) error {
	return status.Error(codes.Unimplemented, "this node takes appends one by one (Append)")
}
