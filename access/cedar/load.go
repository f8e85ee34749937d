package cedar

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/cedar-policy/cedar-go"
	"github.com/cedar-policy/cedar-go/x/exp/ast"
	"github.com/cedar-policy/cedar-go/x/exp/schema"
	"github.com/cedar-policy/cedar-go/x/exp/schema/resolved"

	"github.com/probity-ledger/probity/domain/policyset"
)

// Policy is one policy as people read it.
type Policy struct {
	ID   string // its stable name, e.g. "permit.need-to-know"
	Text string // what it says, in one sentence
	Area string // the file it stands in, without its ending
	Code string // the policy itself, in the Cedar language

	compiled  *cedar.Policy
	scopeless *cedar.Policy // the same for every act, for those acts its scope lets in
}

//go:embed policies
var embedded embed.FS

const schemaFile = "ledger.cedarschema"

// library is a folder of policies, read and checked.
type library struct {
	schema   *resolved.Schema
	policies []Policy // by name
	files    []policyset.File
}

// load reads and checks a folder. Everything that is wrong with it is in the error.
func load(folder fs.FS) (*library, error) {
	l := &library{}
	names, err := fs.Glob(folder, "*.cedar*") // in order of their names
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		text, err := fs.ReadFile(folder, name)
		if err != nil {
			return nil, fmt.Errorf("read policies: %w", err)
		}
		l.files = append(l.files, policyset.File{Name: name, Text: string(text)})
		if err := l.take(name, text); err != nil {
			return nil, err
		}
	}
	if l.schema == nil || len(l.policies) == 0 {
		return nil, errors.New("there are no policies, or no schema of them")
	}
	slices.SortFunc(l.policies, func(a, b Policy) int { return strings.Compare(a.ID, b.ID) })
	return l, l.check()
}

// take reads one file: the schema or policies.
func (l *library) take(name string, text []byte) (err error) {
	if name == schemaFile {
		l.schema, err = parseSchema(text)
		return err
	}
	found, err := parse(name, text)
	l.policies = append(l.policies, found...)
	return err
}

func parseSchema(text []byte) (*resolved.Schema, error) {
	var s schema.Schema
	s.SetFilename(schemaFile)
	if err := s.UnmarshalCedar(text); err != nil {
		return nil, fmt.Errorf("read the schema of the policies: %w", err)
	}
	r, err := s.Resolve()
	if err != nil {
		return nil, fmt.Errorf("resolve the schema of the policies: %w", err)
	}
	return r, nil
}

func parse(file string, text []byte) ([]Policy, error) {
	list, err := cedar.NewPolicyListFromBytes(file, text)
	if err != nil {
		return nil, fmt.Errorf("read policies: %w", err)
	}
	var found []Policy
	for i, p := range list {
		end := len(text)
		if i+1 < len(list) {
			end = list[i+1].Position().Offset
		}
		found = append(found, Policy{
			ID: string(p.Annotations()["id"]), Text: string(p.Annotations()["text"]), Area: strings.TrimSuffix(path.Base(file), ".cedar"),
			Code: strings.TrimSpace(string(text[p.Position().Offset:end])), compiled: p, scopeless: scopeless(p),
		})
	}
	return found, nil
}

// scopeless is a policy whose scope is not asked any more: which acts it speaks of is found out once, when the engine is made.
func scopeless(p *cedar.Policy) *cedar.Policy {
	tree := *p.AST()
	tree.Action = ast.ScopeTypeAll{}
	return cedar.NewPolicyFromAST(&tree)
}
