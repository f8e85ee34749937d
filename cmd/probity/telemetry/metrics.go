package telemetry

import (
	"context"
	"errors"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/probity-ledger/probity/graph"
	"github.com/probity-ledger/probity/ledger"
	"github.com/probity-ledger/probity/ledger/eventlog"
)

const namespace = "probity"

// fast are the buckets of what takes from a tenth of a millisecond to a few seconds: a disk, a local call.
var fast = []float64{.0001, .00025, .0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10}

func counterVec(subsystem, name, help string, labels ...string) *prometheus.CounterVec {
	return prometheus.NewCounterVec(prometheus.CounterOpts{Namespace: namespace, Subsystem: subsystem, Name: name, Help: help}, labels)
}

func counter(subsystem, name, help string) prometheus.Counter {
	return prometheus.NewCounter(prometheus.CounterOpts{Namespace: namespace, Subsystem: subsystem, Name: name, Help: help})
}

func histogram(subsystem, name, help string, buckets []float64) prometheus.Histogram {
	return prometheus.NewHistogram(prometheus.HistogramOpts{Namespace: namespace, Subsystem: subsystem, Name: name, Help: help, Buckets: buckets})
}

// Commands counts what the ledger was asked to do and how it went.
type Commands struct {
	done *prometheus.CounterVec
	took *prometheus.HistogramVec
	more *prometheus.CounterVec
	open prometheus.Counter
}

// NewCommands makes counters that stand at zero for every aggregate and outcome, so that a first failure is seen as a rise.
func NewCommands() *Commands {
	c := &Commands{
		done: counterVec("command", "outcomes_total", "Commands by what they were given to and how they went.", "aggregate", "outcome"),
		took: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Namespace: namespace, Subsystem: "command", Name: "seconds",
			Help: "Time from a command to its answer, the append included.", Buckets: fast,
		}, []string{"aggregate"}),
		more: counterVec("command", "retries_total", "Times a command was decided again, because somebody else was in the way.", "aggregate"),
		open: counter("access", "exceptions_opened_total", "Cases that somebody opened without being assigned to them."),
	}
	for _, kind := range []string{"matter", "device", "extraction", "officer", "account"} {
		for _, o := range ledger.Outcomes() {
			c.done.WithLabelValues(kind, string(o))
		}
	}
	return c
}

// Observe takes what the ledger tells; it is a ledger.Config.Observe.
func (c *Commands) Observe(o ledger.Observation) {
	c.done.WithLabelValues(o.Kind, string(o.Outcome)).Inc()
	c.took.WithLabelValues(o.Kind).Observe(o.Took.Seconds())
	if o.Command == "caseaccess.OpenException" && o.Outcome == ledger.Written {
		c.open.Inc()
	}
	c.more.WithLabelValues(o.Kind).Add(float64(o.Attempts - 1))
}

// Collectors are the figures.
func (c *Commands) Collectors() []prometheus.Collector {
	return []prometheus.Collector{c.done, c.took, c.more, c.open}
}

// Log counts what the connection to the event store does; it is an eventlog.Observer.
type Log struct {
	took   prometheus.Histogram
	failed *prometheus.CounterVec
	broke  prometheus.Counter
}

var _ eventlog.Observer = (*Log)(nil)

// NewLog makes the counters.
func NewLog() *Log {
	l := &Log{
		took:   histogram("eventlog", "append_seconds", "Time from an append to its answer, as the program sees the event store.", fast),
		failed: counterVec("eventlog", "append_failures_total", "Appends that were not written, by reason.", "reason"),
		broke:  counter("eventlog", "reconnects_total", "Times a subscription broke off and was begun again."),
	}
	for _, r := range appendFailures {
		l.failed.WithLabelValues(r.reason)
	}
	return l
}

// appendFailures are the reasons that can be told apart; the first that fits is counted.
var appendFailures = []struct {
	reason string
	is     func(error) bool
}{
	{"wrong_expected_version", func(err error) bool { var c *eventlog.ConflictError; return errors.As(err, &c) }},
	{"too_large", func(err error) bool { var c *eventlog.TooLargeError; return errors.As(err, &c) }},
	{"unknown_outcome", is(eventlog.ErrOutcomeUnknown)},
	{"disk_full", is(eventlog.ErrDiskFull)},
	{"access", is(eventlog.ErrAccess)},
	{"refused", is(eventlog.ErrRefused)},
	{"unavailable", func(err error) bool {
		return errors.Is(err, eventlog.ErrUnavailable) || errors.Is(err, eventlog.ErrClosed)
	}},
	{"cancelled", func(err error) bool {
		return errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
	}},
	{"other", func(error) bool { return true }},
}

func is(target error) func(error) bool { return func(err error) bool { return errors.Is(err, target) } }

// Appended counts an append.
func (l *Log) Appended(took time.Duration, err error) {
	l.took.Observe(took.Seconds())
	if err == nil {
		return
	}
	for _, f := range appendFailures {
		if f.is(err) {
			l.failed.WithLabelValues(f.reason).Inc()
			return
		}
	}
}

// BrokeOff counts a subscription that lost its connection.
func (l *Log) BrokeOff() { l.broke.Inc() }

// Collectors are the figures.
func (l *Log) Collectors() []prometheus.Collector {
	return []prometheus.Collector{l.took, l.failed, l.broke}
}

// Answers counts what GraphQL answered.
type Answers struct{ given *prometheus.CounterVec }

// NewAnswers makes the counter.
func NewAnswers() *Answers {
	a := &Answers{given: counterVec("graphql", "answers_total", "GraphQL answers by operation and by the code of their first error.", "operation", "code")}
	for _, operation := range []string{"query", "mutation", "subscription"} {
		for _, code := range []string{"OK", "INTERNAL", "UNAVAILABLE", "DISK_FULL", "EVIDENCE_CORRUPT"} {
			a.given.WithLabelValues(operation, code)
		}
	}
	return a
}

// Observe takes what the API tells; it is a graph.Config.Observe.
func (a *Answers) Observe(o graph.Observation) { a.given.WithLabelValues(o.Operation, o.Code).Inc() }

// Collectors are the figures.
func (a *Answers) Collectors() []prometheus.Collector { return []prometheus.Collector{a.given} }
