package access

import (
	"crypto/sha256"
	"encoding/base64"
)

// SignIn names a sign-in at an issuer, by the session the token says it belongs to ("sid"): the same for all tokens of one sign-in.
// It is what the access log shows, and tells nothing of the session's own name.
func SignIn(issuer, sid string) string { return pseudonym("sid", issuer, sid) }

// TokenID names one token by its "jti", in the same form.
func TokenID(issuer, jti string) string { return pseudonym("jti", issuer, jti) }

// signIn is the token's session, or the token itself where the issuer names no session.
func (c claims) signIn() string {
	if c.SignIn == "" {
		return TokenID(c.Issuer, c.ID)
	}
	return SignIn(c.Issuer, c.SignIn)
}

// pseudonym is the first 128 bits of a digest over its parts, each with its end marked, as 22 characters.
func pseudonym(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		h.Write([]byte(p))
		h.Write([]byte{0})
	}
	return base64.RawURLEncoding.EncodeToString(h.Sum(nil)[:16])
}
