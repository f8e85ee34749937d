package httpd_test

import (
	"encoding/json"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/probity-ledger/probity/graph"
	"github.com/probity-ledger/probity/graph/trusted"
)

// In production nothing but what was registered is answered to officers and the watchdog; analysts ask freely, of a schema without persons.
func TestOnlyRegisteredDocumentsAreAnswered(t *testing.T) {
	t.Parallel()
	const named = `query Case($id: MatterID!) { case(id: $id) { reference } }`
	documents, err := trusted.FromFolder(fstest.MapFS{"who.graphql": {Data: []byte(whoAmI)}, "case.graphql": {Data: []byte(named)}})
	if err != nil {
		t.Fatal(err)
	}
	d := openAPI(t, func(c *graph.Config) { c.Documents, c.DocumentsOnly = documents, true })
	for name, c := range map[string]struct {
		path, token string
		body        map[string]any
		status      int
		code, holds string
	}{
		"by its id":             {"/graphql", "CASE_OFFICER", map[string]any{"documentId": trusted.ID(whoAmI)}, 200, "", `"role":"CASE_OFFICER"`},
		"by its text":           {"/graphql", "CASE_OFFICER", map[string]any{"query": whoAmI}, 200, "", `"role":"CASE_OFFICER"`},
		"with variables":        {"/graphql", "CASE_OFFICER", map[string]any{"documentId": trusted.ID(named), "variables": map[string]any{"id": "7a1f0a52-61d5-5c8e-9a0e-2f6f3c1b7d10"}}, 200, "", `{"data":{"case":null}}`},
		"with bad variables":    {"/graphql", "CASE_OFFICER", map[string]any{"documentId": trusted.ID(named)}, 200, "GRAPHQL_VALIDATION_FAILED", ""},
		"a space more":          {"/graphql", "CASE_OFFICER", map[string]any{"query": whoAmI + " "}, 400, "DOCUMENT_REQUIRED", ""},
		"another question":      {"/graphql", "CASE_OFFICER", map[string]any{"query": `{ viewer { force } }`}, 400, "DOCUMENT_REQUIRED", ""},
		"a mutation":            {"/graphql", "CASE_OFFICER", map[string]any{"query": `mutation { caseReceive(input: {}) { receipt { stream } } }`}, 400, "DOCUMENT_REQUIRED", ""},
		"nothing":               {"/graphql", "CASE_OFFICER", map[string]any{"query": ""}, 400, "DOCUMENT_REQUIRED", ""},
		"introspection":         {"/watchdog/graphql", "IOPC_READER", map[string]any{"query": `{ __schema { types { name } } }`}, 400, "DOCUMENT_REQUIRED", ""},
		"the watchdog":          {"/watchdog/graphql", "IOPC_READER", map[string]any{"documentId": trusted.ID(whoAmI)}, 200, "", `"role":"IOPC_READER"`},
		"an id nobody knows":    {"/graphql", "CASE_OFFICER", map[string]any{"documentId": "sha256:abc"}, 400, "DOCUMENT_UNKNOWN", ""},
		"an analyst's question": {"/analytics/graphql", "CASE_ANALYST", map[string]any{"query": `{ caseCounts(by: STATE) { count } }`}, 200, "", `{"data":{"caseCounts":[]}}`},
		"an id for a stream":    {"/graphql", "CASE_OFFICER", map[string]any{"documentId": 5}, 400, "BAD_REQUEST", ""},
	} {
		body, err := json.Marshal(c.body)
		if err != nil {
			t.Fatal(err)
		}
		for _, accept := range []string{"application/json", "text/event-stream"} {
			g := d.send("POST", c.path, c.token, string(body), "Content-Type", "application/json", "Accept", accept)
			if accept != "application/json" && c.status == 200 {
				continue // a stream's answer has another form
			}
			if g.status != c.status || g.code() != c.code || !strings.Contains(g.body, c.holds) {
				t.Errorf("%s as %s: %d %s", name, accept, g.status, g.body)
			}
		}
	}
}
