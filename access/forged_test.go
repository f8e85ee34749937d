package access_test

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/go-jose/go-jose/v4"

	"github.com/probity-ledger/probity/access"
)

const manyForged = 500

// forgeries are the four ways in which somebody who has no key of the issuer's can make a token.
func forgeries(t *testing.T, i *issuer) []string {
	t.Helper()
	secret := []byte("a secret of thirty-two bytes and more")
	return []string{
		sign(t, ellipticKey(t, "k9"), jose.ES256, "at+jwt", i.claims()), // unknown key
		sign(t, ellipticKey(t, "k1"), jose.ES256, "at+jwt", i.claims()), // a known key's name, another key's signature
		unsigned(t, i.claims()),
		sign(t, secret, jose.HS256, "at+jwt", i.claims()),
		sign(t, ellipticKey(t, "k1"), jose.ES256, "JWT", i.claims()),
	}
}

func unsigned(t *testing.T, claims map[string]any) string {
	t.Helper()
	payload, err := json.Marshal(claims)
	if err != nil {
		t.Fatal(err)
	}
	return base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"none","typ":"at+jwt"}`)) + "." + base64.RawURLEncoding.EncodeToString(payload) + "."
}

// flood has everybody at once try every kind of forgery, and counts how often the issuer's keys were fetched for it.
func flood(t *testing.T, i *issuer, v *access.Verifier) int64 {
	t.Helper()
	before, forged := i.fetches.Load(), forgeries(t, i)
	var wrong atomic.Int64
	var all sync.WaitGroup
	for worker := range 10 {
		all.Go(func() {
			for n := worker; n < manyForged; n += 10 {
				if _, err := v.Verify(t.Context(), forged[n%len(forged)]); !errors.Is(err, access.ErrUnauthenticated) && !errors.Is(err, access.ErrKeysUnavailable) {
					wrong.Add(1)
				}
			}
		})
	}
	all.Wait()
	if wrong.Load() > 0 {
		t.Errorf("%d forged tokens were not refused as such", wrong.Load())
	}
	return i.fetches.Load() - before
}

func TestVerifier_500_forged_tokens_cause_at_most_one_fetch(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		good  bool          // whether a good token came first
		pause time.Duration // between it and the flood
		most  int64
	}{
		"nobody came before":        {false, 0, 1},
		"right after a good token":  {true, 0, 0},
		"a minute after a good one": {true, time.Minute, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			key := ellipticKey(t, "k1")
			i := newIssuer(t, key)
			var late atomic.Int64
			v := verifier(i, func() time.Time { return noon.Add(time.Duration(late.Load())) })
			good := sign(t, key, jose.ES256, "at+jwt", i.claims())
			if c.good {
				if _, err := v.Verify(t.Context(), good); err != nil {
					t.Fatal(err)
				}
			}
			late.Store(int64(c.pause))
			if n := flood(t, i, v); n > c.most {
				t.Errorf("%d forged tokens caused %d fetches", manyForged, n)
			}
			if _, err := v.Verify(t.Context(), good); err != nil {
				t.Errorf("the good token is refused afterwards: %v", err)
			}
		})
	}
}

// The figure to compare with: the library alone asks the issuer again for nearly every token whose signature does not fit.
func TestTheLibraryAloneFetchesForForgedTokens(t *testing.T) {
	t.Parallel()
	i := newIssuer(t, ellipticKey(t, "k1"))
	provider, err := oidc.NewProvider(t.Context(), i.URL)
	if err != nil {
		t.Fatal(err)
	}
	alone := provider.VerifierContext(t.Context(), &oidc.Config{ClientID: access.Audience, Now: atNoon, SupportedSigningAlgs: []string{oidc.ES256}})
	forged := forgeries(t, i)[:2]
	for n := range manyForged {
		if _, err := alone.Verify(t.Context(), forged[n%2]); err == nil {
			t.Fatal("a forged token was believed")
		}
	}
	n := i.fetches.Load()
	t.Logf("%d forged tokens, %d fetches", manyForged, n)
	if n < manyForged/2 { // one that is under way is shared, so it is not quite one for each
		t.Errorf("the library made %d fetches for %d forged tokens; our own limit may no longer be needed", n, manyForged)
	}
}
