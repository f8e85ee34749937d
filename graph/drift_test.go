package graph_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/google/go-cmp/cmp"
	gqlast "github.com/vektah/gqlparser/v2/ast"

	"github.com/probity-ledger/probity/graph/generated"
)

func schema() *gqlast.Schema {
	return generated.NewExecutableSchema(generated.Config{}).Schema()
}

// samples are values of the scalars, none of them empty.
var samples = map[string]any{
	"String": "x", "Int": json.Number("3"), "Boolean": true, "DateTime": "2025-06-06T08:15:00Z", "Date": "2025-06-06", "ExhibitRef": "KLM/1",
	"SHA256": digestOf(""), "ActorID": "a", "PowerCode": "PACE_S32", "Revision": "7", "ByteCount": "8",
}

// sample makes a value of an input type with everything in it.
func sample(s *gqlast.Schema, t *gqlast.Type) any {
	if t.Elem != nil {
		return []any{sample(s, t.Elem)}
	}
	def := s.Types[t.NamedType]
	switch {
	case def.Kind == gqlast.InputObject:
		m := map[string]any{}
		for _, f := range def.Fields {
			m[f.Name] = sample(s, f.Type)
		}
		return m
	case def.Kind == gqlast.Enum:
		return def.EnumValues[0].Name
	case samples[t.NamedType] != nil:
		return samples[t.NamedType]
	}
	return "8f14e45f-ceea-467f-a0e6-9a3f1b2c3d4e" // the ids
}

var errSeen = errors.New("seen")

// inputOf sends a mutation with a full input and returns what the resolver would have got.
func inputOf(t *testing.T, s *gqlast.Schema, f *gqlast.FieldDefinition) reflect.Value {
	t.Helper()
	var got any
	ex := executor.New(generated.NewExecutableSchema(generated.Config{}))
	ex.AroundFields(func(ctx context.Context, _ graphql.Resolver) (any, error) {
		got = graphql.GetFieldContext(ctx).Args["input"]
		return nil, errSeen
	})
	ctx := graphql.StartOperationTrace(t.Context())
	op, errs := ex.CreateOperationContext(ctx, &graphql.RawParams{
		Query:     fmt.Sprintf(`mutation($in: %s) { %s(input: $in) { userErrors { code } } }`, f.Arguments[0].Type, f.Name),
		Variables: map[string]any{"in": sample(s, f.Arguments[0].Type)},
	})
	if errs != nil {
		t.Fatalf("%s: %v", f.Name, errs)
	}
	next, ctx := ex.DispatchOperation(ctx, op)
	if res := next(ctx); got == nil {
		t.Fatalf("%s: %v", f.Name, res.Errors)
	}
	return reflect.ValueOf(got)
}

// command returns what is given to the ledger: the input's Command, or the command inside it.
func command(input reflect.Value) reflect.Value {
	if m := input.MethodByName("Command"); m.IsValid() {
		var args []reflect.Value
		for i := range m.Type().NumIn() { // what the ledger finds out itself, such as the size of a file
			args = append(args, reflect.Zero(m.Type().In(i)))
		}
		return m.Call(args)[0]
	}
	for i := range input.NumField() {
		if input.Type().Field(i).Anonymous {
			return input.Field(i)
		}
	}
	return input
}

// empty lists the fields of a value that hold nothing; those that are not stored do not count.
func empty(v reflect.Value, path string) []string {
	switch {
	case v.Kind() == reflect.Pointer && !v.IsNil():
		return empty(v.Elem(), path)
	case v.Kind() == reflect.Slice && v.Len() > 0:
		return empty(v.Index(0), path)
	case v.Kind() == reflect.Struct && v.Type().PkgPath() != "time":
		var out []string
		for i := range v.NumField() {
			f := v.Type().Field(i)
			if f.IsExported() && f.Tag.Get("json") != "-" {
				out = append(out, empty(v.Field(i), path+"."+f.Name)...)
			}
		}
		return out
	case v.IsZero():
		return []string{path}
	}
	return nil
}

// Nothing a command can say is left out of the API, and what the API takes arrives.
func TestEveryFieldOfACommandCanBeGiven(t *testing.T) {
	t.Parallel()
	notThroughTheAPI := map[string]bool{
		"caseRecordDocument.Document": true, "caseRecordDocument.Size": true, // follow from the command and from the file
		"caseRecordDocument.Renditions": true, "caseRecordDocument.Template": true, // of letters made here alone
		"caseRegisterExhibit.Device":     true, // given out with the seizure
		"caseRegisterExhibit.Extraction": true, // given out when the extraction is completed
	}
	s := schema()
	if len(s.Mutation.Fields) < 38 {
		t.Fatalf("%d commands", len(s.Mutation.Fields))
	}
	for _, f := range s.Mutation.Fields {
		for _, path := range empty(command(inputOf(t, s, f)), f.Name) {
			if !notThroughTheAPI[path] {
				t.Errorf("%s cannot be given", path)
			}
		}
	}
}

