package httpd

import (
	"errors"
	"net/http"
	"strings"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/graph/audience"
)

// tokenProblem says how one failure of a token is answered (RFC 6750, section 3).
type tokenProblem struct {
	is     error
	reason string
	text   string
}

var tokenProblems = []tokenProblem{
	{access.ErrTokenExpired, "TOKEN_EXPIRED", "the access token has ended; get a new one"},
	{access.ErrTokenForeign, "TOKEN_FOREIGN", "the access token was not made for this service"},
	{access.ErrTokenNotYetValid, "TOKEN_NOT_YET_VALID", "the access token is not valid yet"},
	{access.ErrTokenMalformed, "TOKEN_MALFORMED", "the access token cannot be read"},
	{access.ErrUnauthenticated, "TOKEN_REFUSED", "the access token is not accepted"},
}

// authenticate lets in who shows a valid access token, and puts the principal into the request's context.
func (s *Server) authenticate(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		raw, ok := bearer(r.Header)
		if !ok {
			s.metrics.signInRefused("TOKEN_MISSING")
			w.Header().Set("WWW-Authenticate", `Bearer realm="probity"`)
			refuseWith(w, http.StatusUnauthorized, "show an access token", map[string]string{"code": "UNAUTHENTICATED", "reason": "TOKEN_MISSING"})
			return
		}
		who, err := s.cfg.Verifier.Verify(r.Context(), raw)
		if err != nil {
			s.refuseToken(w, r, err)
			return
		}
		noteActor(r.Context(), who)
		next.ServeHTTP(w, r.WithContext(access.With(r.Context(), who)))
	})
}

func (s *Server) refuseToken(w http.ResponseWriter, r *http.Request, err error) {
	for _, p := range tokenProblems {
		if errors.Is(err, p.is) {
			s.metrics.signInRefused(p.reason)
			w.Header().Set("WWW-Authenticate", `Bearer realm="probity", error="invalid_token"`)
			refuseWith(w, http.StatusUnauthorized, p.text, map[string]string{"code": "UNAUTHENTICATED", "reason": p.reason})
			return
		}
	}
	s.metrics.signInRefused("KEYS_UNAVAILABLE")
	s.cfg.Logger.WarnContext(r.Context(), "check an access token", "error", err)
	w.Header().Set("Retry-After", "5")
	refuse(w, http.StatusServiceUnavailable, "UNAVAILABLE", "access tokens cannot be checked now; try again")
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
func only(who string) func(http.Handler) http.Handler {
	return admit(func(p access.Principal) bool { return audience.Of(p.Role) == who })
}

func admit(may func(access.Principal) bool) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if p, ok := access.From(r.Context()); !ok || !may(p) {
				refuse(w, http.StatusForbidden, "FORBIDDEN", "your role has no access here")
				return
			}
			next.ServeHTTP(w, r)
		})
	}
}
