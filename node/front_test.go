package node_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/EventStore/EventStore-Client-Go/v4/esdb"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/gossip"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/persistent"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/shared"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/streams"
	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"

	"github.com/probity-ledger/probity/node"
)

var errEnd = io.EOF

// open listens on loopback without users.
func open(cfg *node.Config) { cfg.Socket, cfg.Listen = "", "127.0.0.1:0" }

// plain sends one HTTP/1.1 request over a connection of its own.
func plain(t *testing.T, n *started, line string) *http.Response {
	t.Helper()
	network, address := "tcp", n.Addr()
	if path, ok := strings.CutPrefix(address, "unix://"); ok {
		network, address = "unix", path
	}
	c, err := net.Dial(network, address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	fmt.Fprintf(c, "%s HTTP/1.1\r\nHost: node\r\n\r\n", line)
	resp, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	return resp
}

func TestHealth(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*node.Config){"on a socket": func(*node.Config) {}, "on a port": open, "with users": listening} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			n := start(t, change)
			for line, want := range map[string]int{
				"GET /health/live":               204,
				"HEAD /health/live":              204,
				"GET /health/live?liveCode=200":  200,
				"GET /health/live?liveCode=700":  204,
				"POST /health/live":              405,
				"GET /":                          404,
				"GET /health/live?liveCode=wine": 204,
			} {
				if resp := plain(t, n, line); resp.StatusCode != want {
					t.Errorf("%s answered %s, want %d", line, resp.Status, want)
				}
			}
			if _, err := collect(n.client(t).ReadAll(withCredential("probity:a secret"), esdb.ReadAllOptions{}, 1)); err != nil {
				t.Errorf("gRPC beside HTTP: %v", err)
			}
		})
	}
}

func TestFollowers(t *testing.T) {
	t.Parallel()
	n := start(t, func(cfg *node.Config) {
		open(cfg)
		cfg.Followers = []string{"127.0.0.1:0", "127.0.0.1:0"}
		cfg.AdvertiseAddress = "localhost:2113"
	})
	info, err := gossip.NewGossipClient(n.conn(t)).Read(context.Background(), &shared.Empty{})
	if err != nil || len(info.Members) != 3 {
		t.Fatalf("gossip %v, %v", info, err)
	}
	var states []string
	for _, m := range info.Members {
		states = append(states, fmt.Sprint(m.State, " ", m.IsAlive, " ", m.HttpEndPoint.Address))
	}
	if diff := cmp.Diff([]string{"Leader true localhost", "Follower true localhost", "Follower true localhost"}, states); diff != "" {
		t.Errorf("gossip (-want +got):\n%s", diff)
	}
	if at := info.Members[0].HttpEndPoint; n.Endpoint() != "localhost:2113" || at.Port != 2113 {
		t.Errorf("the leader is at %s, gossip says %v", n.Endpoint(), at)
	}
	follower := fmt.Sprintf("127.0.0.1:%d", info.Members[1].HttpEndPoint.Port)
	conn, err := grpc.NewClient(follower, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	var trailers metadata.MD
	_, err = persistent.NewPersistentSubscriptionsClient(conn).List(context.Background(), &persistent.ListReq{}, grpc.Trailer(&trailers))
	if status.Code(err) != codes.NotFound || status.Convert(err).Message() != "Leader info available" {
		t.Errorf("a follower answered %v", err)
	}
	want := metadata.Pairs("exception", "not-leader", "leader-endpoint-host", "localhost", "leader-endpoint-port", "2113")
	for key := range want {
		if diff := cmp.Diff(want.Get(key), trailers.Get(key)); diff != "" {
			t.Errorf("trailer %s (-want +got):\n%s", key, diff)
		}
	}
	mustAppend(t, dial(t, follower), "a-1", esdb.NoStream{}, event("a"))
	strict := metadata.AppendToOutgoingContext(context.Background(), "requires-leader", "true")
	// Not by the real client: it would go looking for the leader and forget its connection.
	_, err = streams.NewStreamsClient(conn).Delete(strict, &streams.DeleteReq{})
	if status.Code(err) != codes.NotFound {
		t.Errorf("a call for the leader was answered %v", err)
	}
	mustAppend(t, n.client(t), "b-1", esdb.NoStream{}, event("b"))
}

const prefaceOnly = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"

// Connections that say nothing, half a word or half a request hold nothing up when the node closes.
func TestCloseWithHalfOpenConnections(t *testing.T) {
	before := goleak.IgnoreCurrent()
	n := start(t, open)
	for _, said := range []string{"", "P", "PRI * HTTP/2.0\r\n", prefaceOnly, prefaceOnly + "\x00\x00\x06\x04\x00", "GET /health/live HTTP/1.1\r\nHo"} {
		c, err := net.Dial("tcp", n.Addr())
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		if _, err := c.Write([]byte(said)); err != nil {
			t.Fatal(err)
		}
	}
	for deadline := time.Now().Add(patience); n.Stats().Connections < 6; time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%d connections are open, want 6", n.Stats().Connections)
		}
	}
	n.stop(t)
	if got := n.Stats().Connections; got != 0 {
		t.Errorf("%d connections are still open", got)
	}
	goleak.VerifyNone(t, before, patternClock)
}
