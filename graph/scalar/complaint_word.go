package scalar

import (
	"github.com/99designs/gqlgen/graphql"

	"github.com/probity-ledger/probity/intake/complaints"
)

// MarshalListFormat writes a complaints.Format; "" is null.
func MarshalListFormat(v complaints.Format) graphql.Marshaler { return word(v) }

// UnmarshalListFormat reads a complaints.Format.
func UnmarshalListFormat(v any) (complaints.Format, error) { return parseWord[complaints.Format](v) }

// MarshalComplaintRowState writes a complaints.State; "" is null.
func MarshalComplaintRowState(v complaints.State) graphql.Marshaler { return word(v) }

// UnmarshalComplaintRowState reads a complaints.State.
func UnmarshalComplaintRowState(v any) (complaints.State, error) {
	return parseWord[complaints.State](v)
}
