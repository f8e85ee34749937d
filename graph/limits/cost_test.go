package limits_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/complexity"
	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/probity-ledger/probity/graph/limits"
)

const prelude = `directive @listSize(assumed: Int!) on FIELD_DEFINITION type PageInfo { hasNextPage: Boolean! }
	type Query { things(first: Int! = 50): ThingConnection! one: Thing }
	type ThingConnection { nodes: [Thing!]! edges: [ThingEdge!]! pageInfo: PageInfo! } type ThingEdge { node: Thing! }
	type Thing { id: ID! names: [String!]! parts: [Part!]! @listSize(assumed: 3) things(first: Int! = 20): ThingConnection! }
	type Part { id: ID! }`

// bare is a schema without answers.
type bare struct{ schema *ast.Schema }

func (b bare) Schema() *ast.Schema { return b.schema }

func (bare) Complexity(context.Context, string, string, int, map[string]any) (int, bool) {
	return 0, false
}

func (bare) Exec(context.Context) graphql.ResponseHandler { return nil }

func TestCosts(t *testing.T) {
	t.Parallel()
	schema := gqlparser.MustLoadSchema(&ast.Source{Input: prelude})
	es, err := limits.WithCosts(bare{schema})
	if err != nil {
		t.Fatal(err)
	}
	huge := json.Number("4294967297")
	for query, c := range map[string]struct {
		want int
		vars map[string]any
	}{
		`{ one { id } }`:                                                                {want: 2},
		`{ one { names } }`:                                                             {want: 2},
		`{ one { parts { id } } }`:                                                      {want: 1 + 1 + 3},
		`{ things { nodes { id } } }`:                                                   {want: 1 + 50*2},
		`{ things(first: 7) { nodes { id } } }`:                                         {want: 1 + 7*2},
		`{ things(first: 0) { nodes { id } } }`:                                         {want: 1 + 100*2},
		`{ things(first: 2) { nodes { things { nodes { id } } } } }`:                    {want: 1 + 2*(1+1+20*2)},
		`{ things(first: 2) { edges { node { id } } nodes { id } } }`:                   {want: 1 + 2*(3+2)},
		`query($n: Int!) { things(first: $n) { nodes { id } } }`:                        {want: 1 + 100*2, vars: map[string]any{"n": huge}},
		`query($n: Int! = 3) { things(first: $n) { nodes { id } } }`:                    {want: 1 + 3*2, vars: map[string]any{"n": json.Number("3")}},
		`{ things { pageInfo { hasNextPage } } }`:                                       {want: 1 + 50*2},
		`{ ...a } fragment a on Query { things(first: 2) { nodes { id } } one { id } }`: {want: 1 + 2*2 + 2},
	} {
		doc, errs := gqlparser.LoadQueryWithRules(schema, query, nil)
		if errs != nil {
			t.Fatalf("%s: %v", query, errs)
		}
		if got := complexity.Calculate(t.Context(), es, doc.Operations[0], c.vars); got != c.want {
			t.Errorf("%s costs %d, not %d", query, got, c.want)
		}
	}
}

// Costs stop growing long before they could overflow.
func TestCostsDoNotOverflow(t *testing.T) {
	t.Parallel()
	schema := gqlparser.MustLoadSchema(&ast.Source{Input: prelude})
	es, err := limits.WithCosts(bare{schema})
	if err != nil {
		t.Fatal(err)
	}
	query := "{" + strings.Repeat("things(first: 100) { nodes {", 40) + "id" + strings.Repeat("}}", 40) + "}"
	doc, errs := gqlparser.LoadQueryWithRules(schema, query, nil)
	if errs != nil {
		t.Fatal(errs)
	}
	if got := complexity.Calculate(t.Context(), es, doc.Operations[0], nil); got < 1<<30 {
		t.Fatalf("forty lists of a hundred cost %d", got)
	}
}

func TestAListOfUnstatedSizeIsAMistake(t *testing.T) {
	t.Parallel()
	schema := gqlparser.MustLoadSchema(&ast.Source{Input: `type Query { things: [Thing!]! } type Thing { id: ID! }`})
	if _, err := limits.WithCosts(bare{schema}); err == nil || !strings.Contains(err.Error(), "Query.things") {
		t.Fatal(err)
	}
}
