package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/access/devissuer"
	"github.com/probity-ledger/probity/cmd/probity/telemetry"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/officer"
)

// pad is a log that may be read while it is written.
type pad struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (p *pad) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.text.Write(b)
}

func (p *pad) String() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.text.String()
}

// witness is a whole ledger over HTTP whose spans and lines are kept.
type witness struct {
	*system
	spans *tracetest.SpanRecorder
	lines *pad
	url   string
	token string
}

func openWitness(t *testing.T, ratio float64) *witness {
	t.Helper()
	w := &witness{spans: tracetest.NewSpanRecorder(), lines: &pad{}}
	p := telemetry.NewProvider(telemetry.TraceConfig{Ratio: ratio, Service: "probity"}, sdktrace.WithSpanProcessor(w.spans))
	c := settings{data: filepath.Join(t.TempDir(), "d"), now: time.Now, traces: p, trustTraceParent: true, watchBackup: t.TempDir(),
		logger: telemetry.NewLogger(w.lines, "json", slog.LevelDebug).With("instance", "here")}
	var err error
	if w.system, err = openSystem(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.close(); err != nil {
			t.Error(err)
		}
	})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	site, err := w.serveHTTP(t.Context(), listener, front{})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.openPersonas(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.spans.Reset() // what is watched begins here
	w.url = site.url
	if w.token, err = site.issuer.Token(t.Context(), "case-officer"); err != nil {
		t.Fatal(err)
	}
	return w
}

// send puts a question with a traceparent of the caller's and returns the answer.
func (w *witness) send(t *testing.T, body map[string]any, traceparent string) string {
	t.Helper()
	b, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, w.url+"/graphql", bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+w.token)
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("X-Request-Id", "request-of-a-test")
	if traceparent != "" {
		r.Header.Set("traceparent", traceparent)
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		t.Fatalf("%d %s %v", res.StatusCode, answer, err)
	}
	return string(answer)
}

