package node_test

import (
	"context"
	"encoding/base64"
	"strings"
	"testing"

	"github.com/EventStore/EventStore-Client-Go/v4/esdb"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/gossip"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/serverfeatures"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/shared"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/streams"
	"github.com/google/go-cmp/cmp"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"

	"github.com/probity-ledger/probity/node"
)

func listening(cfg *node.Config) {
	cfg.Socket, cfg.Listen, cfg.Username, cfg.Password = "", "127.0.0.1:0", "probity", "a secret"
}

func withCredential(pair string) context.Context {
	return metadata.AppendToOutgoingContext(context.Background(),
		"authorization", "Basic "+base64.StdEncoding.EncodeToString([]byte(pair)))
}

func TestCredential(t *testing.T) {
	t.Parallel()
	n := start(t, listening)
	c := n.client(t)
	opts := esdb.AppendToStreamOptions{ExpectedRevision: esdb.Any{}}
	for name, tc := range map[string]struct {
		ctx  context.Context
		code esdb.ErrorCode
	}{
		"none":           {context.Background(), esdb.ErrorCodeAccessDenied},
		"wrong password": {withCredential("probity:a guess"), esdb.ErrorCodeUnauthenticated},
		"wrong name":     {withCredential("admin:a secret"), esdb.ErrorCodeUnauthenticated},
		"empty":          {withCredential(""), esdb.ErrorCodeUnauthenticated},
	} {
		if _, err := c.AppendToStream(tc.ctx, "a-1", opts, event("a")); !isCode(err, tc.code) {
			t.Errorf("append with %s: %v", name, err)
		}
		r, err := c.ReadAll(tc.ctx, esdb.ReadAllOptions{}, 1)
		if _, err := collect(r, err); !isCode(err, tc.code) {
			t.Errorf("read with %s: %v", name, err)
		}
		_, err = n.raw(t).Delete(tc.ctx, &streams.DeleteReq{})
		if got := status.Code(err); got != codes.PermissionDenied && got != codes.Unauthenticated {
			t.Errorf("unary call with %s: %v", name, err)
		}
	}
	if _, err := c.AppendToStream(withCredential("probity:a secret"), "a-1", opts, event("a")); err != nil {
		t.Errorf("append with the credential: %v", err)
	}
}

func TestAccessDeniedTrailer(t *testing.T) {
	t.Parallel()
	n := start(t, listening)
	var trailers metadata.MD
	_, err := n.raw(t).Delete(context.Background(), &streams.DeleteReq{}, grpc.Trailer(&trailers))
	if got := trailers.Get("exception"); len(got) != 1 || got[0] != "access-denied" {
		t.Errorf("answered %v with exception %q", err, got)
	}
}

func methods(t *testing.T, n *started) []string {
	t.Helper()
	m, err := serverfeatures.NewServerFeaturesClient(n.conn(t)).GetSupportedMethods(context.Background(), &shared.Empty{})
	if err != nil {
		t.Fatal(err)
	}
	if m.EventStoreServerVersion != "24.10.0" {
		t.Errorf("version %q", m.EventStoreServerVersion)
	}
	var out []string
	for _, r := range m.Methods {
		out = append(out, r.ServiceName+"/"+r.MethodName)
	}
	return out
}

func TestFeatures(t *testing.T) {
	t.Parallel()
	want := []string{
		"event_store.client.server_features.serverfeatures/getsupportedmethods",
		"event_store.client.streams.streams/append",
		"event_store.client.streams.streams/batchappend",
		"event_store.client.streams.streams/read",
		"event_store.client.streams.streams/delete",
		"event_store.client.streams.streams/tombstone",
	}
	for _, m := range strings.Fields("create update delete read getinfo replayparked list restartsubsystem") {
		want = append(want, "event_store.client.persistent_subscriptions.persistentsubscriptions/"+m)
	}
	if diff := cmp.Diff(want, methods(t, start(t))); diff != "" {
		t.Errorf("on a socket (-want +got):\n%s", diff)
	}
	want = append(want, "event_store.client.gossip.gossip/read")
	if diff := cmp.Diff(want, methods(t, start(t, listening))); diff != "" {
		t.Errorf("on a port (-want +got):\n%s", diff)
	}
}

func TestGossipNamesTheNode(t *testing.T) {
	t.Parallel()
	n := start(t, listening)
	info, err := gossip.NewGossipClient(n.conn(t)).Read(context.Background(), &shared.Empty{})
	if err != nil || len(info.Members) != 1 {
		t.Fatalf("gossip %v, %v", info, err)
	}
	c, err := esdb.NewClient(&esdb.Configuration{
		Address: n.Addr(), DnsDiscover: true, DisableTLS: true, MaxDiscoverAttempts: 1, GossipTimeout: 5,
		KeepAliveInterval: -1, Logger: esdb.NoopLogging(),
	})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	opts := esdb.AppendToStreamOptions{ExpectedRevision: esdb.NoStream{}}
	if _, err := c.AppendToStream(withCredential("probity:a secret"), "a-1", opts, event("a")); err != nil {
		t.Errorf("append through discovery: %v", err)
	}
}

func TestUnserved(t *testing.T) {
	t.Parallel()
	n := start(t)
	c := n.client(t)
	mustAppend(t, c, "a-1", esdb.NoStream{}, event("a"))
	err := n.conn(t).Invoke(context.Background(), "/event_store.client.projections.Projections/Create", &shared.Empty{}, &shared.Empty{})
	if status.Code(err) != codes.Unimplemented {
		t.Errorf("a projection answered %v", err)
	}
	if got := n.Stats().Events; got != 1 {
		t.Errorf("%d events stored, want 1", got)
	}
}

// A client that is refused while it is still sending would see the end of its stream and not the refusal.
func TestCredential_refused_append_is_heard_out(t *testing.T) {
	t.Parallel()
	n := start(t, listening)
	call, err := n.raw(t).Append(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for i := range 300 {
		if err := call.Send(&streams.AppendReq{Content: &streams.AppendReq_Options_{Options: &streams.AppendReq_Options{}}}); err != nil {
			t.Fatalf("message %d: %v", i, err)
		}
		if i%100 == 0 { // an answer given too early would have arrived by the next message
			if _, err := n.raw(t).Delete(t.Context(), &streams.DeleteReq{}); status.Code(err) != codes.PermissionDenied {
				t.Fatal(err)
			}
		}
	}
	if _, err := call.CloseAndRecv(); status.Code(err) != codes.PermissionDenied {
		t.Errorf("the answer: %v", err)
	}
}
