package node_test

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/EventStore/EventStore-Client-Go/v4/esdb"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/streams"
	"golang.org/x/crypto/bcrypt"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/status"

	"github.com/probity-ledger/probity/node"
)

// usersFile holds the pairs' names with hashes of their passwords.
func usersFile(t *testing.T, pairs ...[2]string) string {
	t.Helper()
	text := "# users of a test\n\n"
	for _, p := range pairs {
		hash, err := bcrypt.GenerateFromPassword([]byte(p[1]), 10)
		if err != nil {
			t.Fatal(err)
		}
		text += p[0] + ":" + string(hash) + "\n"
	}
	path := filepath.Join(t.TempDir(), "users")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// secured gives a node a certificate and two users, ann and bob, one of whom may come with a certificate.
func secured(t *testing.T, a *authority) func(*node.Config) {
	return func(cfg *node.Config) {
		cfg.Socket, cfg.Listen = "", "127.0.0.1:0"
		cfg.CertFile, cfg.KeyFile = a.issue(t, "node")
		cfg.ClientCAFile = a.file
		cfg.UsersFile = usersFile(t, [2]string{"ann", "first: secret"}, [2]string{"bob", "second"})
	}
}

// secureClient is the real client with a connection string as a person would write it.
func secureClient(t *testing.T, url string) *esdb.Client {
	t.Helper()
	cfg, err := esdb.ParseConnectionString(url)
	if err != nil {
		t.Fatal(err)
	}
	cfg.Logger, cfg.MaxDiscoverAttempts = esdb.NoopLogging(), 1
	c, err := esdb.NewClient(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

func TestTLS_with_the_real_client(t *testing.T) {
	t.Parallel()
	a := newAuthority(t)
	n := start(t, secured(t, a))
	cert, key := a.issue(t, "bob")
	stranger, strangersKey := a.issue(t, "carol")
	opts := esdb.AppendToStreamOptions{ExpectedRevision: esdb.Any{}}
	for name, tc := range map[string]struct {
		url  string
		code esdb.ErrorCode // 0: let in
	}{
		"user and password":        {"esdb://ann:first%%3A%%20secret@%s?tlsCAFile=" + a.file, 0},
		"discovery":                {"esdb+discover://bob:second@%s?tlsCAFile=" + a.file, 0},
		"a client certificate":     {"esdb://%s?tlsCAFile=" + a.file + "&userCertFile=" + cert + "&userKeyFile=" + key, 0},
		"nobody":                   {"esdb://%s?tlsCAFile=" + a.file, esdb.ErrorCodeAccessDenied},
		"a stranger's certificate": {"esdb://%s?tlsCAFile=" + a.file + "&userCertFile=" + stranger + "&userKeyFile=" + strangersKey, esdb.ErrorCodeAccessDenied},
		"a wrong password":         {"esdb://ann:second@%s?tlsCAFile=" + a.file, esdb.ErrorCodeUnauthenticated},
		"an unknown user":          {"esdb://carol:second@%s?tlsCAFile=" + a.file, esdb.ErrorCodeUnauthenticated},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := secureClient(t, fmt.Sprintf(tc.url, n.Endpoint()))
			for range 2 { // the second time the answer is remembered
				_, err := c.AppendToStream(context.Background(), "a-1", opts, event("a"))
				if tc.code == 0 && err != nil || tc.code != 0 && !isCode(err, tc.code) {
					t.Errorf("the append answered %v", err)
				}
			}
		})
	}
}

func rawTLS(t *testing.T, n *started, c *tls.Config) streams.StreamsClient {
	t.Helper()
	conn, err := grpc.NewClient(n.Endpoint(), grpc.WithTransportCredentials(credentials.NewTLS(c)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return streams.NewStreamsClient(conn)
}

func TestTLS_handshake(t *testing.T) {
	t.Parallel()
	a := newAuthority(t)
	n := start(t, secured(t, a))
	old := a.client(t, "")
	old.MinVersion, old.MaxVersion = tls.VersionTLS11, tls.VersionTLS11
	if c, err := tls.Dial("tcp", n.Endpoint(), old); err == nil {
		c.Close()
		t.Error("TLS 1.1 was accepted")
	}
	if c, err := tls.Dial("tcp", n.Endpoint(), newAuthority(t).client(t, "")); err == nil {
		c.Close()
		t.Error("a certificate of an authority the client does not know was good enough")
	}
	foreign := a.client(t, "")
	pair, err := tls.LoadX509KeyPair(newAuthority(t).issue(t, "bob"))
	if err != nil {
		t.Fatal(err)
	}
	foreign.Certificates = []tls.Certificate{pair}
	foreign.GetClientCertificate = func(*tls.CertificateRequestInfo) (*tls.Certificate, error) { return &pair, nil }
	_, err = rawTLS(t, n, foreign).Delete(context.Background(), &streams.DeleteReq{})
	if status.Code(err) != codes.Unavailable {
		t.Errorf("a certificate of another authority was answered %v", err)
	}
	_, err = rawTLS(t, n, a.client(t, "bob")).Delete(context.Background(), &streams.DeleteReq{})
	if c := status.Code(err); c == codes.Unavailable || c == codes.PermissionDenied || c == codes.Unauthenticated {
		t.Errorf("bob's certificate was answered %v", err)
	}
}

func TestTLS_renewed_certificate(t *testing.T) {
	t.Parallel()
	a := newAuthority(t)
	n := start(t, secured(t, a))
	serial := func() string {
		c, err := tls.Dial("tcp", n.Endpoint(), a.client(t, ""))
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		return c.ConnectionState().PeerCertificates[0].SerialNumber.String()
	}
	first := serial()
	if serial() != first {
		t.Error("the certificate changed by itself")
	}
	if err := os.WriteFile(n.cfg.KeyFile, []byte("half a"), 0o600); err != nil {
		t.Fatal(err)
	}
	later := time.Now().Add(time.Minute)
	if err := os.Chtimes(n.cfg.CertFile, later, later); err != nil {
		t.Fatal(err)
	}
	if serial() != first {
		t.Error("half a renewal was taken over")
	}
	a.issue(t, "node") // writes over both files
	if serial() == first {
		t.Error("the renewed certificate is not shown")
	}
}

// A client that offers both HTTP versions is served health checks over the newer one, and gRPC all the same.
func TestTLS_versatile_client(t *testing.T) {
	t.Parallel()
	a := newAuthority(t)
	n := start(t, secured(t, a))
	both := a.client(t, "bob")
	both.NextProtos = []string{"h2", "http/1.1"}
	for name, c := range map[string]*http.Client{
		"HTTP/2.0": {Transport: &http.Transport{TLSClientConfig: both, ForceAttemptHTTP2: true}},
		"HTTP/1.1": {Transport: &http.Transport{TLSClientConfig: a.client(t, "")}},
	} {
		resp, err := c.Get("https://" + n.Endpoint() + "/health/live")
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		c.CloseIdleConnections()
		if resp.StatusCode != http.StatusNoContent || resp.Proto != name {
			t.Errorf("over %s: %s with %s", name, resp.Status, resp.Proto)
		}
	}
	// No gRPC client offers HTTP/1.1; this one does, and is answered by way of the HTTP server.
	client := rawTLS(t, n, a.client(t, "bob"))
	offering := credentials.NewTLS(&tls.Config{RootCAs: a.pool, Certificates: both.Certificates, NextProtos: []string{"http/1.1"}})
	conn, err := grpc.NewClient(n.Endpoint(), grpc.WithTransportCredentials(offering))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	for _, c := range []streams.StreamsClient{client, streams.NewStreamsClient(conn)} {
		r, err := c.Read(t.Context(), readOptions(func(*streams.ReadReq_Options) {}))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := r.Recv(); !errors.Is(err, errEnd) {
			t.Errorf("a read answered %v", err)
		}
	}
}
