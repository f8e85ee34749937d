package graph

import (
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/accesslog"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/graph/model"
	"github.com/probity-ledger/probity/ledger/eventlog"
	"github.com/probity-ledger/probity/projections"
)

// patience is how long a question waits for a read model, within the time an operation has.
const patience = 4 * time.Second

// viewer returns who asks. Nothing is answered to nobody.
func viewer(ctx context.Context) (access.Principal, error) {
	p, ok := access.From(ctx)
	if !ok {
		return p, access.ErrUnauthenticated
	}
	return p, nil
}

// enter is the way into a read model: it returns who asks, and when, once the model has seen what the question demands. Every resolver that
// reads goes through here, so that neither can be forgotten, however deep in the question it stands.
func (r *Resolver) enter(ctx context.Context, view string) (projections.Viewer, error) {
	who, err := viewer(ctx)
	if err != nil {
		return who, err
	}
	who.At = r.now()
	if at := demanded(ctx); at != nil {
		ctx, cancel := context.WithTimeout(ctx, patience)
		defer cancel()
		return who, r.views.View(view).Wait(ctx, *at)
	}
	return who, nil
}

// demanded returns the position that everything below a root field must have seen: that of its `atLeast` argument, or that of the
// receipt a command was answered with. nil demands nothing.
func demanded(ctx context.Context) *eventlog.Position {
	root := graphql.GetFieldContext(ctx)
	if root == nil {
		return nil
	}
	for root.Parent != nil && root.Parent.Field.Field != nil {
		root = root.Parent
	}
	if at, ok := root.Args["atLeast"].(*eventlog.Position); ok {
		return at
	}
	if answer, ok := root.Result.(model.Written); ok {
		return answer.WrittenAt()
	}
	return nil
}

// one asks a read model for a single thing. What does not exist for the caller is no error, but null.
func one[T itemed, ID any](ctx context.Context, r *Resolver, view string, id ID,
	get func(context.Context, projections.Viewer, ID) (T, error),
) (*T, error) {
	who, err := r.enter(ctx, view)
	if err != nil {
		return nil, err
	}
	found, err := get(ctx, who, id)
	if missing(err) {
		noteNothing[T](ctx, view, id)
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	note(ctx, how{view: view, op: accesslog.Read, field: view}, found)
	return &found, nil
}

// rows asks a read model for the few rows that belong to one thing.
func rows[T itemed](ctx context.Context, r *Resolver, view string, get func(context.Context, projections.Viewer) ([]T, error)) ([]T, error) {
	who, err := r.enter(ctx, view)
	if err != nil {
		return nil, err
	}
	found, err := get(ctx, who)
	if err != nil {
		return nil, err
	}
	note(ctx, how{view: view, op: accesslog.List, field: view}, found...)
	return found, nil
}

// linked asks a read model once for the things that each element of a list points at, and deals them out in the order of the list.
// What an element does not point at, and what the caller may not see, is null.
func linked[T itemed, ID ~string](ctx context.Context, r *Resolver, view string, ids []ID,
	many func(context.Context, projections.Viewer, []ID) (map[ID]T, error),
) ([]*T, error) {
	who, err := r.enter(ctx, view)
	if err != nil {
		return nil, err
	}
	found, err := many(ctx, who, distinct(ids))
	if err != nil {
		return nil, err
	}
	out := make([]*T, len(ids))
	for i, id := range ids {
		if t, ok := found[id]; ok {
			out[i] = &t
		}
	}
	note(ctx, how{view: view, op: accesslog.Read, field: view}, slices.Collect(maps.Values(found))...)
	return out, nil
}

// seen leaves out what the caller may not see, so that nobody can count it.
func seen[T any](list []*T) []T {
	out := make([]T, 0, len(list))
	for _, t := range list {
		if t != nil {
			out = append(out, *t)
		}
	}
	return out
}

func distinct[ID ~string](ids []ID) []ID {
	seen := map[ID]bool{"": true}
	var out []ID
	for _, id := range ids {
		if !seen[id] {
			seen[id] = true
			out = append(out, id)
		}
	}
	return out
}

// field takes one thing out of each element of a list.
func field[T, V any](list []*T, of func(*T) V) []V {
	out := make([]V, len(list))
	for i, t := range list {
		out[i] = of(t)
	}
	return out
}

func missing(err error) bool {
	var refusal *domain.Error
	return errors.As(err, &refusal) && refusal.Kind == domain.NotFound
}
