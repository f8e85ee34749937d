package graph_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"
)

// A resolver asks a read model or gives the ledger a command. It has no room for anything else.
func TestResolversAreShort(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("*.resolvers.go")
	if err != nil || len(files) < 9 {
		t.Fatalf("%d files of resolvers, %v", len(files), err)
	}
	for _, name := range files {
		set := token.NewFileSet()
		f, err := parser.ParseFile(set, name, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range f.Imports {
			for _, banned := range []string{`"time"`, "sqlite", `"fmt"`, "log/slog", "uuid"} {
				if strings.Contains(i.Path.Value, banned) {
					t.Errorf("%s imports %s", name, i.Path.Value)
				}
			}
		}
		for _, d := range f.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			if lines := set.Position(fn.Body.Rbrace).Line - set.Position(fn.Body.Lbrace).Line - 1; lines > 8 {
				t.Errorf("%s: %s has %d lines", name, fn.Name.Name, lines)
			}
			ast.Inspect(fn.Body, func(n ast.Node) bool {
				if _, loop := n.(*ast.ForStmt); loop {
					t.Errorf("%s: %s loops", name, fn.Name.Name)
				}
				if _, loop := n.(*ast.RangeStmt); loop {
					t.Errorf("%s: %s loops", name, fn.Name.Name)
				}
				return true
			})
		}
		for _, c := range f.Comments {
			if strings.Contains(c.Text(), "WARNING") {
				t.Errorf("%s holds code the generator took out", name)
			}
		}
	}
}
