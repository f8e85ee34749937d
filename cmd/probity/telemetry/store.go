package telemetry

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/probity-ledger/probity/node"
	"github.com/probity-ledger/probity/vault"
)

// Store counts what the event store inside this process does; it is a node.Observer.
type Store struct {
	name    string
	took    prometheus.Histogram
	refused *prometheus.CounterVec
	group   prometheus.Histogram
	waited  prometheus.Histogram
	wrote   prometheus.Histogram
	commit  prometheus.Histogram
	written prometheus.Counter
}

var _ node.Observer = (*Store)(nil)

// NewStore makes the counters.
func NewStore() *Store { return NewStoreNamed("node") }

// NewStoreNamed makes the counters of a second store, under another name.
func NewStoreNamed(name string) *Store {
	s := &Store{
		name:    name,
		took:    histogram(name, "append_seconds", "Time from an append's last byte to its answer, for appends that were answered with success.", fast),
		refused: counterVec(name, "appends_refused_total", "Appends that were not written, by reason.", "reason"),
		group:   histogram(name, "group_appends", "Appends served by one transaction.", prometheus.ExponentialBuckets(1, 2, 11)),
		waited:  histogram(name, "queue_seconds", "Time the first append of a transaction waited for the writer.", fast),
		wrote:   histogram(name, "write_seconds", "Time of a transaction, from its beginning to its answer.", fast),
		commit:  histogram(name, "commit_seconds", "Time of a transaction's COMMIT, nearly all of it the disk's fsync.", fast),
		written: counter(name, "events_written_total", "Events written."),
	}
	for _, reason := range []string{"wrong-expected-version", "disk-full", "busy", "not-written", "unknown-outcome", "store-stopped",
		"maximum-append-size-exceeded"} {
		s.refused.WithLabelValues(reason)
	}
	return s
}

// Appended counts an append that was answered with success.
func (s *Store) Appended(took time.Duration) { s.took.Observe(took.Seconds()) }

// Refused counts an append that was not written.
func (s *Store) Refused(reason string) { s.refused.WithLabelValues(reason).Inc() }

// Committed counts a transaction.
func (s *Store) Committed(g node.Group) {
	s.group.Observe(float64(g.Appends))
	s.written.Add(float64(g.Events))
	s.waited.Observe(g.Waited.Seconds())
	s.wrote.Observe(g.Took.Seconds())
	s.commit.Observe(g.Commit.Seconds())
}

// Collectors are the figures, with those that the node keeps itself.
func (s *Store) Collectors(stats func() node.Stats) []prometheus.Collector {
	prefix := s.name + "_"
	return []prometheus.Collector{s.took, s.refused, s.group, s.waited, s.wrote, s.commit, s.written, figures[node.Stats]{stats, []figure[node.Stats]{
		gauge(prefix+"events", "Events in the event store.", func(s node.Stats) float64 { return float64(s.Events) }),
		gauge(prefix+"last_position", "Position of the newest event.", func(s node.Stats) float64 { return float64(s.LastPosition) }),
		total(prefix+"appends_total", "Appends answered with success.", func(s node.Stats) float64 { return float64(s.Appends) }),
		total(prefix+"group_commits_total", "Transactions committed.", func(s node.Stats) float64 { return float64(s.GroupCommits) }),
		gauge(prefix+"subscriptions", "Subscriptions open now.", func(s node.Stats) float64 { return float64(s.Subscriptions) }),
		gauge(prefix+"appends_waiting", "Appends that wait for the writer now.", func(s node.Stats) float64 { return float64(s.Waiting) }),
		total(prefix+"read_pages_total", "Pages read from the file for reads and subscriptions.", func(s node.Stats) float64 { return float64(s.ReadPages) }),
		total(prefix+"read_events_total", "Events read from the file for reads and subscriptions.", func(s node.Stats) float64 { return float64(s.ReadEvents) }),
		gauge(prefix+"file_bytes", "Size of the data file with its write-ahead log.", func(s node.Stats) float64 { return float64(s.FileBytes) }),
		total(prefix+"damage_total", "Damaged rows met by reads and appends, which then ended.", func(s node.Stats) float64 { return float64(s.Damage) }),
		gauge(prefix+"scrub_findings", "Findings of the last scrub that ended.", func(s node.Stats) float64 { return float64(s.ScrubFindings) }),
		gauge(prefix+"scrub_finished_timestamp_seconds", "When the last scrub ended, in seconds since 1970; 0 when none has since the start.",
			func(s node.Stats) float64 { return float64(s.ScrubbedAt) }),
		gauge(prefix+"scrub_position", "Position the scrub under way has reached; 0 when none is.", func(s node.Stats) float64 { return float64(s.ScrubThrough) }),
		gauge(prefix+"stopped", "1 when appends are refused after a write error, until the node is started again.", func(s node.Stats) float64 { return truth(s.Stopped) }),
	}}}
}

// Vault shows what the vault counts.
func Vault(v *vault.Vault) prometheus.Collector {
	return figures[vault.Stats]{v.Stats, []figure[vault.Stats]{
		total("vault_committed_total", "Contents committed to the vault.", func(s vault.Stats) float64 { return float64(s.Committed) }),
		total("vault_committed_bytes_total", "Bytes of them.", func(s vault.Stats) float64 { return float64(s.CommittedBytes) }),
		total("vault_corrupt_total", "Times stored bytes were found not to be what was committed.", func(s vault.Stats) float64 { return float64(s.Corrupt) }),
	}}
}

// Build shows which program this is, as labels of a figure that is always 1.
func Build(version, goVersion string) prometheus.Collector {
	return prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Namespace: namespace, Name: "build_info", Help: "Always 1; the labels say which build this is.",
		ConstLabels: prometheus.Labels{"version": version, "go": goVersion},
	}, func() float64 { return 1 })
}
