package access_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/google/go-cmp/cmp"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// issuer is a small OpenID provider whose keys and manners a test can change.
type issuer struct {
	*httptest.Server
	keys    atomic.Pointer[jose.JSONWebKeySet]
	down    atomic.Bool
	fetches atomic.Int64 // of the key set
}

func newIssuer(t *testing.T, keys ...jose.JSONWebKey) *issuer {
	t.Helper()
	i := &issuer{}
	i.publish(keys...)
	mux := http.NewServeMux()
	mux.HandleFunc("GET /.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintf(w, `{"issuer":%q,"jwks_uri":%q}`, i.URL, i.URL+"/keys")
	})
	mux.HandleFunc("GET /keys", func(w http.ResponseWriter, _ *http.Request) {
		i.fetches.Add(1)
		json.NewEncoder(w).Encode(i.keys.Load())
	})
	i.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if i.down.Load() {
			http.Error(w, "closed for repairs", http.StatusServiceUnavailable)
			return
		}
		mux.ServeHTTP(w, r)
	}))
	t.Cleanup(i.Close)
	return i
}

func (i *issuer) publish(keys ...jose.JSONWebKey) {
	set := &jose.JSONWebKeySet{}
	for _, k := range keys {
		set.Keys = append(set.Keys, k.Public())
	}
	i.keys.Store(set)
}

func (i *issuer) name() string {
	if i.Server == nil {
		return issuerName
	}
	return i.URL
}

func (i *issuer) claims() map[string]any {
	return map[string]any{
		"iss": i.name(), "sub": "actor-1", "aud": "probity", "role": "CASE_OFFICER", "force": "northmoor", "jti": "token-1", "client_id": "console",
		"iat": noon.Add(-time.Minute).Unix(), "exp": noon.Add(9 * time.Minute).Unix(),
	}
}

func ellipticKey(t *testing.T, id string) jose.JSONWebKey {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return jose.JSONWebKey{Key: key, KeyID: id, Algorithm: string(jose.ES256), Use: "sig"}
}

func sign(t testing.TB, key any, alg jose.SignatureAlgorithm, typ string, claims map[string]any) string {
	t.Helper()
	options := &jose.SignerOptions{}
	if typ != "" {
		options = options.WithType(jose.ContentType(typ))
	}
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: alg, Key: key}, options)
	if err != nil {
		t.Fatal(err)
	}
	payload, err := json.Marshal(claims)
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

func verifier(i *issuer, now func() time.Time) *access.Verifier {
	return access.NewVerifier(access.VerifierConfig{Issuer: i.URL, Now: now})
}

func atNoon() time.Time { return noon }

