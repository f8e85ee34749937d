package scalar

import (
	"encoding/json"
	"math"
	"strconv"

	"github.com/99designs/gqlgen/graphql"

	"github.com/probity-ledger/probity/ledger/eventlog"
)

// MarshalInt writes a whole number of 32 bits, as the GraphQL specification demands; one that does not fit is null, which a
// non-null field turns into an error instead of a wrong number.
func MarshalInt(v int) graphql.Marshaler {
	if v < math.MinInt32 || v > math.MaxInt32 {
		return graphql.Null
	}
	return graphql.MarshalInt(v)
}

// UnmarshalInt reads a whole number of 32 bits.
func UnmarshalInt(v any) (int, error) {
	switch v := v.(type) {
	case nil:
		return 0, nil
	case json.Number:
		return parseInt(v.String())
	case int64:
		return parseInt(strconv.FormatInt(v, 10))
	case int:
		return parseInt(strconv.Itoa(v))
	}
	return 0, malformed("expected a whole number of 32 bits")
}

func parseInt(s string) (int, error) {
	n, err := strconv.ParseInt(s, 10, 32)
	if err != nil {
		return 0, malformed("expected a whole number of 32 bits")
	}
	return int(n), nil
}

// MarshalUint64 writes a count as a whole number of 32 bits; one that does not fit is null.
func MarshalUint64(v uint64) graphql.Marshaler { return MarshalInt(int(min(v, math.MaxInt))) }

// UnmarshalUint64 reads a count.
func UnmarshalUint64(v any) (uint64, error) {
	n, err := UnmarshalInt(v)
	if err == nil && n < 0 {
		err = malformed("expected a number that is not negative")
	}
	return uint64(max(n, 0)), err
}

// MarshalPosition writes a position in the ledger.
func MarshalPosition(v eventlog.Position) graphql.Marshaler { return graphql.MarshalString(v.String()) }

// UnmarshalPosition reads a position in the ledger in its one spelling.
func UnmarshalPosition(v any) (eventlog.Position, error) {
	s, absent, err := text(v)
	if absent || err != nil {
		return eventlog.Position{}, err
	}
	p, err := eventlog.ParsePosition(s)
	if err != nil {
		return eventlog.Position{}, malformed("expected a position as a receipt gave it")
	}
	return p, nil
}

// MarshalRevision writes a revision as decimal text.
func MarshalRevision(v uint64) graphql.Marshaler {
	return graphql.MarshalString(strconv.FormatUint(v, 10))
}

// UnmarshalRevision reads a revision from decimal text.
func UnmarshalRevision(v any) (uint64, error) {
	s, absent, err := text(v)
	if absent || err != nil {
		return 0, err
	}
	n, err := strconv.ParseUint(s, 10, 64)
	if err != nil || strconv.FormatUint(n, 10) != s {
		return 0, malformed("expected a revision as decimal text")
	}
	return n, nil
}

// MarshalByteCount writes a number of bytes as decimal text; a negative one is null, for sizes that are not known.
func MarshalByteCount(v int64) graphql.Marshaler {
	if v < 0 {
		return graphql.Null
	}
	return graphql.MarshalString(strconv.FormatInt(v, 10))
}

// UnmarshalByteCount reads a number of bytes from decimal text.
func UnmarshalByteCount(v any) (int64, error) {
	s, absent, err := text(v)
	if absent || err != nil {
		return 0, err
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n < 0 || strconv.FormatInt(n, 10) != s {
		return 0, malformed("expected a number of bytes as decimal text")
	}
	return n, nil
}
