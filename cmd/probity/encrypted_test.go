package main

import (
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/access/devissuer"
	"github.com/probity-ledger/probity/domain"
)

// secured is a ledger that speaks TLS, and what a test needs to talk to it.
type secured struct {
	*website
	flags   encrypted
	servers *certifier // vouches for the ledger
	clients *certifier // vouches for machines
	list    string     // of revoked sign-ins
}

func openSecured(t *testing.T) *secured {
	t.Helper()
	s := &secured{servers: newCertifier(t), clients: newCertifier(t)}
	s.flags.TLSCert, s.flags.TLSKey = s.servers.issue(t, t.TempDir())
	s.flags.ClientCA, s.list = s.clients.file, filepath.Join(t.TempDir(), "revoked")
	if err := os.WriteFile(s.list, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	sys, err := openSystem(t.Context(), testSettings(filepath.Join(t.TempDir(), "d")))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := sys.close(); err != nil {
			t.Error(err)
		}
	})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	if s.website, err = sys.serveHTTP(t.Context(), listener, front{encrypted: s.flags, believed: believed{RevokedTokens: s.list}}); err != nil {
		t.Fatal(err)
	}
	kiosk := devissuer.Persona{Name: "kiosk", Subject: "cert|spiffe://northmoor/kiosk/2", Role: domain.DigitalExaminer, Force: devissuer.Force, Service: true}
	if err := errors.Join(sys.openPersona(t.Context(), kiosk), sys.openPersonas(t.Context())); err != nil {
		t.Fatal(err)
	}
	return s
}

// ask sends one question over a connection of its own and returns the status and the answer.
func (s *secured) ask(t *testing.T, token string, shown ...tls.Certificate) (int, string, error) {
	t.Helper()
	pool, err := readAuthorities(s.servers.file)
	if err != nil {
		t.Fatal(err)
	}
	// The certificate is shown even where the server does not name its authority, as somebody would who tries.
	c := &tls.Config{RootCAs: pool, MinVersion: tls.VersionTLS12, GetClientCertificate: func(*tls.CertificateRequestInfo) (*tls.Certificate, error) {
		if len(shown) == 0 {
			return &tls.Certificate{}, nil
		}
		return &shown[0], nil
	}}
	transport := &http.Transport{TLSClientConfig: c, ForceAttemptHTTP2: true}
	defer transport.CloseIdleConnections()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.url+"/graphql", strings.NewReader(`{"query":"{viewer{actor role}}"}`))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	res, err := transport.RoundTrip(r)
	if err != nil {
		return 0, "", err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	return res.StatusCode, string(body), err
}

func TestServe_over_TLS(t *testing.T) {
	t.Parallel()
	s := openSecured(t)
	token, err := s.issuer.Token(t.Context(), "case-officer")
	if err != nil {
		t.Fatal(err)
	}
	kiosk := s.clients.pair(t, "spiffe://northmoor/kiosk/1")
	for name, c := range map[string]struct {
		token string
		shown []tls.Certificate
		want  int // 0: the connection is refused
		says  string
	}{
		"a person":                         {token, nil, 200, "dev|case-officer"},
		"a person on a kiosk":              {token, []tls.Certificate{kiosk}, 200, "dev|case-officer"},
		"a kiosk without an account":       {"", []tls.Certificate{kiosk}, 403, "NO_AUTHORITY"},
		"a kiosk with an account":          {"", []tls.Certificate{s.clients.pair(t, "spiffe://northmoor/kiosk/2")}, 200, "DIGITAL_EXAMINER"},
		"a machine without a name":         {"", []tls.Certificate{s.clients.pair(t)}, 401, "CERTIFICATE_UNNAMED"},
		"a bad token on a good kiosk":      {"x.y.z", []tls.Certificate{kiosk}, 401, "TOKEN_MALFORMED"},
		"nobody":                           {"", nil, 401, "TOKEN_MISSING"},
		"a certificate nobody vouches for": {"", []tls.Certificate{newCertifier(t).pair(t, "spiffe://northmoor/kiosk/1")}, 0, ""},
		"that of a server's authority":     {token, []tls.Certificate{s.servers.pair(t, "spiffe://northmoor/kiosk/1")}, 0, ""},
	} {
		status, body, err := s.ask(t, c.token, c.shown...)
		if (err != nil) != (c.want == 0) || status != c.want || !strings.Contains(body, c.says) {
			t.Errorf("%s: %d %s %v", name, status, body, err)
		}
	}
}

