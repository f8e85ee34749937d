package main

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/sha256"
	"crypto/tls"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/graph/trusted"
)

// provider is an OpenID provider with one key, over TLS.
type provider struct {
	*httptest.Server
	key *ecdsa.PrivateKey
}

func newProvider(t *testing.T, c *certifier) *provider {
	t.Helper()
	pair := c.pair(t)
	p := &provider{key: pair.PrivateKey.(*ecdsa.PrivateKey)}
	p.Server = httptest.NewUnstartedServer(p.documents())
	p.TLS = &tls.Config{Certificates: []tls.Certificate{pair}}
	p.StartTLS()
	t.Cleanup(p.Close)
	return p
}

// documents answers what a verifier asks for.
func (p *provider) documents() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintf(w, `{"issuer":%q,"jwks_uri":%q}`, p.URL, p.URL+"/keys")
	})
	mux.HandleFunc("GET /keys", func(w http.ResponseWriter, _ *http.Request) {
		_ = json.NewEncoder(w).Encode(jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: p.key.Public(), KeyID: "1", Algorithm: "ES256", Use: "sig"}}})
	})
	return mux
}

// token signs in a subject, with some claims changed.
func (p *provider) token(t testing.TB, subject string, life time.Duration, changes map[string]any) string {
	t.Helper()
	claims := map[string]any{"iss": p.URL, "sub": subject, "aud": "probity", "jti": subject + "-1", "azp": "console", "iat": time.Now().Unix(), "exp": time.Now().Add(life).Unix()}
	for name, value := range changes {
		claims[name] = value
	}
	payload, err := json.Marshal(claims)
	if err != nil {
		t.Fatal(err)
	}
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.ES256, Key: jose.JSONWebKey{Key: p.key, KeyID: "1"}}, (&jose.SignerOptions{}).WithType("at+jwt"))
	if err != nil {
		t.Fatal(err)
	}
	signed, err := signer.Sign(payload)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := signed.CompactSerialize()
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

const viewerDocument = "query Viewer {\n  viewer {\n    actor\n    role\n  }\n}\n"

// startProduction appoints the first administrators of a force and starts the program as its operator would.
func startProduction(t *testing.T, p *provider, c *certifier) (url string) {
	t.Helper()
	dir := t.TempDir()
	data, documents := filepath.Join(dir, "d"), filepath.Join(dir, "documents")
	cert, key := c.issue(t, dir)
	revoked := filepath.Join(dir, "revoked")
	if err := errors.Join(os.Mkdir(documents, 0o755), os.WriteFile(filepath.Join(documents, "viewer.graphql"), []byte(viewerDocument), 0o644),
		os.WriteFile(revoked, []byte(access.SignIn(p.URL, "stolen")+" # on Monday\n"), 0o600)); err != nil {
		t.Fatal(err)
	}
	empty, err := openSystem(t.Context(), testSettings(data))
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(empty.caughtUp(t.Context()), empty.close()); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if code := run(t.Context(), []string{"access", "bootstrap", "--data", data, "--force", "southmoor", "--administrator", "s|it-1", "--administrator", "s|it-2",
		"--reason", "letter of 2 March"}, nil, nil, &out, &out); code != exitDone {
		t.Fatalf("%d %s", code, out.String())
	}
	cmd := exec.Command(os.Args[0], "serve", "--production", "--data", data, "--listen", "127.0.0.1:0", "--issuer", p.URL, "--trusted-documents", documents,
		"--tls-cert", cert, "--tls-key", key, "--client-ca", c.file, "--client", "console", "--revoked-tokens", revoked)
	cmd.Env = append(os.Environ(), runAsProgram+"=1", "SSL_CERT_FILE="+c.file) // the issuer's certificate is vouched for by the system's list
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		if err := cmd.Wait(); err != nil {
			t.Errorf("%v\n%s", err, out.String())
		}
	})
	return awaitAddress(t, data)
}

func awaitAddress(t *testing.T, data string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	for {
		if text, err := os.ReadFile(dataFolder(data).address()); err == nil {
			return strings.TrimSpace(string(text))
		}
		if err := pause(ctx, 20*time.Millisecond); err != nil {
			t.Fatal("the server is not ready in time")
		}
	}
}

