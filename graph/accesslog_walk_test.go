package graph_test

import (
	"bytes"
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/google/uuid"
	gqlast "github.com/vektah/gqlparser/v2/ast"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/accesslog"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/graph"
	"github.com/probity-ledger/probity/graph/content"
)

// walker makes, out of the schema, a question for every root field that asks for everything below it.
type walker struct {
	schema *gqlast.Schema
	values map[string]string // of arguments, by type or, where that is not enough, by field and name
	depth  int               // levels of one question
	spent  int               // selections so far
}

const widest = 1000 // selections of one question

// question returns the text for one root field, or says which argument it has no value for.
func (w *walker) question(kind string, f *gqlast.FieldDefinition, depth int) (string, error) {
	w.depth = depth
	w.spent = 0
	args, err := w.arguments(f)
	if err != nil {
		return "", err
	}
	set, err := w.selection(f.Type, 1, []string{f.Type.Name()})
	return kind + " { " + f.Name + args + set + " }", err
}

func (w *walker) arguments(f *gqlast.FieldDefinition) (string, error) {
	var given []string
	for _, a := range f.Arguments {
		value, ok := w.values[f.Name+"."+a.Name]
		if !ok && a.Name == "first" { // two of each are enough, and many questions fit
			value, ok = "2", true
		}
		if !ok && a.Type.NonNull && a.DefaultValue == nil {
			if value, ok = w.values[a.Type.Name()]; !ok {
				return "", fmt.Errorf("no value is known for the argument %s of %s; give it one in this test", a.Name, f.Name)
			}
		}
		if ok {
			given = append(given, a.Name+": "+value)
		}
	}
	if given == nil {
		return "", nil
	}
	return "(" + strings.Join(given, ", ") + ")", nil
}

func (w *walker) selection(t *gqlast.Type, level int, path []string) (string, error) {
	def := w.schema.Types[t.Name()]
	if def.Kind != gqlast.Object {
		return "", nil
	}
	var fields []string
	for _, f := range def.Fields {
		to := w.schema.Types[f.Type.Name()]
		nested := to.Kind == gqlast.Object
		if nested && (level == w.depth || w.spent > widest || slices.Contains(path, to.Name) || f.Name == "edges") {
			continue
		}
		w.spent++
		args, err := w.arguments(f)
		if err != nil {
			return "", err
		}
		below, err := w.selection(f.Type, level+1, append(slices.Clone(path), to.Name))
		if err != nil {
			return "", err
		}
		if !nested || below != "" {
			fields = append(fields, f.Name+args+below)
		}
	}
	if fields == nil {
		return "", nil
	}
	return " { " + strings.Join(fields, " ") + " }", nil
}

// resolved checks each result of a resolver as it is made: whatever it is about to show is noted.
type resolved struct {
	t      *testing.T
	schema *gqlast.Schema
	mu     sync.Mutex
	seen   map[string]int // by type and field, how many things were shown
}

func (r *resolved) field(ctx context.Context, next graphql.Resolver) (any, error) {
	res, err := next(ctx)
	f := graphql.GetFieldContext(ctx)
	if err != nil || !f.IsResolver {
		return res, err
	}
	def := r.schema.Types[f.Object]
	is, unknown := content.Of(r.schema, def, def.Fields.ForName(f.Field.Name))
	if unknown != nil {
		r.t.Error(unknown)
	}
	if is == access.ServiceContent {
		return res, nil
	}
	for _, thing := range things(reflect.ValueOf(res)) {
		name := f.Object + "." + f.Field.Name
		i, ok := thing.(interface{ Item() access.Item })
		switch {
		case f.Field.Name == "workList", // a day; what is asked for below it is noted where it is read
			f.Object == "StatutoryClock" && f.Field.Name == "level": // a word about a period that is noted with its case
			continue
		case f.Object == "WorkList" && f.Field.Name == "counts":
			i, ok = nil, graph.Noted(ctx, f.Field.Name, access.Item{Content: access.AggregateCount, ID: "WORK_LIST"})
		case f.Field.Name == "caseCounts":
			i, ok = nil, graph.Noted(ctx, f.Field.Name, access.Item{Content: access.AggregateCount, ID: "KIND"})
		case ok:
			ok = graph.Noted(ctx, f.Field.Name, i.Item())
		}
		if !ok {
			r.t.Errorf("%s shows a %T that is not noted for the access log", name, thing)
		}
		r.mu.Lock()
		r.seen[name]++
		r.mu.Unlock()
	}
	return res, nil
}

// things are the single things in a result: a page's nodes, a list's elements, or the result itself.
func things(v reflect.Value) []any {
	switch {
	case !v.IsValid():
		return nil
	case v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface:
		if v.IsNil() {
			return nil
		}
		return things(v.Elem())
	case v.Kind() == reflect.Slice:
		var all []any
		for i := range v.Len() {
			all = append(all, things(v.Index(i))...)
		}
		return all
	case v.Kind() == reflect.Struct && v.FieldByName("Nodes").IsValid():
		return things(v.FieldByName("Nodes"))
	}
	return []any{v.Interface()}
}

// ownIDs are the names of things in an answer, of those kinds that have one of their own.
func ownIDs(v any, found map[string]bool) {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			ownIDs(e, found)
		}
	case map[string]any:
		for key, e := range v {
			if id, ok := e.(string); ok && key == "id" && uuid.Validate(id) == nil {
				found[id] = true
			}
			ownIDs(e, found)
		}
	}
}

