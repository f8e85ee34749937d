package graph

import (
	"context"
	"log/slog"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/graph/generated"
	"github.com/probity-ledger/probity/graph/overhttp"
)

// aroundFields is told of every field that is resolved.
type aroundFields graphql.FieldMiddleware

func (aroundFields) ExtensionName() string                   { return "Test" }
func (aroundFields) Validate(graphql.ExecutableSchema) error { return nil }
func (f aroundFields) InterceptField(ctx context.Context, next graphql.Resolver) (any, error) {
	return f(ctx, next)
}

// Watched serves the whole schema, as New does, and tells f of every field that is resolved.
func Watched(cfg Config, f graphql.FieldMiddleware) (*overhttp.Handler, error) {
	cfg.Policy, cfg.Now, cfg.Misjudged = access.Rules{}, time.Now, func(access.Content) {}
	r, err := newResolver(cfg)
	if err != nil {
		return nil, err
	}
	es := generated.NewExecutableSchema(generated.Config{Resolvers: r})
	cfg.Logger, cfg.Observe, cfg.Quota = slog.New(slog.DiscardHandler), func(Observation) {}, nil
	return serve(es, cfg, false, r.recorder, aroundFields(f))
}

// InputField spells a field that a refusal names as the input of a mutation about a case does.
func InputField(mutation, name string) string {
	switch mutation {
	case "caseSplitInvestigation":
		return partField(name)
	case "caseRecordDocument":
		return documentInput(name)
	}
	return inputField(name)
}

// Noted says whether the operation under way has noted a thing, as shown by a field, for the access log.
func Noted(ctx context.Context, field string, item access.Item) bool {
	n := notesOf(ctx)
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, s := range n.shown {
		if s.item.ID == item.ID && s.item.Content == item.Content && s.field == field {
			return true
		}
	}
	return false
}

// Unrecorded serves the whole schema with nothing judged and nothing recorded, to measure beside.
func Unrecorded(cfg Config) (*overhttp.Handler, error) {
	cfg.Policy, cfg.Now, cfg.Misjudged = access.Rules{}, time.Now, func(access.Content) {}
	r, err := newResolver(cfg)
	if err != nil {
		return nil, err
	}
	cfg.Logger, cfg.Observe, cfg.Quota = slog.New(slog.DiscardHandler), func(Observation) {}, nil
	return serve(generated.NewExecutableSchema(generated.Config{Resolvers: r}), cfg, false)
}
