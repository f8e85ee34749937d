package main

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/access/devissuer"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/graph"
	"github.com/probity-ledger/probity/graph/audience"
)

// scenario plays a case through GraphQL, day by day: the clock of the whole program stands where the story is, and the statutory periods
// are those the program runs.
type scenario struct {
	t    testing.TB
	s    *system
	api  *graph.API
	day  atomic.Int64 // the time it is, in Unix seconds
	id   string       // of the case
	seen string       // the position of the last command
	who  map[string]string
}

// vars are the variables of a question.
type vars = map[string]any

func openScenario(t testing.TB, day string) *scenario {
	t.Helper()
	if underRace {
		t.Skip("one command after the other, which the race detector makes long and shows nothing in; make test plays it")
	}
	c := &scenario{t: t, who: map[string]string{}}
	c.on(day)
	var err error
	c.s, err = openSystem(t.Context(), settings{data: filepath.Join(t.TempDir(), "d"), logger: slog.New(slog.DiscardHandler),
		now: func() time.Time { return time.Unix(c.day.Load(), 0) }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.s.close(); err != nil {
			t.Error(err)
		}
	})
	if c.api, err = c.s.api(front{}, nil, "http://127.0.0.1"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.api.EndStreams)
	return c
}

// on goes on to a day, at ten in the morning in England in winter. A story never goes back.
func (c *scenario) on(day string) {
	c.t.Helper()
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		c.t.Fatal(err)
	}
	at = at.Add(10 * time.Hour)
	if at.Unix() < c.day.Load() {
		c.t.Fatalf("the story goes back to %s", day)
	}
	c.day.Store(at.Unix())
}

// today is the day of the story.
func (c *scenario) today() string { return time.Unix(c.day.Load(), 0).UTC().Format(time.DateOnly) }

// try asks as one of the personas of the development issuer.
func (c *scenario) try(persona, query string, v vars) response {
	c.t.Helper()
	name, officer, _ := strings.Cut(persona, "=") // "psd-supervisor=thorne" is a supervisor who is that very officer
	p, ok := devissuer.Named(name)
	if p.Officer = domain.OfficerID(c.who[officer]); !ok {
		c.t.Fatalf("there is no persona %s", persona)
	}
	body, err := json.Marshal(map[string]any{"query": query, "variables": v})
	if err != nil {
		c.t.Fatal(err)
	}
	handler := c.api.Officers
	if audience.Of(p.Role) == audience.Watchdog {
		handler = c.api.Watchdog
	}
	r := httptest.NewRequest(http.MethodPost, "/graphql", bytes.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	ctx := access.With(graph.WithRequestID(r.Context(), "request-of-a-scenario"), access.Principal{Actor: p.Subject, Role: p.Role, Force: p.Force, Officer: p.Officer})
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, r.WithContext(ctx))
	got := response{raw: w.Body.String()}
	if err := json.Unmarshal([]byte(got.raw), &got); err != nil {
		c.t.Fatalf("%v: %s", err, got.raw)
	}
	return got
}

// ask asks and wants an answer.
func (c *scenario) ask(persona, query string, v vars) map[string]any {
	c.t.Helper()
	r := c.try(persona, query, v)
	if r.code() != "" {
		c.t.Fatalf("%s: %s\n%s", c.today(), query, r.raw)
	}
	return r.Data
}

// give gives a command about the case, today unless the input says otherwise, and returns the field of the answer.
func (c *scenario) give(persona, field, more string, input vars) map[string]any {
	c.t.Helper()
	kind := strings.ToUpper(field[:1]) + field[1:] + "Input"
	full := vars{"commandId": uuid.NewString()}
	if c.id != "" && strings.HasPrefix(field, "case") && field != "caseReceive" {
		full["caseId"] = c.id
	}
	if c.dated(kind) {
		full["on"] = c.today()
	}
	for name, value := range input {
		full[name] = value
	}
	answer, _ := c.ask(persona, `mutation($in: `+kind+`!) { `+field+`(input: $in) {
		receipt { position } userErrors { code field message rule } `+more+` } }`, vars{"in": full})[field].(map[string]any)
	if position, ok := at(answer, "receipt", "position").(string); ok {
		c.seen = position
	}
	return answer
}

// done gives a command that must be carried out.
func (c *scenario) done(persona, field string, input vars) map[string]any {
	c.t.Helper()
	return c.doneWith(persona, field, "", input)
}

func (c *scenario) doneWith(persona, field, more string, input vars) map[string]any {
	c.t.Helper()
	answer := c.give(persona, field, more, input)
	if refused, _ := answer["userErrors"].([]any); len(refused) > 0 {
		c.t.Fatalf("%s: %s was refused: %v", c.today(), field, refused)
	}
	return answer
}

// refused gives a command that must be refused with a code and, as every refusal, by a rule and a way out.
func (c *scenario) refused(persona, field, code string, input vars) {
	c.t.Helper()
	answer := c.give(persona, field, "", input)
	if got := at(answer, "userErrors", 0, "code"); got != code {
		c.t.Errorf("%s: %s is answered %v, want %s", c.today(), field, answer["userErrors"], code)
	}
}

// dated says whether an input has a day.
func (c *scenario) dated(kind string) bool {
	if graph.Schema().Types[kind] == nil {
		c.t.Fatalf("there is no input %s", kind)
	}
	for _, f := range graph.Schema().Types[kind].Fields {
		if f.Name == "on" {
			return true
		}
	}
	return false
}

// clock returns the newest period of a rule, about the case or about one officer.
func (c *scenario) clock(rule, officer string) map[string]any {
	c.t.Helper()
	all, _ := at(c.ask("psd-supervisor", `query($id: MatterID!, $at: Position) { case(id: $id, atLeast: $at) {
		clocks { id kind officerId notBefore dueOn state } } }`, vars{"id": c.id, "at": c.seen}), "case", "clocks").([]any)
	var found map[string]any
	for _, one := range all {
		of, _ := at(one, "officerId").(string)
		if at(one, "kind") == rule && of == c.who[officer] {
			found, _ = one.(map[string]any)
		}
	}
	if found == nil {
		c.t.Fatalf("%s: no period %s runs for %q", c.today(), rule, officer)
	}
	return found
}

// due wants a period to end on a day.
func (c *scenario) due(rule, officer, day string) {
	c.t.Helper()
	if got := at(c.clock(rule, officer), "dueOn"); got != day {
		c.t.Errorf("%s: %s of %q ends on %v, want %s", c.today(), rule, officer, got, day)
	}
}

// stands wants a period to be in a state.
func (c *scenario) stands(rule, officer, state string) {
	c.t.Helper()
	if got := at(c.clock(rule, officer), "state"); got != state {
		c.t.Errorf("%s: %s of %q is %v, want %s", c.today(), rule, officer, got, state)
	}
}

// awaits waits until the ledger's own process has brought a period into a state.
func (c *scenario) awaits(rule, officer, state string) {
	c.t.Helper()
	ctx, cancel := context.WithTimeout(c.t.Context(), patience)
	defer cancel()
	for at(c.clock(rule, officer), "state") != state {
		if err := pause(ctx, 20*time.Millisecond); err != nil {
			c.t.Fatalf("%s: %s of %q does not become %s", c.today(), rule, officer, state)
		}
	}
}

// merged is one input made of two; the second wins.
func merged(a, b vars) vars {
	all := maps.Clone(a)
	maps.Copy(all, b)
	return all
}
