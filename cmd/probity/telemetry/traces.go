package telemetry

import (
	"context"
	"fmt"
	"log/slog"
	"net/url"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/sdk/resource"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
)

// TraceConfig says where traces go and how many.
type TraceConfig struct {
	// URL is an OTLP collector over HTTP, such as http://127.0.0.1:4318; "/v1/traces" is appended where it has no path.
	URL string
	// Ratio is how many of the requests are recorded, from 0 to 1. A request that joins a recorded trace is always recorded.
	Ratio float64
	// Service, Version and Instance name the program to the collector.
	Service, Version, Instance string
	// Logger gets a line when the collector stops taking traces, and one when it takes them again.
	Logger *slog.Logger
}

const (
	exportTimeout = 5 * time.Second
	// waitingSpans bounds the memory for spans that a slow collector has not taken; beyond it they are dropped, never waited for.
	waitingSpans = 4096
)

// StartTraces returns a provider whose spans are sent to the collector in the background. No request waits for the collector, and one
// that does not answer costs traces only. Stop sends what is left, for no longer than its context lasts.
func StartTraces(ctx context.Context, cfg TraceConfig) (*sdktrace.TracerProvider, error) {
	endpoint, err := endpointOf(cfg.URL)
	if err != nil {
		return nil, err
	}
	exporter, err := otlptracehttp.New(ctx, otlptracehttp.WithEndpointURL(endpoint), otlptracehttp.WithTimeout(exportTimeout))
	if err != nil {
		return nil, fmt.Errorf("send traces: %w", err)
	}
	return NewProvider(cfg, sdktrace.WithBatcher(&reporting{SpanExporter: exporter, log: cfg.Logger}, sdktrace.WithMaxQueueSize(waitingSpans))), nil
}

// NewProvider returns a provider that records for a given destination. Its description of this process holds no user and no command
// line, which might name people and files.
func NewProvider(cfg TraceConfig, destination sdktrace.TracerProviderOption) *sdktrace.TracerProvider {
	return sdktrace.NewTracerProvider(destination,
		sdktrace.WithSampler(sampler{sdktrace.ParentBased(sdktrace.TraceIDRatioBased(cfg.Ratio))}),
		sdktrace.WithRawSpanLimits(sdktrace.SpanLimits{AttributeValueLengthLimit: 256, AttributeCountLimit: 32, EventCountLimit: 16,
			LinkCountLimit: 64, AttributePerEventCountLimit: 8, AttributePerLinkCountLimit: 8}),
		sdktrace.WithResource(resource.NewSchemaless(attribute.String("service.name", cfg.Service),
			attribute.String("service.version", cfg.Version), attribute.String("service.instance.id", cfg.Instance))))
}

// reporting says once that the collector does not take traces, and once that it does again: the SDK would say it every time, on a logger
// of its own.
type reporting struct {
	sdktrace.SpanExporter
	log  *slog.Logger
	lost bool // owned by the one goroutine that exports
}

// ExportSpans sends spans and never fails: what cannot be sent is lost, and said so.
func (r *reporting) ExportSpans(ctx context.Context, spans []sdktrace.ReadOnlySpan) error {
	err := r.SpanExporter.ExportSpans(ctx, spans)
	switch {
	case err != nil && !r.lost:
		r.log.Warn("traces are lost: the collector does not take them", "err", err)
	case err == nil && r.lost:
		r.log.Info("the collector takes traces again")
	}
	r.lost = err != nil
	return nil
}

// CheckCollector says what is wrong with the URL of a collector; nil when nothing is.
func CheckCollector(text string) error {
	_, err := endpointOf(text)
	return err
}

func endpointOf(text string) (string, error) {
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return "", fmt.Errorf("send traces: %q is not the http or https URL of a collector", text)
	}
	if u.Path == "" || u.Path == "/" {
		u.Path = "/v1/traces"
	}
	return u.String(), nil
}

// sampler records what continues a recorded trace, by its parent or by a link: the transactions of read models are linked to the
// commands whose events they apply, and are recorded exactly when one of those was.
type sampler struct{ root sdktrace.Sampler }

// ShouldSample decides once for each span.
func (s sampler) ShouldSample(p sdktrace.SamplingParameters) sdktrace.SamplingResult {
	for _, l := range p.Links {
		if l.SpanContext.IsSampled() {
			return sdktrace.AlwaysSample().ShouldSample(p)
		}
	}
	return s.root.ShouldSample(p)
}

// Description names the sampler.
func (s sampler) Description() string { return "LinkedOr{" + s.root.Description() + "}" }
