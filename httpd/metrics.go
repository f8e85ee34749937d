package httpd

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/probity-ledger/probity/projections"
)

// metrics are the server's own figures, in a registry of their own. No label names a person, a case or anything a client chose.
type metrics struct {
	registry    *prometheus.Registry
	requests    *prometheus.HistogramVec
	uploads     prometheus.Counter
	uploadBytes prometheus.Counter
	refusals    *prometheus.CounterVec
}

func newMetrics(cfg Config) *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "probity_http_request_seconds", Help: "Time from the first byte of a request to the last of its answer.",
			Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 60},
		}, []string{"route", "method", "status"}),
		uploads:     prometheus.NewCounter(prometheus.CounterOpts{Name: "probity_uploads_total", Help: "Uploads taken into the vault."}),
		uploadBytes: prometheus.NewCounter(prometheus.CounterOpts{Name: "probity_upload_bytes_total", Help: "Bytes of the uploads taken."}),
		refusals: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "probity_sign_in_refused_total", Help: "Requests whose access token was missing or not accepted, by reason.",
		}, []string{"reason"}),
	}
	m.registry.MustRegister(m.collectors(cfg)...)
	m.registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// collectors are all figures of this program, those of the Go runtime and of the process apart.
func (m *metrics) collectors(cfg Config) []prometheus.Collector {
	return append([]prometheus.Collector{m.requests, m.uploads, m.uploadBytes, m.refusals, readModels{cfg.Views, cfg.AccessViews}, storeUp{cfg.Log}, limited{cfg.Quota}}, cfg.Collectors...)
}

// Collectors returns what /metrics shows, apart from the figures of the Go runtime and of the process.
func (s *Server) Collectors() []prometheus.Collector { return s.metrics.collectors(s.cfg) }

func (m *metrics) handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{MaxRequestsInFlight: 4, Timeout: 5 * time.Second})
}

func (m *metrics) request(route, verb string, status int, took time.Duration) {
	m.requests.WithLabelValues(route, method(verb), strconv.Itoa(status/100)+"xx").Observe(took.Seconds())
}

func (m *metrics) uploaded(size int64) {
	m.uploads.Inc()
	m.uploadBytes.Add(float64(size))
}

// storeUp shows whether the event store answers, by asking it.
type storeUp struct{ log Log }

const storePatience = 2 * time.Second // Prometheus itself gives up after ten

var storeUpDesc = prometheus.NewDesc("probity_eventstore_up", "1 when the event store answered at the moment of looking.", nil, nil)

// Describe names the figure.
func (storeUp) Describe(out chan<- *prometheus.Desc) { out <- storeUpDesc }

// Collect asks the event store where it ends.
func (u storeUp) Collect(out chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), storePatience)
	defer cancel()
	_, err := u.log.Head(ctx)
	out <- prometheus.MustNewConstMetric(storeUpDesc, prometheus.GaugeValue, truth(err == nil))
}

// readModels shows how far the read models are.
type readModels [2]*projections.Runner // of the cases, and of the access log

// figure is one number of a read model.
type figure struct {
	desc  *prometheus.Desc
	kind  prometheus.ValueType
	value func(projections.Status) float64
}

func newFigure(name, help string, kind prometheus.ValueType, value func(projections.Status) float64) figure {
	return figure{prometheus.NewDesc("probity_projection_"+name, help, []string{"projection"}, nil), kind, value}
}

func figures() []figure {
	return []figure{
		newFigure("lag_events", "Events not yet in the read model.", prometheus.GaugeValue, func(s projections.Status) float64 { return float64(s.LagEvents) }),
		newFigure("lag_seconds", "Age of the read model while there are events to come.", prometheus.GaugeValue, func(s projections.Status) float64 { return s.LagSeconds }),
		newFigure("quarantined", "Events set aside because they could not be applied.", prometheus.GaugeValue, func(s projections.Status) float64 { return float64(s.Quarantined) }),
		newFigure("applied_total", "Events applied since the start.", prometheus.CounterValue, func(s projections.Status) float64 { return float64(s.Applied) }),
		newFigure("commits_total", "Transactions committed since the start.", prometheus.CounterValue, func(s projections.Status) float64 { return float64(s.Commits) }),
		newFigure("rollbacks_total", "Transactions rolled back since the start.", prometheus.CounterValue, func(s projections.Status) float64 { return float64(s.Rollbacks) }),
		newFigure("caught_up", "1 when it had applied all there was.", prometheus.GaugeValue, func(s projections.Status) float64 { return truth(s.CaughtUp) }),
		newFigure("readable", "1 when it can be read.", prometheus.GaugeValue, func(s projections.Status) float64 { return truth(s.Readable) }),
	}
}

func (m *metrics) signInRefused(reason string) { m.refusals.WithLabelValues(reason).Inc() }

func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// Describe names the figures.
func (readModels) Describe(out chan<- *prometheus.Desc) {
	for _, f := range figures() {
		out <- f.desc
	}
}

// Collect reads the figures once for all read models.
func (r readModels) Collect(out chan<- prometheus.Metric) {
	for _, views := range r {
		for _, s := range views.Status() {
			for _, f := range figures() {
				out <- prometheus.MustNewConstMetric(f.desc, f.kind, f.value(s), s.Name)
			}
		}
	}
}
