package storetest

import (
	"context"
	"regexp"
	"testing"

	"github.com/EventStore/EventStore-Client-Go/v4/protos/gossip"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/serverfeatures"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/shared"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/streams"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
)

const methodGossip = "event_store.client.gossip.gossip/read"

var threeIntegers = regexp.MustCompile(`^\d+\.\d+\.\d+$`)

// checkFeatures holds what ServerFeatures says against what the methods answer: clients believe every row (clause 1.1).
func checkFeatures(t *testing.T, target Target, conn *grpc.ClientConn) {
	resp, err := serverfeatures.NewServerFeaturesClient(conn).GetSupportedMethods(t.Context(), &shared.Empty{})
	if err != nil {
		t.Fatal(err)
	}
	if v := resp.GetEventStoreServerVersion(); !threeIntegers.MatchString(v) {
		t.Errorf("the version %q is not three plain integers: the Go client refuses to connect", v)
	}
	advertised, err := features(t.Context(), conn)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range everyMethod() {
		if m.harmful() && !target.Whole {
			continue
		}
		code, err := m.probe(t.Context(), conn)
		if err != nil {
			t.Errorf("%s: %v", m.short, err)
		}
		if served := code != codes.Unimplemented; served != advertised[m.short] {
			t.Errorf("%s: advertised %v, but it answers %v", m.short, advertised[m.short], code)
		}
	}
}

// checkGossip wants members a client can connect to, one of them the leader (clause 1.1).
func checkGossip(t *testing.T, target Target, conn *grpc.ClientConn) {
	advertised, err := features(t.Context(), conn)
	if err != nil {
		t.Fatal(err)
	}
	info, err := gossip.NewGossipClient(conn).Read(t.Context(), &shared.Empty{})
	if !advertised[methodGossip] && status.Code(err) == codes.Unimplemented {
		return // as on a Unix socket, for which gossip has no words
	}
	if err != nil {
		t.Fatal(err)
	}
	leaders := 0
	for _, m := range info.GetMembers() {
		if m.GetState() == gossip.MemberInfo_Leader && m.GetIsAlive() {
			leaders++
		}
		if _, err := parseID(m.GetInstanceId()); err != nil {
			t.Errorf("a member has an unreadable id: %v", err)
		}
		if at := m.GetHttpEndPoint(); at.GetAddress() == "" || at.GetPort() == 0 || m.GetTimeStamp() == 0 {
			t.Errorf("a member says too little: %v", m)
		}
	}
	if leaders != 1 {
		t.Errorf("%d live leaders among %d members, want one", leaders, len(info.GetMembers()))
	}
}

// checkCredentials wants a server that demands a credential to tell a missing from a wrong one, and one that does not
// to pay it no heed (clause 1.1). Features and gossip are asked before clients send any.
func checkCredentials(t *testing.T, target Target, _ *grpc.ClientConn) {
	tests := []struct {
		name, user, password string
		code                 codes.Code
		exception            string
	}{
		{"none", "", "", codes.PermissionDenied, "access-denied"},
		{"wrong password", target.Client.Username, target.Client.Password + "x", codes.Unauthenticated, ""},
		{"unknown name", "nobody." + target.Client.Username, "x", codes.Unauthenticated, ""},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			conn, err := target.dialAs(tc.user, tc.password)
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			if _, err := features(t.Context(), conn); err != nil {
				t.Errorf("features are refused: %v", err)
			}
			trailers, err := tryRead(t.Context(), target, conn)
			if !target.Secure {
				tc.code, tc.exception = codes.OK, ""
			}
			if got := one(trailers, "exception"); status.Code(err) != tc.code || tc.exception != "" && got != tc.exception {
				t.Errorf("answered %v with exception %q, want %v with %q", status.Code(err), got, tc.code, tc.exception)
			}
		})
	}
}

// tryRead reads a stream that does not exist, and gives the trailers.
func tryRead(ctx context.Context, target Target, conn *grpc.ClientConn) (metadata.MD, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	w := &world{ctx: ctx, target: target, conn: conn, run: "suite.nobody"}
	o, err := w.options(reading{stream: "s", max: 1})
	if err != nil {
		return nil, err
	}
	call, err := w.streams().Read(ctx, &streams.ReadReq{Options: o})
	if err != nil {
		return nil, err
	}
	_, err = call.Recv()
	return call.Trailer(), err
}
