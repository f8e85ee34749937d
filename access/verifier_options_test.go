package access_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"maps"
	"math/big"
	"net/url"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"

	"github.com/probity-ledger/probity/access"
)

// asked verifies a token of the usual claims with some changed, by a verifier that was set up in some way.
func asked(t *testing.T, ctx context.Context, change func(*access.VerifierConfig), claims map[string]any) (access.Principal, error) {
	t.Helper()
	key := ellipticKey(t, "k1")
	i := newIssuer(t, key)
	cfg := access.VerifierConfig{Issuer: i.URL, Now: atNoon}
	if change != nil {
		change(&cfg)
	}
	all := i.claims()
	maps.Copy(all, claims)
	maps.DeleteFunc(all, func(_ string, v any) bool { return v == nil })
	return access.NewVerifier(cfg).Verify(ctx, sign(t, key, jose.ES256, "at+jwt", all))
}

func TestVerifier_audience_and_clients(t *testing.T) {
	t.Parallel()
	strict := func(c *access.VerifierConfig) {
		c.Audience, c.Clients = "https://ledger.example", []string{"console", "kiosk"}
	}
	tests := map[string]struct {
		claims map[string]any
		want   error
	}{
		"both fit":                       {map[string]any{"aud": "https://ledger.example"}, nil},
		"one of several audiences":       {map[string]any{"aud": []string{"x", "https://ledger.example"}}, nil},
		"the usual audience":             {map[string]any{"aud": "probity"}, access.ErrTokenForeign},
		"nearly the audience":            {map[string]any{"aud": "https://ledger.example/"}, access.ErrTokenForeign},
		"the other name of the client":   {map[string]any{"aud": "https://ledger.example", "client_id": nil, "azp": "kiosk"}, nil},
		"another client":                 {map[string]any{"aud": "https://ledger.example", "client_id": "reader"}, access.ErrTokenForeign},
		"two names, one of them another": {map[string]any{"aud": "https://ledger.example", "azp": "reader"}, access.ErrTokenForeign},
		"no client":                      {map[string]any{"aud": "https://ledger.example", "client_id": nil}, access.ErrTokenForeign},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if _, err := asked(t, t.Context(), strict, tt.claims); !errors.Is(err, tt.want) || (err == nil) != (tt.want == nil) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
}

func TestVerifier_more_than_a_password(t *testing.T) {
	t.Parallel()
	own := func(c *access.VerifierConfig) {
		c.MultiFactor = access.MultiFactor{Methods: []string{"hwk"}, Contexts: []string{"gold"}}
	}
	tests := map[string]struct {
		change func(*access.VerifierConfig)
		claims map[string]any
		want   bool
	}{
		"nothing is said":               {nil, nil, false},
		"a password":                    {nil, map[string]any{"amr": []string{"pwd"}}, false},
		"a password twice":              {nil, map[string]any{"amr": []string{"pwd", "pwd", "otp"}}, false},
		"several factors":               {nil, map[string]any{"amr": []string{"pwd", "mfa"}}, true},
		"a class nobody asked for":      {nil, map[string]any{"acr": "gold"}, false},
		"an own method":                 {own, map[string]any{"amr": []string{"hwk"}}, true},
		"an own class":                  {own, map[string]any{"acr": "gold"}, true},
		"an own list has no other word": {own, map[string]any{"amr": []string{"mfa"}, "acr": ""}, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if p, err := asked(t, t.Context(), tt.change, tt.claims); err != nil || p.MultiFactor != tt.want {
				t.Errorf("got %t, %v", p.MultiFactor, err)
			}
		})
	}
}

func TestVerifier_names_the_sign_in(t *testing.T) {
	t.Parallel()
	session := func(claims map[string]any) string {
		t.Helper()
		fixed := func(c *access.VerifierConfig) { c.Revoked = nil }
		p, err := asked(t, t.Context(), fixed, claims)
		if err != nil {
			t.Fatal(err)
		}
		return p.Session
	}
	if s := session(map[string]any{"sid": "session-1"}); len(s) != 22 || s == session(map[string]any{"sid": "session-2"}) {
		t.Errorf("a session is named %q", s)
	}
	if access.SignIn("i", "a") == access.TokenID("i", "a") || access.SignIn("ia", "b") == access.SignIn("i", "ab") {
		t.Error("different sign-ins have the same name")
	}
}