func (w *witness) metrics(t *testing.T) string {
	t.Helper()
	res, err := http.Get(w.url + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// The names planted in everything a client may choose. None of them may come out again but in an answer.
const (
	plantedName  = "Zebedee Quillfeather"
	plantedWord  = "Zebedee"
	plantedAlias = "QuillfeatherSaysHello"
)

func registration(commandID string) map[string]any {
	return map[string]any{
		"query": `mutation ` + plantedAlias + `($input: OfficerRegisterInput!) { ` + plantedWord + `: officerRegister(input: $input) {
			receipt { eventIds repeated } userErrors { code } } }`,
		"operationName": plantedAlias,
		"variables": map[string]any{"input": map[string]any{"commandId": commandID, "name": plantedName, "collarNumber": "QUILL1",
			"force": "northmoor", "kind": "OFFICER", "rank": "PC", "unit": plantedWord, "from": "2024-01-01"}},
	}
}

const (
	firstTrace  = "4bf92f3577b34da6a3ce929d0e0e4736"
	secondTrace = "11111111111111111111111111111111"
	parentSpan  = "00f067aa0ba902b7"
)

func TestTrace_from_HTTP_to_append_to_projection(t *testing.T) {
	t.Parallel()
	w := openWitness(t, 0) // nothing is recorded but what joins a recorded trace
	command := uuid.NewString()
	if a := w.send(t, registration(command), "00-"+firstTrace+"-"+parentSpan+"-01"); !strings.Contains(a, `"repeated":false`) {
		t.Fatal(a)
	}
	if err := w.caughtUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	chain := w.awaitChain(t)
	parent := parentSpan
	for _, name := range []string{"POST /graphql", "graphql mutation", "officer.Register", "eventlog append"} {
		s := chain[name]
		if s == nil || s.SpanContext().TraceID().String() != firstTrace || s.Parent().SpanID().String() != parent {
			t.Fatalf("%s: %v", name, s)
		}
		parent = s.SpanContext().SpanID().String()
	}
	apply := chain["projection apply"]
	if n := len(apply.Links()); n != 1 || apply.Links()[0].SpanContext.SpanID() != chain["officer.Register"].SpanContext().SpanID() {
		t.Errorf("the transaction has %d links, want one to the command", n)
	}
	if apply.SpanContext().TraceID().String() == firstTrace {
		t.Error("the transaction, which serves many commands, is in the trace of one")
	}

	// The same command in another trace is the same command.
	before := len(w.spans.Ended())
	if a := w.send(t, registration(command), "00-"+secondTrace+"-"+parentSpan+"-01"); !strings.Contains(a, `"repeated":true`) {
		t.Fatal(a)
	}
	for _, s := range w.spans.Ended()[before:] {
		if s.Name() == "officer.Register" && !strings.Contains(fmt.Sprint(s.Attributes()), "repeated") {
			t.Errorf("the repetition is recorded as %v", s.Attributes())
		}
		if s.Name() == "eventlog append" {
			t.Error("the repetition was written")
		}
	}
}

// awaitChain waits until the officers' read model has recorded a transaction, and returns the spans by name.
func (w *witness) awaitChain(t *testing.T) map[string]sdktrace.ReadOnlySpan {
	t.Helper()
	deadline := time.Now().Add(10 * time.Second)
	for {
		found := map[string]sdktrace.ReadOnlySpan{}
		for _, s := range w.spans.Ended() {
			found[s.Name()] = s
		}
		if found["projection apply"] != nil && found["POST /graphql"] != nil {
			return found
		}
		if time.Now().After(deadline) {
			t.Fatalf("no transaction was recorded: %v", found)
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// What the program does by itself, such as an import under way, is traced from the command on.
func TestTrace_begins_with_a_command_of_the_programs_own(t *testing.T) {
	t.Parallel()
	w := openWitness(t, 1)
	ctx := access.With(t.Context(), access.Principal{Actor: "test|own", Role: domain.CaseOfficer, Force: devissuer.Force})
	_, err := w.ledger.Officer(ctx, uuid.NewString(), domain.OfficerID(uuid.NewString()), officer.Register{
		Person: officer.Person{Name: plantedName, CollarNumber: "QUILL2"}, Force: devissuer.Force, Kind: officer.PoliceOfficer,
		Rank: officer.Constable, Unit: "Test", From: "2024-01-01"})
	if err != nil {
		t.Fatal(err)
	}
	command, written := spanNamed(w, "officer.Register"), spanNamed(w, "eventlog append")
	if command == nil || command.Parent().IsValid() || written == nil || written.Parent().SpanID() != command.SpanContext().SpanID() {
		t.Errorf("recorded: %v, %v", command, written)
	}
}

func spanNamed(w *witness, name string) sdktrace.ReadOnlySpan {
	for _, s := range w.spans.Ended() {
		if s.Name() == name {
			return s
		}
	}
	return nil
}

// Without a recorded parent and with nothing to be sampled, there are no spans and the events carry nothing.
func TestTrace_that_is_not_recorded_leaves_nothing(t *testing.T) {
	t.Parallel()
	w := openWitness(t, 0)
	w.send(t, registration(uuid.NewString()), "")
	if err := w.caughtUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := len(w.spans.Ended()); n != 0 {
		t.Errorf("%d spans are recorded", n)
	}
}

func TestWhatIsShown_names_nobody(t *testing.T) {
	t.Parallel()
	w := openWitness(t, 1)
	command := uuid.NewString()
	w.send(t, registration(command), "")
	w.send(t, registration(uuid.NewString()), "")
	w.send(t, map[string]any{"query": `query ` + plantedAlias + ` { ` + plantedWord + `: officers(first: 3) { nodes { id } } }`}, "")
	if err := w.caughtUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.awaitChain(t)
	shown := map[string]string{"the log": w.lines.String(), "the figures": w.metrics(t)}
	for _, s := range tracetest.SpanStubsFromReadOnlySpans(w.spans.Ended()) {
		shown["the span "+s.Name] += fmt.Sprintf("%s %+v %+v %+v %+v\n", s.Name, s.Attributes, s.Events, s.Status, s.Resource)
	}
	for where, text := range shown {
		for _, planted := range []string{plantedWord, "Quillfeather", "QUILL1"} {
			if strings.Contains(text, planted) {
				t.Errorf("%s tells %q", where, planted)
			}
		}
	}
	for _, part := range []string{`"command_id":"` + command + `"`, `"request":"request-of-a-test"`, `"instance":"here"`, `"trace":"`} {
		if !commandLineHas(w.lines.String(), command, part) {
			t.Errorf("the line of the command lacks %s:\n%s", part, w.lines)
		}
	}
	for _, part := range []string{`probity_command_outcomes_total{aggregate="officer",outcome="written"} 2`, `probity_eventlog_append_seconds_count`,
		`probity_node_commit_seconds_count`, `probity_graphql_answers_total{code="OK",operation="mutation"} 2`} {
		if !strings.Contains(shown["the figures"], part) {
			t.Errorf("the figures lack %s", part)
		}
	}
}

func commandLineHas(log, command, part string) bool {
	for line := range strings.Lines(log) {
		if strings.Contains(line, `"msg":"command"`) && strings.Contains(line, command) && strings.Contains(line, part) {
			return true
		}
	}
	return false
}
