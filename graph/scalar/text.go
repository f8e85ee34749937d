package scalar

import (
	"context"
	"fmt"
	"io"
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
	s, err := text(v)
	if err != nil {
		return "", err
	}
	if len(s) > MaxText {
		return "", fmt.Errorf("text is longer than %d bytes", MaxText)
	}
	for i := range len(s) {
		if s[i] == 0 {
			return "", fmt.Errorf("text holds a NUL character")
		}
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

func text(v any) (string, error) {
	s, ok := v.(string)
	if !ok {
		return "", fmt.Errorf("expected a string")
	}
	if !utf8.ValidString(s) {
		return "", fmt.Errorf("text is not UTF-8")
	}
	return s, nil
}

// word writes a value that has no empty spelling: "" becomes null.
func word[T ~string](v T) graphql.Marshaler {
	if v == "" {
		return graphql.Null
	}
	return graphql.MarshalString(string(v))
}

func parseWord[T ~string](v any) (T, error) {
	s, err := text(v)
	return T(s), err
}
