package devissuer_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/access/devissuer"
)

// served opens an issuer in dir behind a loopback listener of its own.
func served(t *testing.T, dir string) (*devissuer.Issuer, *access.Verifier) {
	t.Helper()
	mux := http.NewServeMux()
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	i, err := devissuer.Open(dir, server.URL+devissuer.Path)
	if err != nil {
		t.Fatal(err)
	}
	mux.Handle(devissuer.Path+"/", http.StripPrefix(devissuer.Path, i.Handler()))
	return i, access.NewVerifier(access.VerifierConfig{Issuer: i.URL(), MaxLifetime: devissuer.Lifetime})
}

func TestIssuer_signs_in_every_persona(t *testing.T) {
	t.Parallel()
	i, v := served(t, t.TempDir())
	for _, p := range devissuer.Personas() {
		token, err := i.Token(t.Context(), p.Name)
		if err != nil {
			t.Fatal(err)
		}
		got, err := v.Verify(t.Context(), token)
		if err != nil {
			t.Fatalf("%s: %v", p.Name, err)
		}
		if left := time.Until(got.Expires); left > devissuer.Lifetime || left < devissuer.Lifetime-time.Minute {
			t.Errorf("%s: valid for %s", p.Name, left)
		}
		if again := signedIn(t, v, i.Token, p.Name); again.Session == got.Session || len(got.Session) != 22 {
			t.Errorf("%s: two sign-ins are named %s and %s", p.Name, got.Session, again.Session)
		}
		if signedIn(t, v, i.TokenByPassword, p.Name).MultiFactor {
			t.Errorf("%s: a password alone passes for more", p.Name)
		}
		got.Expires, got.Session = time.Time{}, ""
		want := access.Principal{Actor: p.Subject, Role: p.Role, Force: p.Force, Officer: p.Officer, MultiFactor: !p.Service}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: -want +got:\n%s", p.Name, diff)
		}
	}
}

func signedIn(t *testing.T, v *access.Verifier, sign func(context.Context, string) (string, error), persona string) access.Principal {
	t.Helper()
	token, err := sign(t.Context(), persona)
	if err != nil {
		t.Fatal(err)
	}
	p, err := v.Verify(t.Context(), token)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestIssuer_token_endpoint(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	i, v := served(t, dir)
	secret, err := os.ReadFile(filepath.Join(dir, "secret"))
	if err != nil {
		t.Fatal(err)
	}
	ask := func(client, secret string) (int, string) {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, i.URL()+"/token",
			strings.NewReader(url.Values{"grant_type": {"client_credentials"}}.Encode()))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.SetBasicAuth(client, secret)
		resp, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		body, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		var answer struct {
			AccessToken string `json:"access_token"`
		}
		_ = json.Unmarshal(body, &answer)
		return resp.StatusCode, answer.AccessToken
	}
	status, token := ask("case-officer", strings.TrimSpace(string(secret)))
	if status != http.StatusOK {
		t.Fatalf("status %d", status)
	}
	if p, err := v.Verify(t.Context(), token); err != nil || p.Actor != "dev|case-officer" {
		t.Errorf("got %v, %v", p, err)
	}
	for name, credentials := range map[string][2]string{
		"wrong secret":   {"case-officer", strings.Repeat("0", 64)},
		"no such client": {"chief-constable", strings.TrimSpace(string(secret))},
	} {
		if status, token := ask(credentials[0], credentials[1]); status/100 != 4 || token != "" {
			t.Errorf("%s: status %d, token %q", name, status, token)
		}
	}
}

func TestIssuer_serves_nothing_else(t *testing.T) {
	t.Parallel()
	i, _ := served(t, t.TempDir())
	for _, path := range []string{"/authorize", "/userinfo", "/register", "/"} {
		resp, err := http.Get(i.URL() + path)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != http.StatusNotFound {
			t.Errorf("%s answers %d", path, resp.StatusCode)
		}
	}
}

func TestIssuer_tokens_survive_a_restart(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	before, v := served(t, dir)
	again, err := devissuer.Reopen(dir)
	if err != nil {
		t.Fatal(err)
	}
	if again.URL() != before.URL() {
		t.Errorf("the issuer is now called %s, was %s", again.URL(), before.URL())
	}
	token, err := again.Token(t.Context(), "iopc-reader")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := v.Verify(t.Context(), token); err != nil {
		t.Errorf("a token made after reopening: %v", err)
	}
}

func TestIssuer_files_are_private(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "issuer")
	served(t, dir)
	for name, want := range map[string]os.FileMode{"": 0o700, "key.json": 0o600, "secret": 0o600, "url": 0o600} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got != want {
			t.Errorf("%q has mode %o, want %o", name, got, want)
		}
	}
}

func TestOpen_refuses(t *testing.T) {
	t.Parallel()
	for _, u := range []string{"http://192.0.2.7:8080/dev-issuer", "http://0.0.0.0:8080/dev-issuer", "http://ledger.example/dev-issuer"} {
		if _, err := devissuer.Open(t.TempDir(), u); !errors.Is(err, devissuer.ErrNotLoopback) {
			t.Errorf("%s: %v", u, err)
		}
	}
	if _, err := devissuer.Open(t.TempDir(), "127.0.0.1:8080"); err == nil {
		t.Error("something that is no URL was taken")
	}
	if _, err := devissuer.Reopen(t.TempDir()); !errors.Is(err, devissuer.ErrNeverOpened) {
		t.Errorf("never opened: %v", err)
	}
}

func TestOpen_refuses_damaged_files(t *testing.T) {
	t.Parallel()
	for name, content := range map[string]string{"key.json": `{"kty":"EC"}`, "secret": "short"} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := devissuer.Open(dir, "http://127.0.0.1:1/dev-issuer"); err == nil || !strings.Contains(err.Error(), "damaged") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestToken_unknown_persona(t *testing.T) {
	t.Parallel()
	i, _ := served(t, t.TempDir())
	var unknown *devissuer.UnknownPersonaError
	if _, err := i.Token(t.Context(), "chief-constable"); !errors.As(err, &unknown) || unknown.Name != "chief-constable" {
		t.Errorf("got %v", err)
	}
}
