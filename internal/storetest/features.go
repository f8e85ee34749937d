package storetest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/EventStore/EventStore-Client-Go/v4/protos/gossip"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/persistent"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/projections"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/serverfeatures"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/shared"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/streams"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/types/dynamicpb"
)

// Names of methods as ServerFeatures writes them.
const (
	methodBatchAppend = "event_store.client.streams.streams/batchappend"
	methodGroupRead   = "event_store.client.persistent_subscriptions.persistentsubscriptions/read"
)

// features are the methods the server says it serves, as "service/method" in small letters.
func features(ctx context.Context, conn *grpc.ClientConn) (map[string]bool, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	resp, err := serverfeatures.NewServerFeaturesClient(conn).GetSupportedMethods(ctx, &shared.Empty{})
	if err != nil {
		return nil, fmt.Errorf("ask for the supported methods: %w", err)
	}
	advertised := map[string]bool{}
	for _, m := range resp.GetMethods() {
		advertised[m.GetServiceName()+"/"+m.GetMethodName()] = true
	}
	return advertised, nil
}

// method is one call of the protocol.
type method struct {
	full    string // "/package.Service/Method"
	short   string // as ServerFeatures writes it
	streams grpc.StreamDesc
	in, out protoreflect.MessageDescriptor
}

// everyMethod lists the calls of the protocol as the Go client knows it.
func everyMethod() []method {
	var all []method
	for _, file := range []protoreflect.FileDescriptor{
		streams.File_streams_proto, persistent.File_persistent_proto, gossip.File_gossip_proto,
		serverfeatures.File_serverfeatures_proto, projections.File_projections_proto,
	} {
		for i := range file.Services().Len() {
			service := file.Services().Get(i)
			for j := range service.Methods().Len() {
				m := service.Methods().Get(j)
				all = append(all, method{
					full:    fmt.Sprintf("/%s/%s", service.FullName(), m.Name()),
					short:   strings.ToLower(fmt.Sprintf("%s/%s", service.FullName(), m.Name())),
					streams: grpc.StreamDesc{ClientStreams: m.IsStreamingClient(), ServerStreams: m.IsStreamingServer()},
					in:      m.Input(), out: m.Output(),
				})
			}
		}
	}
	return all
}

// harmful tells whether even an empty request would do something to the server that others use.
func (m method) harmful() bool { return strings.HasSuffix(m.short, "/restartsubsystem") }

// probe calls a method with an empty request, which every method that is served answers with something.
func (m method) probe(ctx context.Context, conn *grpc.ClientConn) (codes.Code, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	call, err := conn.NewStream(ctx, &m.streams, m.full)
	if err != nil {
		return 0, err
	}
	if err := call.SendMsg(dynamicpb.NewMessage(m.in)); err != nil && !errors.Is(err, io.EOF) {
		return 0, err
	}
	if err := call.CloseSend(); err != nil {
		return 0, err
	}
	err = call.RecvMsg(dynamicpb.NewMessage(m.out))
	if errors.Is(err, io.EOF) {
		return codes.OK, nil
	}
	return status.Code(err), nil
}
