package overhttp_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/probity-ledger/probity/graph/overhttp"
)

// tiny is a schema whose answers are known: it gives every question the same data and counts for subscriptions.
type tiny struct {
	schema *ast.Schema
	ticks  chan int // what subscriptions count
}

func newTiny() *tiny {
	return &tiny{ticks: make(chan int), schema: gqlparser.MustLoadSchema(&ast.Source{Input: `
		type Query { hello(name: String): String }
		type Mutation { slow: String }
		type Subscription { count: Int! }`})}
}

func (t *tiny) Schema() *ast.Schema { return t.schema }

func (t *tiny) Complexity(context.Context, string, string, int, map[string]any) (int, bool) {
	return 0, false
}

func (t *tiny) Exec(ctx context.Context) graphql.ResponseHandler {
	op := graphql.GetOperationContext(ctx)
	switch {
	case op.Operation.Operation == ast.Subscription:
		var buffer []byte // one for all results, as the real executor has it
		return func(ctx context.Context) *graphql.Response {
			select {
			case n, more := <-t.ticks:
				if !more {
					return nil
				}
				buffer = fmt.Appendf(buffer[:0], `{"count":%d}`, n)
				return &graphql.Response{Data: buffer}
			case <-ctx.Done():
				return nil
			}
		}
	case op.Operation.Operation == ast.Mutation:
		left := "none"
		if until, ok := ctx.Deadline(); ok {
			left = time.Until(until).Round(time.Second).String()
		}
		return graphql.OneShot(&graphql.Response{Data: fmt.Appendf(nil, `{"slow":%q}`, left)})
	}
	return graphql.OneShot(&graphql.Response{Data: []byte(`{"hello":"wörld"}`)})
}

func serve(t testing.TB, change func(*overhttp.Config)) (*httptest.Server, *tiny) {
	t.Helper()
	schema := newTiny()
	cfg := overhttp.Config{
		Executor: executor.New(schema),
		Slow:     map[string]time.Duration{"slow": time.Minute},
		Caller:   func(context.Context) (string, time.Time) { return "somebody", time.Time{} },
	}
	if change != nil {
		change(&cfg)
	}
	h := overhttp.New(cfg)
	s := httptest.NewServer(h)
	t.Cleanup(func() { h.EndStreams(); s.Close() })
	return s, schema
}

// ask sends one request; headers come in pairs.
func ask(t testing.TB, s *httptest.Server, method, body string, headers ...string) *http.Response {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, s.URL, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Add(headers[i], headers[i+1])
	}
	res, err := s.Client().Do(r)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = res.Body.Close() })
	return res
}
