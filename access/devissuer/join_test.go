package devissuer_test

import (
	"net/http"
	"testing"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/access/devissuer"
)

// Ledgers that share the folder believe each other's tokens, also when the one whose address the issuer's URL names is gone.
func TestJoin(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	const url = "http://127.0.0.1:1/dev-issuer" // nobody answers there
	first, err := devissuer.Join(dir, url)
	if err != nil {
		t.Fatal(err)
	}
	second, err := devissuer.Join(dir, "http://127.0.0.1:2/dev-issuer")
	if err != nil || second.URL() != url {
		t.Fatalf("joined as %v, %v", second, err)
	}
	token, err := first.Token(t.Context(), "case-officer")
	if err != nil {
		t.Fatal(err)
	}
	v := access.NewVerifier(access.VerifierConfig{Issuer: second.URL(), MaxLifetime: devissuer.Lifetime, Transport: second})
	if p, err := v.Verify(t.Context(), token); err != nil || p.Actor == "" {
		t.Errorf("%+v, %v", p, err)
	}
	if _, err := devissuer.Join(t.TempDir(), "http://192.0.2.1:1/dev-issuer"); err == nil {
		t.Error("an address other machines can reach was taken")
	}
}

// Nothing but the issuer's own documents is answered without a network.
func TestRoundTrip_refuses(t *testing.T) {
	t.Parallel()
	i, err := devissuer.Join(t.TempDir(), "http://127.0.0.1:1/dev-issuer")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ method, url string }{
		{http.MethodGet, "http://db.example/dev-issuer/jwks"},
		{http.MethodPost, "http://127.0.0.1:1/dev-issuer/token"},
	} {
		r, err := http.NewRequestWithContext(t.Context(), c.method, c.url, nil)
		if err != nil {
			t.Fatal(err)
		}
		if answer, err := i.RoundTrip(r); err == nil {
			answer.Body.Close()
			t.Errorf("%s %s was answered with %d", c.method, c.url, answer.StatusCode)
		}
	}
}
