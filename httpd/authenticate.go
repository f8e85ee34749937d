package httpd

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"strings"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/access/quota"
	"github.com/probity-ledger/probity/graph/audience"
)

// tokenProblem says how one failure of a token or a certificate is answered (RFC 6750, section 3).
type tokenProblem struct {
	is     error
	reason string
	text   string
}

var tokenProblems = []tokenProblem{
	{errNoToken, "TOKEN_MISSING", "show an access token"},
	{access.ErrTokenExpired, "TOKEN_EXPIRED", "the access token has ended; get a new one"},
	{access.ErrTokenForeign, "TOKEN_FOREIGN", "the access token was not made for this service"},
	{access.ErrTokenNotYetValid, "TOKEN_NOT_YET_VALID", "the access token is not valid yet"},
	{access.ErrTokenMalformed, "TOKEN_MALFORMED", "the access token cannot be read"},
	{access.ErrTokenRevoked, "TOKEN_REVOKED", "the access token or certificate was taken back; sign in again"},
	{access.ErrTokenNotYours, "TOKEN_BOUND", "the access token is bound to a certificate this connection does not show"},
	{access.ErrCertificateUnnamed, "CERTIFICATE_UNNAMED", "the client certificate must name exactly one machine by a URI"},
	{access.ErrUnauthenticated, "TOKEN_REFUSED", "the access token is not accepted"},
}

var (
	// errNoToken says that nothing was shown, or nothing that could be a token.
	errNoToken = fmt.Errorf("no access token: %w", access.ErrUnauthenticated)
	// errDirectory marks a fault in looking up what the ledger lets somebody be.
	errDirectory = errors.New("look up what the ledger lets an identity be")
)

