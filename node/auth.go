package node

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"

	"github.com/EventStore/EventStore-Client-Go/v4/protos/gossip"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/serverfeatures"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
)

// credential is the one name and password the node lets in; nil lets everybody in who can reach it.
type credential struct{ header [sha256.Size]byte }

func newCredential(cfg Config) *credential {
	if cfg.Password == "" {
		return nil
	}
	pair := base64.StdEncoding.EncodeToString([]byte(cfg.Username + ":" + cfg.Password))
	return &credential{header: sha256.Sum256([]byte("Basic " + pair))}
}

// check answers as EventStoreDB does: no credential is PermissionDenied with the trailer access-denied, a wrong one
// Unauthenticated. Clients ask for features and gossip before they send any.
func (c *credential) check(ctx context.Context, method string, trailer func(...string)) error {
	if c == nil || method == serverfeatures.ServerFeatures_GetSupportedMethods_FullMethodName ||
		method == gossip.Gossip_Read_FullMethodName {
		return nil
	}
	values := metadata.ValueFromIncomingContext(ctx, "authorization")
	if len(values) == 0 {
		trailer("exception", "access-denied")
		return status.Error(codes.PermissionDenied, "this node demands a credential")
	}
	given := sha256.Sum256([]byte(values[0]))
	if subtle.ConstantTimeCompare(given[:], c.header[:]) != 1 {
		return status.Error(codes.Unauthenticated, "the credential is not this node's")
	}
	return nil
}

func setStreamTrailer(ss grpc.ServerStream, pairs []string) { ss.SetTrailer(metadata.Pairs(pairs...)) }

func setUnaryTrailer(ctx context.Context, pairs []string) {
	// It fails only outside a call, which ctx is not.
	_ = grpc.SetTrailer(ctx, metadata.Pairs(pairs...))
}
