package graph

import (
	"context"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/graph/cursor"
	"github.com/probity-ledger/probity/graph/limits"
	"github.com/probity-ledger/probity/graph/model"
	"github.com/probity-ledger/probity/projections"
)

// question is which page of which list is asked for. The list's name and everything in about decide which cursors fit.
type question struct {
	view  string // the read model
	list  string
	about any
	first int
	after *string
}

// page reads one page of a list: it checks the size, opens the cursor, reads, and prepares the cursors of the answer.
func page[T itemed](ctx context.Context, r *Resolver, q question,
	read func(context.Context, projections.Viewer, projections.Page) (projections.Result[T], error),
) (*model.Connection[T], error) {
	binding, err := cursor.Bind(q.list, q.about)
	if err != nil {
		return nil, err
	}
	p, err := r.open(binding, q)
	if err != nil {
		return nil, err
	}
	who, err := r.enter(ctx, q.view)
	if err != nil {
		return nil, err
	}
	found, err := read(ctx, who, p)
	if err != nil {
		return nil, err
	}
	notePage(ctx, q, found.Items)
	sign := func(key []any) (string, error) { return r.cursors.Sign(binding, key) }
	return model.NewConnection(found.Items, found.Keys, found.HasNext, sign)
}

func (r *Resolver) open(b cursor.Binding, q question) (projections.Page, error) {
	p := projections.Page{First: q.first}
	if q.first < 1 || q.first > limits.MaxPage {
		return p, domain.Errorf(domain.Invalid, "PAGE_SIZE", "first must be 1 to %d", limits.MaxPage).On("first")
	}
	if q.after == nil {
		return p, nil
	}
	var err error
	p.After, err = r.cursors.Open(b, *q.after)
	return p, err
}

// given returns what an optional input holds; nothing given is the zero value, which limits nothing.
func given[T any](v *T) T {
	var zero T
	if v == nil {
		return zero
	}
	return *v
}
