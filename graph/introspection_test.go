package graph_test

import (
	"testing"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/graph"
)

func TestIntrospectionGoesByRole(t *testing.T) {
	t.Parallel()
	h := open(t)
	const names = `{ __schema { queryType { name } mutationType { name } subscriptionType { name } types { name } directives { name } } }`
	for _, role := range []domain.Role{domain.CaseOfficer, domain.DigitalExaminer, domain.ExhibitsOfficer, domain.AppropriateAuthority, domain.PSDSupervisor,
		domain.OfficerConcerned} {
		if r := h.as(role).try(names, nil); r.at("__schema") != nil || len(r.Errors) == 0 {
			t.Errorf("%s: %v", role, r.Data)
		}
		if r := h.as(role).try(`{ x: __schema { types { name } } }`, nil); len(r.Errors) != 1 || r.Errors[0].Extensions.Code != "FORBIDDEN" {
			t.Errorf("%s: asked for what is not shown to the role, the answer is %v", role, r.Errors)
		}
		if r := h.as(role).try(`{ __type(name: "Case") { name } }`, nil); r.at("__type") != nil || len(r.Errors) == 0 {
			t.Errorf("%s: %v", role, r.Data)
		}
		h.as(role).ask(`{ __typename }`, nil)
	}
	opened := open(t, func(c *graph.Config) { c.Introspection = []domain.Role{domain.CaseOfficer} })
	if r := opened.as(domain.CaseOfficer).ask(names, nil); r.text("__schema", "mutationType", "name") != "Mutation" {
		t.Errorf("the officers' schema has the mutation type %v", r.at("__schema", "mutationType"))
	}
	if r := opened.as(domain.IOPCReader).try(names, nil); r.code() != "FORBIDDEN" {
		t.Errorf("closed to the IOPC, introspection answers %v", r.Errors)
	}
}

// Whoever counts finds counts, and no name of anything else.
func TestTheAnalystsIntrospectionKnowsOnlyCounts(t *testing.T) {
	t.Parallel()
	r := open(t).as(domain.CaseAnalyst).ask(`{ __schema { mutationType { name } subscriptionType { name } queryType { fields { name args { name } } } types { name } } }`, nil)
	if r.at("__schema", "mutationType") != nil || r.at("__schema", "subscriptionType") != nil {
		t.Fatalf("%v", r.Data)
	}
	if r.text("__schema", "queryType", "fields", 0, "name") != "caseCounts" || len(r.list("__schema", "queryType", "fields", 0, "args")) != 1 {
		t.Errorf("analysts can ask %v", r.at("__schema", "queryType"))
	}
	for i := range r.list("__schema", "types") {
		switch name := r.text("__schema", "types", i, "name"); name {
		case "Case", "MatterID", "OfficerID", "Position", "Viewer":
			t.Errorf("analysts know of %s", name)
		}
	}
}

// Whoever may look finds no Mutation type in the watchdog's schema, and nothing that belongs to one.
func TestTheWatchdogsIntrospectionKnowsNoMutation(t *testing.T) {
	t.Parallel()
	h := open(t)
	r := h.as(domain.IOPCReader).ask(`{ __schema { mutationType { name } types { name fields { name } inputFields { name } } directives { name } }
		mutation: __type(name: "Mutation") { name } input: __type(name: "CaseReceiveInput") { name } case: __type(name: "Case") { fields { name } } }`, nil)
	if r.at("__schema", "mutationType") != nil || r.at("mutation") != nil || r.at("input") != nil {
		t.Fatalf("%v", r.Data)
	}
	seen := map[string]bool{}
	for i := range r.list("__schema", "types") {
		seen[r.text("__schema", "types", i, "name")] = true
	}
	for _, name := range []string{"Mutation", "Receipt", "UserError", "RefusalKind", "CaseReceivePayload", "CitationInput", "OfficerConnection", "Audience"} {
		if seen[name] {
			t.Errorf("the watchdog's schema holds %s", name)
		}
	}
	if !seen["Case"] || !seen["Device"] || !seen["CaseEvent"] {
		t.Error("the watchdog's schema lacks what it is for")
	}
	for i := range r.list("case", "fields") {
		if r.text("case", "fields", i, "name") == "reportedBy" {
			t.Error("introspection shows who reported a case")
		}
	}
	for i := range r.list("__schema", "directives") {
		if name := r.text("__schema", "directives", i, "name"); name == "audience" || name == "listSize" {
			t.Errorf("the schema tells of @%s", name)
		}
	}
}
