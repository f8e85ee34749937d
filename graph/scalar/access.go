package scalar

import (
	"github.com/99designs/gqlgen/graphql"

	"github.com/probity-ledger/probity/domain/account"
	"github.com/probity-ledger/probity/domain/caseaccess"
	"github.com/probity-ledger/probity/projections/authority"
)

// The words of access. That a word read is one of the schema's is checked by the validator before these functions are called.

// MarshalAccountKind writes a account.Kind; "" is null.
func MarshalAccountKind(v account.Kind) graphql.Marshaler { return word(v) }

// UnmarshalAccountKind reads a account.Kind.
func UnmarshalAccountKind(v any) (account.Kind, error) { return parseWord[account.Kind](v) }

// MarshalStanding writes a authority.Standing; "" is null.
func MarshalStanding(v authority.Standing) graphql.Marshaler { return word(v) }

// UnmarshalStanding reads a authority.Standing.
func UnmarshalStanding(v any) (authority.Standing, error) { return parseWord[authority.Standing](v) }

// MarshalAccessProposalKind writes a authority.ProposalKind; "" is null.
func MarshalAccessProposalKind(v authority.ProposalKind) graphql.Marshaler { return word(v) }

// UnmarshalAccessProposalKind reads a authority.ProposalKind.
func UnmarshalAccessProposalKind(v any) (authority.ProposalKind, error) {
	return parseWord[authority.ProposalKind](v)
}

// MarshalClearance writes a caseaccess.Clearance; "" is null.
func MarshalClearance(v caseaccess.Clearance) graphql.Marshaler { return word(v) }

// UnmarshalClearance reads a caseaccess.Clearance.
func UnmarshalClearance(v any) (caseaccess.Clearance, error) {
	return parseWord[caseaccess.Clearance](v)
}

// MarshalInformationBasis writes a caseaccess.Basis; "" is null.
func MarshalInformationBasis(v caseaccess.Basis) graphql.Marshaler { return word(v) }

// UnmarshalInformationBasis reads a caseaccess.Basis.
func UnmarshalInformationBasis(v any) (caseaccess.Basis, error) {
	return parseWord[caseaccess.Basis](v)
}

// MarshalSuppressedName writes a caseaccess.SuppressedKind; "" is null.
func MarshalSuppressedName(v caseaccess.SuppressedKind) graphql.Marshaler { return word(v) }

// UnmarshalSuppressedName reads a caseaccess.SuppressedKind.
func UnmarshalSuppressedName(v any) (caseaccess.SuppressedKind, error) {
	return parseWord[caseaccess.SuppressedKind](v)
}

// MarshalSuppressionScope writes a caseaccess.SuppressionScope; "" is null.
func MarshalSuppressionScope(v caseaccess.SuppressionScope) graphql.Marshaler { return word(v) }

// UnmarshalSuppressionScope reads a caseaccess.SuppressionScope.
func UnmarshalSuppressionScope(v any) (caseaccess.SuppressionScope, error) {
	return parseWord[caseaccess.SuppressionScope](v)
}
