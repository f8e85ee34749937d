package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/probity-ledger/probity/ledger/eventlog"
	"github.com/probity-ledger/probity/node"
)

// certificate makes one for this machine that vouches for itself, and returns its files.
func certificate(t *testing.T) (cert, key string) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IsCA: true,
		BasicConstraintsValid: true, DNSNames: []string{"localhost"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}}
	der, err := x509.CreateCertificate(rand.Reader, template, template, private.Public(), private)
	if err != nil {
		t.Fatal(err)
	}
	pkcs8, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	write := func(name, kind string, bytes []byte) string {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: bytes}), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	return write("cert.pem", "CERTIFICATE", der), write("key.pem", "PRIVATE KEY", pkcs8)
}

// A replica reaches an event store over TLS by its address, by name and by several seeds, of which one may be gone; it does not reach one
// that nobody it trusts vouches for, nor with a wrong password.
func TestSystem_over_TLS(t *testing.T) {
	t.Parallel()
	cert, key := certificate(t)
	other, _ := certificate(t)
	n := serveNode(t, node.Config{Path: filepath.Join(t.TempDir(), "e.db"), Listen: "127.0.0.1:0", CertFile: cert, KeyFile: key, Username: "u", Password: "right"})
	_, port, err := net.SplitHostPort(n.Addr())
	if err != nil {
		t.Fatal(err)
	}
	t.Run("stores", func(t *testing.T) {
		for _, c := range []struct {
			name, url, ca, password string
			want                    error
		}{
			{"address", "esdb://" + n.Addr(), cert, "right", nil},
			{"name", "esdb+discover://localhost:" + port, cert, "right", nil},
			{"seeds", "esdb+discover://127.0.0.1:1,localhost:" + port + "," + n.Addr(), cert, "right", nil},
			{"unknown authority", "esdb://" + n.Addr(), other, "right", eventlog.ErrUnavailable},
			{"wrong password", "esdb://" + n.Addr(), cert, "wrong", eventlog.ErrAccess},
		} {
			t.Run(c.name, func(t *testing.T) {
				t.Parallel()
				secret := filepath.Join(t.TempDir(), "secret")
				if err := os.WriteFile(secret, []byte(c.password+"\n"), 0o600); err != nil {
					t.Fatal(err)
				}
				set := testSettings(filepath.Join(t.TempDir(), "d"))
				set.quiet, set.passwordFile = true, secret
				set.eventstore = eventlog.Config{URL: c.url, CAFile: c.ca, Username: "u", ConnectTimeout: 5 * time.Second}
				s, err := openSystem(t.Context(), set)
				if !errors.Is(err, c.want) {
					t.Fatalf("got %v, want %v", err, c.want)
				}
				if err == nil {
					if err := errors.Join(s.caughtUp(t.Context()), s.close()); err != nil {
						t.Error(err)
					}
				}
			})
		}
	})
}