func TestServe_speaks_nothing_older(t *testing.T) {
	t.Parallel()
	s := openSecured(t)
	pool, err := readAuthorities(s.servers.file)
	if err != nil {
		t.Fatal(err)
	}
	address := strings.TrimPrefix(s.url, "https://")
	if c, err := tls.Dial("tcp", address, &tls.Config{RootCAs: pool, MaxVersion: tls.VersionTLS12}); err == nil {
		c.Close()
		t.Error("TLS 1.2 was accepted")
	}
	c, err := tls.Dial("tcp", address, &tls.Config{RootCAs: pool, NextProtos: []string{"h2"}})
	if err != nil || c.ConnectionState().Version != tls.VersionTLS13 || c.ConnectionState().NegotiatedProtocol != "h2" {
		t.Errorf("TLS 1.3 with HTTP/2: %v", err)
	}
	if err == nil {
		c.Close()
	}
	if res, err := http.Get("http://" + address + "/healthz"); err == nil {
		res.Body.Close()
		if res.StatusCode == http.StatusOK {
			t.Error("it answers without encryption")
		}
	}
}

// A certificate that was lost is shut out while the program runs, by the name the access log gives its sign-ins.
func TestServe_shuts_out_a_lost_certificate(t *testing.T) {
	t.Parallel()
	s := openSecured(t)
	lost, other := s.clients.pair(t, "spiffe://northmoor/kiosk/2"), s.clients.pair(t, "spiffe://northmoor/kiosk/2")
	if status, body, err := s.ask(t, "", lost); status != 200 {
		t.Fatalf("%d %s %v", status, body, err)
	}
	who, err := access.Machine(lost.Leaf)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(s.list, []byte(who.Session+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(patience); ; {
		status, body, err := s.ask(t, "", lost)
		if status == 401 && strings.Contains(body, "TOKEN_REVOKED") {
			break
		}
		if err != nil || time.Now().After(deadline) {
			t.Fatalf("%d %s %v", status, body, err)
		}
	}
	if status, body, err := s.ask(t, "", other); status != 200 {
		t.Errorf("the machine's new certificate: %d %s %v", status, body, err)
	}
}

// What is renewed is taken over without a restart: the server's certificate, and the list of who vouches for machines.
func TestServe_takes_renewed_certificates(t *testing.T) {
	t.Parallel()
	s := openSecured(t)
	old := s.clients.pair(t, "spiffe://northmoor/kiosk/1")
	if status, body, err := s.ask(t, "", old); status != 403 {
		t.Fatalf("%d %s %v", status, body, err)
	}
	later := time.Now().Add(time.Minute)
	renewed := newCertifier(t)
	replace(t, s.flags.ClientCA, renewed.file, later)
	if status, body, err := s.ask(t, "", old); err == nil {
		t.Errorf("the authority that was taken off the list still vouches: %d %s", status, body)
	}
	if status, body, err := s.ask(t, "", renewed.pair(t, "spiffe://northmoor/kiosk/1")); status != 403 {
		t.Errorf("the new authority: %d %s %v", status, body, err)
	}
	s.servers = newCertifier(t)
	s.servers.issue(t, filepath.Dir(s.flags.TLSCert))
	if err := os.Chtimes(s.flags.TLSCert, later, later); err != nil {
		t.Fatal(err)
	}
	if status, _, err := s.ask(t, "", renewed.pair(t, "spiffe://northmoor/kiosk/1")); status != 403 {
		t.Errorf("the server's new certificate: %d %v", status, err)
	}
	if ends := s.flags.ends(); time.Until(ends) < 50*time.Minute || time.Until(ends) > time.Hour {
		t.Errorf("it ends %s", ends)
	}
	if ends := (encrypted{TLSCert: s.flags.ClientCA, TLSKey: s.flags.ClientCA}).ends(); !ends.IsZero() {
		t.Errorf("what is no key pair ends %s", ends)
	}
}

func replace(t *testing.T, path, with string, at time.Time) {
	t.Helper()
	text, err := os.ReadFile(with)
	if err = errors.Join(err, os.WriteFile(path, text, 0o600), os.Chtimes(path, at, at)); err != nil {
		t.Fatal(err)
	}
}
