package scalar

import (
	"encoding/hex"
	"strings"

	"github.com/99designs/gqlgen/graphql"

	"github.com/probity-ledger/probity/domain"
)

const (
	maxActor   = 200
	maxExhibit = 32
	maxOpaque  = 1024
)

// MarshalActorID writes the subject of a token.
func MarshalActorID(v domain.ActorID) graphql.Marshaler { return word(v) }

// UnmarshalActorID reads the subject of a token: 1 to 200 bytes.
func UnmarshalActorID(v any) (domain.ActorID, error) { return bounded[domain.ActorID](v, maxActor) }

// MarshalExhibitRef writes an exhibit reference.
func MarshalExhibitRef(v domain.ExhibitRef) graphql.Marshaler { return word(v) }

// UnmarshalExhibitRef reads an exhibit reference: 1 to 32 bytes. Its form is a rule of the domain and is checked there.
func UnmarshalExhibitRef(v any) (domain.ExhibitRef, error) {
	return bounded[domain.ExhibitRef](v, maxExhibit)
}

// MarshalConversationID writes a conversation's id.
func MarshalConversationID(v string) graphql.Marshaler { return word(v) }

// UnmarshalConversationID reads a conversation's id.
func UnmarshalConversationID(v any) (string, error) { return bounded[string](v, maxOpaque) }

// MarshalCursor writes a signed cursor.
func MarshalCursor(v string) graphql.Marshaler { return word(v) }

// UnmarshalCursor reads a cursor. Its signature is checked where the list is read.
func UnmarshalCursor(v any) (string, error) { return bounded[string](v, maxOpaque) }

// MarshalSHA256 writes a digest.
func MarshalSHA256(v domain.SHA256) graphql.Marshaler { return word(v) }

// UnmarshalSHA256 reads a digest of exactly 64 lower-case hexadecimal digits.
func UnmarshalSHA256(v any) (domain.SHA256, error) {
	s, absent, err := text(v)
	if absent || err != nil {
		return "", err
	}
	if b, err := hex.DecodeString(s); err != nil || len(b) != 32 || s != strings.ToLower(s) {
		return "", malformed("expected 64 lower-case hexadecimal digits")
	}
	return domain.SHA256(s), nil
}

func bounded[T ~string](v any, most int) (T, error) {
	s, absent, err := text(v)
	if absent || err != nil {
		return "", err
	}
	if s == "" || len(s) > most {
		return "", malformed("expected 1 to %d bytes", most)
	}
	return T(s), nil
}
