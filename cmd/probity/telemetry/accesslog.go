package telemetry

import (
	"github.com/prometheus/client_golang/prometheus"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/accesslog"
)

// AccessLog counts what is recorded of who looked.
type AccessLog struct {
	took      prometheus.Histogram
	failed    *prometheus.CounterVec
	misjudged prometheus.Counter
}

// NewAccessLog makes counters that stand at zero.
func NewAccessLog() *AccessLog {
	a := &AccessLog{
		took:   histogram("access_log", "record_seconds", "Time an answer waited for the access log, for answers that were recorded.", fast),
		failed: counterVec("access_log", "failures_total", "Answers held back because they could not be recorded, by reason.", "reason"),
		misjudged: counter("access_log", "misjudged_total",
			"Answers held back because the access policies do not allow what a read model returned."),
	}
	for _, reason := range accesslog.Reasons() {
		a.failed.WithLabelValues(reason)
	}
	return a
}

// Observe takes what the writer tells; it is an accesslog.Config.Observe.
func (a *AccessLog) Observe(o accesslog.Observation) {
	if reason := o.Reason(); reason != "" {
		a.failed.WithLabelValues(reason).Inc()
		return
	}
	a.took.Observe(o.Took.Seconds())
}

// Misjudged counts an answer that the policies held back.
func (a *AccessLog) Misjudged(access.Content) { a.misjudged.Inc() }

// Collectors are the figures, with those that the writer keeps itself.
func (a *AccessLog) Collectors(stats func() accesslog.Stats) []prometheus.Collector {
	return []prometheus.Collector{a.took, a.failed, a.misjudged, figures[accesslog.Stats]{stats, []figure[accesslog.Stats]{
		total("access_log_entries_total", "Entries recorded.", func(s accesslog.Stats) float64 { return float64(s.Entries) }),
		total("access_log_appends_total", "Appends that stored them.", func(s accesslog.Stats) float64 { return float64(s.Groups) }),
		gauge("access_log_waiting", "Answers that wait for the access log now.", func(s accesslog.Stats) float64 { return float64(s.Waiting) }),
	}}}
}
