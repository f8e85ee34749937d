package telemetry

import "github.com/prometheus/client_golang/prometheus"

// Policies counts decisions about access that could not be made.
type Policies struct{ faults prometheus.Counter }

// NewPolicies makes a counter that stands at zero.
func NewPolicies() *Policies {
	return &Policies{faults: counter("policy", "faults_total", "Requests refused because a policy could not be evaluated or was not asked for a known act.")}
}

// Fault counts one.
func (p *Policies) Fault() { p.faults.Inc() }

// Collectors are what /metrics shows of them.
func (p *Policies) Collectors() []prometheus.Collector { return []prometheus.Collector{p.faults} }
