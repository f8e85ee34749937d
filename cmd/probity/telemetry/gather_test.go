package telemetry_test

import (
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"
)

// gathered are the values of collectors, by their last label, or by their name without its first two words where they have none. Of a
// histogram it is the count.
func gathered(t *testing.T, all []prometheus.Collector) map[string]float64 {
	t.Helper()
	registry := prometheus.NewRegistry()
	registry.MustRegister(all...)
	families, err := registry.Gather()
	if err != nil {
		t.Fatal(err)
	}
	values := map[string]float64{}
	for _, f := range families {
		for _, m := range f.GetMetric() {
			name := strings.SplitN(f.GetName(), "_", 3)[2]
			if labels := m.GetLabel(); len(labels) > 0 {
				name = labels[len(labels)-1].GetValue()
			}
			values[name] = m.GetCounter().GetValue() + m.GetGauge().GetValue() + float64(m.GetHistogram().GetSampleCount())
		}
	}
	return values
}
