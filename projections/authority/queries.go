package authority

import (
	"context"
	"fmt"
	"math"
	"strconv"

	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/account"
	"github.com/probity-ledger/probity/projections"
)

// Queries answers questions about authority. Every method but Authority takes the viewer; what is not for them does not exist.
type Queries struct{ view *projections.View }

var _ access.Directory = (*Queries)(nil)

// NewQueries makes the queries over the view of Projection.
func NewQueries(view *projections.View) *Queries { return &Queries{view: view} }

// Authority returns what is recorded of an actor. It serves the sign-in and asks nobody's permission.
func (q *Queries) Authority(ctx context.Context, actor domain.ActorID) (access.Authority, error) {
	var found access.Authority
	err := q.view.Read(ctx, func(c *sqlite.Conn) error {
		return projections.Query(c, `SELECT authority FROM account WHERE actor = ?1`, nil, func(s *sqlite.Stmt) error {
			return projections.ReadDocument(s, 0, &found)
		}, string(actor))
	})
	if err != nil {
		return access.Authority{}, fmt.Errorf("look up an authority: %w", err)
	}
	return found, nil
}

// Filter narrows a list of accounts. Empty fields do not narrow.
type Filter struct {
	Kind account.Kind
	Open *bool
}

// Accounts lists the accounts the viewer may see, by actor.
func (q *Queries) Accounts(ctx context.Context, v projections.Viewer, f Filter, p projections.Page) (projections.Result[Account], error) {
	w := projections.VisibleAccount(v, "a.force").Where().Given("a.kind = :kind", ":kind", string(f.Kind))
	if f.Open != nil {
		w.And("a.open = :open", ":open", *f.Open)
	}
	after, err := p.TextAfter(0)
	if err != nil {
		return projections.Result[Account]{}, err
	}
	w.Given("a.actor > :after", ":after", after)
	return list(ctx, q.view, v, p, w, `SELECT a.document FROM account a WHERE `+w.SQL()+` ORDER BY a.actor LIMIT :limit`,
		func(a Account, _ int64) string { return string(a.Actor) })
}

// Account returns one account; a NotFound domain.Error where there is none for the viewer.
func (q *Queries) Account(ctx context.Context, v projections.Viewer, actor domain.ActorID) (Account, error) {
	return q.account(ctx, v, projections.VisibleAccount(v, "a.force").Where(), actor)
}

// Mine returns the viewer's own account; a NotFound domain.Error where they have none.
func (q *Queries) Mine(ctx context.Context, v projections.Viewer, actor domain.ActorID) (Own, error) {
	a, err := q.account(ctx, v, projections.Own(v, "a.actor").Where(), actor)
	return Own{a}, err
}

func (q *Queries) account(ctx context.Context, v projections.Viewer, w *projections.Where, actor domain.ActorID) (Account, error) {
	w.And("a.actor = :actor", ":actor", string(actor))
	found, err := list(ctx, q.view, v, projections.Page{First: 1}, w, `SELECT a.document FROM account a WHERE `+w.SQL()+` LIMIT :limit`,
		func(Account, int64) string { return "" })
	if err == nil && len(found.Items) == 0 {
		err = projections.NotFound("account")
	}
	if err != nil {
		return Account{}, err
	}
	return found.Items[0], nil
}

// Case returns who may look into a case; a NotFound domain.Error where the viewer may not know.
func (q *Queries) Case(ctx context.Context, v projections.Viewer, matter domain.MatterID) (CaseAccess, error) {
	w := projections.VisibleAccess(v, "r.matter").Where().And("r.matter = :matter", ":matter", string(matter))
	found, err := list(ctx, q.view, v, projections.Page{First: 1}, w, `SELECT r.document FROM case_record r WHERE `+w.SQL()+` LIMIT :limit`,
		func(CaseAccess, int64) string { return "" })
	if err == nil && len(found.Items) == 0 {
		err = projections.NotFound("case")
	}
	if err != nil {
		return CaseAccess{}, err
	}
	return found.Items[0], nil
}

// Exceptions lists the exceptions of the cases whose access the viewer may see, the latest opened first; with unreviewed those alone that
// no supervisor has looked at.
func (q *Queries) Exceptions(ctx context.Context, v projections.Viewer, unreviewed bool, p projections.Page) (projections.Result[Exception], error) {
	w := projections.VisibleAccess(v, "x.matter").Where()
	if unreviewed {
		w.Also("x.reviewed = 0")
	}
	before, err := p.IntAfter(0, math.MaxInt64)
	if err != nil {
		return projections.Result[Exception]{}, err
	}
	w.And("x.no < :before", ":before", before)
	return list(ctx, q.view, v, p, w, `SELECT x.document, x.no FROM exception x WHERE `+w.SQL()+` ORDER BY x.no DESC LIMIT :limit`, byNumber[Exception])
}

// Proposals lists what waits for a second person, as far as the viewer may see it, the earliest first.
func (q *Queries) Proposals(ctx context.Context, v projections.Viewer, p projections.Page) (projections.Result[Proposal], error) {
	roles := projections.VisibleAccount(v, "p.force").And("p.kind = 'ROLE'")
	others := projections.VisibleAccess(v, "p.matter").And("p.kind <> 'ROLE'")
	w := roles.Or(others).Where()
	after, err := p.IntAfter(0, 0)
	if err != nil {
		return projections.Result[Proposal]{}, err
	}
	w.And("p.no > :after", ":after", after)
	return list(ctx, q.view, v, p, w, `SELECT p.document, p.no FROM proposal p WHERE `+w.SQL()+` ORDER BY p.no LIMIT :limit`, byNumber[Proposal])
}

func byNumber[T any](_ T, no int64) string { return strconv.FormatInt(no, 10) }

// list reads a page of documents. The number in the second column, where there is one, orders them.
func list[T any](ctx context.Context, view *projections.View, v projections.Viewer, p projections.Page, w *projections.Where, sql string,
	key func(T, int64) string) (result projections.Result[T], err error) {
	limit := p.Limit()
	w.Value(":limit", limit+1)
	err = view.ReadFor(ctx, v, func(c *sqlite.Conn, hide projections.Withheld) error {
		return projections.Query(c, sql, w.Bind, func(s *sqlite.Stmt) error {
			var item T
			if err := projections.ReadDocument(s, 0, &item); err != nil {
				return err
			}
			var no int64
			if s.ColumnCount() > 1 {
				no = s.ColumnInt64(1)
			}
			hide.From(&item)
			result.Keep(limit, item, key(item, no))
			return nil
		})
	})
	if err != nil {
		return projections.Result[T]{}, fmt.Errorf("read authority: %w", err)
	}
	return result, nil
}
