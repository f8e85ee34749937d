package graph

import (
	"context"
	"slices"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/99designs/gqlgen/graphql/handler/extension"
	"github.com/99designs/gqlgen/graphql/handler/lru"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/validator/core"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/graph/limits"
	"github.com/probity-ledger/probity/graph/overhttp"
)

const (
	cachedQueries = 300
	importTime    = 60 * time.Second // an import looks through a whole file before it answers
)

// serve puts the gates in front of a schema, in the order in which they are cheap.
func serve(es graphql.ExecutableSchema, cfg Config, documentsOnly bool, around ...graphql.HandlerExtension) (*overhttp.Handler, error) {
	costed, err := limits.WithCosts(es)
	if err != nil {
		return nil, err
	}
	size, p := limits.Default(), presenter{logger: cfg.Logger}
	cache := lru.New[*ast.QueryDocument](cachedQueries)
	size.Known = cache
	ex := executor.New(costed)
	ex.SetQueryCache(cache)
	ex.SetParserTokenLimit(size.Tokens)
	ex.SetDisableSuggestion(true)
	ex.SetDefaultRulesFn(quietRules)
	ex.SetErrorPresenter(p.present)
	ex.SetRecoverFunc(p.recovered)
	ex.Use(textMeter{cfg.Quota})
	ex.Use(size)
	ex.Use(extension.FixedComplexityLimit(limits.MaxCost))
	ex.Use(meter{cfg.Quota})
	ex.Use(introspection(cfg.Introspection))
	ex.Use(watch{cfg.Observe})
	for _, a := range around {
		ex.Use(a)
	}
	return overhttp.New(overhttp.Config{
		Executor:      ex,
		Documents:     cfg.Documents,
		DocumentsOnly: documentsOnly,
		Slow:          map[string]time.Duration{"extractionImport": importTime, "complaintsRegister": importTime},
		Caller:        caller,
	}), nil
}

// caller names whom a stream is counted for and when the token ends.
func caller(ctx context.Context) (string, time.Time) {
	p, _ := access.From(ctx)
	return string(p.Actor), p.Expires
}

// quietRules are the validator's rules in the forms that do not guess at names, because a guess tells what exists.
func quietRules() *rules.Rules {
	r := rules.NewDefaultRules()
	for loud, quiet := range map[string]core.Rule{
		rules.KnownArgumentNamesRule.Name:  rules.KnownArgumentNamesRuleWithoutSuggestions,
		rules.KnownTypeNamesRule.Name:      rules.KnownTypeNamesRuleWithoutSuggestions,
		rules.ValuesOfCorrectTypeRule.Name: rules.ValuesOfCorrectTypeRuleWithoutSuggestions,
	} {
		r.RemoveRule(loud)
		r.AddRule(quiet.Name, quiet.RuleFunc)
	}
	return r
}

// introspection lists the roles that may ask what the schema holds.
type introspection []domain.Role

var _ graphql.OperationContextMutator = introspection{}

// ExtensionName names the gate to the executor.
func (introspection) ExtensionName() string { return "IntrospectionByRole" }

// Validate accepts every schema.
func (introspection) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationContext opens introspection for the roles that may.
func (roles introspection) MutateOperationContext(ctx context.Context, op *graphql.OperationContext) *gqlerror.Error {
	p, ok := access.From(ctx)
	op.DisableIntrospection = !ok || !slices.Contains(roles, p.Role)
	return nil
}
