package wire

import (
	"context"

	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"
)

const traceParentKey = "traceparent"

// TraceParent returns the W3C trace context (level 1, the header "traceparent") of the span in ctx; "" when there is none or it is not
// recorded, so that events of an unwatched ledger carry nothing.
func TraceParent(ctx context.Context) string {
	if !trace.SpanContextFromContext(ctx).IsSampled() {
		return ""
	}
	carrier := propagation.MapCarrier{}
	propagation.TraceContext{}.Inject(ctx, carrier)
	return carrier[traceParentKey]
}

// SpanContext names the span that wrote the event; the zero SpanContext when it was not watched. What cannot be read counts as not
// watched: an event is never worth less because of who looked on.
func (m Metadata) SpanContext() trace.SpanContext {
	if m.TraceParent == "" {
		return trace.SpanContext{}
	}
	carrier := propagation.MapCarrier{traceParentKey: m.TraceParent}
	return trace.SpanContextFromContext(propagation.TraceContext{}.Extract(context.Background(), carrier))
}
