package main

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

const (
	alertsFile    = "../../deploy/prometheus/alerts.yml"
	dashboardFile = "../../deploy/grafana/probity.json"
	playbooks     = "../../docs/playbooks"
)

// rule is one alert, as Prometheus reads it.
type rule struct {
	Alert, Expr, For string
	Labels           map[string]string
	Annotations      map[string]string
}

func alerts(t *testing.T) []rule {
	t.Helper()
	text, err := os.ReadFile(alertsFile)
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Groups []struct {
			Name  string
			Rules []rule
		}
	}
	if err := yaml.UnmarshalWithOptions(text, &file, yaml.DisallowUnknownField()); err != nil {
		t.Fatal(err)
	}
	var all []rule
	for _, g := range file.Groups {
		all = append(all, g.Rules...)
	}
	if len(all) < 15 {
		t.Fatalf("only %d alerts", len(all))
	}
	return all
}

// names are the time series that exist: ours as they are shown, and those of the runtime and of Prometheus itself that we use.
func names(t *testing.T) map[string]bool {
	t.Helper()
	all := map[string]bool{"up": true, "process_resident_memory_bytes": true, "go_goroutines": true, "process_cpu_seconds_total": true, "process_open_fds": true}
	for _, m := range everyMetric(t) {
		if m.kind != "histogram" {
			all[m.name] = true
			continue
		}
		for _, suffix := range []string{"_bucket", "_sum", "_count"} {
			all[m.name+suffix] = true
		}
	}
	return all
}

var (
	bracketed = regexp.MustCompile(`\{[^{}]*\}|\[[^\]]*\]|\b(by|without|on|ignoring) \([^)]*\)`)
	word      = regexp.MustCompile(`[a-zA-Z_:][a-zA-Z0-9_:]*`)
	language  = []string{"delta", "sum", "min", "max", "rate", "increase", "histogram_quantile", "or", "and", "unless", "time", "changes", "count", "e"}
)

// seriesIn are the time series an expression names.
func seriesIn(expr string) (found []string) {
	for _, w := range word.FindAllString(bracketed.ReplaceAllString(expr, " "), -1) {
		if !slices.Contains(language, w) {
			found = append(found, w)
		}
	}
	return found
}

func TestAlerts_name_what_exists_and_have_a_playbook(t *testing.T) {
	t.Parallel()
	exist := names(t)
	lacking := map[string]bool{}
	for _, path := range playbooksThere(t) {
		lacking[strings.TrimSuffix(filepath.Base(path), ".md")] = true
	}
	for _, a := range alerts(t) {
		if a.Annotations["playbook"] != "docs/playbooks/"+a.Alert+".md" || !lacking[a.Alert] {
			t.Errorf("%s has no playbook of its own", a.Alert)
		}
		delete(lacking, a.Alert)
		if s := a.Labels["severity"]; s != "page" && s != "ticket" {
			t.Errorf("%s has severity %q", a.Alert, s)
		}
		if a.For == "" || a.Annotations["summary"] == "" || a.Annotations["description"] == "" {
			t.Errorf("%s lacks a part", a.Alert)
		}
		series := seriesIn(a.Expr)
		if len(series) == 0 {
			t.Errorf("%s watches nothing", a.Alert)
		}
		for _, s := range series {
			if !exist[s] {
				t.Errorf("%s watches %s, which does not exist", a.Alert, s)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(lacking)) {
		t.Errorf("the playbook %s has no alert", name)
	}
}

func playbooksThere(t *testing.T) []string {
	t.Helper()
	paths, err := filepath.Glob(playbooks + "/*.md")
	if err != nil || len(paths) == 0 {
		t.Fatal("no playbooks", err)
	}
	return paths
}

// headings are the headings of every playbook, in order.
var headings = []string{"## What it means", "## Who is affected", "## What to look at", "## What to do", "## When to escalate"}

func TestPlaybooks_answer_every_question(t *testing.T) {
	t.Parallel()
	exist := names(t)
	ours := regexp.MustCompile(`probity_[a-z_]+`)
	for _, path := range playbooksThere(t) {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		rest := string(text)
		for _, q := range headings {
			_, after, ok := strings.Cut(rest, q+"\n\n")
			if !ok || len(after) < 40 {
				t.Errorf("%s does not answer %q in its place", path, q)
				break
			}
			rest = after
		}
		for _, name := range ours.FindAllString(string(text), -1) {
			if !exist[name] && !exist[name+"_bucket"] {
				t.Errorf("%s names %s, which does not exist", path, name)
			}
		}
	}
}

func TestDashboard_draws_what_exists(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(dashboardFile)
	if err != nil {
		t.Fatal(err)
	}
	var board struct {
		SchemaVersion int
		Panels        []struct {
			ID      int
			Type    string
			Title   string
			GridPos struct{ X, Y, W, H int }
			Targets []struct {
				Expr       string
				Datasource struct{ UID string }
			}
		}
	}
	if err := json.Unmarshal(text, &board); err != nil {
		t.Fatal(err)
	}
	if board.SchemaVersion < 39 || len(board.Panels) < 20 {
		t.Errorf("schema %d, %d panels", board.SchemaVersion, len(board.Panels))
	}
	exist, ids := names(t), map[int]bool{}
	for _, p := range board.Panels {
		if ids[p.ID] || p.GridPos.X+p.GridPos.W > 24 || (p.Type != "row" && len(p.Targets) == 0) {
			t.Errorf("the panel %q has a number twice, lies outside, or draws nothing", p.Title)
		}
		ids[p.ID] = true
		for _, target := range p.Targets {
			if target.Datasource.UID != "${datasource}" {
				t.Errorf("the panel %q asks a fixed source", p.Title)
			}
			for _, s := range seriesIn(target.Expr) {
				if !exist[s] {
					t.Errorf("the panel %q draws %s, which does not exist", p.Title, s)
				}
			}
		}
	}
}
