package access

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/go-jose/go-jose/v4"
)

const (
	// Audience is what the "aud" claim of a token for this ledger must hold, where no other is configured.
	Audience = "probity"
	// MaxLifetime is how long a token may be valid in all, where nothing else is configured.
	MaxLifetime = 10 * time.Minute

	maxTokenBytes = 8 << 10
	clockSkew     = 60 * time.Second // how far the issuer's clock and ours may differ
)

// algorithms are the signatures accepted. No symmetric ones and no "none": the ledger only ever holds public keys.
var algorithms = []jose.SignatureAlgorithm{jose.ES256, jose.EdDSA, jose.RS256}

// VerifierConfig says whose tokens are believed, and what they must say. Only the issuer must be set.
type VerifierConfig struct {
	// Issuer is the exact "iss" of every accepted token; its discovery document is read below it.
	Issuer string
	// Audience must stand in "aud", letter by letter; "" is the constant Audience.
	Audience string
	// Clients are the programs tokens may have been given to ("azp" or "client_id"); none is all that the issuer knows.
	Clients []string
	// MaxLifetime limits how long a token may be valid in all ("exp" minus "iat"). 0 is the constant MaxLifetime.
	MaxLifetime time.Duration
	// MultiFactor are the values by which the issuer vouches that more than a password was shown.
	MultiFactor MultiFactor
	// Revoked knows the tokens and sign-ins that are no longer good, whatever they say; nil knows none.
	Revoked Revocations
	// Now is the clock; nil is time.Now.
	Now func() time.Time
	// Transport fetches the issuer's documents; nil is http.DefaultTransport.
	Transport http.RoundTripper
}

// MultiFactor lists values of claims. One of them is enough. Without any, "mfa" among the methods is (RFC 8176, section 2).
type MultiFactor struct {
	Methods  []string // of "amr"
	Contexts []string // of "acr"
}

// Revocations knows which sign-ins and tokens were taken back before their time. Both are named as SignIn and TokenID name them.
type Revocations interface {
	Revoked(signIn, tokenID string) bool
}

// Verifier turns raw access tokens (RFC 9068) into principals. It fetches the issuer's discovery document and keys when the first
// token arrives, and again at a bounded rate when an unknown key turns up. It may be used from any goroutine.
type Verifier struct {
	cfg    VerifierConfig
	client *http.Client

	mu       sync.Mutex
	verifier *oidc.IDTokenVerifier // nil until discovery succeeded
}

