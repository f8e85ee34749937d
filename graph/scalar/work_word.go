package scalar

import (
	"github.com/99designs/gqlgen/graphql"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/projections/deadlines"
)

// The words of the work list, bound like those in word.go.

// MarshalClockLevel writes a deadlines.Level.
func MarshalClockLevel(v deadlines.Level) graphql.Marshaler { return word(v) }

// UnmarshalClockLevel reads a deadlines.Level.
func UnmarshalClockLevel(v any) (deadlines.Level, error) { return parseWord[deadlines.Level](v) }

// MarshalClockOwner writes whom a period is for; "" is null. Beside roles these are people who never sign in.
func MarshalClockOwner(v domain.Role) graphql.Marshaler { return word(v) }

// UnmarshalClockOwner reads whom a period is for.
func UnmarshalClockOwner(v any) (domain.Role, error) { return parseWord[domain.Role](v) }
