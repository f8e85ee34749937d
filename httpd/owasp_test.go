package httpd_test

import (
	"cmp"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/probity-ledger/probity/access/quota"
	"github.com/probity-ledger/probity/graph/trusted"
)

// The items of OWASP's GraphQL cheat sheet, and forgery across sites, which is not in it.
const (
	itemAmount    = "depth, amount, pagination"
	itemCost      = "query cost analysis"
	itemTime      = "timeouts"
	itemRate      = "rate limiting"
	itemBatch     = "batching and alias enumeration"
	itemInput     = "input validation and injection"
	itemAccess    = "access control on nodes and edges"
	itemSchema    = "introspection, consoles and suggestions"
	itemErrors    = "excessive errors"
	itemForgery   = "forgery across sites"
	itemDocuments = "registered documents"
)

var items = []string{itemAmount, itemCost, itemTime, itemRate, itemBatch, itemInput, itemAccess, itemSchema, itemErrors, itemForgery, itemDocuments}

// probe is one request somebody would try, and how it must be answered.
type probe struct {
	item, says   string
	token        string // "" is a case officer
	path         string // "" is the officers'
	method       string // "" is POST
	query        string // a GraphQL text; or
	body         string // a whole body
	media        string // of the body; "" is JSON
	headers      []string
	status       int
	code         string // "" where it is answered without an error
	holds, never string // what the answer must hold, and must not
}

func owaspProbes(mine string) []probe {
	page := func(n int) string { return fmt.Sprintf("{ cases(first: %d) { nodes { id } } }", n) }
	deep := "{ cases(first: 1) { nodes { " + strings.Repeat("devices(first: 1) { nodes { case { ", 3) + "id" + strings.Repeat(" } } }", 3) + " } } }"
	dear := "{ cases(first: 100) { nodes { timeline(first: 100) { nodes { type } } } } }"
	nobody := uuid.NewString()
	return []probe{
		{item: itemAmount, says: "a page that is too large", query: page(101), status: 200, code: "INVALID"},
		{item: itemAmount, says: "a negative page", query: page(-1), status: 200, code: "INVALID"},
		{item: itemAmount, says: "deep nesting", query: deep, status: 200, code: "QUERY_TOO_LARGE"},
		{item: itemAmount, says: "a body without end", body: `{"query":"` + strings.Repeat("x", 70_000) + `"}`, status: 413, code: "REQUEST_TOO_LARGE"},
		{item: itemCost, says: "lists of lists", query: dear, status: 200, code: "COMPLEXITY_LIMIT_EXCEEDED"},
		{item: itemCost, says: "fragments that double", query: doubling(24), status: 200, code: "QUERY_TOO_LARGE"},
		{item: itemTime, says: "waiting for what never comes", query: `{ cases(atLeast: "99999999999") { nodes { id } } }`, status: 200, code: "BEHIND"},
		{item: itemBatch, says: "a list of questions", body: `[{"query":"{viewer{role}}"},{"query":"{viewer{role}}"}]`, status: 400, code: "BAD_REQUEST"},
		{item: itemBatch, says: "many aliases", query: "{ viewer { " + times(31, "a%[1]d: role ") + " } }", status: 200, code: "QUERY_TOO_LARGE"},
		{item: itemBatch, says: "many cases by guessed references", query: "{ " + times(11, `c%[1]d: case(reference: "NMP/2025/%04[1]d") { id } `) + " }", status: 200, code: "QUERY_TOO_LARGE"},
		{item: itemInput, says: "SQL in a text", query: `{ cases(filter: {text: "' OR 1=1; DROP TABLE cases; --"}) { nodes { id } } }`, status: 200, holds: `"nodes":[]`},
		{item: itemInput, says: "SQL for a word of the schema", query: `{ caseCounts(by: "state; DROP TABLE cases") { count } }`, status: 200, code: "GRAPHQL_VALIDATION_FAILED"},
		{item: itemInput, says: "SQL for an id", query: `{ case(id: "x' OR '1'='1") { id } }`, status: 200, code: "INVALID"},
		{item: itemInput, says: "a cursor that was made up", query: `{ cases(after: "AAAA") { nodes { id } } }`, status: 200, code: "BAD_CURSOR"},
		{item: itemInput, says: "a body that is not JSON", body: `{"query":`, status: 400, code: "BAD_REQUEST"},
		{item: itemInput, says: "a number for a text", body: `{"query":5}`, status: 400, code: "BAD_REQUEST"},
		{item: itemInput, says: "bytes that are no text", body: "{\"query\":\"\xff\"}", status: 400, code: "BAD_REQUEST"},
		{item: itemAccess, says: "a case that does not exist", query: `{ case(id: "` + nobody + `") { id } }`, status: 200, holds: `{"data":{"case":null}}`},
		{item: itemAccess, says: "one's own case from the analysts' door", token: "CASE_OFFICER", path: "/analytics/graphql", query: `{ case(id: "` + mine + `") { id } }`, status: 403, code: "FORBIDDEN"},
		{item: itemAccess, says: "an unreferred case, by the watchdog", token: "IOPC_READER", path: "/watchdog/graphql", query: `{ case(id: "` + mine + `") { id } }`, status: 200, holds: `{"data":{"case":null}}`},
		{item: itemAccess, says: "a command of the watchdog's", token: "IOPC_READER", path: "/watchdog/graphql", query: `mutation { caseReceive(input: {}) { receipt { stream } } }`, status: 200, code: "GRAPHQL_VALIDATION_FAILED"},
		{item: itemAccess, says: "the officers' door, by the watchdog", token: "IOPC_READER", query: whoAmI, status: 403, code: "FORBIDDEN"},
		{item: itemSchema, says: "introspection", query: `{ __schema { types { name } } }`, status: 200, code: "FORBIDDEN"},
		{item: itemSchema, says: "introspection of one type", query: `{ __type(name: "Case") { fields { name } } }`, status: 200, code: "FORBIDDEN"},
		{item: itemSchema, says: "a console", method: "GET", headers: []string{"Accept", "text/html"}, status: 405, code: "METHOD_NOT_ALLOWED"},
		{item: itemSchema, says: "a misspelt name", query: `{ viewr { role } }`, status: 200, code: "GRAPHQL_VALIDATION_FAILED", never: "Did you mean"},
		{item: itemErrors, says: "seven hundred mistakes", query: "{ viewer { " + times(700, "shoe%[1]d ") + " } }", status: 200, code: "GRAPHQL_VALIDATION_FAILED", never: "shoe11 "},
		{item: itemErrors, says: "a path that is not there", path: "/../../etc/passwd", status: 404, code: "NOT_FOUND", never: "passwd"},
		{item: itemForgery, says: "a form", query: whoAmI, media: "application/x-www-form-urlencoded", status: 415, code: "UNSUPPORTED_MEDIA_TYPE"},
		{item: itemForgery, says: "plain text", query: whoAmI, media: "text/plain", status: 415, code: "UNSUPPORTED_MEDIA_TYPE"},
		{item: itemForgery, says: "a multipart form", query: whoAmI, media: "multipart/form-data; boundary=x", status: 415, code: "UNSUPPORTED_MEDIA_TYPE"},
		{item: itemForgery, says: "no type", query: whoAmI, media: "none", status: 415, code: "UNSUPPORTED_MEDIA_TYPE"},
		{item: itemForgery, says: "a question in the address", method: "GET", path: "/graphql?query={viewer{role}}", status: 405, code: "METHOD_NOT_ALLOWED"},
		{item: itemForgery, says: "a page of somebody else", query: whoAmI, headers: []string{"Origin", "https://evil.example"}, status: 403, code: "CROSS_ORIGIN"},
		{item: itemForgery, says: "a WebSocket", method: "GET", headers: []string{"Upgrade", "websocket", "Connection", "Upgrade"}, status: 405, code: "METHOD_NOT_ALLOWED"},
		{item: itemDocuments, says: "an id nobody registered", body: `{"documentId":"` + trusted.ID("{x}") + `"}`, status: 400, code: "DOCUMENT_UNKNOWN"},
		{item: itemDocuments, says: "an id and a text", body: `{"documentId":"x","query":"{viewer{role}}"}`, status: 400, code: "BAD_REQUEST"},
		{item: itemRate, says: "one question too many", token: "AUDITOR", query: whoAmI, status: 429, code: "RATE_LIMITED"},
	}
}

