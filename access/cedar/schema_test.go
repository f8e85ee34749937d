package cedar

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// notYet are commands that policies speak of before the ledger takes them, so that they bind on the day it does.
var notYet = []string{"bundle.Add"}

// TestSchema_knows_every_command reads the commands out of the domain's source: a new one needs a place in the schema.
func TestSchema_knows_every_command(t *testing.T) {
	t.Parallel()
	declared := deciders(t)
	known := slices.DeleteFunc(names(theEngine(t, Options{}).commands), func(name string) bool {
		return slices.Contains(notYet, name) && !slices.Contains(declared, name)
	})
	if diff := cmp.Diff(declared, known); diff != "" {
		t.Errorf("commands with a rule in the domain (-), acts in the schema (+):\n%s", diff)
	}
}

func TestSchema_knows_every_content_and_role(t *testing.T) {
	t.Parallel()
	e := theEngine(t, Options{})
	if diff := cmp.Diff(constants(t, "../resource.go", "Content"), names(e.looks)); diff != "" {
		t.Errorf("contents that are declared (-), acts of looking in the schema (+):\n%s", diff)
	}
	var roles []string
	for _, uid := range e.library.schema.Enums[roleType].Values {
		roles = append(roles, string(uid.ID))
	}
	slices.Sort(roles)
	if diff := cmp.Diff(constants(t, "../../domain/envelope.go", "Role"), roles); diff != "" {
		t.Errorf("roles of the domain (-), roles in the schema (+):\n%s", diff)
	}
}

// deciders lists the types of the domain that have a decide method, as "aggregate.Command".
func deciders(t *testing.T) (found []string) {
	t.Helper()
	each(t, os.DirFS("../../domain"), func(path string, file *ast.File) {
		for _, decl := range file.Decls {
			f, ok := decl.(*ast.FuncDecl)
			if !ok || f.Name.Name != "decide" || f.Recv == nil {
				continue
			}
			if receiver, ok := f.Recv.List[0].Type.(*ast.Ident); ok {
				found = append(found, filepath.Dir(path)+"."+receiver.Name)
			}
		}
	})
	if slices.Sort(found); len(found) < 40 {
		t.Fatalf("only %d commands were found in the domain", len(found))
	}
	return found
}

func each(t *testing.T, folder fs.FS, visit func(path string, file *ast.File)) {
	t.Helper()
	err := fs.WalkDir(folder, ".", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".go" {
			return err
		}
		text, err := fs.ReadFile(folder, path)
		if err != nil {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, text, 0)
		if err == nil {
			visit(path, file)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// constants lists the values of the text constants that a file declares with a type. A constant without one belongs to the type before.
func constants(t *testing.T, path, typ string) (values []string) {
	t.Helper()
	each(t, os.DirFS(filepath.Dir(path)), func(name string, file *ast.File) {
		if name != filepath.Base(path) {
			return
		}
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok || len(spec.Values) != 1 {
				return true
			}
			if named, ok := spec.Type.(*ast.Ident); !ok || named.Name != typ {
				return true
			}
			if value, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value); err == nil {
				values = append(values, value)
			}
			return true
		})
	})
	slices.Sort(values)
	if len(values) < 10 {
		t.Fatalf("only %d values of %s were found in %s", len(values), typ, path)
	}
	return values
}
