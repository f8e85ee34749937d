package limits

import (
	"context"
	"errors"
	"fmt"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/errcode"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"
)

// TooLarge is the code of the errors of this gate.
const TooLarge = "QUERY_TOO_LARGE"

// Size is the first gate. The zero value lets nothing through; use Default.
type Size struct {
	Tokens        int // lexical tokens in the document
	Selections    int // selections of each operation and each fragment after all fragments are put in
	Depth         int // nesting of selections in data
	Introspection int // nesting of selections below __schema and __type
	RootFields    int // selections at the top of each operation, fragments put in
	Aliases       int // renamed fields in the document
	Operations    int // operations in the document
	Pairs         int // pairs of fields with the same name in the answer, which the validator compares one by one

	// Known, where given, tells which documents passed before, so that they are not read again.
	Known graphql.Cache[*ast.QueryDocument]
}

// Default returns the limits of this API.
func Default() Size {
	return Size{Tokens: 1500, Selections: 1000, Depth: 10, Introspection: 20, RootFields: 10, Aliases: 30, Operations: 10, Pairs: 5000}
}

var _ graphql.OperationParameterMutator = Size{}

// ExtensionName names the gate to the executor.
func (Size) ExtensionName() string { return "SizeLimit" }

// Validate accepts every schema.
func (Size) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationParameters refuses a document that is too large. It changes nothing.
func (s Size) MutateOperationParameters(ctx context.Context, p *graphql.RawParams) *gqlerror.Error {
	if s.Known != nil {
		if _, ok := s.Known.Get(ctx, p.Query); ok {
			return nil
		}
	}
	doc, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: p.Query}, s.Tokens)
	if err != nil {
		return notParsed(err)
	}
	return s.Check(doc)
}

// Check says why a parsed document is too large, or nil.
func (s Size) Check(doc *ast.QueryDocument) *gqlerror.Error {
	if len(doc.Operations) > s.Operations {
		return tooLarge("operations", len(doc.Operations), s.Operations)
	}
	w := newWalk(doc)
	for _, op := range doc.Operations {
		m := w.measure(op.SelectionSet)
		for _, l := range []struct {
			what      string
			got, most int
		}{
			{"selections", m.selections, s.Selections},
			{"levels of nesting", m.depth, s.Depth},
			{"levels of introspection", m.introspection, s.Introspection},
			{"fields at the top", w.roots(op.SelectionSet), s.RootFields},
		} {
			if l.got > l.most {
				return tooLarge(l.what, l.got, l.most)
			}
		}
	}
	for _, f := range doc.Fragments {
		if n := w.fragment(f.Name).selections; n > s.Selections {
			return tooLarge("selections", n, s.Selections) // also where nothing spreads it: the validator reads it all the same
		}
	}
	if w.aliases > s.Aliases {
		return tooLarge("aliases", w.aliases, s.Aliases)
	}
	return s.checkPairs(doc)
}

// checkPairs runs last, because it puts every fragment in: there are at most as many selections as were just allowed.
func (s Size) checkPairs(doc *ast.QueryDocument) *gqlerror.Error {
	m := newMerge(doc, s.Selections)
	for _, op := range doc.Operations {
		m.group([]ast.SelectionSet{op.SelectionSet})
	}
	for _, f := range doc.Fragments {
		m.group([]ast.SelectionSet{f.SelectionSet})
	}
	if m.left < 0 {
		return tooLarge("selections", saturated, s.Selections)
	}
	if m.pairs > s.Pairs {
		return tooLarge("repeated fields", m.pairs, s.Pairs)
	}
	return nil
}

// notParsed says why a document is no GraphQL, in the parser's words.
func notParsed(err error) *gqlerror.Error {
	e := gqlerror.Errorf("the query is not GraphQL")
	var parsed *gqlerror.Error
	if errors.As(err, &parsed) {
		e.Message, e.Locations = parsed.Message, parsed.Locations
	}
	errcode.Set(e, errcode.ParseFailed)
	return e
}

func tooLarge(what string, got, most int) *gqlerror.Error {
	text := fmt.Sprintf("the query has %d %s; at most %d are answered", got, what, most)
	if got >= saturated {
		text = fmt.Sprintf("the query has too many %s; at most %d are answered", what, most)
	}
	e := gqlerror.Errorf("%s", text)
	errcode.Set(e, TooLarge)
	return e
}
