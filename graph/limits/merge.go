package limits

import "github.com/vektah/gqlparser/v2/ast"

// merge counts how many pairs of fields the validator has to compare to find out whether those with the same name in the answer fit
// together. It follows the same rule: fields of one name are merged, and so are their children.
type merge struct {
	fragments map[string]*ast.FragmentDefinition
	open      map[string]bool // fragments being put in, so that a circle ends
	pairs     int
	left      int // selections that may still be visited; below zero the count was given up
}

// newMerge allows for every selection to be visited once in an operation and once in each fragment it stands in.
func newMerge(doc *ast.QueryDocument, selections int) *merge {
	m := &merge{fragments: make(map[string]*ast.FragmentDefinition, len(doc.Fragments)), open: map[string]bool{},
		left: selections * (len(doc.Operations) + len(doc.Fragments))}
	for _, f := range doc.Fragments {
		m.fragments[f.Name] = f
	}
	return m
}

// group merges the fields of some selection sets by their names in the answer, and goes on with the children of each group.
func (m *merge) group(sets []ast.SelectionSet) {
	children := map[string][]ast.SelectionSet{}
	for _, set := range sets {
		m.collect(set, children)
	}
	for _, same := range children {
		n := len(same)
		m.pairs = add(m.pairs, min(n*(n-1)/2, saturated))
		if m.left >= 0 {
			m.group(same)
		}
	}
}

func (m *merge) collect(set ast.SelectionSet, into map[string][]ast.SelectionSet) {
	for _, s := range set {
		if m.left--; m.left < 0 {
			return
		}
		switch s := s.(type) {
		case *ast.Field:
			into[s.Alias] = append(into[s.Alias], s.SelectionSet)
		case *ast.InlineFragment:
			m.collect(s.SelectionSet, into)
		case *ast.FragmentSpread:
			m.spread(s.Name, into)
		}
	}
}

func (m *merge) spread(name string, into map[string][]ast.SelectionSet) {
	f, ok := m.fragments[name]
	if !ok || m.open[name] {
		return
	}
	m.open[name] = true
	m.collect(f.SelectionSet, into)
	delete(m.open, name)
}
