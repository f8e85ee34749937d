package archtest_test

import (
	"go/ast"
	"path"
	"slices"
	"strings"
	"testing"
)

const (
	longestFile     = 500 // lines
	longestFunction = 80  // lines
)

func TestPackages_say_what_they_are_for(t *testing.T) {
	t.Parallel()
	commented := map[string]bool{}
	generatedOnly := map[string]bool{}
	for _, s := range everySource(t) {
		if s.test {
			continue
		}
		if _, seen := generatedOnly[s.pkg.path()]; !seen {
			generatedOnly[s.pkg.path()] = true
		}
		generatedOnly[s.pkg.path()] = generatedOnly[s.pkg.path()] && s.generated
		if s.file.Doc != nil {
			commented[s.pkg.path()] = true
		}
	}
	for pkg, generated := range generatedOnly {
		if !generated && !commented[pkg] {
			t.Errorf("package %s has no package comment", pkg)
		}
	}
}

func TestPackages_have_a_home(t *testing.T) {
	t.Parallel()
	for _, s := range everySource(t) {
		if s.pkg.path() == "graph/model" { // the generator's name for the shapes of GraphQL inputs and answers
			continue
		}
		if homeless.MatchString(path.Base(s.pkg.path())) {
			t.Errorf("package %s: the name says nothing about what lives there", s.pkg.path())
		}
		if homeless.MatchString(strings.TrimSuffix(strings.TrimSuffix(s.name, ".go"), "_test")) {
			t.Errorf("%s: the name says nothing about what is in it", s)
		}
	}
}

func TestFiles_are_short(t *testing.T) {
	t.Parallel()
	for _, s := range everySource(t) {
		if !s.generated && s.lines() > longestFile {
			t.Errorf("%s has %d lines, %d are allowed", s, s.lines(), longestFile)
		}
	}
}

func TestFunctions_are_short(t *testing.T) {
	t.Parallel()
	for _, s := range everySource(t) {
		if s.generated || s.test {
			continue
		}
		for _, decl := range s.file.Decls {
			f, ok := decl.(*ast.FuncDecl)
			if !ok {
				continue
			}
			if n := s.set.Position(f.End()).Line - s.set.Position(f.Pos()).Line + 1; n > longestFunction {
				t.Errorf("%s: %s has %d lines, %d are allowed", s, f.Name.Name, n, longestFunction)
			}
		}
	}
}

// clockless are the areas that must not read a clock: time comes with the command, with the event, or from an injected function, for
// which time.Now may be the default. In domain not even that.
var clockless = map[string][]string{
	"domain":      {"Now", "Since", "Until"},
	"projections": {"Now"},
	"graph":       {"Now"},
}

// onTheWire are packages of those areas that may read the clock, because a connection's deadline is an instant of the machine.
var onTheWire = []string{"graph/overhttp"}

func TestClock_is_read_at_the_edges_only(t *testing.T) {
	t.Parallel()
	for _, s := range everySource(t) {
		forbidden := clockless[s.pkg.area()]
		if s.test || s.generated || len(forbidden) == 0 || slices.Contains(onTheWire, s.pkg.path()) {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			read := n
			if call, ok := n.(*ast.CallExpr); ok {
				read = call.Fun
			} else if s.pkg.area() != "domain" {
				return true
			}
			if name, ok := ofTime(read); ok && slices.Contains(forbidden, name) {
				t.Errorf("%s:%d reads the clock with time.%s", s, s.set.Position(n.Pos()).Line, name)
			}
			return true
		})
	}
}

// ofTime returns the name after "time.".
func ofTime(n ast.Node) (string, bool) {
	selector, ok := n.(*ast.SelectorExpr)
	if !ok {
		return "", false
	}
	x, ok := selector.X.(*ast.Ident)
	return selector.Sel.Name, ok && x.Name == "time"
}

func TestNothing_happens_at_import(t *testing.T) {
	t.Parallel()
	for _, s := range everySource(t) {
		if s.generated {
			continue
		}
		for _, decl := range s.file.Decls {
			if f, ok := decl.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == "init" {
				t.Errorf("%s has an init function", s)
			}
		}
	}
}
