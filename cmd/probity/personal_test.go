package main

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/uuid"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

// stored are words that stand in the demonstration's events and evidence: names, collar numbers, a reference, seals, what was said.
var stored = []string{"Thorne", "Calloway", "Winstead", "4417NM", "NMP/2025/0417", "Larkfield", "NMP0031920", "racist remark", "Demonstration extractor"}

// sent are words a client puts into everything it may choose, in commands, questions, uploads and headers.
var sent = []string{"Zebedee", "Quillfeather", "QUILL1", "zebedee@example.org", "07700900123"}

// attempt is one request, of a kind that might leave words somewhere.
type attempt struct {
	says, method, path, body string
	headers                  []string
	nobody                   bool // without the token
	echoes                   bool // the answer may repeat the client's own words to it: they are names in its own question
}

const rest = " Zebedee Quillfeather QUILL1 zebedee@example.org 07700900123 "

func attempts(token string) []attempt {
	graph := func(says, query string, variables ...string) attempt {
		v := "{}"
		if len(variables) > 0 {
			v = variables[0]
		}
		return attempt{says: says, body: fmt.Sprintf(`{"query":%q,"operationName":"Zebedee","variables":%s}`, query, v)}
	}
	register := `mutation Zebedee($n: String!) { Quillfeather: officerRegister(input: {commandId: "` + uuid.NewString() + `", name: $n, collarNumber: "QUILL1",
		force: "northmoor", kind: OFFICER, rank: "PC", unit: "Zebedee", from: "2024-01-01"}) { userErrors { code message } } }`
	echo := graph("a field that does not exist", "query Zebedee { Quillfeather }")
	echo.echoes = true
	return []attempt{
		graph("a command", register, `{"n":"`+rest+`"}`),
		graph("a command that is refused", strings.Replace(register, "northmoor", "southmoor", 1), `{"n":"`+rest+`"}`),
		graph("a command without sense", strings.Replace(register, `"2024-01-01"`, `"Zebedee"`, 1), `{"n":"`+rest+`"}`),
		graph("a search", `query Zebedee($t: String) { cases(filter: {text: $t}) { nodes { id } } officers(filter: {text: $t}) { nodes { id } } }`, `{"t":"\"`+rest+`*"}`),
		graph("a search nobody understands", `query Zebedee($t: String) { officers(filter: {text: $t}) { nodes { id } } }`, `{"t":"NEAR( `+rest+`\" AND"}`),
		graph("a case by its reference", `query Zebedee { case(reference: "`+rest+`") { id } }`),
		graph("a value of another kind", `query Zebedee($id: MatterID!) { case(id: $id) { id } }`, `{"id":"`+rest+`"}`),
		graph("a cursor", `query Zebedee { cases(after: "`+rest+`") { nodes { id } } }`),
		graph("a position", `query Zebedee { cases(atLeast: "`+rest+`") { nodes { id } } }`),
		echo,
		{says: "no JSON", body: `{"query": ` + rest},
		{says: "a document", body: `{"documentId":"` + rest + `"}`},
		{says: "a list", body: `["` + rest + `"]`},
		{says: "another path", path: "/cases/" + url.PathEscape(rest) + "?name=" + url.QueryEscape(rest)},
		{says: "another method", method: "ZEBEDEE", path: "/graphql"},
		{says: "a foreign page", headers: []string{"Origin", "https://zebedee.example.org/Quillfeather"}},
		{says: "a bad request id", headers: []string{"X-Request-Id", rest}},
		{says: "a good trace, with words beside it", headers: []string{"traceparent", "00-" + firstTrace + "-" + parentSpan + "-01", "tracestate", "zebedee=Quillfeather", "baggage", "name=Zebedee"}},
		{says: "a client with a name", headers: []string{"User-Agent", rest, "Referer", "https://example.org/Zebedee", "Cookie", "who=Zebedee", "X-Forwarded-For", "Zebedee"}},
		{says: "a type with a name", headers: []string{"Content-Type", "application/Zebedee", "Accept", "text/Zebedee"}},
		{says: "an upload nobody may make", path: "/uploads?sha256=Zebedee", body: rest},
		{says: "no token", nobody: true, headers: []string{"Authorization", "Basic Zebedee"}},
		{says: "an unreadable token", nobody: true, headers: []string{"Authorization", "Bearer Zebedee.Quillfeather.QUILL1"}},
		{says: "a forged token", nobody: true, headers: []string{"Authorization", "Bearer " + token[:len(token)-8] + "AAAAAAAA"}},
	}
}

