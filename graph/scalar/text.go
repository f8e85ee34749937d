package scalar

import (
	"context"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/99designs/gqlgen/graphql"
)

// MaxText is the longest text, in bytes, that one argument or input field may hold. The request body is limited besides.
const MaxText = 16 << 10

// MarshalString writes a text. Where the schema lets the field be absent, the empty text is written as null: absent is not empty.
func MarshalString(v string) graphql.ContextMarshaler {
	return graphql.ContextWriterFunc(func(ctx context.Context, w io.Writer) error {
		if v == "" && mayBeAbsent(ctx) {
			graphql.Null.MarshalGQL(w)
			return nil
		}
		graphql.MarshalString(v).MarshalGQL(w)
		return nil
	})
}

// UnmarshalString reads a text of at most MaxText bytes of UTF-8 without NUL.
func UnmarshalString(_ context.Context, v any) (string, error) {
	s, absent, err := text(v)
	if absent || err != nil {
		return "", err
	}
	if len(s) > MaxText {
		return "", malformed("text is longer than %d bytes", MaxText)
	}
	if strings.IndexByte(s, 0) >= 0 {
		return "", malformed("text holds a NUL character")
	}
	return s, nil
}

func mayBeAbsent(ctx context.Context) bool {
	fc := graphql.GetFieldContext(ctx)
	if fc == nil || fc.Field.Field == nil || fc.Field.Definition == nil {
		return false
	}
	t := fc.Field.Definition.Type
	return !t.NonNull && t.Elem == nil
}

// text reads a JSON string. A null, which only comes where the schema allows it, is absent.
func text(v any) (s string, absent bool, err error) {
	if v == nil {
		return "", true, nil
	}
	s, ok := v.(string)
	if !ok {
		return "", false, malformed("expected a string")
	}
	if !utf8.ValidString(s) {
		return "", false, malformed("text is not UTF-8")
	}
	return s, false, nil
}

// word writes a value that has no empty spelling: "" becomes null.
func word[T ~string](v T) graphql.Marshaler {
	if v == "" {
		return graphql.Null
	}
	return graphql.MarshalString(string(v))
}

func parseWord[T ~string](v any) (T, error) {
	s, _, err := text(v)
	return T(s), err
}
