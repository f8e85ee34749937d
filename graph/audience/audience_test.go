package audience_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/probity-ledger/probity/graph/audience"
)

func full(t testing.TB) *ast.Schema {
	t.Helper()
	files, err := filepath.Glob("../schema/*.graphqls")
	if err != nil || len(files) == 0 {
		t.Fatalf("no schema: %v", err)
	}
	var sources []*ast.Source
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		sources = append(sources, &ast.Source{Name: f, Input: string(text)})
	}
	return gqlparser.MustLoadSchema(sources...)
}

func cut(t testing.TB, who string) *ast.Schema {
	t.Helper()
	s, err := audience.Cut(full(t), who)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// audiences reads an @audience.
func audiences(ds ast.DirectiveList) []string {
	d := ds.ForName("audience")
	if d == nil {
		return nil
	}
	var out []string
	for _, v := range d.Arguments.ForName("to").Value.Children {
		out = append(out, v.Value.Raw)
	}
	return out
}

// Every object type says for whom it is, and every root field says it again, so that nobody adds one without deciding.
func TestEverythingSaysForWhomItIs(t *testing.T) {
	t.Parallel()
	s := full(t)
	for name, def := range s.Types {
		if def.BuiltIn || def.Kind != ast.Object {
			continue
		}
		if len(audiences(def.Directives)) == 0 {
			t.Errorf("type %s has no @audience", name)
		}
	}
	for _, root := range []*ast.Definition{s.Query, s.Subscription} {
		for _, f := range root.Fields {
			if !strings.HasPrefix(f.Name, "__") && len(audiences(f.Directives)) == 0 {
				t.Errorf("%s.%s has no @audience", root.Name, f.Name)
			}
		}
	}
}

// Each cut holds exactly the fields that are for its audience, and all that they lead to.
func TestCutHoldsWhatIsForTheAudience(t *testing.T) {
	t.Parallel()
	whole := full(t)
	for _, who := range audience.All() {
		s := cut(t, who)
		for _, name := range audience.Types(s) {
			for _, f := range s.Types[name].Fields {
				to := audiences(f.Directives)
				if to == nil {
					to = audiences(whole.Types[name].Directives)
				}
				if s.Types[name].Kind == ast.Object && !strings.HasPrefix(f.Name, "__") && !slices.Contains(to, who) {
					t.Errorf("%s: %s.%s is for %v", who, name, f.Name, to)
				}
				if s.Types[f.Type.Name()] == nil {
					t.Errorf("%s: %s.%s leads out of the schema to %s", who, name, f.Name, f.Type.Name())
				}
				for _, a := range f.Arguments {
					if to := audiences(a.Directives); to != nil && !slices.Contains(to, who) {
						t.Errorf("%s: the argument %s of %s.%s is for %v", who, a.Name, name, f.Name, to)
					}
					if s.Types[a.Type.Name()] == nil {
						t.Errorf("%s: %s.%s takes %s, which is not in the schema", who, name, f.Name, a.Type.Name())
					}
				}
			}
		}
	}
}

func TestTheWatchdogHasNoCommands(t *testing.T) {
	t.Parallel()
	s := cut(t, audience.Watchdog)
	if s.Mutation != nil || s.Types["Mutation"] != nil {
		t.Fatal("the watchdog's schema has a Mutation type")
	}
	for _, name := range audience.Types(s) {
		if strings.HasSuffix(name, "Payload") || strings.HasPrefix(name, "Device") && strings.HasSuffix(name, "Input") || name == "Receipt" || name == "UserError" {
			t.Errorf("%s belongs to commands", name)
		}
	}
	if s.Types["Case"].Fields.ForName("reportedBy") != nil {
		t.Error("the watchdog sees who reported a case")
	}
	if s.Types["Case"].Fields.ForName("summary") == nil {
		t.Error("the watchdog does not see what a case is about")
	}
	if s.Subscription == nil || s.Query.Fields.ForName("cases") == nil {
		t.Error("the watchdog cannot read cases")
	}
}

func TestCutLeavesTheFullSchemaAlone(t *testing.T) {
	t.Parallel()
	s := full(t)
	before := len(s.Types["Case"].Fields)
	if _, err := audience.Cut(s, audience.Watchdog); err != nil {
		t.Fatal(err)
	}
	if s.Mutation == nil || len(s.Types["Case"].Fields) != before {
		t.Fatal("cutting changed the full schema")
	}
}

const directive = `directive @audience(to: [Audience!]!) on OBJECT | FIELD_DEFINITION | ARGUMENT_DEFINITION enum Audience { A B }
	type Mutation @audience(to: [A]) { m: String }`

func TestCutRefusesMistakes(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"a question that does not say":             `type Query @audience(to: [A, B]) { t: Int }`,
		"a field that leads to what is not for it": `type Query @audience(to: [A, B]) { t: T @audience(to: [A, B]) } type T @audience(to: [A]) { x: Int }`,
		"a type that does not say":                 `type Query @audience(to: [A, B]) { t: T @audience(to: [A, B]) } type T { x: Int }`,
		"no questions":                             `type Query @audience(to: [A]) { t: Int }`,
		"a Query that does not say":                `type Query { t: Int }`,
	} {
		s := gqlparser.MustLoadSchema(&ast.Source{Input: text + directive})
		if _, err := audience.Cut(s, "B"); err == nil {
			t.Errorf("%s: was cut", name)
		}
	}
}

func TestCutTakesAFieldOut(t *testing.T) {
	t.Parallel()
	s := gqlparser.MustLoadSchema(&ast.Source{Input: `type Query @audience(to: [A, B]) {
			t(a: Int b: Int @audience(to: [A])): T @audience(to: [A, B]) hidden: T @audience(to: [A]) }
		type T @audience(to: [A, B]) { x: Int y: U @audience(to: [A]) } type U @audience(to: [A]) { z: Int }` + directive})
	got, err := audience.Cut(s, "B")
	if err != nil {
		t.Fatal(err)
	}
	if got.Query.Fields.ForName("hidden") != nil || got.Types["T"].Fields.ForName("y") != nil || got.Types["U"] != nil || got.Mutation != nil {
		t.Fatalf("the cut holds %v", audience.Types(got))
	}
	if a := got.Query.Fields.ForName("t").Arguments; len(a) != 1 || a[0].Name != "a" || len(s.Query.Fields.ForName("t").Arguments) != 2 {
		t.Fatalf("the cut takes %v", a)
	}
}

// Whatever can be asked is explained.
func TestEveryNameIsDescribed(t *testing.T) {
	t.Parallel()
	for name, def := range full(t).Types {
		if def.BuiltIn {
			continue
		}
		if def.Description == "" {
			t.Errorf("%s has no description", name)
		}
		for _, v := range def.EnumValues {
			if v.Description == "" {
				t.Errorf("%s.%s has no description", name, v.Name)
			}
		}
		for _, f := range def.Fields {
			if strings.HasPrefix(f.Name, "__") {
				continue
			}
			if f.Description == "" {
				t.Errorf("%s.%s has no description", name, f.Name)
			}
			for _, a := range f.Arguments {
				if a.Description == "" {
					t.Errorf("%s.%s(%s) has no description", name, f.Name, a.Name)
				}
			}
		}
	}
}
