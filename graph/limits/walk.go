package limits

import (
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// saturated is where counting stops: far above every limit, far below overflow.
const saturated = 1 << 30

func add(a, b int) int { return min(a+b, saturated) }

// measure is what is remembered of a selection set.
type measure struct{ selections, depth, introspection int }

// walk visits each field of a document once. Fragments are measured when first spread and remembered; one that spreads itself is
// measured as empty, because the validator refuses it afterwards.
type walk struct {
	fragments map[string]*ast.FragmentDefinition
	measured  map[string]measure
	rooted    map[string]int
	aliases   int
}

func newWalk(doc *ast.QueryDocument) *walk {
	w := &walk{
		fragments: make(map[string]*ast.FragmentDefinition, len(doc.Fragments)),
		measured:  make(map[string]measure, len(doc.Fragments)),
		rooted:    make(map[string]int, len(doc.Fragments)),
	}
	for _, f := range doc.Fragments {
		w.fragments[f.Name] = f
	}
	return w
}

func (w *walk) measure(set ast.SelectionSet) measure {
	var m measure
	for _, s := range set {
		var one measure
		switch s := s.(type) {
		case *ast.Field:
			one = w.field(s)
		case *ast.InlineFragment:
			one = w.measure(s.SelectionSet)
			one.selections = add(one.selections, 1)
		case *ast.FragmentSpread:
			one = w.fragment(s.Name)
			one.selections = add(one.selections, 1)
		}
		m.selections = add(m.selections, one.selections)
		m.depth = max(m.depth, one.depth)
		m.introspection = max(m.introspection, one.introspection)
	}
	return m
}

func (w *walk) field(f *ast.Field) measure {
	if f.Alias != f.Name {
		w.aliases++
	}
	m := w.measure(f.SelectionSet)
	m.selections = add(m.selections, 1)
	if strings.HasPrefix(f.Name, "__") {
		return measure{selections: m.selections, introspection: add(max(m.depth, m.introspection), 1)}
	}
	m.depth = add(m.depth, 1)
	if m.introspection > 0 {
		m.introspection = add(m.introspection, 1)
	}
	return m
}

func (w *walk) fragment(name string) measure {
	if m, ok := w.measured[name]; ok {
		return m
	}
	w.measured[name] = measure{}
	f, ok := w.fragments[name]
	if !ok {
		return measure{}
	}
	m := w.measure(f.SelectionSet)
	w.measured[name] = m
	return m
}

// roots counts the fields an operation starts, with fragments put in.
func (w *walk) roots(set ast.SelectionSet) int {
	n := 0
	for _, s := range set {
		switch s := s.(type) {
		case *ast.Field:
			n = add(n, 1)
		case *ast.InlineFragment:
			n = add(n, w.roots(s.SelectionSet))
		case *ast.FragmentSpread:
			n = add(n, w.fragmentRoots(s.Name))
		}
	}
	return n
}

func (w *walk) fragmentRoots(name string) int {
	if n, ok := w.rooted[name]; ok {
		return n
	}
	w.rooted[name] = 0
	if f, ok := w.fragments[name]; ok {
		w.rooted[name] = w.roots(f.SelectionSet)
	}
	return w.rooted[name]
}