func TestVerifier_claims(t *testing.T) {
	t.Parallel()
	key := ellipticKey(t, "k1")
	i := newIssuer(t, key)
	v := verifier(i, atNoon)
	with := func(changes map[string]any) map[string]any {
		c := i.claims()
		maps.Copy(c, changes)
		maps.DeleteFunc(c, func(_ string, v any) bool { return v == nil })
		return c
	}
	at := func(d time.Duration) int64 { return noon.Add(d).Unix() }
	tests := map[string]struct {
		changes map[string]any
		want    error
	}{
		"good":                              {nil, nil},
		"audience in a list":                {map[string]any{"aud": []string{"other", "probity"}}, nil},
		"another issuer":                    {map[string]any{"iss": "http://127.0.0.1:1"}, access.ErrTokenForeign},
		"another audience":                  {map[string]any{"aud": "ledger"}, access.ErrTokenForeign},
		"no audience":                       {map[string]any{"aud": nil}, access.ErrTokenForeign},
		"audience of numbers":               {map[string]any{"aud": 5}, access.ErrTokenMalformed},
		"expired just now, within the skew": {map[string]any{"exp": at(-59 * time.Second)}, nil},
		"expired":                           {map[string]any{"exp": at(-60 * time.Second), "iat": at(-time.Minute)}, access.ErrTokenExpired},
		"no expiry":                         {map[string]any{"exp": nil}, access.ErrTokenMalformed},
		"no issue time":                     {map[string]any{"iat": nil}, access.ErrTokenMalformed},
		"an absurd expiry":                  {map[string]any{"exp": 1e300}, access.ErrTokenMalformed},
		"valid too long":                    {map[string]any{"exp": at(9*time.Minute + time.Second)}, access.ErrTokenMalformed},
		"no id":                             {map[string]any{"jti": nil}, access.ErrTokenMalformed},
		"an id with a line break":           {map[string]any{"jti": "a\nb"}, access.ErrTokenMalformed},
		"an endless session":                {map[string]any{"sid": strings.Repeat("s", 201)}, access.ErrTokenMalformed},
		"names in other letters":            {map[string]any{"role": nil, "ROLE": "PSD_SUPERVISOR", "Aud": "probity"}, nil},
		"an audience in other letters":      {map[string]any{"aud": nil, "AUD": "probity"}, access.ErrTokenForeign},
		"a process of the ledger":           {map[string]any{"sub": "probity|clocks"}, access.ErrTokenForeign},
		"a machine without its certificate": {map[string]any{"sub": "cert|spiffe://northmoor/kiosk/1"}, access.ErrTokenForeign},
		"a role no token may name":          {map[string]any{"role": "PROCESS_MANAGER"}, access.ErrTokenMalformed},
		"not before, within the skew":       {map[string]any{"nbf": at(time.Minute)}, nil},
		"not yet":                           {map[string]any{"nbf": at(61 * time.Second)}, access.ErrTokenNotYetValid},
		"issued in the future":              {map[string]any{"iat": at(2 * time.Minute)}, access.ErrTokenNotYetValid},
		"no subject":                        {map[string]any{"sub": ""}, access.ErrTokenMalformed},
		"a subject with a line break":       {map[string]any{"sub": "a\nb"}, access.ErrTokenMalformed},
		"an endless subject":                {map[string]any{"sub": strings.Repeat("s", 201)}, access.ErrTokenMalformed},
		"unknown role":                      {map[string]any{"role": "CHIEF_EVERYTHING"}, access.ErrTokenMalformed},
		"no role: the ledger knows it":      {map[string]any{"role": nil}, nil},
		"a force that is no name":           {map[string]any{"force": "North Moor'; --"}, access.ErrTokenMalformed},
		"an officer that is no id":          {map[string]any{"officer": "me"}, access.ErrTokenMalformed},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := v.Verify(t.Context(), sign(t, key, jose.ES256, "at+jwt", with(tt.changes)))
			if !errors.Is(err, tt.want) || (tt.want == nil) != (err == nil) {
				t.Fatalf("got %v, want %v", err, tt.want)
			}
			if err != nil && !errors.Is(err, access.ErrUnauthenticated) {
				t.Errorf("%v is not ErrUnauthenticated", err)
			}
		})
	}
}