func TestProduction_with_a_real_issuer(t *testing.T) {
	t.Parallel()
	c := newCertifier(t)
	p := newProvider(t, c)
	url := startProduction(t, p, c)
	cert, key := c.issue(t, t.TempDir(), "spiffe://southmoor/desk/1")
	person := calling{Server: url, ServerCA: c.file}
	desk := calling{Server: url, ServerCA: c.file, ClientCert: cert, ClientKey: key}
	administrator := p.token(t, "s|it-1", 5*time.Minute, nil)
	bound := map[string]any{"cnf": map[string]any{"x5t#S256": thumbprint(t, cert)}}
	registered := `{"documentId":"` + trusted.ID(viewerDocument) + `"}`
	for name, tt := range map[string]struct {
		method, path, token, body string
		status                    int
		says                      string
	}{
		"an administrator, by a registered question": {"POST", "/graphql", administrator, registered, 200, `"role":"ACCESS_ADMINISTRATOR"`},
		"any other question":                         {"POST", "/graphql", administrator, `{"query":"{viewer{role}}"}`, 400, "DOCUMENT_REQUIRED"},
		"a role they do not hold":                    {"POST", "/graphql", p.token(t, "s|it-1", 5*time.Minute, map[string]any{"role": "PSD_SUPERVISOR"}), registered, 403, "NO_AUTHORITY"},
		"another force's":                            {"POST", "/graphql", p.token(t, "s|it-1", 5*time.Minute, map[string]any{"force": "northmoor"}), registered, 403, "NO_AUTHORITY"},
		"somebody without an account":                {"POST", "/graphql", p.token(t, "s|it-3", 5*time.Minute, map[string]any{"role": "ACCESS_ADMINISTRATOR", "force": "southmoor"}), registered, 403, "NO_AUTHORITY"},
		"a token that lasts too long":                {"POST", "/graphql", p.token(t, "s|it-1", 11*time.Minute, nil), registered, 401, "TOKEN_MALFORMED"},
		"another audience":                           {"POST", "/graphql", p.token(t, "s|it-1", 5*time.Minute, map[string]any{"aud": "other"}), registered, 401, "TOKEN_FOREIGN"},
		"another program":                            {"POST", "/graphql", p.token(t, "s|it-1", 5*time.Minute, map[string]any{"azp": "reader"}), registered, 401, "TOKEN_FOREIGN"},
		"a revoked sign-in":                          {"POST", "/graphql", p.token(t, "s|it-1", 5*time.Minute, map[string]any{"sid": "stolen"}), registered, 401, "TOKEN_REVOKED"},
		"another sign-in":                            {"POST", "/graphql", p.token(t, "s|it-1", 5*time.Minute, map[string]any{"sid": "good"}), registered, 200, "ACCESS_ADMINISTRATOR"},
		"a token of the desk, taken elsewhere":       {"POST", "/graphql", p.token(t, "s|it-1", 5*time.Minute, bound), registered, 401, "TOKEN_BOUND"},
		"the figures":                                {"GET", "/metrics", administrator, "", 404, "NOT_FOUND"},
		"the development issuer":                     {"GET", "/dev-issuer/.well-known/openid-configuration", administrator, "", 404, "NOT_FOUND"},
	} {
		if status, answer := person.ask(t, tt.method, tt.path, tt.token, tt.body); status != tt.status || !strings.Contains(answer, tt.says) {
			t.Errorf("%s: %d %s", name, status, answer)
		}
	}
	if status, answer := desk.ask(t, "POST", "/graphql", p.token(t, "s|it-1", 5*time.Minute, bound), registered); status != 200 {
		t.Errorf("a token of the desk, at the desk: %d %s", status, answer)
	}
	if status, answer := desk.ask(t, "POST", "/graphql", "", registered); status != 403 || !strings.Contains(answer, "NO_AUTHORITY") {
		t.Errorf("the desk by itself, which has no account: %d %s", status, answer)
	}
}

// ask sends one request as somebody who trusts and shows what the flags say; "" is no token.
func (c calling) ask(t *testing.T, method, path, token, body string) (int, string) {
	t.Helper()
	client, err := c.client()
	if err != nil {
		t.Fatal(err)
	}
	defer client.CloseIdleConnections()
	r, err := http.NewRequestWithContext(t.Context(), method, c.base()+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	res, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(answer)
}

// thumbprint is how a token names the certificate in a file (RFC 8705).
func thumbprint(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	block, _ := pem.Decode(text)
	sum := sha256.Sum256(block.Bytes)
	return base64.RawURLEncoding.EncodeToString(sum[:])
}
