package graph

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"
)

// Observation is one answer, for metrics: what kind of operation it was and how it went. It holds nothing a client chose.
type Observation struct {
	Operation string // "query", "mutation" or "subscription"
	Code      string // "OK", or the code of its first error, one of a fixed few
}

const tracerName = "github.com/probity-ledger/probity/graph"

// watch leaves a span and a count for every answer. Each event of a subscription is an answer of its own.
type watch struct{ observe func(Observation) }

var _ graphql.ResponseInterceptor = watch{}

// ExtensionName names the watcher to the executor.
func (watch) ExtensionName() string { return "Watch" }

// Validate accepts every schema.
func (watch) Validate(graphql.ExecutableSchema) error { return nil }

// InterceptResponse names the span after the root field, which is the schema's word. The operation's name and alias are the client's to
// choose, might be anybody's name, and are not recorded; nor are the question and its variables.
func (w watch) InterceptResponse(ctx context.Context, next graphql.ResponseHandler) *graphql.Response {
	kind, field := operationOf(ctx)
	tracer := trace.SpanFromContext(ctx).TracerProvider().Tracer(tracerName)
	ctx, span := tracer.Start(ctx, "graphql "+kind, trace.WithAttributes(
		attribute.String("graphql.operation.type", kind), attribute.String("probity.field", field)))
	defer span.End()
	res := next(ctx)
	if res == nil { // a subscription that ended
		return nil
	}
	code := codeOf(res.Errors)
	w.observe(Observation{Operation: kind, Code: code})
	span.SetAttributes(attribute.String("probity.code", code))
	if code == codeInternal || code == codeUnavailable {
		span.SetStatus(codes.Error, code)
	}
	return res
}

// operationOf returns the operation's type and its first root field; the document has passed validation, so both are the schema's.
func operationOf(ctx context.Context) (kind, field string) {
	if !graphql.HasOperationContext(ctx) {
		return "none", ""
	}
	op := graphql.GetOperationContext(ctx).Operation
	if op == nil {
		return "none", ""
	}
	for _, s := range op.SelectionSet {
		if f, ok := s.(*ast.Field); ok {
			return string(op.Operation), f.Name
		}
	}
	return string(op.Operation), ""
}

const (
	codeInternal    = "INTERNAL"
	codeUnavailable = "UNAVAILABLE"
)

// codeOf returns the code of the first error; the worst of them, INTERNAL, comes before the others.
func codeOf(errs gqlerror.List) string {
	first := "OK"
	for _, e := range errs {
		code, ok := e.Extensions["code"].(string)
		switch {
		case !ok || code == codeInternal:
			return codeInternal
		case first == "OK":
			first = code
		}
	}
	return first
}
