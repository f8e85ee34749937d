package storetest

import (
	"context"
	"crypto/tls"
	"encoding/base64"
	"fmt"
	"net"
	"strconv"
	"testing"

	"github.com/EventStore/EventStore-Client-Go/v4/esdb"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/credentials/insecure"
)

const largestMessage = 17 << 20 // what the Go client accepts

// Target is an event store under examination, and what is known of it.
type Target struct {
	// Client says how the Go client reaches it; the examination's own connections are made from it too.
	Client esdb.Configuration
	// Whole demands every method the protocol has here: nothing may be left out because the server lacks it.
	Whole bool
	// Secure says that the server demands a credential. The one in Client must do.
	Secure bool
	// MaxAppendBytes is the largest append the server takes; 0 means that it is not known, and leaves rows about it out.
	MaxAppendBytes int
}

// Parse makes a target of a connection string such as PROBITY_TEST_EVENTSTORE gives.
func Parse(connection string) (Target, error) {
	cfg, err := esdb.ParseConnectionString(connection)
	if err != nil {
		return Target{}, fmt.Errorf("parse connection string: %w", err)
	}
	cfg.Logger = esdb.NoopLogging()
	return Target{Client: *cfg, Secure: !cfg.DisableTLS && cfg.Username != ""}, nil
}

// address is what gRPC dials: the one address, or the first seed.
func (t Target) address() string {
	if len(t.Client.GossipSeeds) > 0 {
		seed := t.Client.GossipSeeds[0]
		return net.JoinHostPort(seed.Host, strconv.Itoa(int(seed.Port)))
	}
	return t.Client.Address
}

// dial opens a connection with the target's own credential.
func (t Target) dial() (*grpc.ClientConn, error) {
	return t.dialAs(t.Client.Username, t.Client.Password)
}

// dialAs opens a connection with a credential, or without one when the name is empty.
func (t Target) dialAs(username, password string) (*grpc.ClientConn, error) {
	transport := insecure.NewCredentials()
	if !t.Client.DisableTLS {
		transport = credentials.NewTLS(&tls.Config{
			RootCAs: t.Client.RootCAs, InsecureSkipVerify: t.Client.SkipCertificateVerification,
		})
	}
	opts := []grpc.DialOption{
		grpc.WithTransportCredentials(transport),
		grpc.WithDefaultCallOptions(grpc.MaxCallRecvMsgSize(largestMessage), grpc.MaxCallSendMsgSize(largestMessage)),
	}
	if username != "" {
		opts = append(opts, grpc.WithPerRPCCredentials(basic(username+":"+password)))
	}
	conn, err := grpc.NewClient(t.address(), opts...)
	if err != nil {
		return nil, fmt.Errorf("dial the server under test: %w", err)
	}
	return conn, nil
}

// basic is a credential; unlike the Go client's it is also sent without TLS.
type basic string

// GetRequestMetadata implements [credentials.PerRPCCredentials].
func (b basic) GetRequestMetadata(context.Context, ...string) (map[string]string, error) {
	return map[string]string{"authorization": b.header()}, nil
}

func (b basic) header() string { return "Basic " + base64.StdEncoding.EncodeToString([]byte(b)) }

// RequireTransportSecurity implements [credentials.PerRPCCredentials].
func (basic) RequireTransportSecurity() bool { return false }

// client connects the Go client.
func (t Target) client(tb testing.TB) *esdb.Client {
	tb.Helper()
	cfg := t.Client
	c, err := esdb.NewClient(&cfg)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { c.Close() })
	return c
}

func (t Target) conn(tb testing.TB) *grpc.ClientConn {
	tb.Helper()
	conn, err := t.dial()
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { conn.Close() })
	return conn
}
