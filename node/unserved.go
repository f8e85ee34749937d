package node

import (
	"github.com/EventStore/EventStore-Client-Go/v4/protos/streams"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// BatchAppend is refused and not advertised; clients then use Append.
func (s *streamsService) BatchAppend(streams.Streams_BatchAppendServer) error {
	return status.Error(codes.Unimplemented, "this node takes appends one by one (Append)")
}

// unserved answers calls of services the node does not have, after the guard has looked at them as at any other.
func unserved(_ any, stream grpc.ServerStream) error {
	method, _ := grpc.MethodFromServerStream(stream)
	return status.Errorf(codes.Unimplemented, "this node does not serve %s", method)
}
