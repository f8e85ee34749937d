package scalar

import (
	"time"

	"github.com/99designs/gqlgen/graphql"

	"github.com/probity-ledger/probity/domain"
)

const (
	dayLayout   = "2006-01-02"
	localLayout = "2006-01-02T15:04:05"
)

// MarshalDate writes a calendar day.
func MarshalDate(v domain.Date) graphql.Marshaler { return word(v) }

// UnmarshalDate reads a calendar day that exists, in the years 1900 to 2999.
func UnmarshalDate(v any) (domain.Date, error) {
	s, absent, err := text(v)
	if absent || err != nil {
		return "", err
	}
	t, err := time.Parse(dayLayout, s)
	if err != nil || t.Year() < 1900 || t.Year() > 2999 {
		return "", malformed("expected a day as 2006-01-02")
	}
	return domain.Date(s), nil
}

// MarshalDateTime writes an instant with the offset it was recorded with; the zero time is null.
func MarshalDateTime(v time.Time) graphql.Marshaler {
	if v.IsZero() {
		return graphql.Null
	}
	return graphql.MarshalString(v.Format(time.RFC3339Nano))
}

// UnmarshalDateTime reads an RFC 3339 instant in the years 1900 to 2999. A zone is required and kept.
func UnmarshalDateTime(v any) (time.Time, error) {
	s, absent, err := text(v)
	if absent || err != nil {
		return time.Time{}, err
	}
	t, err := time.Parse(time.RFC3339, s)
	if err != nil || t.Year() < 1900 || t.Year() > 2999 {
		return time.Time{}, malformed("expected an instant with its zone as 2006-01-02T15:04:05Z")
	}
	return t, nil
}

// MarshalLocalDateTime writes a wall clock without zone.
func MarshalLocalDateTime(v string) graphql.Marshaler { return word(v) }

// UnmarshalLocalDateTime reads a wall clock without zone.
func UnmarshalLocalDateTime(v any) (string, error) {
	s, absent, err := text(v)
	if absent || err != nil {
		return "", err
	}
	if _, err := time.Parse(localLayout, s); err != nil {
		return "", malformed("expected a wall clock without zone as 2006-01-02T15:04:05")
	}
	return s, nil
}
