// Package audience cuts from the one schema the part that is meant for one group of readers, so that the rest does not exist for them.
//
// Every object type says with @audience for whom it is; its fields follow it unless they say otherwise. What the cut leaves out is
// missing from validation and from introspection alike: the watchdog's schema has no Mutation type that a fault elsewhere could open, and
// the analysts' schema has no field that could hold a name.
package audience

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"github.com/probity-ledger/probity/domain"
)

// The audiences, as the schema spells them.
const (
	Officers  = "OFFICERS"
	Watchdog  = "WATCHDOG"
	Analytics = "ANALYTICS"
)

// All lists the audiences.
func All() []string { return []string{Officers, Watchdog, Analytics} }

// Of returns the one audience a role belongs to. There is none that may ask at two doors: whoever reads for the IOPC cannot go in where
// commands are, and whoever counts cannot go in where there is more than counts.
func Of(role domain.Role) string {
	switch role {
	case domain.IOPCReader, domain.DirectorGeneral:
		return Watchdog
	case domain.CaseAnalyst, domain.LocalPolicingBody:
		return Analytics
	}
	return Officers
}

// Cut returns the schema as one audience sees it; the full schema is not changed. An object type or a question without @audience, a
// field that leads to a type which is not for the audience, and a schema without questions are mistakes and errors.
func Cut(full *ast.Schema, who string) (*ast.Schema, error) {
	c := cutter{full: full, who: who, kept: map[string]*ast.Definition{}}
	if full.Query == nil || !c.wants(full.Query.Directives, false) {
		return nil, fmt.Errorf("cut the schema for %s: it has no Query", who)
	}
	for _, root := range []*ast.Definition{full.Query, full.Mutation, full.Subscription} {
		if root == nil || !c.wants(root.Directives, false) {
			continue
		}
		if err := c.keep(root.Name, "the schema"); err != nil {
			return nil, fmt.Errorf("cut the schema for %s: %w", who, err)
		}
	}
	return c.schema(), nil
}

type cutter struct {
	full *ast.Schema
	who  string
	kept map[string]*ast.Definition
}

// wants reads an @audience; without one the answer is what the surroundings say.
func (c *cutter) wants(ds ast.DirectiveList, otherwise bool) bool {
	d := ds.ForName("audience")
	if d == nil {
		return otherwise
	}
	for _, v := range d.Arguments.ForName("to").Value.Children {
		if v.Value.Raw == c.who {
			return true
		}
	}
	return false
}

// keep takes a type into the cut and everything it leads to.
func (c *cutter) keep(name, from string) error {
	if _, done := c.kept[name]; done {
		return nil
	}
	def := c.full.Types[name]
	if def == nil {
		return fmt.Errorf("%s leads to the unknown type %s", from, name)
	}
	if def.Kind != ast.Object || def.BuiltIn {
		c.kept[name] = def
		return c.keepFields(def, def.Fields)
	}
	if !c.wants(def.Directives, false) {
		return fmt.Errorf("%s leads to %s, which is not for this audience", from, name)
	}
	cut := *def
	cut.Fields = nil
	for _, f := range def.Fields {
		if c.mustSay(def, f) {
			return fmt.Errorf("%s.%s does not say for whom it is", name, f.Name)
		}
		if strings.HasPrefix(f.Name, "__") || c.wants(f.Directives, true) {
			cut.Fields = append(cut.Fields, c.withoutArguments(f))
		}
	}
	c.kept[name] = &cut
	return c.keepFields(&cut, cut.Fields)
}

// mustSay: Query and Subscription are for several audiences, so each of their fields says for which.
func (c *cutter) mustSay(def *ast.Definition, f *ast.FieldDefinition) bool {
	return (def == c.full.Query || def == c.full.Subscription) && !strings.HasPrefix(f.Name, "__") && f.Directives.ForName("audience") == nil
}

// withoutArguments takes the arguments out of a field that are not for the audience.
func (c *cutter) withoutArguments(f *ast.FieldDefinition) *ast.FieldDefinition {
	isFor := func(a *ast.ArgumentDefinition) bool { return c.wants(a.Directives, true) }
	if !slices.ContainsFunc(f.Arguments, func(a *ast.ArgumentDefinition) bool { return !isFor(a) }) {
		return f
	}
	cut := *f
	cut.Arguments = slices.DeleteFunc(slices.Clone(f.Arguments), func(a *ast.ArgumentDefinition) bool { return !isFor(a) })
	return &cut
}

func (c *cutter) keepFields(def *ast.Definition, fields ast.FieldList) error {
	for _, f := range fields {
		at := def.Name + "." + f.Name
		if err := c.keep(f.Type.Name(), at); err != nil {
			return err
		}
		for _, a := range f.Arguments {
			if err := c.keep(a.Type.Name(), at); err != nil {
				return err
			}
		}
	}
	return nil
}

func (c *cutter) schema() *ast.Schema {
	for name, def := range c.full.Types {
		if def.BuiltIn {
			c.kept[name] = def
		}
	}
	s := *c.full
	s.Types = c.kept
	s.Query, s.Mutation, s.Subscription = c.root(c.full.Query), c.root(c.full.Mutation), c.root(c.full.Subscription)
	s.Directives = maps.Clone(c.full.Directives)
	for _, d := range s.Directives {
		if !d.Position.Src.BuiltIn {
			delete(s.Directives, d.Name) // they speak about the schema's making, not to its readers
		}
	}
	s.PossibleTypes, s.Implements = c.only(c.full.PossibleTypes), c.only(c.full.Implements)
	return &s
}

func (c *cutter) root(def *ast.Definition) *ast.Definition {
	if def == nil {
		return nil
	}
	return c.kept[def.Name]
}

// only keeps the entries, under their kept definitions, of a map from type names to types.
func (c *cutter) only(m map[string][]*ast.Definition) map[string][]*ast.Definition {
	out := map[string][]*ast.Definition{}
	for name, defs := range m {
		if c.kept[name] == nil {
			continue
		}
		for _, d := range defs {
			if k := c.kept[d.Name]; k != nil {
				out[name] = append(out[name], k)
			}
		}
	}
	return out
}

// Types lists the names of a schema's own types in order, for documentation and tests.
func Types(s *ast.Schema) []string {
	var names []string
	for name, def := range s.Types {
		if !def.BuiltIn {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}
