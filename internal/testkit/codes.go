package testkit

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// EveryCodeIsTold fails for each refusal code of a folder's Go files that none of the stories is refused with.
func EveryCodeIsTold[S any](t testing.TB, dir string, stories []S, code func(S) string) {
	t.Helper()
	for _, c := range codes(t, dir) {
		if !slices.ContainsFunc(stories, func(s S) bool { return code(s) == c }) {
			t.Errorf("no test is refused with %s", c)
		}
	}
}

// codes lists every refusal code the Go files of a folder can answer with, sorted: the second argument of each call of Errorf that is
// written out.
func codes(t testing.TB, dir string) []string {
	t.Helper()
	var found []string
	for _, path := range sources(t, dir) {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				found = append(found, code(call)...)
			}
			return true
		})
	}
	slices.Sort(found)
	return slices.Compact(found)
}

func sources(t testing.TB, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var paths []string
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".go") && !strings.HasSuffix(e.Name(), "_test.go") {
			paths = append(paths, filepath.Join(dir, e.Name()))
		}
	}
	return paths
}

// code returns the code of a call of Errorf, nothing for any other call.
func code(call *ast.CallExpr) []string {
	name := ""
	switch f := call.Fun.(type) {
	case *ast.SelectorExpr:
		name = f.Sel.Name
	case *ast.Ident:
		name = f.Name
	}
	if name != "Errorf" || len(call.Args) < 3 {
		return nil
	}
	lit, ok := call.Args[1].(*ast.BasicLit)
	if !ok {
		return nil
	}
	text, err := strconv.Unquote(lit.Value)
	if err != nil || strings.ToUpper(text) != text {
		return nil
	}
	return []string{text}
}
