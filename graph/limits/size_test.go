package limits_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"
	"pgregory.net/rapid"

	"github.com/probity-ledger/probity/graph/limits"
)

func check(query string) error {
	if err := limits.Default().MutateOperationParameters(context.Background(), &graphql.RawParams{Query: query}); err != nil {
		return err
	}
	return nil
}

// doubling is a chain of fragments, each spreading the next twice: 2^n selections in some forty bytes each.
func doubling(n int) string {
	var b strings.Builder
	b.WriteString("{...f0}")
	for i := range n {
		fmt.Fprintf(&b, " fragment f%d on Query{...f%d ...f%d}", i, i+1, i+1)
	}
	fmt.Fprintf(&b, " fragment f%d on Query{viewer{role}}", n)
	return b.String()
}

func nested(field string, depth int) string {
	return "{" + strings.Repeat(field+"{", depth-1) + "id" + strings.Repeat("}", depth-1) + "}"
}

func repeated(field string, n int) string { return "{" + strings.Repeat(field+" ", n) + "}" }

func TestSizeAnswers(t *testing.T) {
	t.Parallel()
	for name, query := range map[string]string{
		"small":                 "{viewer{role}}",
		"ten levels":            nested("a", 10),
		"ten root fields":       repeated("a", 10),
		"thirty aliases":        "{a{" + aliases(30) + "}}",
		"a hundred repeats":     "{a{" + strings.Repeat("b ", 100) + "}}",
		"several operations":    "query a{viewer{role}} query b{viewer{role}}",
		"deep introspection":    "{__schema" + strings.Repeat("{a", 19) + strings.Repeat("}", 19) + "}",
		"typename everywhere":   strings.ReplaceAll(nested("a", 10), "{", "{__typename "),
		"a fragment used twice": "{a{...f} b{...f}} fragment f on T{x y z}",
	} {
		if err := check(query); err != nil {
			t.Errorf("%s: refused: %v", name, err)
		}
	}
}

func aliases(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "x%d:id ", i)
	}
	return b.String()
}

func TestSizeRefuses(t *testing.T) {
	t.Parallel()
	for name, query := range map[string]string{
		"doubling 12":               doubling(12),
		"doubling 26":               doubling(26),
		"doubling 100":              doubling(100),
		"eleven levels":             nested("a", 11),
		"eleven root fields":        repeated("a", 11),
		"eleven in a fragment":      "{...f} fragment f on Query" + repeated("a", 11),
		"root fields by fragments":  "{...f ...f ...f ...f} fragment f on Query{a b c}",
		"thirty-one aliases":        "{a{" + aliases(31) + "}}",
		"aliases in a fragment":     "{a{...f}} fragment f on T{" + aliases(31) + "}",
		"a thousand and one fields": "{a{" + strings.Repeat("b ", 1001) + "}}",
		"too many tokens":           "{a{" + strings.Repeat("b ", 2000) + "}}",
		"many directives":           "{a" + strings.Repeat(" @x", 50_000) + "}",
		"eleven operations":         strings.Repeat("query a{b} ", 11),
		"introspection too deep":    "{__schema" + strings.Repeat("{a", 20) + strings.Repeat("}", 20) + "}",
		"introspection in fragment": "{__schema{...f}} fragment f on T" + nested("a", 20),
		"repeated":                  "{a{" + strings.Repeat("b ", 150) + "}}",
		"repeated by fragments":     "{a{" + strings.Repeat("...f ", 15) + "}} fragment f on T{" + strings.Repeat("b ", 10) + "}",
		"repeated in children":      "{" + strings.Repeat("a{b{c{d}}} ", 10) + "x{" + strings.Repeat("a{b{c{d}}} ", 60) + "}}",
		"too much in a fragment":    "{a} fragment f on T{" + strings.Repeat("...g ", 40) + "} fragment g on T{a b c d e f g h i j k l m n o p q r s t u v w x y z}",
		"the same field by halves":  "{a{" + strings.Repeat("b ", 40) + "...f} c{...f}} fragment f on T{" + strings.Repeat("b ", 500) + "}",
		"no GraphQL":                "}{",
	} {
		if err := check(query); err == nil {
			t.Errorf("%s: was let through", name)
		} else if len(err.Error()) > 500 {
			t.Errorf("%s: the refusal has %d bytes", name, len(err.Error()))
		}
	}
}

// A fragment that spreads itself is the validator's to refuse; here it must only end.
func TestSizeEndsWithCycles(t *testing.T) {
	t.Parallel()
	if err := check("{...a} fragment a on Query{viewer{role} ...b} fragment b on Query{...a ...b}"); err != nil {
		t.Fatal(err)
	}
}

// unfolded counts as the definition says, without remembering anything.
func unfolded(doc *ast.QueryDocument, set ast.SelectionSet) int {
	n := 0
	for _, s := range set {
		n++
		switch s := s.(type) {
		case *ast.Field:
			n += unfolded(doc, s.SelectionSet)
		case *ast.InlineFragment:
			n += unfolded(doc, s.SelectionSet)
		case *ast.FragmentSpread:
			n += unfolded(doc, doc.Fragments.ForName(s.Name).SelectionSet)
		}
	}
	return n
}

// The remembered count is the count one gets by putting every fragment in.
func TestSizeCountsAsIfFragmentsWerePutIn(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 6).Draw(t, "fragments")
		var b strings.Builder
		b.WriteString("{" + body(t, 0, n) + "}")
		for i := range n {
			fmt.Fprintf(&b, " fragment f%d on T{%s}", i, body(t, i+1, n))
		}
		doc, err := parser.ParseQuery(&ast.Source{Input: b.String()})
		if err != nil {
			t.Fatal(err)
		}
		want := unfolded(doc, doc.Operations[0].SelectionSet)
		for _, f := range doc.Fragments {
			want = max(want, unfolded(doc, f.SelectionSet))
		}
		size := limits.Size{Selections: want, Depth: 1000, Introspection: 1000, RootFields: 100_000, Aliases: 1000, Operations: 1, Pairs: 1 << 40}
		if err := size.Check(doc); err != nil {
			t.Fatalf("%d selections counted as more: %v", want, err)
		}
		size.Selections--
		if err := size.Check(doc); err == nil {
			t.Fatalf("%d selections counted as fewer", want)
		}
	})
}

// body is some fields and spreads of fragments with numbers from first on, so that there are no cycles.
func body(t *rapid.T, first, n int) string {
	var b strings.Builder
	b.WriteString("a ")
	for range rapid.IntRange(0, 3).Draw(t, "selections") {
		switch kind := rapid.IntRange(0, 2).Draw(t, "kind"); {
		case kind == 0 && first < n:
			fmt.Fprintf(&b, "...f%d ", rapid.IntRange(first, n-1).Draw(t, "which"))
		case kind == 1:
			b.WriteString("...on T{b c} ")
		default:
			b.WriteString("d{e f} ")
		}
	}
	return b.String()
}

func FuzzSize(f *testing.F) {
	for _, q := range []string{"{a}", doubling(5), "{...a} fragment a on Q{...a}", "{__schema{types{name}}}"} {
		f.Add(q)
	}
	f.Fuzz(func(_ *testing.T, query string) { _ = check(query) })
}

// The dearest documents the gate must read itself.
func BenchmarkSize(b *testing.B) {
	for name, query := range map[string]string{"doubling 26": doubling(26), "wide": "{a{" + strings.Repeat("b ", 1400) + "}}"} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				_ = check(query)
			}
		})
	}
}
