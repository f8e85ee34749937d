package limits

import (
	"context"
	"fmt"
	"strconv"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
)

// MaxCost is the dearest operation that is answered.
const MaxCost = 5000

// MaxPage is the largest page of a list.
const MaxPage = 100

// Costs gives every list field of a schema its weight. A field with a `first` argument costs its page size times its children; a plain
// list of objects costs the number in its @listSize times its children; everything else costs 1 and its children.
type Costs struct {
	graphql.ExecutableSchema
	lists map[string]list // "Type.field"
}

// list is how many elements a list field is reckoned to have.
type list struct {
	paged   bool
	assumed int
}

// WithCosts wraps an executable schema. A list of objects whose size nobody stated is a mistake in the schema and an error.
func WithCosts(es graphql.ExecutableSchema) (*Costs, error) {
	c := &Costs{ExecutableSchema: es, lists: map[string]list{}}
	s := es.Schema()
	for _, def := range s.Types {
		for _, f := range def.Fields {
			if def.BuiltIn || def.Kind == ast.InputObject {
				continue
			}
			l, counted, err := sizeOf(s, def, f)
			if err != nil {
				return nil, err
			}
			if counted {
				c.lists[def.Name+"."+f.Name] = l
			}
		}
	}
	return c, nil
}

func sizeOf(s *ast.Schema, def *ast.Definition, f *ast.FieldDefinition) (list, bool, error) {
	if f.Arguments.ForName("first") != nil {
		return list{paged: true}, true, nil
	}
	if d := f.Directives.ForName("listSize"); d != nil {
		n, err := strconv.Atoi(d.Arguments.ForName("assumed").Value.Raw)
		return list{assumed: n}, true, err
	}
	if f.Type.Elem == nil || s.Types[f.Type.Name()].IsLeafType() || insideConnection(def, f) {
		return list{}, false, nil
	}
	return list{}, false, fmt.Errorf("%s.%s is a list of unstated size: give it a first argument or @listSize", def.Name, f.Name)
}

// insideConnection says whether the list is the page itself, already weighed at the field that returns the connection.
func insideConnection(def *ast.Definition, f *ast.FieldDefinition) bool {
	return def.Fields.ForName("pageInfo") != nil && (f.Name == "edges" || f.Name == "nodes")
}

// Complexity returns the cost of a field with its children; false leaves it at the default of 1 and its children.
func (c *Costs) Complexity(_ context.Context, typeName, field string, children int, args map[string]any) (int, bool) {
	l, ok := c.lists[typeName+"."+field]
	if !ok {
		return 0, false
	}
	n := l.assumed
	if l.paged {
		n = page(args["first"])
	}
	if children > saturated/max(n, 1) {
		return saturated, true
	}
	return 1 + n*children, true
}

// page reads the `first` argument. What cannot be read is reckoned as the largest page; the resolver refuses it later.
func page(v any) int {
	n, err := strconv.Atoi(fmt.Sprint(v))
	if err != nil || n < 1 || n > MaxPage {
		return MaxPage
	}
	return n
}
