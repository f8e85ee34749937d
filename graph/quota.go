package graph

import (
	"context"
	"sync"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/handler/extension"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/access/quota"
)

// codeRateLimited is answered, with status 429, when a caller's quota is used up; "retryAfterSeconds" beside it says when to come again.
const codeRateLimited = "RATE_LIMITED"

// textPerUnit is how many bytes of a question cost one unit, because reading and checking it is work too, also where it is then refused.
const textPerUnit = 50

// textMeter takes from the caller's quota what a question costs for its text, before anything reads it.
type textMeter struct{ quota *quota.Quota }

// meter takes what a question costs for what it asks, once the gate before it has reckoned that.
type meter struct{ quota *quota.Quota }

var (
	_ graphql.OperationParameterMutator = textMeter{}
	_ graphql.OperationContextMutator   = meter{}
	_ graphql.OperationInterceptor      = meter{}
)

// ExtensionName names the gate to the executor.
func (textMeter) ExtensionName() string { return "QuotaOfText" }

// Validate accepts every schema.
func (textMeter) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationParameters charges the text. It changes nothing.
func (m textMeter) MutateOperationParameters(ctx context.Context, p *graphql.RawParams) *gqlerror.Error {
	return take(ctx, m.quota, quota.Cost, 1+len(p.Query)/textPerUnit)
}

// ExtensionName names the gate to the executor.
func (meter) ExtensionName() string { return "Quota" }

// Validate accepts every schema.
func (meter) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationContext charges the cost and each text that is searched for.
func (m meter) MutateOperationContext(ctx context.Context, op *graphql.OperationContext) *gqlerror.Error {
	if s := extension.GetComplexityStats(graphql.WithOperationContext(ctx, op)); s != nil {
		if err := take(ctx, m.quota, quota.Cost, s.Complexity); err != nil {
			return err
		}
	}
	if op.Operation.Operation != ast.Query {
		return nil
	}
	return take(ctx, m.quota, quota.Searches, searches(op.Operation.SelectionSet, op.Variables))
}

func take(ctx context.Context, q *quota.Quota, what string, n int) *gqlerror.Error {
	who, _ := access.From(ctx)
	if err := q.Take(what, string(who.Actor), n); err != nil {
		return gqlerror.Wrap(err)
	}
	return nil
}

// InterceptOperation waits for the operation's turn. Subscriptions wait for events most of their time and are counted elsewhere.
func (m meter) InterceptOperation(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
	if graphql.GetOperationContext(ctx).Operation.Operation == ast.Subscription {
		return next(ctx)
	}
	who, _ := access.From(ctx)
	leave, err := m.quota.Enter(ctx, who.Actor, who.Role)
	if err != nil {
		text, extensions, _ := known(err)
		return graphql.OneShot(&graphql.Response{Errors: gqlerror.List{{Message: text, Extensions: extensions}}})
	}
	leave = sync.OnceFunc(leave)
	context.AfterFunc(ctx, leave) // should nobody ask for the answer
	respond := next(ctx)
	return func(ctx context.Context) *graphql.Response {
		defer leave()
		return respond(ctx)
	}
}

// searches counts the texts an operation searches for: arguments named text, and filters with one. The document has passed the size
// limit and validation, so this ends soon.
func searches(set ast.SelectionSet, variables map[string]any) int {
	n := 0
	for _, s := range set {
		switch s := s.(type) {
		case *ast.Field:
			if searchesText(s.ArgumentMap(variables)) {
				n++
			}
			n += searches(s.SelectionSet, variables)
		case *ast.InlineFragment:
			n += searches(s.SelectionSet, variables)
		case *ast.FragmentSpread:
			n += searches(s.Definition.SelectionSet, variables)
		}
	}
	return n
}

func searchesText(args map[string]any) bool {
	filter, _ := args["filter"].(map[string]any)
	for _, value := range []any{args["text"], filter["text"]} {
		if text, ok := value.(string); ok && text != "" {
			return true
		}
	}
	return false
}