func TestVerifier_principal(t *testing.T) {
	t.Parallel()
	key := ellipticKey(t, "k1")
	i := newIssuer(t, key)
	claims := i.claims()
	claims["officer"] = "7a1f0a52-61d5-5c8e-9a0e-2f6f3c1b7d10"
	got, err := verifier(i, atNoon).Verify(t.Context(), sign(t, key, jose.ES256, "application/at+jwt", claims))
	if err != nil {
		t.Fatal(err)
	}
	want := access.Principal{Actor: "actor-1", Role: domain.CaseOfficer, Force: "northmoor",
		Officer: "7a1f0a52-61d5-5c8e-9a0e-2f6f3c1b7d10", Expires: noon.Add(9 * time.Minute), Session: access.TokenID(i.URL, "token-1")}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestVerifier_algorithms_and_types(t *testing.T) {
	t.Parallel()
	elliptic := ellipticKey(t, "ec")
	_, edwards, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	rsaKey, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	ed := jose.JSONWebKey{Key: edwards, KeyID: "ed", Use: "sig"}
	rs := jose.JSONWebKey{Key: rsaKey, KeyID: "rsa", Use: "sig"}
	i := newIssuer(t, elliptic, ed, rs)
	v := verifier(i, atNoon)
	unsigned := "eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0In0.e30."
	tests := map[string]struct {
		raw  string
		want error
	}{
		"ES256":             {sign(t, elliptic, jose.ES256, "at+jwt", i.claims()), nil},
		"EdDSA":             {sign(t, ed, jose.EdDSA, "at+jwt", i.claims()), nil},
		"RS256":             {sign(t, rs, jose.RS256, "at+jwt", i.claims()), nil},
		"PS256":             {sign(t, rs, jose.PS256, "at+jwt", i.claims()), access.ErrTokenMalformed},
		"HS256":             {sign(t, []byte(strings.Repeat("k", 32)), jose.HS256, "at+jwt", i.claims()), access.ErrTokenMalformed},
		"none":              {unsigned, access.ErrTokenMalformed},
		"an id token":       {sign(t, elliptic, jose.ES256, "JWT", i.claims()), access.ErrTokenMalformed},
		"no type":           {sign(t, elliptic, jose.ES256, "", i.claims()), access.ErrTokenMalformed},
		"empty":             {"", access.ErrTokenMalformed},
		"not a token":       {"Bearer of bad news", access.ErrTokenMalformed},
		"too long":          {strings.Repeat("a", 8<<10+1), access.ErrTokenMalformed},
		"another's key":     {sign(t, ellipticKey(t, "ec"), jose.ES256, "at+jwt", i.claims()), access.ErrTokenForeign},
		"JSON, not compact": {`{"payload":"","signatures":[]}`, access.ErrTokenMalformed},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if _, err := v.Verify(t.Context(), tt.raw); !errors.Is(err, tt.want) || (tt.want == nil) != (err == nil) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
}

func TestVerifier_rotated_key_is_found_when_the_limit_allows(t *testing.T) {
	t.Parallel()
	first, second, third := ellipticKey(t, "k1"), ellipticKey(t, "k2"), ellipticKey(t, "k3")
	i := newIssuer(t, first)
	var clock atomic.Int64
	clock.Store(noon.UnixNano())
	v := verifier(i, func() time.Time { return time.Unix(0, clock.Load()) })
	verify := func(key jose.JSONWebKey) error {
		_, err := v.Verify(t.Context(), sign(t, key, jose.ES256, "at+jwt", i.claims()))
		return err
	}
	if err := verify(first); err != nil {
		t.Fatal(err)
	}
	i.publish(second, third)
	if err := verify(third); !errors.Is(err, access.ErrTokenForeign) {
		t.Fatalf("a new key within the limit: %v", err)
	}
	clock.Add(int64(31 * time.Second))
	if err := verify(third); err != nil {
		t.Errorf("the new key after 31 seconds: %v", err)
	}
	if err := verify(first); !errors.Is(err, access.ErrTokenForeign) {
		t.Errorf("the key that was taken back: %v", err)
	}
}

func TestVerifier_issuer_not_reachable(t *testing.T) {
	t.Parallel()
	key := ellipticKey(t, "k1")
	i := newIssuer(t, key)
	i.down.Store(true)
	var clock atomic.Int64
	clock.Store(noon.UnixNano())
	v := verifier(i, func() time.Time { return time.Unix(0, clock.Load()) })
	good := sign(t, key, jose.ES256, "at+jwt", i.claims())
	if _, err := v.Verify(t.Context(), good); !errors.Is(err, access.ErrKeysUnavailable) || errors.Is(err, access.ErrUnauthenticated) {
		t.Fatalf("got %v", err)
	}
	i.down.Store(false)
	clock.Add(int64(3 * time.Second))
	if _, err := v.Verify(t.Context(), good); err != nil {
		t.Fatalf("after the issuer came back: %v", err)
	}
	i.down.Store(true)
	if _, err := v.Verify(t.Context(), good); err != nil {
		t.Errorf("with cached keys while the issuer is down: %v", err)
	}
}

func TestVerifier_endless_key_set(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Write(make([]byte, 2<<20))
	}))
	t.Cleanup(server.Close)
	key := ellipticKey(t, "k1")
	i := &issuer{Server: server}
	_, err := verifier(i, atNoon).Verify(context.Background(), sign(t, key, jose.ES256, "at+jwt", i.claims()))
	if !errors.Is(err, access.ErrKeysUnavailable) {
		t.Errorf("got %v", err)
	}
}
