package httpd

import (
	"context"
	"net/http"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"
	"go.opentelemetry.io/otel/trace/noop"
)

const tracerName = "github.com/probity-ledger/probity/httpd"

// startSpan begins the span of a request, by the names of the semantic conventions for HTTP servers. What machines ask every few
// seconds leaves none.
func (s *Server) startSpan(ctx context.Context, r *http.Request) (context.Context, trace.Span) {
	switch r.URL.Path {
	case "/healthz", "/readyz", "/metrics":
		return ctx, noop.Span{}
	}
	if s.cfg.TrustTraceParent {
		ctx = propagation.TraceContext{}.Extract(ctx, propagation.HeaderCarrier(r.Header))
		// The ids go on; what else the caller wrote beside them (tracestate) is text of its own choosing and would be exported.
		ctx = trace.ContextWithRemoteSpanContext(ctx, trace.SpanContextFromContext(ctx).WithTraceState(trace.TraceState{}))
	}
	return s.cfg.Traces.Tracer(tracerName).Start(ctx, "HTTP", trace.WithSpanKind(trace.SpanKindServer))
}

// endSpan names the span after the route, never after the path, which the client chose.
func endSpan(span trace.Span, verb, route string, status int) {
	if span.IsRecording() {
		span.SetName(method(verb) + " " + route)
		span.SetAttributes(attribute.String("http.request.method", method(verb)), attribute.String("http.route", route),
			attribute.Int("http.response.status_code", status))
		if status >= http.StatusInternalServerError {
			span.SetStatus(codes.Error, "")
		}
	}
	span.End()
}
