package node

import (
	"context"
	"strconv"
	"strings"

	"github.com/EventStore/EventStore-Client-Go/v4/protos/gossip"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/serverfeatures"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
)

// gate decides which calls are let in.
type gate struct {
	users  *users // nil lets everybody in who can reach the node
	leader endpoint
}

// admit answers as EventStoreDB does: no credential is PermissionDenied with the trailer access-denied, a wrong one
// Unauthenticated, a leader's call at a follower NotFound with the trailer not-leader. Clients ask for features and
// gossip before they send any credential.
func (g *gate) admit(ctx context.Context, method string, trailer func(...string)) error {
	if method == serverfeatures.ServerFeatures_GetSupportedMethods_FullMethodName ||
		method == gossip.Gossip_Read_FullMethodName {
		return nil
	}
	a := arrivalIn(ctx)
	if err := g.identify(ctx, a, trailer); err != nil {
		return err
	}
	if a.role == follower && needsLeader(ctx, method) {
		trailer("exception", "not-leader", "leader-endpoint-host", g.leader.host,
			"leader-endpoint-port", strconv.Itoa(int(g.leader.port)))
		return status.Error(codes.NotFound, "Leader info available")
	}
	return nil
}

func (g *gate) identify(ctx context.Context, a arrival, trailer func(...string)) error {
	if g.users == nil {
		return nil
	}
	values := metadata.ValueFromIncomingContext(ctx, "authorization")
	if len(values) == 0 && g.users.knows(a.name) {
		return nil
	}
	if len(values) == 0 {
		trailer("exception", "access-denied")
		return status.Error(codes.PermissionDenied, "this node demands a credential")
	}
	ok, err := g.users.accepts(ctx, values[0])
	switch {
	case err != nil:
		return statusOf(err)
	case !ok:
		return status.Error(codes.Unauthenticated, "the credential is not one of this node's")
	}
	return nil
}

// needsLeader tells which calls a follower does not answer: persistent subscriptions, and those whose client says so.
func needsLeader(ctx context.Context, method string) bool {
	if strings.HasPrefix(method, "/event_store.client.persistent_subscriptions.") {
		return true
	}
	values := metadata.ValueFromIncomingContext(ctx, "requires-leader")
	return len(values) > 0 && strings.EqualFold(values[0], "true")
}

func setStreamTrailer(ss grpc.ServerStream, pairs []string) { ss.SetTrailer(metadata.Pairs(pairs...)) }

func setUnaryTrailer(ctx context.Context, pairs []string) {
	// It fails only outside a call, which ctx is not.
	_ = grpc.SetTrailer(ctx, metadata.Pairs(pairs...))
}
