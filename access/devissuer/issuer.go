// Package devissuer signs invented people in, so that the ledger can be tried out without an identity provider.
//
// It is a real OpenID provider (github.com/luikyv/go-oidc) with one grant, client credentials: each persona is a client, and all
// share one secret that lies in the data folder, readable by its owner only. Whoever can read that folder can act as anybody; so the
// issuer serves loopback addresses only, and production mode refuses it. The signing key lies beside the secret, so tokens survive a
// restart of the ledger on the same address.
//
// Files in its folder, all of mode 0600: key.json (a JSON Web Key, ES256), secret (64 hexadecimal digits), url (the issuer's URL).
package devissuer

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/luikyv/go-oidc/pkg/goidc"
	"github.com/luikyv/go-oidc/pkg/provider"
	"golang.org/x/crypto/bcrypt"
)

const (
	// Path is where the issuer lives below the ledger's own address.
	Path = "/dev-issuer"
	// Lifetime is how long a development token is valid.
	Lifetime = 12 * time.Hour
	// Audience is for whom its tokens are.
	Audience = "probity"

	maxRequestBytes = 16 << 10
)

// ErrNotLoopback says that the issuer was asked to serve an address other machines can reach.
var ErrNotLoopback = errors.New("the development issuer serves loopback addresses only")

// UnknownPersonaError says that nobody has the name given.
type UnknownPersonaError struct{ Name string }

// Error names the persona that does not exist.
func (e *UnknownPersonaError) Error() string {
	return fmt.Sprintf("there is no persona %q", e.Name)
}

// Issuer makes tokens for personas. It may be used from any goroutine.
type Issuer struct {
	url      string
	secret   string
	provider *provider.Provider
}

// Open reads or makes the key and the secret in the folder dir (made with mode 0700 when missing) and returns an issuer with the
// given URL, e.g. "http://127.0.0.1:8080/dev-issuer". The URL is remembered in the folder for Reopen.
func Open(dir, issuerURL string) (*Issuer, error) {
	if err := checkLoopback(issuerURL); err != nil {
		return nil, err
	}
	files, err := openFolder(dir)
	if err != nil {
		return nil, err
	}
	if err := files.write("url", []byte(issuerURL+"\n")); err != nil {
		return nil, err
	}
	return newIssuer(files, issuerURL)
}

// Join is Open for one of several ledgers that share the folder: the URL that is already remembered there stays, so that a token is good
// at each of them.
func Join(dir, issuerURL string) (*Issuer, error) {
	files, err := openFolder(dir)
	if err != nil {
		return nil, err
	}
	kept, err := files.readOrMake("url", func() ([]byte, error) { return []byte(issuerURL + "\n"), checkLoopback(issuerURL) })
	if err != nil {
		return nil, err
	}
	issuerURL = strings.TrimSpace(string(kept))
	if err := checkLoopback(issuerURL); err != nil {
		return nil, err
	}
	return newIssuer(files, issuerURL)
}

// Reopen returns the issuer last opened in the folder, without needing the ledger to run. ErrNeverOpened when there was none.
func Reopen(dir string) (*Issuer, error) {
	files, issuerURL, err := reopenFolder(dir)
	if err != nil {
		return nil, err
	}
	if err := checkLoopback(issuerURL); err != nil {
		return nil, err
	}
	return newIssuer(files, issuerURL)
}

func newIssuer(files folder, issuerURL string) (*Issuer, error) {
	key, err := files.key()
	if err != nil {
		return nil, err
	}
	secret, err := files.secret()
	if err != nil {
		return nil, err
	}
	options, err := providerOptions(secret)
	if err != nil {
		return nil, err
	}
	jwks := func(context.Context) (goidc.JSONWebKeySet, error) {
		return goidc.JSONWebKeySet{Keys: []goidc.JSONWebKey{key}}, nil
	}
	op, err := provider.New(goidc.ProfileOpenID, issuerURL, jwks, options...)
	if err != nil {
		return nil, fmt.Errorf("set up the development issuer: %w", err)
	}
	return &Issuer{url: issuerURL, secret: secret, provider: op}, nil
}

