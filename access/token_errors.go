package access

import (
	"errors"
	"fmt"
)

// What can be wrong with a token. Each is also ErrUnauthenticated, so a caller may test the family or the member. The texts are safe
// to show: they never repeat the token.
var (
	// ErrTokenMalformed: not a signed access token of the expected shape, or a claim the ledger needs is missing or unreadable.
	ErrTokenMalformed = fmt.Errorf("the access token is malformed: %w", ErrUnauthenticated)
	// ErrTokenForeign: made by another issuer, for another audience, or with a key the issuer does not publish.
	ErrTokenForeign = fmt.Errorf("the access token was not made for this ledger: %w", ErrUnauthenticated)
	// ErrTokenExpired: its time is over.
	ErrTokenExpired = fmt.Errorf("the access token has expired: %w", ErrUnauthenticated)
	// ErrTokenNotYetValid: its time has not begun.
	ErrTokenNotYetValid = fmt.Errorf("the access token is not valid yet: %w", ErrUnauthenticated)
	// ErrTokenRevoked: it, or the sign-in it was made for, was taken back before its time.
	ErrTokenRevoked = fmt.Errorf("the access token was revoked: %w", ErrUnauthenticated)
	// ErrTokenNotYours: it is bound to a key, and the connection does not show that key's certificate (RFC 8705).
	ErrTokenNotYours = fmt.Errorf("the access token is bound to another certificate: %w", ErrUnauthenticated)
)

// ErrKeysUnavailable says that the issuer's keys could not be fetched, so that no token can be checked now. It is the service's
// trouble and not the caller's: the answer is "try again", not "sign in again".
var ErrKeysUnavailable = errors.New("the token issuer's keys cannot be fetched")
