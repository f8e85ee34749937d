package scalar

import (
	"github.com/99designs/gqlgen/graphql"

	"github.com/probity-ledger/probity/projections/cases"
)

// The words of what became of a case, bound like those in word.go.

// MarshalCaseField writes a cases.Field.
func MarshalCaseField(v cases.Field) graphql.Marshaler { return word(v) }

// UnmarshalCaseField reads a cases.Field.
func UnmarshalCaseField(v any) (cases.Field, error) { return parseWord[cases.Field](v) }

// MarshalPatternKind writes a cases.PatternKind.
func MarshalPatternKind(v cases.PatternKind) graphql.Marshaler { return word(v) }

// UnmarshalPatternKind reads a cases.PatternKind.
func UnmarshalPatternKind(v any) (cases.PatternKind, error) { return parseWord[cases.PatternKind](v) }

// MarshalDecisionFlagReason writes a cases.FlagReason.
func MarshalDecisionFlagReason(v cases.FlagReason) graphql.Marshaler { return word(v) }

// UnmarshalDecisionFlagReason reads a cases.FlagReason.
func UnmarshalDecisionFlagReason(v any) (cases.FlagReason, error) {
	return parseWord[cases.FlagReason](v)
}
