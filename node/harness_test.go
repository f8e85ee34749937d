package node_test

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/EventStore/EventStore-Client-Go/v4/esdb"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/streams"
	"github.com/google/uuid"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"

	"github.com/probity-ledger/probity/node"
)

// started is a node that serves in the background of a test.
type started struct {
	*node.Node
	cfg    node.Config
	cancel context.CancelFunc
	served chan error
}

// start opens a node in a folder of its own and serves it until the test ends.
func start(tb testing.TB, change ...func(*node.Config)) *started {
	tb.Helper()
	cfg := node.Config{Path: filepath.Join(tb.TempDir(), "events.db"), Socket: socketPath(tb)}
	for _, c := range change {
		c(&cfg)
	}
	return startWith(tb, cfg)
}

func startWith(tb testing.TB, cfg node.Config) *started {
	tb.Helper()
	n, err := node.Open(cfg)
	if err != nil {
		tb.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	s := &started{Node: n, cfg: cfg, cancel: cancel, served: make(chan error, 1)}
	go func() { s.served <- n.Serve(ctx) }()
	tb.Cleanup(func() { s.stop(tb) })
	return s
}

// stop ends the node and waits until it is gone.
func (s *started) stop(tb testing.TB) {
	tb.Helper()
	s.cancel()
	if s.served == nil {
		return
	}
	if err := <-s.served; err != nil {
		tb.Errorf("serve: %v", err)
	}
	s.served = nil
}

// again opens the same file with the same configuration.
func (s *started) again(tb testing.TB) *started {
	tb.Helper()
	s.stop(tb)
	return startWith(tb, s.cfg)
}

// socketPath is short enough for a socket whatever the test's name.
func socketPath(tb testing.TB) string {
	tb.Helper()
	dir, err := os.MkdirTemp("", "node")
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { os.RemoveAll(dir) })
	return filepath.Join(dir, "s")
}

// client connects the real client to the node.
func (s *started) client(tb testing.TB) *esdb.Client {
	tb.Helper()
	return dial(tb, s.Addr())
}

// raw gives the protocol's own client, for what the Go client never sends.
func (s *started) raw(tb testing.TB) streams.StreamsClient {
	tb.Helper()
	return streams.NewStreamsClient(s.conn(tb))
}

func (s *started) conn(tb testing.TB) *grpc.ClientConn {
	tb.Helper()
	conn, err := grpc.NewClient(s.Addr(), grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { conn.Close() })
	return conn
}

func dial(tb testing.TB, addr string) *esdb.Client {
	tb.Helper()
	c, err := esdb.NewClient(&esdb.Configuration{
		Address: addr, DisableTLS: true, MaxDiscoverAttempts: 1, DiscoveryInterval: 10, GossipTimeout: 5,
		KeepAliveInterval: 10 * time.Second, KeepAliveTimeout: 10 * time.Second,
		NodePreference: esdb.NodePreferenceLeader, Logger: esdb.NoopLogging(),
	})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { c.Close() })
	return c
}

// event makes an event of a type, with a fresh id and data that names it.
func event(kind string) esdb.EventData {
	return esdb.EventData{
		EventID: uuid.New(), EventType: kind, ContentType: esdb.ContentTypeJson,
		Data: []byte(`{"of":"` + kind + `"}`), Metadata: []byte(`{"by":"test"}`),
	}
}

func eventsOf(kinds ...string) []esdb.EventData {
	out := make([]esdb.EventData, len(kinds))
	for i, k := range kinds {
		out[i] = event(k)
	}
	return out
}

func mustAppend(
	tb testing.TB, c *esdb.Client, stream string, expect esdb.ExpectedRevision, events ...esdb.EventData,
) *esdb.WriteResult {
	tb.Helper()
	r, err := c.AppendToStream(context.Background(), stream, esdb.AppendToStreamOptions{ExpectedRevision: expect}, events...)
	if err != nil {
		tb.Fatalf("append to %s: %v", stream, err)
	}
	return r
}

// drain reads a stream to its end.
func drain(tb testing.TB, r *esdb.ReadStream, err error) []*esdb.RecordedEvent {
	tb.Helper()
	out, err := collect(r, err)
	if err != nil {
		tb.Fatalf("read: %v", err)
	}
	return out
}

func collect(r *esdb.ReadStream, err error) ([]*esdb.RecordedEvent, error) {
	if err != nil {
		return nil, err
	}
	defer r.Close()
	var out []*esdb.RecordedEvent
	for {
		ev, err := r.Recv()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return out, err
		}
		out = append(out, ev.Event)
	}
}

func readAll(tb testing.TB, c *esdb.Client) []*esdb.RecordedEvent {
	tb.Helper()
	r, err := c.ReadAll(context.Background(), esdb.ReadAllOptions{From: esdb.Start{}}, 1<<40)
	return drain(tb, r, err)
}

func readStream(tb testing.TB, c *esdb.Client, stream string) []*esdb.RecordedEvent {
	tb.Helper()
	r, err := c.ReadStream(context.Background(), stream, esdb.ReadStreamOptions{From: esdb.Start{}}, 1<<40)
	return drain(tb, r, err)
}
