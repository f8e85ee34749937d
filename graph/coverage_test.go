package graph_test

import (
	"go/ast"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/probity-ledger/probity/graph"
)

// notThroughTheAPI are the commands of a matter that no mutation stands for alone, and why.
var notThroughTheAPI = map[string]string{
	"StartClock":     "given by the ledger's own process alone",
	"StopClock":      "given by the ledger's own process alone",
	"BreachClock":    "given by the ledger's own process alone",
	"RecordDocument": "given when a file is brought in, or when the ledger makes a letter, with what is known of its bytes",
}

// otherNames are the mutations that are not called after their command.
var otherNames = map[string]string{"LinkMatters": "caseLink", "Object": "caseObjectToPanel", "Respond": "caseRecordResponse"}

// Every command a matter knows can be given, and is what its mutation gives to the ledger.
func TestEveryCommandOfAMatterHasAMutation(t *testing.T) {
	t.Parallel()
	s, given := schema(), map[string]string{}
	for _, f := range s.Mutation.Fields {
		if c := command(inputOf(t, s, f)); c.Kind() == reflect.Struct && strings.HasSuffix(c.Type().PkgPath(), "/domain/misconduct") {
			given[c.Type().Name()] = f.Name
		}
	}
	want := map[string]string{}
	for name := range notThroughTheAPI {
		delete(given, name)
	}
	for _, name := range deciders(t, filepath.Join("..", "domain", "misconduct")) {
		if notThroughTheAPI[name] != "" {
			continue
		}
		want[name] = "case" + name
		if other := otherNames[name]; other != "" {
			want[name] = other
		}
	}
	if len(want) < 100 {
		t.Fatalf("only %d commands were found in the domain", len(want))
	}
	if d := cmp.Diff(want, given); d != "" {
		t.Errorf("commands of the domain (-), commands that mutations give (+):\n%s", d)
	}
}

// deciders lists the types of a package that have a decide method.
func deciders(t *testing.T, dir string) (found []string) {
	t.Helper()
	for _, file := range sources(t, dir) {
		for _, d := range file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || f.Name.Name != "decide" || f.Recv == nil {
				continue
			}
			if receiver, ok := f.Recv.List[0].Type.(*ast.Ident); ok {
				found = append(found, receiver.Name)
			}
		}
	}
	return found
}

// A refusal names the field at fault as the input of the command calls it: whatever field of a command the domain names, the input has it.
func TestRefusalsNameFieldsThatTheInputHas(t *testing.T) {
	t.Parallel()
	s := schema()
	for _, f := range s.Mutation.Fields {
		c := command(inputOf(t, s, f))
		if c.Kind() != reflect.Struct || !strings.HasSuffix(c.Type().PkgPath(), "/domain/misconduct") {
			continue
		}
		input := s.Types[f.Arguments[0].Type.Name()]
		var has []string
		for _, field := range input.Fields {
			has = append(has, field.Name)
		}
		for i := range c.NumField() {
			name, tag := c.Type().Field(i).Name, c.Type().Field(i).Tag.Get("json")
			spelled := graph.InputField(f.Name, lowerFirst(name))
			if tag != "-" && !slices.Contains(has, spelled) && !slices.Contains(made, f.Name+"."+name) {
				t.Errorf("%s: a refusal of %s would name %s, which the input has not", f.Name, name, spelled)
			}
		}
	}
}

// made are the fields of commands that come into being with the command and are no input.
var made = []string{"caseAddAllegation.Allegation", "caseDetermineCaseToAnswer.Decision", "caseRecordDecision.Decision",
	"caseRegisterExhibit.Device", "caseRegisterExhibit.Extraction",
	"caseRecordDocument.Document", "caseRecordDocument.Size", "caseRecordDocument.Renditions", "caseRecordDocument.Template"}

// lowerFirst spells the name of a Go field as the domain names it in a refusal.
func lowerFirst(name string) string {
	switch {
	case strings.HasPrefix(name, "IOPC"):
		return "iopc" + name[4:]
	case name == "SHA256":
		return "sha256"
	}
	return strings.ToLower(name[:1]) + name[1:]
}