// Nothing is shown that is not in the access log: every field of the schema that can be asked for is asked for, each result of a
// resolver is looked at as it is made, and the ids in the answer are compared with those in the log. A field that somebody adds is asked
// for by itself.
func TestWhateverIsShownStandsInTheAccessLog(t *testing.T) {
	t.Parallel()
	s := told(t)
	p := s.as(domain.PSDSupervisor)
	check := &resolved{t: t, schema: schema(), seen: map[string]int{}}
	key, err := access.NewFeedKey(bytes.Repeat([]byte("k"), 32))
	if err != nil {
		t.Fatal(err)
	}
	s.config.Calendar = &graph.Calendar{Key: key, URL: "https://ledger.example/"}
	if p.handler, err = graph.Watched(s.config, check.field); err != nil {
		t.Fatal(err)
	}
	w := &walker{schema: check.schema, values: s.arguments()}
	embedded := idsWithin(s)
	concerned := s.as(domain.PSDSupervisor)
	concerned.who.Officer = domain.OfficerID(s.officer)
	concerned.ask(caseByID, vars{"id": s.matter}) // an alert is raised
	s.access.CatchUp()
	for _, f := range check.schema.Query.Fields {
		if strings.HasPrefix(f.Name, "__") {
			continue
		}
		before := len(s.access.Entries())
		r := p.everything(t, w, f)
		logged, shown := map[string]bool{}, map[string]bool{}
		for _, e := range s.access.Entries()[before:] {
			named := accesslog.Things{}
			switch e := e.(type) {
			case accesslog.Shown:
				named = e.Things
			case accesslog.LogRead:
				named = e.Things
			}
			for _, id := range named.All() {
				logged[id] = true
			}
		}
		ownIDs(r.Data, shown)
		for id := range shown {
			if !logged[id] && !embedded[id] {
				t.Errorf("%s showed %s, and the access log does not know", f.Name, id)
			}
		}
	}
	for _, must := range []string{"Query.case", "Query.cases", "Query.messageSearch", "Query.officers", "Case.devices", "Case.exhibits", "Case.timeline",
		"Case.conversations", "Case.extractions", "Device.chain", "Device.case", "Extraction.sources", "Conversation.messages", "Conversation.participants",
		"Message.observations", "Involvement.officer", "MessageReference.message", "Query.caseCounts", "Exhibit.device", "Query.accessLog",
		"Case.readers", "Message.seenBy", "Query.accessAlerts"} {
		if check.seen[must] == 0 {
			t.Errorf("the walk came by nothing in %s", must)
		}
	}
}

// everything asks for one root field with as much below it as is answered.
func (p *person) everything(t *testing.T, w *walker, f *gqlast.FieldDefinition) (r reply) {
	t.Helper()
	for depth := 9; depth > 1; depth-- {
		question, err := w.question("query", f, depth)
		if err != nil {
			t.Error(err)
			return r
		}
		if r = p.try(question, nil); r.code() != "COMPLEXITY_LIMIT_EXCEEDED" && r.code() != "QUERY_TOO_LARGE" {
			break
		}
	}
	if len(r.Errors) > 0 {
		t.Errorf("%s: %v", f.Name, r.Errors)
	}
	return r
}

// idsWithin are the ids of what has no entry of its own: parts of a case, which are shown with it.
func idsWithin(s *story) map[string]bool {
	ids := map[string]bool{}
	r := s.as(domain.PSDSupervisor).ask(`query($id: MatterID!) { case(id: $id) { allegations { id } decisions { id } } }`, vars{"id": s.matter})
	ownIDs(r.at("case", "allegations"), ids)
	ownIDs(r.at("case", "decisions"), ids)
	return ids
}

// told is a story with all that can be shown: messages, a decision that cites one, a derived extraction.
func told(t *testing.T) *story {
	t.Helper()
	s, _ := imported(t, "the quick brown zebra")
	hit := s.as(domain.CaseOfficer).ask(`query($c: MatterID!, $at: Position) { messageSearch(filter: {caseId: $c}, text: "zebra", atLeast: $at) { nodes {
		message { id conversationId ref { extractionId revision messageId } } } } }`, vars{"c": s.matter, "at": s.last})
	ref := hit.at("messageSearch", "nodes", 0, "message", "ref")
	s.message, s.conversation = hit.text("messageSearch", "nodes", 0, "message", "id"), hit.text("messageSearch", "nodes", 0, "message", "conversationId")
	s.last = s.as(domain.CaseOfficer).done("caseRecordDecision", "", vars{"caseId": s.matter, "subject": "POLICY", "text": "Keep.",
		"reasons": "It is evidence.", "decidedBy": "APPROPRIATE_AUTHORITY", "on": "2025-07-01",
		"evidence": []any{vars{"message": ref}}}).text("receipt", "position")
	s.as(domain.CaseOfficer).ask(caseByID, vars{"id": s.matter, "at": s.last})
	return s
}

// arguments are values for the arguments of the schema. A new argument type needs one.
func (s *story) arguments() map[string]string {
	text := func(v string) string { return `"` + v + `"` }
	return map[string]string{
		"MatterID": text(s.matter), "DeviceID": text(s.phone), "ExtractionID": text(s.extraction), "OfficerID": text(s.officer),
		"MessageID": text(s.message), "ConversationID": text(s.conversation), "ExhibitRef": text("KLM/2"), "UUID": text(uuid.NewString()),
		"MessageFilter": `{caseId: "` + s.matter + `"}`, "CaseDimension": "KIND", "String": text("zebra"), "case.id": text(s.matter),
		"officer.id": text(s.officer), "ActorID": text("test|CASE_OFFICER"), "Boolean": "false", "Date": text("2025-06-15"), "CaseField": "SUMMARY",
	}
}
