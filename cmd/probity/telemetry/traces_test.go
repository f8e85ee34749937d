package telemetry_test

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
	"go.opentelemetry.io/otel/trace"
	"go.uber.org/goleak"

	"github.com/probity-ledger/probity/cmd/probity/telemetry"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestTraces_reach_a_collector(t *testing.T) {
	bodies := make(chan string, 4)
	collector := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil || r.Header.Get("Content-Type") != "application/x-protobuf" {
			t.Errorf("%v, %v", r.Header, err)
		}
		bodies <- r.URL.Path + "\n" + string(body)
	}))
	defer collector.Close()
	p, err := telemetry.StartTraces(t.Context(), telemetry.TraceConfig{URL: collector.URL, Ratio: 1, Service: "probity", Version: "v1", Instance: "here",
		Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	_, span := p.Tracer("test").Start(t.Context(), "a span of a test")
	span.End()
	if err := p.Shutdown(t.Context()); err != nil {
		t.Fatal(err)
	}
	got := <-bodies
	for _, part := range []string{"/v1/traces\n", "a span of a test", "service.name", "probity", "service.instance.id", "here"} {
		if !strings.Contains(got, part) {
			t.Errorf("the collector did not hear %q: %q", part, got)
		}
	}
	http.DefaultClient.CloseIdleConnections()
}

// A collector that refuses costs traces and one line, not a failure.
func TestTraces_that_are_lost_are_said_to_be_once(t *testing.T) {
	var asked atomic.Int32
	collector := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked.Add(1)
		w.WriteHeader(http.StatusForbidden)
	}))
	defer collector.Close()
	var lines bytes.Buffer
	p, err := telemetry.StartTraces(t.Context(), telemetry.TraceConfig{URL: collector.URL + "/v1/traces", Ratio: 1,
		Logger: slog.New(slog.NewTextHandler(&lines, nil))})
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		_, span := p.Tracer("test").Start(t.Context(), "lost")
		span.End()
		if err := p.ForceFlush(t.Context()); err != nil {
			t.Errorf("losing traces is a failure: %v", err)
		}
	}
	if err := p.Shutdown(t.Context()); err != nil {
		t.Error(err)
	}
	if n := strings.Count(lines.String(), "traces are lost"); n != 1 || asked.Load() != 3 {
		t.Errorf("said %d times after %d attempts:\n%s", n, asked.Load(), lines.String())
	}
}

func TestCheckCollector(t *testing.T) {
	for text, good := range map[string]bool{"http://127.0.0.1:4318": true, "https://c.example/otlp/v1/traces": true, "": false, "c:4318": false,
		"grpc://c:4317": false, "http://": false} {
		if err := telemetry.CheckCollector(text); (err == nil) != good {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// What is linked to a recorded span is recorded, whatever the ratio.
func TestProvider_follows_links(t *testing.T) {
	spans := tracetest.NewSpanRecorder()
	p := telemetry.NewProvider(telemetry.TraceConfig{Ratio: 0}, sdktrace.WithSpanProcessor(spans))
	tracer := p.Tracer("test")
	recorded := trace.NewSpanContext(trace.SpanContextConfig{TraceID: trace.TraceID{1}, SpanID: trace.SpanID{1}, TraceFlags: trace.FlagsSampled})
	for _, name := range []string{"alone", "linked to what is not recorded", "linked"} {
		var links []trace.Link
		switch name {
		case "linked":
			links = []trace.Link{{SpanContext: recorded}}
		case "linked to what is not recorded":
			links = []trace.Link{{SpanContext: recorded.WithTraceFlags(0)}}
		}
		_, span := tracer.Start(context.Background(), name, trace.WithLinks(links...))
		span.End()
	}
	if ended := spans.Ended(); len(ended) != 1 || ended[0].Name() != "linked" {
		t.Errorf("recorded: %v", ended)
	}
}
