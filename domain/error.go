package domain

import (
	"errors"
	"fmt"
)

// Kind says what sort of refusal an Error is. The GraphQL layer and the command line map it to their own codes, once.
type Kind int

const (
	// Invalid: the request itself is malformed or incomplete, whatever the state of the case.
	Invalid Kind = iota + 1
	// Refused: the rules in force, or the state of the case, do not allow the act. Rule names the source where there is one.
	Refused
	// Conflict: somebody else changed the same thing first, or the command id was used before with another payload.
	Conflict
	// NotFound: the thing named does not exist, or the caller may not know that it does.
	NotFound
	// Forbidden: the caller is known but may not do this.
	Forbidden
)

// String returns the kind's stable lower-case name.
func (k Kind) String() string {
	switch k {
	case Invalid:
		return "invalid"
	case Refused:
		return "refused"
	case Conflict:
		return "conflict"
	case NotFound:
		return "not found"
	case Forbidden:
		return "forbidden"
	}
	return "unknown"
}

// Error is a refusal a person can act on. Its text never holds message content or names of people.
type Error struct {
	Kind  Kind
	Code  string // stable and machine-readable, e.g. "SEAL_MISMATCH"
	Field string // the input field at fault, in the API's spelling, or ""
	Text  string // what was wrong and what to do
	Rule  string // the regulation or design rule it rests on, or ""
}

// Error returns the text, followed by the rule where there is one.
func (e *Error) Error() string {
	if e.Rule == "" {
		return e.Text
	}
	return e.Text + " [" + e.Rule + "]"
}

// Errorf makes an Error of a kind with a code and a text.
func Errorf(kind Kind, code, format string, args ...any) *Error {
	return &Error{Kind: kind, Code: code, Text: fmt.Sprintf(format, args...)}
}

// On names the input field at fault and returns the same error.
func (e *Error) On(field string) *Error { e.Field = field; return e }

// Under names the rule the refusal rests on and returns the same error.
func (e *Error) Under(rule string) *Error { e.Rule = rule; return e }

// KindOf returns the kind of the first Error in err's chain, and false when there is none.
func KindOf(err error) (Kind, bool) {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind, true
	}
	return 0, false
}
