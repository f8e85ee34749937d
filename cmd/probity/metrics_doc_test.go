package main

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/probity-ledger/probity/access"
)

// shown is one figure of /metrics, as its collector describes it.
type shown struct{ name, kind, labels, help string }

var described = regexp.MustCompile(`^Desc\{fqName: "([^"]+)", help: "(.*?)", (?:unit: "[^"]*", )?constLabels: \{([^}]*)\}, variableLabels: \{([^}]*)\}\}$`)

// everyMetric lists what `probity serve` shows with the event store inside it, the runtime's own figures apart.
func everyMetric(t *testing.T) []shown {
	t.Helper()
	w := openWitness(t, 0)
	server, err := w.httpServer(&website{}, access.NewVerifier(access.VerifierConfig{Issuer: "https://issuer.test"}), front{})
	if err != nil {
		t.Fatal(err)
	}
	var all []shown
	for _, c := range server.Collectors() {
		descs := make(chan *prometheus.Desc)
		go func() { defer close(descs); c.Describe(descs) }()
		for d := range descs {
			m := described.FindStringSubmatch(d.String())
			if m == nil {
				t.Fatalf("not understood: %s", d)
			}
			all = append(all, shown{name: m[1], kind: kindOf(c, m[1]), help: m[2], labels: labelsOf(m[3], m[4])})
		}
	}
	slices.SortFunc(all, func(a, b shown) int { return strings.Compare(a.name, b.name) })
	return all
}

func kindOf(c prometheus.Collector, name string) string {
	switch c.(type) {
	case *prometheus.HistogramVec, prometheus.Histogram:
		return "histogram"
	}
	if strings.HasSuffix(name, "_total") {
		return "counter"
	}
	return "gauge"
}

func labelsOf(constant, variable string) string {
	var names []string
	for _, pair := range strings.Split(constant, ",") {
		if name, _, ok := strings.Cut(pair, "="); ok {
			names = append(names, "`"+name+"`")
		}
	}
	for _, name := range strings.Split(variable, ",") {
		if name != "" {
			names = append(names, "`"+name+"`")
		}
	}
	return strings.Join(names, ", ")
}

const metricsPage = "../../docs/metrics.md"

// docs/metrics.md holds every figure and no other. PROBITY_WRITE_DOCS=1 writes its table anew.
func TestMetrics_are_documented(t *testing.T) {
	t.Parallel()
	var table strings.Builder
	table.WriteString("| name | type | labels | meaning |\n|---|---|---|---|\n")
	for _, m := range everyMetric(t) {
		fmt.Fprintf(&table, "| `%s` | %s | %s | %s |\n", m.name, m.kind, m.labels, m.help)
		if !conventional(m) {
			t.Errorf("%s %s: the name does not follow the conventions of Prometheus", m.kind, m.name)
		}
	}
	page, err := os.ReadFile(metricsPage)
	if err != nil {
		t.Fatal(err)
	}
	head, old, ok := strings.Cut(string(page), "| name |")
	if !ok {
		t.Fatalf("%s has no table", metricsPage)
	}
	if want := head + table.String(); os.Getenv("PROBITY_WRITE_DOCS") != "" {
		if err := os.WriteFile(metricsPage, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if "| name |"+old != table.String() {
		t.Errorf("%s is not what is shown; run this test with PROBITY_WRITE_DOCS=1, or write:\n%s", metricsPage, table.String())
	}
}

// conventional says whether a name has our prefix, its unit in base units, and the suffix of its type.
func conventional(m shown) bool {
	plain := regexp.MustCompile(`^probity_[a-z][a-z_]*[a-z]$`).MatchString(m.name)
	return plain && m.help != "" && (m.kind == "counter") == strings.HasSuffix(m.name, "_total") && !strings.Contains(m.name, "milli")
}
