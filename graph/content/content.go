// Package content tells what sort of thing each field of the API shows: a case, a device's custody, a message, a count.
//
// The access rules speak of these sorts. The schema says them with @content, once for each type; so a field that somebody adds has one
// from its first day, and a type without one keeps the server from starting.
package content

import (
	"fmt"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"github.com/probity-ledger/probity/access"
)

// MissingError names a field, or a whole type, of which the schema does not say what it shows.
type MissingError struct{ At string }

func (e *MissingError) Error() string {
	return fmt.Sprintf("%s shows something without a name: put @content on it or on its type", e.At)
}

// UnknownError names a @content whose word the schema's enum Content does not hold.
type UnknownError struct{ At, Word string }

func (e *UnknownError) Error() string {
	return fmt.Sprintf("%s: @content(is: %s) is none of the enum Content", e.At, e.Word)
}

// Of returns what a field of an object type shows: what it says itself, else what its type says, else (for the fields of the root types)
// what the type it leads to says. The schema is the whole one, before it is cut for an audience. *MissingError, *UnknownError.
func Of(s *ast.Schema, def *ast.Definition, f *ast.FieldDefinition) (access.Content, error) {
	at := def.Name + "." + f.Name
	says := f.Directives.ForName("content")
	if says == nil {
		says = def.Directives.ForName("content")
	}
	if to := s.Types[f.Type.Name()]; says == nil && root(s, def) && to != nil {
		says = to.Directives.ForName("content")
	}
	if says == nil {
		return "", &MissingError{At: at}
	}
	word := says.Arguments.ForName("is").Value.Raw
	if enum := s.Types["Content"]; enum == nil || enum.EnumValues.ForName(word) == nil {
		return "", &UnknownError{At: at, Word: word}
	}
	return access.Content(strings.ReplaceAll(strings.ToLower(word), "_", "-")), nil
}

// Check goes through every field of every object type. It is asked before a schema is served.
func Check(s *ast.Schema) error {
	for _, def := range s.Types {
		if def.Kind != ast.Object || def.BuiltIn {
			continue
		}
		if says := def.Directives.ForName("content"); root(s, def) != (says == nil) {
			return &MissingError{At: def.Name}
		}
		for _, f := range def.Fields {
			if strings.HasPrefix(f.Name, "__") {
				continue
			}
			if _, err := Of(s, def, f); err != nil {
				return err
			}
		}
	}
	return nil
}

// root says whether a type holds the questions, commands or subscriptions themselves; those show different things side by side.
func root(s *ast.Schema, def *ast.Definition) bool {
	return def == s.Query || def == s.Mutation || def == s.Subscription
}
