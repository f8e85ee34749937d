package access_test

import (
	"bytes"
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"unicode"

	"github.com/go-jose/go-jose/v4"

	"github.com/probity-ledger/probity/access"
)

// FuzzVerifier sends any text: without the issuer's key nothing is a token.
func FuzzVerifier(f *testing.F) {
	f.Add("eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCJ9.eyJpc3MiOiJ4In0.AAAA")
	f.Add("eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0In0.e30.")
	f.Add("..")
	f.Add("")
	key := fixedKey()
	v := access.NewVerifier(access.VerifierConfig{Issuer: issuerName, Now: atNoon, Transport: documents{key}})
	f.Fuzz(func(t *testing.T, raw string) {
		if _, err := v.Verify(t.Context(), raw); err == nil {
			t.Error("a text nobody signed was taken for a token")
		}
	})
}

// FuzzVerifier_claims signs any payload with the issuer's own key: whatever the issuer says, the principal is well formed or there is none.
func FuzzVerifier_claims(f *testing.F) {
	good := `{"iss":"https://issuer.test","sub":"a","aud":["probity"],"jti":"1","iat":1772452740,"exp":1772453000,"role":"CASE_OFFICER","force":"northmoor","amr":["mfa"]}`
	f.Add([]byte(good))
	f.Add([]byte(strings.Replace(good, `"sub":"a"`, `"sub":"a","sub":"b"`, 1)))
	f.Add([]byte(strings.Replace(good, `"sub"`, `"SUB"`, 1)))
	f.Add([]byte(strings.Replace(good, `1772453000`, `1e400`, 1)))
	f.Add([]byte(strings.Replace(good, `"amr":["mfa"]`, `"cnf":{"x5t#S256":"x"},"officer":"7a1f0a52-61d5-5c8e-9a0e-2f6f3c1b7d10"`, 1)))
	f.Add([]byte(good + good))
	f.Add([]byte(`[]`))
	key := fixedKey()
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.EdDSA, Key: key}, (&jose.SignerOptions{}).WithType("at+jwt"))
	if err != nil {
		f.Fatal(err)
	}
	v := access.NewVerifier(access.VerifierConfig{Issuer: issuerName, Now: atNoon, Transport: documents{key}})
	f.Fuzz(func(t *testing.T, payload []byte) {
		signed, err := signer.Sign(payload)
		if err != nil {
			t.Fatal(err)
		}
		raw, err := signed.CompactSerialize()
		if err != nil {
			t.Fatal(err)
		}
		p, err := v.Verify(t.Context(), raw)
		switch {
		case err == nil && !wellFormed(p):
			t.Errorf("%+v", p)
		case err != nil && !errors.Is(err, access.ErrUnauthenticated):
			t.Errorf("%v is no refusal of the token", err)
		}
	})
}

func wellFormed(p access.Principal) bool {
	readable := strings.IndexFunc(string(p.Actor), func(r rune) bool { return !unicode.IsPrint(r) }) < 0
	return p.Actor != "" && len(p.Actor) <= 200 && readable && len(p.Session) == 22 && len(p.Force) <= 64 &&
		(p.Officer == "" || len(p.Officer) == 36) && p.Expires.After(noon.Add(-61e9)) && p.Expires.Before(noon.Add(access.MaxLifetime+61e9))
}

const issuerName = "https://issuer.test"

// fixedKey is the same in every process of a fuzzing run, so that a failure can be repeated.
func fixedKey() jose.JSONWebKey {
	return jose.JSONWebKey{Key: ed25519.NewKeyFromSeed(bytes.Repeat([]byte{7}, ed25519.SeedSize)), KeyID: "k1", Use: "sig"}
}

// documents answers for an issuer that has one key.
type documents struct{ key jose.JSONWebKey }

func (d documents) RoundTrip(r *http.Request) (*http.Response, error) {
	body, err := json.Marshal(jose.JSONWebKeySet{Keys: []jose.JSONWebKey{d.key.Public()}})
	if strings.HasSuffix(r.URL.Path, "openid-configuration") {
		body, err = json.Marshal(map[string]string{"issuer": issuerName, "jwks_uri": issuerName + "/keys"})
	}
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: io.NopCloser(bytes.NewReader(body)), Request: r}, err
}

// FuzzParseRevoked: a list is taken whole or not at all, and every name on it has the form the access log gives.
func FuzzParseRevoked(f *testing.F) {
	f.Add([]byte(access.SignIn("i", "1") + " # stolen\n\n# a remark\r\n" + access.TokenID("i", "2")))
	f.Add([]byte("token-1\n"))
	f.Add([]byte("\x00\xff"))
	f.Fuzz(func(t *testing.T, text []byte) {
		names, err := access.ParseRevoked("list", text)
		if err != nil && names != nil {
			t.Error("half a list was taken")
		}
		for name := range names {
			if len(name) != 22 || !bytes.Contains(text, []byte(name)) {
				t.Errorf("%q is on the list", name)
			}
		}
	})
}
