package access_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"testing"

	"github.com/go-jose/go-jose/v4"

	"github.com/probity-ledger/probity/access"
)

// BenchmarkVerifier measures what each request pays for its token, and what a forged one costs.
func BenchmarkVerifier(b *testing.B) {
	ec, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		b.Fatal(err)
	}
	rs, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		b.Fatal(err)
	}
	for name, key := range map[string]jose.JSONWebKey{"ES256": {Key: ec, KeyID: "k1", Use: "sig"}, "RS256": {Key: rs, KeyID: "k1", Use: "sig"}, "EdDSA": fixedKey()} {
		v := access.NewVerifier(access.VerifierConfig{Issuer: issuerName, Now: atNoon, Transport: documents{key}})
		claims := (&issuer{}).claims()
		good := sign(b, key, jose.SignatureAlgorithm(name), "at+jwt", claims)
		claims["aud"] = "another"
		foreign := sign(b, key, jose.SignatureAlgorithm(name), "at+jwt", claims)
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := v.Verify(b.Context(), good); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(name+"_refused_before_its_signature", func(b *testing.B) {
			for b.Loop() {
				if _, err := v.Verify(b.Context(), foreign); err == nil {
					b.Fatal("a foreign token was believed")
				}
			}
		})
	}
}
