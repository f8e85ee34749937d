package archtest_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
)

const module = "github.com/probity-ledger/probity"

// listed is what `go list` says about one package of the module.
type listed struct {
	ImportPath   string
	Dir          string
	Doc          string
	Imports      []string
	Deps         []string
	GoFiles      []string
	TestGoFiles  []string
	XTestGoFiles []string
}

// path is the import path below the module, "" for the root.
func (p listed) path() string {
	return strings.TrimPrefix(strings.TrimPrefix(p.ImportPath, module), "/")
}

// area is the first folder of the path.
func (p listed) area() string { return areaOf(p.ImportPath) }

func areaOf(importPath string) string {
	below, ours := strings.CutPrefix(importPath, module+"/")
	if !ours {
		return ""
	}
	area, _, _ := strings.Cut(below, "/")
	return area
}

var packages = sync.OnceValues(func() ([]listed, error) {
	out, err := exec.Command("go", "list", "-json=ImportPath,Dir,Doc,Imports,Deps,GoFiles,TestGoFiles,XTestGoFiles",
		module+"/...").Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			return nil, errors.New(string(exit.Stderr))
		}
		return nil, err
	}
	var all []listed
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var p listed
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return all, nil
		} else if err != nil {
			return nil, err
		}
		all = append(all, p)
	}
})

func everyPackage(t *testing.T) []listed {
	t.Helper()
	all, err := packages()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	if len(all) < 5 {
		t.Fatalf("go list found only %d packages", len(all))
	}
	return all
}

// source is one parsed file.
type source struct {
	pkg       listed
	name      string // base name
	set       *token.FileSet
	file      *ast.File
	generated bool
	test      bool
}

func (s source) String() string { return filepath.Join(s.pkg.path(), s.name) }

func (s source) lines() int { return s.set.File(s.file.FileStart).LineCount() }

var sources = sync.OnceValues(func() ([]source, error) {
	all, err := packages()
	if err != nil {
		return nil, err
	}
	var found []source
	for _, p := range all {
		for _, names := range [][]string{p.GoFiles, p.TestGoFiles, p.XTestGoFiles} {
			for _, name := range names {
				set := token.NewFileSet()
				file, err := parser.ParseFile(set, filepath.Join(p.Dir, name), nil, parser.ParseComments|parser.SkipObjectResolution)
				if err != nil {
					return nil, err
				}
				found = append(found, source{pkg: p, name: name, set: set, file: file,
					generated: ast.IsGenerated(file), test: strings.HasSuffix(name, "_test.go")})
			}
		}
	}
	return found, nil
})

func everySource(t *testing.T) []source {
	t.Helper()
	all, err := sources()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

var homeless = regexp.MustCompile(`^(util|utils|common|helper|helpers|types|models?|misc|shared)$`)
