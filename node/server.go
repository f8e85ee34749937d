package node

import (
	"context"
	"log/slog"
	"runtime"
	"runtime/debug"
	"sync/atomic"
	"time"

	"github.com/EventStore/EventStore-Client-Go/v4/protos/gossip"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/persistent"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/serverfeatures"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/streams"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/keepalive"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"
)

const (
	maxReceive   = 17 << 20 // what the clients themselves accept
	maxSend      = 64 << 20 // one event of the largest append, with room
	wireBuffer   = 128 << 10
	windowStream = 2 << 20 // an append of the default size arrives without waiting for window updates
	windowConn   = 8 << 20

	patienceRefused = 5 * time.Second
)

func newServer(n *Node) *grpc.Server {
	guard := guard{log: n.cfg.Logger, gate: n.gate, panics: &n.panics}
	server := grpc.NewServer(
		grpc.ForceServerCodecV2(newFrameCodec()),
		grpc.MaxRecvMsgSize(maxReceive),
		grpc.MaxSendMsgSize(maxSend),
		grpc.MaxHeaderListSize(maxHeader),
		grpc.ConnectionTimeout(introduction),
		grpc.Creds(introduced{}),
		grpc.ReadBufferSize(wireBuffer),
		grpc.WriteBufferSize(wireBuffer),
		grpc.InitialWindowSize(windowStream),
		grpc.InitialConnWindowSize(windowConn),
		grpc.WaitForHandlers(true),
		// The Go client pings every 10 s even when idle; gRPC's own policy would hang up on it.
		grpc.KeepaliveEnforcementPolicy(keepalive.EnforcementPolicy{MinTime: 5 * time.Second, PermitWithoutStream: true}),
		// A peer that vanished without a word gives its connection back.
		grpc.KeepaliveParams(keepalive.ServerParameters{Time: time.Minute, Timeout: 20 * time.Second}),
		grpc.UnaryInterceptor(guard.unary),
		grpc.StreamInterceptor(guard.stream),
		grpc.UnknownServiceHandler(unserved),
	)
	streams.RegisterStreamsServer(server, &streamsService{node: n})
	persistent.RegisterPersistentSubscriptionsServer(server, &persistentService{subscriptions: n.persistent})
	serverfeatures.RegisterServerFeaturesServer(server, &featuresService{gossip: n.onTCP()})
	if n.onTCP() {
		gossip.RegisterGossipServer(server, newGossip(n))
	}
	return server
}

// guard stands before every call: it asks the gate and turns a panic into an answer.
type guard struct {
	log    *slog.Logger
	gate   *gate
	panics *atomic.Int64
}

func (g guard) unary(
	ctx context.Context, req any, info *grpc.UnaryServerInfo, handler grpc.UnaryHandler,
) (resp any, err error) {
	defer g.recover(info.FullMethod, &err)
	if err := g.gate.admit(ctx, info.FullMethod, func(t ...string) { setUnaryTrailer(ctx, t) }); err != nil {
		return nil, err
	}
	return handler(ctx, req)
}

func (g guard) stream(srv any, ss grpc.ServerStream, info *grpc.StreamServerInfo, handler grpc.StreamHandler) (err error) {
	defer g.recover(info.FullMethod, &err)
	if err := g.gate.admit(ss.Context(), info.FullMethod, func(t ...string) { setStreamTrailer(ss, t) }); err != nil {
		if info.IsClientStream && !info.IsServerStream {
			hearOut(ss)
		}
		return err
	}
	return handler(srv, ss)
}

// hearOut reads what a caller that is refused still sends, for a client that is sending loses an answer that comes meanwhile: it would
// see the end of the stream and not why. Whoever sends for long, or much, is answered all the same.
func hearOut(ss grpc.ServerStream) {
	heard := make(chan struct{})
	go func() {
		defer close(heard)
		for left := drainBytes; left > 0; {
			var m streams.AppendReq
			if ss.RecvMsg(&m) != nil {
				return
			}
			left -= proto.Size(&m) + 1
		}
	}()
	late := time.NewTimer(patienceRefused)
	defer late.Stop()
	select {
	case <-heard:
	case <-late.C: // the call ends with our answer, and with it the reading
	}
}

// recover logs where a panic came from, but of its value only what Go itself said: other values may hold payloads.
func (g guard) recover(method string, err *error) {
	cause := recover()
	if cause == nil {
		return
	}
	g.panics.Add(1)
	text := "not shown"
	if e, ok := cause.(runtime.Error); ok {
		text = e.Error()
	}
	g.log.Error("a call panicked", "method", method, "panic", text, "stack", string(debug.Stack()))
	*err = status.Error(codes.Internal, "the node met an internal error; see its log")
}