func providerOptions(secret string) ([]provider.Option, error) {
	// The secret has 256 bits of its own, so the cost of the hash adds nothing.
	hashed, err := bcrypt.GenerateFromPassword([]byte(secret), bcrypt.MinCost)
	if err != nil {
		return nil, fmt.Errorf("hash the development secret: %w", err)
	}
	options := []provider.Option{
		provider.WithClientCredentialsGrant(),
		provider.WithTokenAuthnMethods(goidc.ClientAuthnSecretBasic, goidc.ClientAuthnSecretPost),
		provider.WithIDTokenSignatureAlgs(goidc.ES256),
		provider.WithTokenOptions(func(goidc.GrantInfo, *goidc.Client) goidc.TokenOptions {
			return goidc.NewJWTTokenOptions(goidc.ES256, int(Lifetime/time.Second))
		}),
		provider.WithHandleGrantFunc(func(_ *http.Request, g *goidc.GrantInfo) error { return fill(g, true) }),
	}
	for _, p := range personas {
		options = append(options, provider.WithStaticClient(client(p, string(hashed))))
	}
	return options, nil
}

func client(p Persona, hashedSecret string) *goidc.Client {
	return &goidc.Client{
		ID: p.Name, HashedSecret: hashedSecret,
		ClientMeta: goidc.ClientMeta{
			Name:             p.Title,
			GrantTypes:       []goidc.GrantType{goidc.GrantClientCredentials},
			TokenAuthnMethod: goidc.ClientAuthnSecretBasic,
			ScopeIDs:         goidc.ScopeOpenID.ID,
		},
	}
}

// fill puts the persona's claims into a grant made for the client of its name.
func fill(g *goidc.GrantInfo, multiFactor bool) error {
	p, ok := Named(g.ClientID)
	if !ok {
		return &UnknownPersonaError{Name: g.ClientID}
	}
	g.Subject = string(p.Subject)
	g.ActiveResources = goidc.Resources{Audience}
	g.AdditionalTokenClaims = p.claims(multiFactor)
	return nil
}

// URL is the issuer's name, the "iss" of its tokens.
func (i *Issuer) URL() string { return i.url }

// Token makes an access token (RFC 9068) for a persona, valid for Lifetime. It says that a second factor was shown, as people do.
func (i *Issuer) Token(ctx context.Context, persona string) (string, error) {
	return i.make(ctx, persona, true)
}

// TokenByPassword makes the token of a persona who showed a password and nothing else.
func (i *Issuer) TokenByPassword(ctx context.Context, persona string) (string, error) {
	return i.make(ctx, persona, false)
}

func (i *Issuer) make(ctx context.Context, persona string, multiFactor bool) (string, error) {
	grant := goidc.GrantInfo{GrantType: goidc.GrantClientCredentials, ClientID: persona}
	if err := fill(&grant, multiFactor); err != nil {
		return "", err
	}
	token, err := i.provider.MakeToken(ctx, grant)
	if err != nil {
		return "", fmt.Errorf("make a token for %s: %w", persona, err)
	}
	return token, nil
}

// Handler serves discovery, keys and the token endpoint, and nothing else of what the provider could do. Mount it at Path with the
// prefix stripped.
func (i *Issuer) Handler() http.Handler {
	op := i.provider.Handler()
	mux := http.NewServeMux()
	mux.Handle("GET /.well-known/openid-configuration", op)
	mux.Handle("GET /jwks", op)
	mux.Handle("POST /token", op)
	return http.MaxBytesHandler(mux, maxRequestBytes)
}

// RoundTrip answers a request for one of the issuer's documents without any network: whoever shares the folder knows its keys, whether
// the ledger whose address is in the URL runs or not.
func (i *Issuer) RoundTrip(r *http.Request) (*http.Response, error) {
	base, err := url.Parse(i.url)
	if err != nil {
		return nil, fmt.Errorf("development issuer: %w", err)
	}
	if r.URL.Host != base.Host || r.Method != http.MethodGet {
		return nil, fmt.Errorf("development issuer: %s is not one of its documents", r.URL.Redacted())
	}
	w := &answer{header: http.Header{}}
	http.StripPrefix(base.Path, i.Handler()).ServeHTTP(w, r)
	return w.response(r), nil
}

func checkLoopback(issuerURL string) error {
	u, err := url.Parse(issuerURL)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		return fmt.Errorf("development issuer %q: not an http or https URL", issuerURL)
	}
	if ip := net.ParseIP(u.Hostname()); ip == nil || !ip.IsLoopback() {
		return fmt.Errorf("development issuer %s: %w", u.Host, ErrNotLoopback)
	}
	return nil
}