// revoked is a list in memory.
type revoked map[string]bool

func (r revoked) Revoked(signIn, tokenID string) bool { return r[signIn] || r[tokenID] }

func TestVerifier_revoked(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		revoke func(issuer string) string
		want   error
	}{
		"the token":         {func(i string) string { return access.TokenID(i, "token-1") }, access.ErrTokenRevoked},
		"its sign-in":       {func(i string) string { return access.SignIn(i, "session-1") }, access.ErrTokenRevoked},
		"another token":     {func(i string) string { return access.TokenID(i, "token-2") }, nil},
		"of another issuer": {func(string) string { return access.TokenID("https://elsewhere.example", "token-1") }, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			list := func(c *access.VerifierConfig) { c.Revoked = revoked{tt.revoke(c.Issuer): true} }
			if _, err := asked(t, t.Context(), list, map[string]any{"sid": "session-1"}); !errors.Is(err, tt.want) || (err == nil) != (tt.want == nil) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
}

// certificate makes a self-signed client certificate for a URI; who vouches for it is TLS's business.
func certificate(t *testing.T, uris ...string) *x509.Certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(7), NotBefore: noon.Add(-time.Hour), NotAfter: noon.Add(time.Hour)}
	for _, u := range uris {
		parsed, err := url.Parse(u)
		if err != nil {
			t.Fatal(err)
		}
		template.URIs = append(template.URIs, parsed)
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	c, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestVerifier_tokens_bound_to_a_certificate(t *testing.T) {
	t.Parallel()
	own, other := certificate(t, "spiffe://northmoor/kiosk/1"), certificate(t, "spiffe://northmoor/kiosk/2")
	sum := sha256.Sum256(own.Raw)
	bound := map[string]any{"x5t#S256": base64.RawURLEncoding.EncodeToString(sum[:])}
	tests := map[string]struct {
		cnf   any
		shown *x509.Certificate
		want  error
	}{
		"bound, and shown":             {bound, own, nil},
		"bound to another":             {bound, other, access.ErrTokenNotYours},
		"bound, and none shown":        {bound, nil, access.ErrTokenNotYours},
		"not bound, and one shown":     {nil, own, nil},
		"bound in another way":         {map[string]any{"jkt": "abc"}, own, access.ErrTokenMalformed},
		"bound in two ways":            {map[string]any{"x5t#S256": bound["x5t#S256"], "jkt": "abc"}, own, access.ErrTokenMalformed},
		"bound to nothing":             {map[string]any{"x5t#S256": ""}, own, access.ErrTokenMalformed},
		"bound to what is no digest":   {map[string]any{"x5t#S256": 5}, own, access.ErrTokenMalformed},
		"a binding that is no object":  {"x5t#S256", own, access.ErrTokenMalformed},
		"an object that binds nothing": {map[string]any{}, nil, access.ErrTokenMalformed},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ctx := t.Context()
			if tt.shown != nil {
				ctx = access.WithCertificate(ctx, tt.shown)
			}
			if _, err := asked(t, ctx, nil, map[string]any{"cnf": tt.cnf}); !errors.Is(err, tt.want) || (err == nil) != (tt.want == nil) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
}

func TestMachine(t *testing.T) {
	t.Parallel()
	c := certificate(t, "spiffe://northmoor/kiosk/1")
	p, err := access.Machine(c)
	if err != nil || p.Actor != "cert|spiffe://northmoor/kiosk/1" || !p.MultiFactor || !p.Expires.Equal(c.NotAfter) || len(p.Session) != 22 || p.Role != "" {
		t.Errorf("%+v, %v", p, err)
	}
	for name, uris := range map[string][]string{
		"no name": nil, "two names": {"spiffe://northmoor/kiosk/1", "spiffe://northmoor/kiosk/2"}, "no host": {"urn:kiosk"},
		"a question": {"spiffe://northmoor/kiosk?1"}, "a user": {"spiffe://root@northmoor/kiosk"}, "a part": {"spiffe://northmoor/kiosk#1"},
	} {
		if p, err := access.Machine(certificate(t, uris...)); !errors.Is(err, access.ErrCertificateUnnamed) || !errors.Is(err, access.ErrUnauthenticated) {
			t.Errorf("%s: %+v, %v", name, p, err)
		}
	}
}
