package graph

import "context"

type requestKey struct{}

// WithRequestID returns a context that carries the id of an HTTP request. It stands in the log and in answers to faults.
func WithRequestID(ctx context.Context, id string) context.Context {
	return context.WithValue(ctx, requestKey{}, id)
}

// RequestID returns the id of the HTTP request, or "".
func RequestID(ctx context.Context) string {
	id, _ := ctx.Value(requestKey{}).(string)
	return id
}
