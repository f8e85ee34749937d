package eventlog

import (
	"context"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"
)

// Observer is told how the event store does, for metrics. Its methods are called from many goroutines and must not wait.
type Observer interface {
	// Appended is told of every append: how long it took, and its error as Append returns it.
	Appended(took time.Duration, err error)
	// BrokeOff is told each time a subscription lost its connection and is about to try again.
	BrokeOff()
}

type unobserved struct{}

func (unobserved) Appended(time.Duration, error) {}
func (unobserved) BrokeOff()                     {}

const tracerName = "github.com/probity-ledger/probity/ledger/eventlog"

// startSpan begins a span below the one in ctx, whose provider says whether anybody records it. What runs outside a watched request,
// such as the look at the end of the log for readiness, leaves no span.
func startSpan(ctx context.Context, name string) (context.Context, trace.Span) {
	return trace.SpanFromContext(ctx).TracerProvider().Tracer(tracerName).Start(ctx, name, trace.WithSpanKind(trace.SpanKindClient))
}

// endSpan ends a span. Its status says that the call failed and nothing of the error's text, which may name a stream.
func endSpan(span trace.Span, err error) {
	if err != nil {
		span.SetStatus(codes.Error, "")
	}
	span.End()
}

// appending is an append under way, as those who watch it see it.
type appending struct {
	log   *Log
	span  trace.Span
	begun time.Time
}

func (l *Log) watchAppend(ctx context.Context, events []Event) (context.Context, appending) {
	ctx, span := startSpan(ctx, "eventlog append")
	if span.IsRecording() {
		bytes := 0
		for _, e := range events {
			bytes += len(e.Data) + len(e.Metadata)
		}
		span.SetAttributes(attribute.Int("probity.events", len(events)), attribute.Int("probity.bytes", bytes))
	}
	return ctx, appending{log: l, span: span, begun: time.Now()}
}

func (a appending) end(err error) {
	a.log.cfg.Observer.Appended(time.Since(a.begun), err)
	endSpan(a.span, err)
}