// The API's words are the domain's words.
func TestEnumsAgreeWithTheDomain(t *testing.T) {
	t.Parallel()
	s := schema()
	for enum, where := range map[string]struct{ dir, goType string }{
		"MatterKind": {"domain/misconduct", "MatterKind"}, "Ground": {"domain/misconduct", "Ground"}, "ModeOfInvestigation": {"domain/misconduct", "Mode"},
		"Severity": {"domain/misconduct", "Severity"}, "ProceedingsForm": {"domain/misconduct", "Form"}, "CaseToAnswer": {"domain/misconduct", "CaseToAnswer"},
		"DutyStatus": {"domain/misconduct", "DutyStatus"}, "ClockKind": {"domain/clock", "RuleID"}, "ClockState": {"domain/misconduct", "ClockState"}, "Ownership": {"domain/device", "Ownership"}, "DiscrepancyKind": {"domain/device", "DiscrepancyKind"},
		"ExtractionLevel": {"domain/extraction", "Level"}, "ContainerCopy": {"domain/extraction", "Copy"}, "MessageKind": {"domain/extraction", "MessageKind"},
		"BodyState": {"domain/extraction", "BodyState"}, "AttachmentState": {"domain/extraction", "AttachmentState"}, "MessageFlag": {"domain/extraction", "Flag"},
		"SubjectKind": {"domain/officer", "SubjectKind"}, "Rank": {"domain/officer", "Rank"}, "Role": {"domain", "Role"},
		"CaseState": {"projections/cases", "State"}, "InvolvementState": {"projections/cases", "InvolvementState"}, "CaseDimension": {"projections/cases", "Dimension"},
		"CaseField": {"projections/cases", "Field"}, "PatternKind": {"projections/cases", "PatternKind"}, "DecisionFlagReason": {"projections/cases", "FlagReason"},
		"CustodyEntryKind": {"projections/custody", "EntryKind"}, "ExtractionStatus": {"projections/custody", "Status"},
		"AccountKind": {"domain/account", "Kind"}, "Clearance": {"domain/caseaccess", "Clearance"}, "InformationBasis": {"domain/caseaccess", "Basis"},
		"SuppressedName": {"domain/caseaccess", "SuppressedKind"}, "SuppressionScope": {"domain/caseaccess", "SuppressionScope"},
		"Standing": {"projections/authority", "Standing"}, "AccessProposalKind": {"projections/authority", "ProposalKind"},
		"AccessEntryKind": {"projections/accesslog", "Kind"}, "AccessPattern": {"projections/accesslog", "Pattern"}, "AccessOperation": {"accesslog", "Operation"},
		"PersonCapacity": {"domain/misconduct", "Capacity"}, "RecordingTrigger": {"domain/misconduct", "RecordingTrigger"}, "InvestigatorRelation": {"domain/misconduct", "Relation"}, "Appellant": {"domain/misconduct", "Appellant"},
		"OutcomeOf": {"domain/misconduct", "OutcomeOf"}, "ReviewBody": {"domain/misconduct", "ReviewBody"},
		"CorrectableField": {"domain/misconduct", "CorrectableField"}, "DocumentKind": {"domain/misconduct", "DocumentKind"}, "ServiceMethod": {"domain/misconduct", "ServiceMethod"},
		"RepresentationsOn": {"domain/misconduct", "RepresentationsOn"}, "CriminalStep": {"domain/misconduct", "CriminalStep"}, "DepartureKind": {"domain/misconduct", "Departure"}, "DutyRestriction": {"domain/misconduct", "Restriction"},
		"ClosureReason": {"domain/misconduct", "ClosureReason"}, "PanelCapacity": {"domain/misconduct", "PanelCapacity"}, "ChairStanding": {"domain/misconduct", "ChairStanding"},
		"OfficerAnswer": {"domain/misconduct", "Answer"}, "ProceedingsSide": {"domain/misconduct", "Side"}, "Finding": {"domain/misconduct", "Finding"},
		"FindingBasis": {"domain/misconduct", "FindingBasis"}, "DisciplinaryAction": {"domain/misconduct", "DisciplinaryAction"}, "AppealKind": {"domain/misconduct", "AppealKind"},
		"AppealGround": {"domain/misconduct", "AppealGround"}, "AppealResult": {"domain/misconduct", "AppealResult"}, "PoliceList": {"domain/misconduct", "PoliceList"},
		"ClockStopReason": {"domain/misconduct", "StopReason"}, "ReflectiveStage": {"domain/misconduct", "ReflectiveStage"},
		"ClockNature": {"domain/clock", "Kind"}, "MessageMatch": {"projections/messages", "Match"}, "SearchOrder": {"projections/messages", "Order"},
	} {
		var words []string
		for _, v := range s.Types[enum].EnumValues {
			words = append(words, v.Name)
		}
		slices.Sort(words)
		if d := cmp.Diff(constants(t, where.dir, where.goType), words); d != "" {
			t.Errorf("%s and %s.%s: %s", enum, where.dir, where.goType, d)
		}
	}
}

// sources reads the files of a package that are no tests.
func sources(t *testing.T, dir string) (all []*ast.File) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, f)
	}
	return all
}

// constants reads the values of a package's constants of one type from its source.
func constants(t *testing.T, dir, goType string) []string {
	t.Helper()
	var values []string
	for _, f := range sources(t, filepath.Join("..", filepath.FromSlash(dir))) {
		ast.Inspect(f, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok || len(spec.Values) != 1 {
				return true
			}
			id, named := spec.Type.(*ast.Ident)
			value, text := spec.Values[0].(*ast.BasicLit)
			if named && text && id.Name == goType {
				s, err := strconv.Unquote(value.Value)
				if err != nil {
					t.Fatal(err)
				}
				values = append(values, s)
			}
			return true
		})
	}
	slices.Sort(values)
	return values
}