// authenticate lets in who shows a valid access token or certificate and has an account, and puts the principal into the context.
func (s *Server) authenticate(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		who, err := s.identify(r.Context(), r)
		if err != nil {
			s.refuseIdentity(w, r, err)
			return
		}
		noteActor(r.Context(), who)
		if err := s.greet(r, who); err != nil {
			refuseUnrecorded(w, err)
			return
		}
		ctx := access.With(r.Context(), who)
		if asksForStream(r) {
			var done func()
			ctx, done = s.keepLooking(ctx, r, who)
			defer done()
		}
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

// identify says who asks and what the ledger lets them be. The token or the certificate names the person or machine; its wish for a role
// is worth what the directory says.
func (s *Server) identify(ctx context.Context, r *http.Request) (access.Principal, error) {
	who, err := s.shown(ctx, r)
	if err != nil {
		return access.Principal{}, err
	}
	if who.Purpose, err = purpose(r.Header); err != nil {
		return access.Principal{}, err
	}
	if s.cfg.Directory == nil {
		if who.Role == "" {
			return access.Principal{}, access.ErrNoAuthority
		}
		return who, nil
	}
	a, err := s.cfg.Directory.Authority(ctx, who.Actor)
	if err != nil {
		return access.Principal{}, fmt.Errorf("%w: %w", errDirectory, err)
	}
	return a.Take(who, s.cfg.Now())
}

// shown reads the credential. Who shows a token and a certificate is whom the token names; the certificate then only proves that the
// token is theirs, where it is bound to one.
func (s *Server) shown(ctx context.Context, r *http.Request) (access.Principal, error) {
	certificate := clientCertificate(r)
	if certificate != nil {
		ctx = access.WithCertificate(ctx, certificate)
	}
	if certificate != nil && len(r.Header.Values("Authorization")) == 0 {
		return s.machine(certificate)
	}
	raw, ok := bearer(r.Header)
	if !ok {
		return access.Principal{}, errNoToken
	}
	return s.cfg.Verifier.Verify(ctx, raw)
}

func (s *Server) machine(certificate *x509.Certificate) (access.Principal, error) {
	who, err := access.Machine(certificate)
	if err == nil && s.cfg.Revoked != nil && s.cfg.Revoked.Revoked(who.Session, who.Session) {
		err = access.ErrTokenRevoked
	}
	return who, err
}

// purposeHeader may say why somebody looks, in a code of their force's; the access log keeps it.
const purposeHeader = "Probity-Purpose"

var purposeForm = regexp.MustCompile(`^[A-Z][A-Z0-9_]{0,39}$`)

// errPurpose says that the purpose is no code. A text would carry names into the access log.
var errPurpose = errors.New("the purpose is no code")

func purpose(h http.Header) (string, error) {
	values := h.Values(purposeHeader)
	switch {
	case len(values) == 0:
		return "", nil
	case len(values) > 1 || !purposeForm.MatchString(values[0]):
		return "", errPurpose
	}
	return values[0], nil
}

// clientCertificate is the certificate the connection was opened with, where one of the configured authorities vouches for it.
func clientCertificate(r *http.Request) *x509.Certificate {
	if r.TLS == nil || len(r.TLS.VerifiedChains) == 0 {
		return nil
	}
	return r.TLS.PeerCertificates[0]
}

func (s *Server) refuseIdentity(w http.ResponseWriter, r *http.Request, err error) {
	if errors.Is(err, access.ErrNoAuthority) {
		s.metrics.signInRefused("NO_AUTHORITY")
		s.recordTurnedAway(r, "NO_AUTHORITY")
		refuse(w, http.StatusForbidden, "NO_AUTHORITY",
			"you are signed in, but the ledger gives you no such role; ask an access administrator of your force")
		return
	}
	if errors.Is(err, errPurpose) {
		refuse(w, http.StatusBadRequest, "BAD_PURPOSE", purposeHeader+" is a code of capitals, digits and underscores, such as DISCLOSURE_REVIEW")
		return
	}
	for _, p := range tokenProblems {
		if errors.Is(err, p.is) {
			s.refuseToken(w, r, p)
			return
		}
	}
	reason, text := "KEYS_UNAVAILABLE", "access tokens cannot be checked now; try again"
	if errors.Is(err, errDirectory) {
		reason, text = "DIRECTORY_UNAVAILABLE", "what you may do cannot be looked up now; try again"
	}
	s.metrics.signInRefused(reason)
	s.cfg.Logger.WarnContext(r.Context(), "find out who asks", "error", err)
	w.Header().Set("Retry-After", "5")
	refuse(w, http.StatusServiceUnavailable, "UNAVAILABLE", text)
}

// refuseToken answers who could not be let in. An address that tries too often is told so and nothing more; good tokens from it are let in
// all the same, so that nobody can shut out those who share an address with them.
func (s *Server) refuseToken(w http.ResponseWriter, r *http.Request, p tokenProblem) {
	s.metrics.signInRefused(p.reason)
	s.recordTurnedAway(r, p.reason)
	if refuseExceeded(w, s.cfg.Quota.Take(quota.SignIns, s.peer(r), 1)) {
		return
	}
	challenge := `Bearer realm="probity"`
	if !errors.Is(p.is, errNoToken) {
		challenge += `, error="invalid_token"`
	}
	w.Header().Set("WWW-Authenticate", challenge)
	refuseWith(w, http.StatusUnauthorized, p.text, map[string]string{"code": "UNAUTHENTICATED", "reason": p.reason})
}

// bearer returns the token of the one Authorization header. Two of them are none: parts of the way might each believe another one.
func bearer(h http.Header) (string, bool) {
	values := h.Values("Authorization")
	if len(values) != 1 {
		return "", false
	}
	scheme, token, _ := strings.Cut(values[0], " ")
	token = strings.TrimSpace(token)
	return token, strings.EqualFold(scheme, "Bearer") && token != "" && !strings.ContainsAny(token, " \t,")
}

// only lets in the roles of one audience. Nobody has use for two doors: there are no commands behind the watchdog's, and no cases behind
// the analysts'.
func (s *Server) only(who string) func(http.Handler) http.Handler {
	return s.admit(func(p access.Principal) bool { return audience.Of(p.Role) == who })
}

// wrongDoor is what it costs a caller to knock where they have no access, in the units of a question: each time is put on record.
const wrongDoor = 100

func (s *Server) admit(may func(access.Principal) bool) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if p, ok := access.From(r.Context()); !ok || !may(p) {
				if refuseExceeded(w, s.cfg.Quota.Take(quota.Cost, string(p.Actor), wrongDoor)) {
					return
				}
				if err := s.recordRefusal(r, p); err != nil {
					refuseUnrecorded(w, err)
					return
				}
				refuse(w, http.StatusForbidden, "FORBIDDEN", "your role has no access here")
				return
			}
			next.ServeHTTP(w, r)
		})
	}
}
