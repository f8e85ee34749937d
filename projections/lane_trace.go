package projections

import (
	"context"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"
)

// maxLinks bounds the links of one span; a transaction may hold the events of thousands of commands.
const maxLinks = 64

// laneTrace records what writers do. The zero laneTrace records nothing and costs nothing.
type laneTrace struct {
	tracer trace.Tracer
	clock  func() time.Time
}

func newLaneTrace(p trace.TracerProvider, clock func() time.Time) laneTrace {
	if p == nil {
		return laneTrace{}
	}
	return laneTrace{tracer: p.Tracer("github.com/probity-ledger/probity/projections"), clock: clock}
}

func (t laneTrace) now() time.Time {
	if t.tracer == nil {
		return time.Time{}
	}
	return t.clock()
}

// applied records a transaction that has just been committed, or was not, if any of its events was written under a recorded span. It is
// a trace of its own, linked to those of the commands: one transaction serves many of them, and none of them waits for it.
func (t laneTrace) applied(l *lane, err error) {
	if t.tracer == nil {
		return
	}
	links := linksTo(l.pending)
	if len(links) == 0 {
		return
	}
	_, span := t.tracer.Start(context.Background(), "projection apply", trace.WithNewRoot(), trace.WithSpanKind(trace.SpanKindConsumer),
		trace.WithTimestamp(l.begun), trace.WithLinks(links...), trace.WithAttributes(
			attribute.String("probity.projection", l.p.Name()), attribute.Int("probity.events", len(l.pending)),
			attribute.Int64("probity.set_aside", l.aside)))
	if err != nil {
		span.SetStatus(codes.Error, "")
	}
	span.End(trace.WithTimestamp(t.clock()))
}

// linksTo names the spans that wrote the events, each once.
func linksTo(items []*item) []trace.Link {
	var links []trace.Link
	met := map[trace.SpanID]bool{}
	for _, it := range items {
		sc := it.decoded.Meta.SpanContext()
		if !sc.IsValid() || met[sc.SpanID()] {
			continue
		}
		met[sc.SpanID()] = true
		links = append(links, trace.Link{SpanContext: sc})
		if len(links) == maxLinks {
			break
		}
	}
	return links
}