func (w *witness) attempt(t *testing.T, a attempt) string {
	t.Helper()
	method, path := a.method, a.path
	if method == "" {
		method = http.MethodPost
	}
	if path == "" {
		path = "/graphql"
	}
	r, err := http.NewRequestWithContext(t.Context(), method, w.url+path, strings.NewReader(a.body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	if !a.nobody {
		r.Header.Set("Authorization", "Bearer "+w.token)
	}
	for i := 0; i+1 < len(a.headers); i += 2 {
		r.Header.Set(a.headers[i], a.headers[i+1])
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(answer)
}

// breakViews takes all tables out of the read models under the running program, so that questions fail inside; that of accounts is left,
// because nobody would come so far.
func (w *witness) breakViews(t *testing.T) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(w.settings.data, "views", "*.sqlite"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%v, %v", files, err)
	}
	for _, file := range files {
		if strings.HasPrefix(filepath.Base(file), "authority") {
			continue
		}
		c, err := sqlite.OpenConn(file, sqlite.OpenReadWrite)
		if err != nil {
			t.Fatal(err)
		}
		var tables []string
		err = sqlitex.ExecuteTransient(c, `SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'`, &sqlitex.ExecOptions{ResultFunc: func(row *sqlite.Stmt) error {
			tables = append(tables, row.ColumnText(0))
			return nil
		}})
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range tables {
			_ = sqlitex.ExecuteTransient(c, `ALTER TABLE "`+name+`" RENAME TO "gone_`+name+`"`, nil) // some belong to the full-text index
		}
		if err := c.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// Nothing that was stored or sent comes out but in an answer to who may have it: not in lines of any level, spans, figures or refusals.
func TestPersonalData_stays_inside(t *testing.T) {
	t.Parallel()
	w := openWitness(t, 1)
	quiet := newTerminal(nil, io.Discard, io.Discard)
	if err := w.caughtUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := playDemo(t.Context(), quiet, w.system); err != nil {
		t.Fatal(err)
	}
	all := attempts(w.token)
	said := w.tryAll(t, all)
	if err := w.caughtUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.breakViews(t)
	failed := w.tryAll(t, all)
	if !strings.Contains(failed["a case by its reference"], "INTERNAL") {
		t.Fatalf("nothing failed inside: %s", failed["a case by its reference"])
	}
	secrets := append(strings.Split(w.token, "."), append(stored, sent...)...)
	for where, text := range w.shown(t) {
		tells(t, where, text, secrets)
	}
	for _, a := range all {
		words := append([]string{w.token, "no such table", "select ", "sqlite", ".go:", "goroutine", w.settings.data}, stored...)
		if !a.echoes {
			words = append(words, sent...)
		}
		tells(t, "the answer to "+a.says, said[a.says], words)
		tells(t, "the answer, when all is broken, to "+a.says, failed[a.says], words)
	}
}

func (w *witness) tryAll(t *testing.T, all []attempt) map[string]string {
	t.Helper()
	answers := map[string]string{}
	for _, a := range all {
		answers[a.says] = w.attempt(t, a)
	}
	return answers
}

// shown is everything the program tells those who keep it running.
func (w *witness) shown(t *testing.T) map[string]string {
	t.Helper()
	shown := map[string]string{"the log": w.lines.String(), "the figures": w.metrics(t)}
	for _, s := range tracetest.SpanStubsFromReadOnlySpans(w.spans.Ended()) {
		shown["the spans"] += fmt.Sprintf("%s %+v %+v %+v %+v %+v %+v\n", s.Name, s.SpanContext, s.Parent, s.Attributes, s.Events, s.Status, s.Links)
	}
	for where, least := range map[string]int{"the log": 10_000, "the figures": 10_000, "the spans": 10_000} {
		if len(shown[where]) < least {
			t.Errorf("%s hold only %d bytes: there is nothing to look at", where, len(shown[where]))
		}
	}
	return shown
}

func tells(t *testing.T, where, text string, words []string) {
	t.Helper()
	lower := strings.ToLower(text)
	for _, word := range words {
		i := strings.Index(lower, strings.ToLower(word))
		if i >= 0 {
			t.Errorf("%s tells %q: …%s…", where, word, text[max(0, i-120):min(len(text), i+120)])
		}
	}
}
