package ledger

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/ledger/eventlog"
	"github.com/probity-ledger/probity/ledger/wire"
)

// Outcome says in one word how a command went. There are few, so that they can be counted.
type Outcome string

// The outcomes. Refusals by the rules are answers; the last five are failures of the works.
const (
	Written        Outcome = "written"         // its events stand in the log
	Repeated       Outcome = "repeated"        // it was carried out before, and nothing was written now
	Unchanged      Outcome = "unchanged"       // there was nothing to record
	Invalid        Outcome = "invalid"         // the command itself is malformed
	Refused        Outcome = "refused"         // the rules or the state do not allow it
	Conflict       Outcome = "conflict"        // edited by somebody else meanwhile, or its command id was used for another
	NotFound       Outcome = "not_found"       // no such thing, or the caller may not know of it
	Forbidden      Outcome = "forbidden"       // no access rule lets the caller do this
	Unauthorised   Outcome = "unauthenticated" // the caller is not known
	Cancelled      Outcome = "cancelled"       // the caller gave up before anything was written
	DiskFull       Outcome = "disk_full"       // the event store has no space
	Unavailable    Outcome = "unavailable"     // the event store did not answer; nothing was written
	OutcomeUnknown Outcome = "unknown"         // an append was sent and no answer came
	Failed         Outcome = "failed"          // anything else; the log has the cause
)

// Outcomes lists all outcomes, for whoever counts them.
func Outcomes() []Outcome {
	return []Outcome{Written, Repeated, Unchanged, Invalid, Refused, Conflict, NotFound, Forbidden, Unauthorised, Cancelled,
		DiskFull, Unavailable, OutcomeUnknown, Failed}
}

// Observation is how one command went. It names no person and no thing.
type Observation struct {
	Command  string // e.g. "device.Seize"
	Kind     string // what it was given to: "matter", "device", "extraction", "officer" or "account"
	Outcome  Outcome
	Attempts int // 1 where nobody was in the way
	Took     time.Duration
}

// Judgement is what became of one command, as the access log wants to know it.
type Judgement struct {
	Command   string // e.g. "device.Seize"
	Stream    string // of what it was given to
	Outcome   Outcome
	Denied    []string // the rules that refused it
	LastEvent string   // id of the last event it left, "" where it left none
}

// tracerName names this package's spans.
const tracerName = "github.com/probity-ledger/probity/ledger"

// watched is a command under way, as those who watch it see it.
type watched struct {
	l     *Ledger
	r     *request
	kind  string
	begun time.Time
	span  trace.Span
}

// watch begins a span below the one in ctx, which says by its provider whether anybody records it, and notes it in the request: the
// events carry it to whoever applies them. Where there is none, the command is the beginning of a trace.
func (l *Ledger) watch(ctx context.Context, kind string, r *request) (context.Context, *watched) {
	traces := l.traces
	if above := trace.SpanFromContext(ctx); above.SpanContext().IsValid() {
		traces = above.TracerProvider()
	}
	ctx, span := traces.Tracer(tracerName).Start(ctx, r.name)
	r.traceparent = wire.TraceParent(ctx)
	return ctx, &watched{l: l, r: r, kind: kind, begun: time.Now(), span: span}
}

// end tells the counters, the log and the span. Errors go to none of them whole: only their kind does.
func (w *watched) end(ctx context.Context, receipt Receipt, err error, retries int, denied []string) {
	o := Observation{Command: w.r.name, Kind: w.kind, Outcome: outcomeOf(receipt, err), Attempts: retries + 1, Took: time.Since(w.begun)}
	w.l.told(o)
	w.judge(ctx, o, receipt, denied)
	w.log(ctx, o, denied)
	w.alert(ctx, o)
	if w.span.IsRecording() {
		w.span.SetAttributes(attribute.String("probity.command", o.Command), attribute.String("probity.command_id", w.r.id()),
			attribute.String("probity.aggregate", o.Kind), attribute.String("probity.outcome", string(o.Outcome)),
			attribute.Int("probity.attempts", o.Attempts), attribute.Bool("probity.internal", w.r.internal))
		if o.Outcome.Failure() {
			w.span.SetStatus(codes.Error, string(o.Outcome))
		}
	}
	w.span.End()
}

// judge tells the access log. What the ledger does by itself, as a part of a command, is not somebody's act.
func (w *watched) judge(ctx context.Context, o Observation, receipt Receipt, denied []string) {
	if w.r.internal {
		return
	}
	j := Judgement{Command: o.Command, Stream: w.r.stream, Outcome: o.Outcome, Denied: denied}
	if n := len(receipt.EventIDs); n > 0 {
		j.LastEvent = receipt.EventIDs[n-1]
	}
	w.l.judged(ctx, j)
}

func (w *watched) log(ctx context.Context, o Observation, denied []string) {
	if !w.l.logger.Enabled(ctx, slog.LevelInfo) {
		return
	}
	attrs := []slog.Attr{slog.String("command", o.Command), slog.String("command_id", w.r.id()), slog.String("stream", w.r.stream),
		slog.String("actor", string(w.r.who.Actor)), slog.String("outcome", string(o.Outcome)), slog.Int("attempts", o.Attempts),
		slog.Duration("took", o.Took)}
	if denied != nil {
		attrs = append(attrs, slog.Any("rules", denied))
	}
	w.l.logger.LogAttrs(ctx, slog.LevelInfo, "command", attrs...)
}

// alarming are commands that a supervisor hears of when they were carried out, and what the log says then.
var alarming = map[string]string{
	"caseaccess.OpenException": "a case was opened by exception; a supervisor reviews it",
}

// alert writes a line that names neither the person nor the reason: who may know reads both in the list of exceptions.
func (w *watched) alert(ctx context.Context, o Observation) {
	if text, alarms := alarming[o.Command]; alarms && o.Outcome == Written {
		w.l.logger.WarnContext(ctx, text, "command_id", w.r.id(), "stream", w.r.stream)
	}
}

// Failure says whether the works failed; a refusal by the rules is an answer.
func (o Outcome) Failure() bool {
	switch o {
	case DiskFull, Unavailable, OutcomeUnknown, Failed:
		return true
	}
	return false
}

func outcomeOf(receipt Receipt, err error) Outcome {
	if err != nil {
		return outcomeOfError(err)
	}
	switch {
	case receipt.Repeated:
		return Repeated
	case len(receipt.EventIDs) == 0:
		return Unchanged
	}
	return Written
}

func outcomeOfError(err error) Outcome {
	if kind, ok := domain.KindOf(err); ok {
		return outcomeOfKind(kind)
	}
	for _, known := range []struct {
		is      error
		outcome Outcome
	}{
		{access.ErrUnauthenticated, Unauthorised}, {eventlog.ErrOutcomeUnknown, OutcomeUnknown}, {eventlog.ErrDiskFull, DiskFull},
		{eventlog.ErrUnavailable, Unavailable}, {eventlog.ErrClosed, Unavailable}, {context.Canceled, Cancelled},
		{context.DeadlineExceeded, Cancelled},
	} {
		if errors.Is(err, known.is) {
			return known.outcome
		}
	}
	return Failed
}

func outcomeOfKind(k domain.Kind) Outcome {
	switch k {
	case domain.Invalid:
		return Invalid
	case domain.Refused:
		return Refused
	case domain.Conflict:
		return Conflict
	case domain.NotFound:
		return NotFound
	case domain.Forbidden:
		return Forbidden
	}
	return Failed
}
