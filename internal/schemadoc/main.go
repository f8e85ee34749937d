// Command schemadoc writes the schema of each audience to docs/schema, as those see it who may ask: what is not for them is not there.
//
// It cuts the schemas as the server does when it starts. It is run by `make generate` from the root of the project, so a change to what
// the IOPC or an analyst can ask shows in the file that is for them.
package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/formatter"

	"github.com/probity-ledger/probity/graph"
	"github.com/probity-ledger/probity/graph/audience"
	"github.com/probity-ledger/probity/graph/content"
)

// folder is where the schemas are written, below the root of the project.
const folder = "docs/schema"

func main() {
	if err := run("."); err != nil {
		fmt.Fprintln(os.Stderr, "schemadoc:", err)
		os.Exit(1)
	}
}

func run(root string) error {
	full := graph.Schema()
	if err := content.Check(full); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Join(root, folder), 0o755); err != nil {
		return fmt.Errorf("make the folder of the schemas: %w", err)
	}
	for _, who := range audience.All() {
		s, err := audience.Cut(full, who)
		if err != nil {
			return err
		}
		name := filepath.Join(root, folder, strings.ToLower(who)+".graphqls")
		if err := os.WriteFile(name, text(s, who), 0o644); err != nil {
			return fmt.Errorf("write the schema for %s: %w", who, err)
		}
	}
	return nil
}

// text prints a schema without the directives that speak about its making.
func text(s *ast.Schema, who string) []byte {
	var out bytes.Buffer
	fmt.Fprintf(&out, "# Written by `make generate` from graph/schema: what the audience %s can ask. Do not edit.\n# What each name means stands in graph/schema.\n\n", who)
	bare := *s
	bare.Types = map[string]*ast.Definition{}
	for name, def := range s.Types {
		bare.Types[name] = plain(def)
	}
	formatter.NewFormatter(&out, formatter.WithIndent("  "), formatter.WithoutDescription()).FormatSchema(&bare)
	return out.Bytes()
}

// plain returns a copy of a type in which nothing carries a directive but what the language itself defines.
func plain(def *ast.Definition) *ast.Definition {
	c := *def
	c.Directives, c.Fields = own(def.Directives), nil
	for _, f := range def.Fields {
		field := *f
		field.Directives, field.Arguments = own(f.Directives), nil
		for _, a := range f.Arguments {
			argument := *a
			argument.Directives = own(a.Directives)
			field.Arguments = append(field.Arguments, &argument)
		}
		c.Fields = append(c.Fields, &field)
	}
	return &c
}

// own keeps the directives every reader of GraphQL knows, such as @deprecated.
func own(ds ast.DirectiveList) ast.DirectiveList {
	var kept ast.DirectiveList
	for _, d := range ds {
		if d.Definition != nil && d.Definition.Position.Src.BuiltIn {
			kept = append(kept, d)
		}
	}
	return kept
}
