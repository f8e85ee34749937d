package cedar

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/cedar-policy/cedar-go"
	"github.com/cedar-policy/cedar-go/x/exp/ast"
	"github.com/cedar-policy/cedar-go/x/exp/schema/resolved"
	"github.com/cedar-policy/cedar-go/x/exp/schema/validate"
)

// check holds every policy against the schema and against the rules of this house. The error says all that is wrong.
func (l *library) check() error {
	var wrong []error
	for _, group := range []cedar.String{everyCommandGroup, everyLookGroup} {
		if _, ok := l.schema.Actions[cedar.NewEntityUID("Action", group)]; !ok {
			wrong = append(wrong, fmt.Errorf("the schema has no group of acts called %s", group))
		}
	}
	validator := validate.New(l.schema)
	for i, p := range l.policies {
		tree := (*ast.Policy)(p.compiled.AST())
		faults := append(labels(p), l.words(tree)...)
		if i > 0 && l.policies[i-1].ID == p.ID {
			faults = append(faults, "the name stands twice")
		}
		if err := validator.Policy(p.ID, tree); err != nil {
			first, _, _ := strings.Cut(err.Error(), "\n") // the rest says the same of other acts
			faults = append(faults, first)
		}
		for _, fault := range faults {
			wrong = append(wrong, fmt.Errorf("policy %q in %s: %s", p.ID, p.Area, fault))
		}
	}
	return errors.Join(wrong...)
}

// labels: each policy says what it is called and what it means.
func labels(p Policy) (faults []string) {
	prefix := "permit."
	if p.compiled.Effect() == cedar.Forbid {
		prefix = "forbid."
	}
	if !strings.HasPrefix(p.ID, prefix) {
		faults = append(faults, "its name must begin with "+prefix)
	}
	if !strings.HasSuffix(p.Text, ".") {
		faults = append(faults, "it has no sentence that says what it means")
	}
	return faults
}

// words finds what the validator of the pinned release lets pass: roles that do not exist, questions for attributes that do not exist,
// policies about one person, and forms that can fail while they are evaluated.
func (l *library) words(tree *ast.Policy) (faults []string) {
	_, anybody := tree.Principal.(ast.ScopeTypeAll)
	_, anything := tree.Resource.(ast.ScopeTypeAll)
	if !anybody || !anything {
		faults = append(faults, "people and things are told apart by conditions, not by the scope")
	}
	for _, c := range tree.Conditions {
		ast.Inspect(ast.NewNode(c.Body), func(n ast.IsNode) bool {
			if fault := l.word(n); fault != "" {
				faults = append(faults, fault)
			}
			return true
		})
	}
	return faults
}

func (l *library) word(n ast.IsNode) string {
	switch n := n.(type) {
	case ast.NodeValue:
		return l.literal(n.Value)
	case ast.NodeTypeHas:
		if v, ok := n.Arg.(ast.NodeTypeVariable); !ok || !l.optional(v.Name, n.Value) {
			return fmt.Sprintf("%q is no attribute that may be missing", n.Value)
		}
	case ast.NodeTypeAnd, ast.NodeTypeOr, ast.NodeTypeNot, ast.NodeTypeEquals, ast.NodeTypeNotEquals, ast.NodeTypeContains,
		ast.NodeTypeIfThenElse, ast.NodeTypeSet, ast.NodeTypeAccess, ast.NodeTypeVariable:
	default:
		return fmt.Sprintf("the form %T is not used in policies here", n)
	}
	return ""
}

// literal: policies name acts and roles, never a person, an officer or a thing.
func (l *library) literal(v cedar.Value) string {
	uid, ok := v.(cedar.EntityUID)
	if !ok {
		return ""
	}
	if _, known := l.schema.Actions[uid]; known || slices.Contains(l.schema.Enums[uid.Type].Values, uid) {
		return ""
	}
	return fmt.Sprintf("%s is neither an act nor a role", uid)
}

// optional says whether an attribute of the person or of the thing may be missing.
func (l *library) optional(variable, attribute cedar.String) bool {
	shapes := map[cedar.String]resolved.RecordType{
		"principal": l.schema.Entities[personType].Shape, "resource": l.schema.Entities[thingType].Shape,
	}
	declared, ok := shapes[variable][attribute]
	return ok && declared.Optional
}
