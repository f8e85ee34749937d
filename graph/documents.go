package graph

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"
	"github.com/vektah/gqlparser/v2/validator"

	"github.com/probity-ledger/probity/graph/limits"
	"github.com/probity-ledger/probity/graph/trusted"
)

// checkDocuments refuses a registered document that none of the audiences could ask, because nobody would find out before somebody needs
// it. All that are wrong are named.
func checkDocuments(d *trusted.Documents, schemas map[string]*ast.Schema) error {
	err := d.Each(func(name, text string) error {
		var why []error
		for _, who := range slices.Sorted(maps.Keys(schemas)) {
			err := answerable(schemas[who], text)
			if err == nil {
				return nil
			}
			why = append(why, fmt.Errorf("for %s: %w", who, err))
		}
		return fmt.Errorf("the trusted document %s fits no schema: %w", name, errors.Join(why...))
	})
	if err != nil {
		return fmt.Errorf("make the API: %w", err)
	}
	return nil
}

// answerable says why a text would be refused by a schema whoever asks.
func answerable(s *ast.Schema, text string) error {
	size := limits.Default()
	doc, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: text}, size.Tokens)
	if err != nil {
		return err
	}
	if err := size.Check(doc); err != nil {
		return err
	}
	if len(doc.Operations) == 0 {
		return errors.New("it holds no operation")
	}
	if errs := validator.ValidateWithRules(s, doc, quietRules()); len(errs) > 0 {
		return errs
	}
	return nil
}