// doubling is a question of fragments each of which spreads the next twice.
func doubling(n int) string {
	return "{...f0}" + times(n, " fragment f%[1]d on Query{...g%[1]d ...g%[1]d} fragment g%[1]d on Query{...f%[2]d}") + fmt.Sprintf(" fragment f%d on Query{viewer{role}}", n)
}

// times writes a text for each number, and the next one.
func times(n int, format string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i, i+1)
	}
	return b.String()
}

// inside is what an answer must never show of the program: stacks, files, statements and the words of its libraries.
var inside = regexp.MustCompile(`goroutine|\.go:\d|/home/|/tmp/|/usr/|SELECT |INSERT |sqlite|panic|runtime error|gqlparser|gqlgen`)

func TestOWASP(t *testing.T) {
	t.Parallel()
	d, q := withQuota(t, quota.Limits{Cost: quota.Rate{PerMinute: 1, Burst: 1_000_000}})
	mine := d.receive()
	if err := q.Take(quota.Cost, "test|AUDITOR", 1_000_000); err != nil {
		t.Fatal(err)
	}
	var tried []string
	for _, p := range owaspProbes(mine) {
		tried = append(tried, p.item)
		g := d.probe(p)
		if g.status != p.status || g.code() != p.code || !strings.Contains(g.body, p.holds) || (p.never != "" && strings.Contains(g.body, p.never)) {
			t.Errorf("%s: %s: %d %s: %s", p.item, p.says, g.status, g.code(), g.body)
		}
		if leak := inside.FindString(g.body); leak != "" {
			t.Errorf("%s: %s: the answer tells %q: %s", p.item, p.says, leak, g.body)
		}
		if missing := missingHeaders(g); missing != "" {
			t.Errorf("%s: %s: the answer lacks %s", p.item, p.says, missing)
		}
		if p.code != "" && strings.Contains(g.body, mine) {
			t.Errorf("%s: %s: the refusal names a case", p.item, p.says)
		}
	}
	for _, item := range items {
		if !slices.Contains(tried, item) {
			t.Errorf("nothing tries %s", item)
		}
	}
}

func (d *door) probe(p probe) got {
	d.tb.Helper()
	body, headers := p.body, p.headers
	if p.query != "" {
		text, err := json.Marshal(map[string]string{"query": p.query})
		if err != nil {
			d.tb.Fatal(err)
		}
		body = string(text)
	}
	switch p.media {
	case "":
		headers = append(headers, "Content-Type", "application/json")
	case "none":
	default:
		headers = append(headers, "Content-Type", p.media)
	}
	begun := time.Now()
	g := d.send(cmp.Or(p.method, "POST"), cmp.Or(p.path, "/graphql"), cmp.Or(p.token, "CASE_OFFICER"), body, headers...)
	if took := time.Since(begun); took > 10*time.Second {
		d.tb.Errorf("%s: %s: the answer took %s", p.item, p.says, took)
	}
	return g
}