// NewVerifier makes a verifier. It fetches nothing yet, so the issuer may start later than the ledger.
func NewVerifier(cfg VerifierConfig) *Verifier {
	if cfg.Audience == "" {
		cfg.Audience = Audience
	}
	if len(cfg.MultiFactor.Methods)+len(cfg.MultiFactor.Contexts) == 0 {
		cfg.MultiFactor.Methods = []string{"mfa"}
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Transport == nil {
		cfg.Transport = http.DefaultTransport
	}
	if cfg.MaxLifetime == 0 {
		cfg.MaxLifetime = MaxLifetime
	}
	return &Verifier{cfg: cfg, client: &http.Client{Transport: newFetcher(cfg.Transport, cfg.Now), Timeout: issuerTimeout}}
}

// Verify checks form, type, issuer, audience, client, times, signature, revocation and the certificate it is bound to, and returns whom
// the token names. The error is one of ErrTokenMalformed, ErrTokenForeign, ErrTokenExpired, ErrTokenNotYetValid, ErrTokenRevoked and
// ErrTokenNotYours (all ErrUnauthenticated), or ErrKeysUnavailable.
func (v *Verifier) Verify(ctx context.Context, raw string) (Principal, error) {
	c, err := v.inspect(raw)
	if err != nil {
		return Principal{}, err
	}
	keys, err := v.discovered(ctx)
	if err != nil {
		return Principal{}, err
	}
	if _, err := keys.Verify(ctx, raw); err != nil {
		return Principal{}, signatureError(ctx, err)
	}
	if err := c.boundTo(Certificate(ctx)); err != nil {
		return Principal{}, err
	}
	p, err := c.principal(v.cfg.MultiFactor)
	if err != nil {
		return Principal{}, err
	}
	if v.cfg.Revoked != nil && v.cfg.Revoked.Revoked(p.Session, TokenID(c.Issuer, c.ID)) {
		return Principal{}, ErrTokenRevoked
	}
	return p, nil
}

// inspect refuses whatever can be refused without a key, so that such tokens never cost a fetch. What it reads is believed only
// after the signature was checked over the same bytes.
func (v *Verifier) inspect(raw string) (claims, error) {
	if len(raw) > maxTokenBytes {
		return claims{}, fmt.Errorf("longer than %d bytes: %w", maxTokenBytes, ErrTokenMalformed)
	}
	jws, err := jose.ParseSignedCompact(raw, algorithms)
	if err != nil {
		return claims{}, fmt.Errorf("not a signed token of an accepted algorithm: %w", ErrTokenMalformed)
	}
	if typ, _ := jws.Signatures[0].Header.ExtraHeaders[jose.HeaderType].(string); !isAccessToken(typ) {
		return claims{}, fmt.Errorf("its type is not at+jwt: %w", ErrTokenMalformed)
	}
	c, err := parseClaims(jws.UnsafePayloadWithoutVerification())
	if err != nil {
		return claims{}, err
	}
	if err := v.checkAddress(c); err != nil {
		return claims{}, err
	}
	return c, v.checkTimes(c)
}

// isAccessToken compares as RFC 9068 section 4 asks: "application/" may stand before the type.
func isAccessToken(typ string) bool {
	return strings.EqualFold(strings.TrimPrefix(strings.ToLower(typ), "application/"), "at+jwt")
}

// checkAddress looks at who made the token, for which service, and to which program it was given.
func (v *Verifier) checkAddress(c claims) error {
	switch {
	case c.Issuer != v.cfg.Issuer:
		return fmt.Errorf("made by another issuer: %w", ErrTokenForeign)
	case !slices.Contains(c.Audience, v.cfg.Audience):
		return fmt.Errorf("its audience is not %q: %w", v.cfg.Audience, ErrTokenForeign)
	case len(v.cfg.Clients) > 0 && !c.givenTo(v.cfg.Clients):
		return fmt.Errorf("given to a program that is not on the list: %w", ErrTokenForeign)
	}
	return nil
}

func (v *Verifier) checkTimes(c claims) error {
	now := v.cfg.Now()
	switch {
	case c.expires().Sub(c.issued()) > v.cfg.MaxLifetime:
		return fmt.Errorf("valid for longer than %s: %w", v.cfg.MaxLifetime, ErrTokenMalformed)
	case !now.Before(c.expires().Add(clockSkew)):
		return ErrTokenExpired
	case now.Add(clockSkew).Before(c.notBefore()), now.Add(clockSkew).Before(c.issued()):
		return ErrTokenNotYetValid
	}
	return nil
}

// discovered returns the checker of signatures, reading the issuer's discovery document the first time. The fetcher bounds how often
// an issuer that does not answer is asked.
func (v *Verifier) discovered(ctx context.Context) (*oidc.IDTokenVerifier, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.verifier != nil {
		return v.verifier, nil
	}
	ctx = oidc.ClientContext(context.WithoutCancel(ctx), v.client)
	provider, err := oidc.NewProvider(ctx, v.cfg.Issuer)
	if err != nil {
		return nil, fmt.Errorf("read the issuer's discovery document: %w: %w", ErrKeysUnavailable, err)
	}
	v.verifier = provider.VerifierContext(ctx, &oidc.Config{
		ClientID:             v.cfg.Audience,
		SupportedSigningAlgs: algorithmNames(),
		SkipExpiryCheck:      true, // checked in checkTimes, with our own skew
		Now:                  v.cfg.Now,
	})
	return v.verifier, nil
}

func algorithmNames() []string {
	names := make([]string, len(algorithms))
	for i, a := range algorithms {
		names[i] = string(a)
	}
	return names
}

// signatureError tells an issuer that cannot be reached from a signature that does not fit.
func signatureError(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if errors.Is(err, ErrKeysUnavailable) {
		return fmt.Errorf("check the signature: %w", err)
	}
	return fmt.Errorf("its signature is not the issuer's: %w", ErrTokenForeign)
}
