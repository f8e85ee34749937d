package content_test

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2"
	gql "github.com/vektah/gqlparser/v2/ast"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/graph/content"
)

func full(t *testing.T) *gql.Schema {
	t.Helper()
	files, err := filepath.Glob("../schema/*.graphqls")
	if err != nil || len(files) == 0 {
		t.Fatalf("no schema: %v", err)
	}
	var sources []*gql.Source
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		sources = append(sources, &gql.Source{Name: f, Input: string(text)})
	}
	return gqlparser.MustLoadSchema(sources...)
}

func TestEverythingThatCanBeAskedHasAContent(t *testing.T) {
	t.Parallel()
	if err := content.Check(full(t)); err != nil {
		t.Fatal(err)
	}
}

func TestWhatFieldsShow(t *testing.T) {
	t.Parallel()
	s := full(t)
	for at, want := range map[string]access.Content{
		"Query.case": access.CaseContent, "Query.messageSearch": access.EvidenceContent, "Query.caseCounts": access.AggregateCount,
		"Query.viewer": access.ServiceContent, "Query.officer": access.RegisterContent, "Mutation.deviceSeize": access.CustodyContent,
		"Subscription.caseEvents": access.CaseContent, "Case.summary": access.CaseContent, "Case.reportedBy": access.IdentityContent,
		"CaseConnection.pageInfo": access.CaseContent, "Device.holder": access.CustodyContent, "Exhibit.ref": access.CustodyContent,
		"Extraction.scope": access.CustodyContent, "Message.body": access.EvidenceContent, "SearchHit.excerpt": access.EvidenceContent,
		"Officer.name": access.RegisterContent,
	} {
		typ, field, _ := strings.Cut(at, ".")
		got, err := content.Of(s, s.Types[typ], s.Types[typ].Fields.ForName(field))
		if err != nil || got != want {
			t.Errorf("%s shows %q, %v; want %q", at, got, err, want)
		}
	}
}

const words = ` directive @content(is: Content!) on OBJECT | FIELD_DEFINITION enum Content { CASE SERVICE }`

func TestCheckRefusesWhatSaysNothing(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"a type that does not say":              `type Query { t: T } type T { x: Int }`,
		"a root field that leads to a number":   `type Query { n: Int t: T } type T @content(is: CASE) { x: Int }`,
		"a type whose fields say it one by one": `type Query { t: T } type T { x: Int @content(is: CASE) }`,
		"a root type that says it for all":      `type Query @content(is: CASE) { t: T } type T @content(is: CASE) { x: Int }`,
	} {
		var missing *content.MissingError
		if err := content.Check(gqlparser.MustLoadSchema(&gql.Source{Input: text + words})); !errors.As(err, &missing) || missing.At == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestCheckRefusesAnUnknownWord(t *testing.T) {
	t.Parallel()
	s, err := gqlparser.LoadSchema(&gql.Source{Input: `type Query { t: T } type T @content(is: CAES) { x: Int }` + words})
	if err != nil {
		return // the parser finds it, too
	}
	var unknown *content.UnknownError
	if err := content.Check(s); !errors.As(err, &unknown) || unknown.Word != "CAES" {
		t.Errorf("%v", err)
	}
}

// The schema's words are those of the access rules: no sort of content is unknown to either side.
func TestContentsAreThoseOfTheAccessRules(t *testing.T) {
	t.Parallel()
	f, err := parser.ParseFile(token.NewFileSet(), "../../access/resource.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	ast.Inspect(f, func(n ast.Node) bool {
		if spec, ok := n.(*ast.ValueSpec); ok && len(spec.Values) == 1 {
			if id, ok := spec.Type.(*ast.Ident); ok && id.Name == "Content" {
				word, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
				if err != nil {
					t.Fatal(err)
				}
				known[word] = true
			}
		}
		return true
	})
	spelled := map[string]bool{}
	for _, v := range full(t).Types["Content"].EnumValues {
		spelled[strings.ReplaceAll(strings.ToLower(v.Name), "_", "-")] = true
	}
	if d := cmp.Diff(slices.Sorted(maps.Keys(known)), slices.Sorted(maps.Keys(spelled))); d != "" {
		t.Error(d)
	}
}
