package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/graph/audience"
)

// few is how small a number must be for an analyst not to see it.
const few = 5

// testCounts: nobody counts what they may not see, and analysts count without seeing.
func (w *world) testCounts(t *testing.T) {
	for _, v := range w.schemas[audience.Officers].Types["CaseDimension"].EnumValues {
		t.Run(v.Name, func(t *testing.T) {
			t.Parallel()
			keys := w.keys(t, v.Name)
			for _, p := range w.players {
				got := w.ask(p, `query($by: CaseDimension!) { caseCounts(by: $by) { key count suppressed } }`, map[string]any{"by": v.Name})
				if got.code() != "" {
					t.Errorf("%s: %s", p.name, got.raw)
					continue
				}
				w.compareCounts(t, p, keys, got)
			}
		})
	}
}

// keys says under which key each matter is counted: that of the one line of a count in which only this matter is seen.
func (w *world) keys(t *testing.T, dimension string) map[*matter]string {
	t.Helper()
	field := map[string]string{"KIND": "kind", "STATE": "state", "SEVERITY": "severityMax", "MODE": "mode", "MONTH": "cameToAttentionOn"}[dimension]
	if field == "" {
		t.Fatalf("nobody knows what cases are counted by %s", dimension)
	}
	keys := map[*matter]string{}
	for _, m := range w.matters {
		r := w.askAt("/graphql", w.references[m.force], `query($id: MatterID!) { case(id: $id) { `+field+` } }`, map[string]any{"id": m.id})
		found, _ := r.Data["case"].(map[string]any)
		key, _ := found[field].(string)
		if dimension == "MONTH" {
			key = key[:7]
		}
		keys[m] = key
	}
	return keys
}

func (w *world) compareCounts(t *testing.T, p *player, keys map[*matter]string, got response) {
	analyst := audience.Of(p.who.Role) == audience.Analytics
	want := map[string]float64{}
	for m, key := range keys {
		if p.sees(access.CaseContent, m) || (analyst && p.sees(access.AggregateCount, m)) {
			want[key]++
		}
	}
	lines, _ := got.Data["caseCounts"].([]any)
	if len(lines) != len(want) {
		t.Errorf("%s: %d lines, %d are right: %s", p.name, len(lines), len(want), got.raw)
	}
	for _, line := range lines {
		one, _ := line.(map[string]any)
		key, _ := one["key"].(string)
		switch {
		case one["suppressed"] == true && (!analyst || one["count"] != nil):
			t.Errorf("LEAK: %s: %v", p.name, one)
		case one["suppressed"] == false && (one["count"] != want[key] || (analyst && want[key] < few)):
			t.Errorf("LEAK: %s: %v, right would be %v", p.name, one, want[key])
		}
	}
}

// testReceipts: nobody finds the receipt of somebody else's command, in whatever matter it was given.
func (w *world) testReceipts(t *testing.T) {
	const query = `query($id: UUID!) { command(id: $id) { stream revision position eventIds } }`
	for _, p := range w.players {
		if audience.Of(p.who.Role) != audience.Officers {
			continue
		}
		for _, m := range w.matters {
			got := w.ask(p, query, map[string]any{"id": m.received})
			if got.code() != "" || !nothing(got.Data["command"]) {
				t.Errorf("LEAK: %s, %s: %s", p.name, m.name, got.raw)
			}
			w.tally.asked("command", 5, p, m)
		}
	}
	m := w.matters[0]
	who := builder(domain.CaseOfficer, m.force)
	if own := w.askAt("/graphql", w.token(who), query, map[string]any{"id": m.received}); nothing(own.Data["command"]) {
		t.Errorf("whoever gave the command does not find its receipt: %s", own.raw)
	}
}

// testStreams follows every matter as every player. Who may not see it hears what would be heard of one that does not exist.
func (w *world) testStreams(t *testing.T) {
	for who, s := range w.schemas {
		if s.Subscription == nil {
			continue
		}
		for _, f := range s.Subscription.Fields {
			if strings.HasPrefix(f.Name, "__") {
				continue
			}
			t.Run(who+"/"+f.Name, func(t *testing.T) {
				t.Parallel()
				w.testStream(t, who, s, f)
			})
		}
	}
}

func (w *world) testStream(t *testing.T, who string, s *ast.Schema, f *ast.FieldDefinition) {
	a := &asker{t: t, w: w, s: s, covered: map[string]bool{}, fields: map[string]bool{}}
	d := &document{root: f.Name, names: a.alternatives(f)[0], field: f, top: newSelection(s.Types[f.Type.Name()])}
	d.variables, _ = a.variables(f, d.names)
	a.leaves(d.top)
	text := strings.Replace(a.print(d), "query", "subscription", 1)
	for _, p := range w.players {
		if audience.Of(p.who.Role) != who {
			continue
		}
		absent := w.first(p, text, d.variables(w.ghost()))
		for _, m := range w.matters {
			got := w.first(p, text, d.variables(m))
			c := &comparison{w: w, whole: w.whole, p: p}
			if visible := c.visible(d.top.def, m); visible != strings.Contains(got, string(m.id)) && visible != strings.Contains(got, `"id"`) || !visible && got != absent {
				t.Errorf("LEAK: %s, %s: may see %v, follows %s", p.name, m.name, visible, got)
			}
			if leaks := w.leaks(p, got); len(leaks) > 0 {
				t.Errorf("LEAK: %s, %s: the stream holds %v", p.name, m.name, leaks)
			}
			w.tally.asked(f.Name, len(d.top.names), p, m)
		}
	}
}

// first returns the first event of a stream, or all of it where it ends by itself.
func (w *world) first(p *player, text string, variables map[string]any) string {
	ctx, cancel := context.WithTimeout(w.t.Context(), patience)
	defer cancel()
	body, err := json.Marshal(map[string]any{"query": text, "variables": variables})
	if err != nil {
		w.t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, w.url+p.door(), bytes.NewReader(body))
	if err != nil {
		w.t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept", "text/event-stream")
	req.Header.Set("Authorization", "Bearer "+p.token)
	res, err := w.client.Do(req)
	if err != nil {
		w.t.Fatal(err)
	}
	defer res.Body.Close()
	var seen strings.Builder
	for lines := bufio.NewScanner(res.Body); lines.Scan(); {
		fmt.Fprintln(&seen, lines.Text())
		if strings.HasPrefix(lines.Text(), "data:") && len(lines.Text()) > len("data: ") {
			break
		}
	}
	return seen.String()
}
