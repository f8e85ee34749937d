package cedar

import (
	"iter"
	"slices"
	"strings"

	"github.com/cedar-policy/cedar-go"
	"github.com/cedar-policy/cedar-go/x/exp/ast"
)

// The groups of the schema that all commands and all looks belong to.
const (
	everyCommandGroup cedar.String = "command"
	everyLookGroup    cedar.String = "read"
)

// acts are the acts of one sort: each by its name, and what stands for all of them.
type acts struct {
	general *act
	named   map[string]*act
}

// act is something that can be done, with the policies that speak of it.
type act struct {
	self     cedar.Entity
	policies policies
}

// policies are those that may apply to an act, in order of their names.
type policies []Policy

// All is how the language's own authorizer reads them.
func (p policies) All() iter.Seq2[cedar.PolicyID, *cedar.Policy] {
	return func(yield func(cedar.PolicyID, *cedar.Policy) bool) {
		for _, one := range p {
			if !yield(cedar.PolicyID(one.ID), one.scopeless) {
				return
			}
		}
	}
}

// acts collects the acts that belong to a group of the schema. Their names are without the prefix.
func (l *library) acts(group cedar.String, prefix string) acts {
	all := cedar.NewEntityUID("Action", group)
	found, groups := acts{named: map[string]*act{}}, map[cedar.EntityUID]bool{}
	for _, declared := range l.schema.Actions {
		for _, group := range l.groups(declared.Entity) {
			groups[group] = true
		}
	}
	for uid, declared := range l.schema.Actions {
		a := &act{self: cedar.Entity{UID: uid, Parents: cedar.NewEntityUIDSet(l.groups(declared.Entity)...)}}
		for _, p := range l.policies {
			if l.speaksOf(p, uid) {
				a.policies = append(a.policies, p)
			}
		}
		switch {
		case uid == all:
			found.general = a
		case l.within(uid, all) && !groups[uid]:
			found.named[strings.TrimPrefix(string(uid.ID), prefix)] = a
		}
	}
	return found
}

// speaksOf says whether a policy may apply to an act: its scope is asked, without its conditions.
func (l *library) speaksOf(p Policy, act cedar.EntityUID) bool {
	switch scope := (*ast.Policy)(p.compiled.AST()).Action.(type) {
	case ast.ScopeTypeEq:
		return act == scope.Entity
	case ast.ScopeTypeIn:
		return l.within(act, scope.Entity)
	case ast.ScopeTypeInSet:
		return slices.ContainsFunc(scope.Entities, func(group cedar.EntityUID) bool { return l.within(act, group) })
	}
	return true
}

// within says whether an act is a group or belongs to it.
func (l *library) within(act, group cedar.EntityUID) bool {
	return act == group || slices.Contains(l.groups(l.schema.Actions[act].Entity), group)
}

// groups are those an act belongs to, directly or through another. The language looks for groups of groups in the entities it is given;
// an act that carries them all needs no others.
func (l *library) groups(of cedar.Entity) []cedar.EntityUID {
	var all []cedar.EntityUID
	for parent := range of.Parents.All() {
		all = append(append(all, parent), l.groups(l.schema.Actions[parent].Entity)...)
	}
	return all
}
