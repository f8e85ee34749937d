package scalar

import (
	"github.com/99designs/gqlgen/graphql"

	log "github.com/probity-ledger/probity/accesslog"
	"github.com/probity-ledger/probity/projections/accesslog"
)

// MarshalAccessEntryKind writes an accesslog.Kind.
func MarshalAccessEntryKind(v accesslog.Kind) graphql.Marshaler { return word(v) }

// UnmarshalAccessEntryKind reads an accesslog.Kind.
func UnmarshalAccessEntryKind(v any) (accesslog.Kind, error) { return parseWord[accesslog.Kind](v) }

// MarshalAccessOperation writes an operation of the access log; "" is null.
func MarshalAccessOperation(v log.Operation) graphql.Marshaler { return word(v) }

// UnmarshalAccessOperation reads an operation of the access log.
func UnmarshalAccessOperation(v any) (log.Operation, error) { return parseWord[log.Operation](v) }

// MarshalAccessPattern writes an accesslog.Pattern.
func MarshalAccessPattern(v accesslog.Pattern) graphql.Marshaler { return word(v) }

// UnmarshalAccessPattern reads an accesslog.Pattern.
func UnmarshalAccessPattern(v any) (accesslog.Pattern, error) { return parseWord[accesslog.Pattern](v) }
