package documents

import (
	"context"
	"fmt"

	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/projections"
)

// Queries answers questions about documents. Every method takes the viewer, and what the viewer may not see does not exist for them.
type Queries struct{ view *projections.View }

// NewQueries makes the queries over the view of Projection.
func NewQueries(view *projections.View) *Queries { return &Queries{view: view} }

// maxList bounds a list of the documents of one matter.
const maxList = 1000

// readable is the condition under which a document may be seen as a part of its matter.
func readable(v projections.Viewer) *projections.Where {
	w := projections.Visible(v, "d.matter").Where()
	if v.Reach() != access.ReachOwnForce { // supervisors and the appropriate authority
		w.Also("d.kind <> 'RPRP_ACCOUNT'")
	}
	return w
}

// List returns the documents of a matter that the viewer may see, the first recorded first, at most 1,000.
func (q *Queries) List(ctx context.Context, v projections.Viewer, matter domain.MatterID) (found []Document, err error) {
	w := readable(v).And("d.matter = :matter", ":matter", string(matter)).Value(":limit", maxList)
	return q.read(ctx, v, w)
}

// Get returns one document of a matter; a NotFound domain.Error where there is none for the viewer.
func (q *Queries) Get(ctx context.Context, v projections.Viewer, matter domain.MatterID, id string) (Document, error) {
	w := readable(v).And("d.matter = :matter", ":matter", string(matter)).And("d.id = :id", ":id", id).Value(":limit", 1)
	found, err := q.read(ctx, v, w)
	if err == nil && len(found) == 0 {
		return Document{}, projections.NotFound("document")
	}
	if err != nil {
		return Document{}, err
	}
	return found[0], nil
}

func (q *Queries) read(ctx context.Context, v projections.Viewer, w *projections.Where) (found []Document, err error) {
	err = q.view.ReadFor(ctx, v, func(c *sqlite.Conn, hide projections.Withheld) error {
		return projections.Query(c, `SELECT d.document FROM document d WHERE `+w.SQL()+` ORDER BY d.seq LIMIT :limit`, w.Bind, func(s *sqlite.Stmt) error {
			d, err := document(s)
			hide.From(&d)
			found = append(found, d)
			return err
		})
	})
	return found, describe("read documents", err)
}

// Supplied returns a document of a bundle and who hears or advises in the proceedings it was supplied for; a NotFound domain.Error where
// it was supplied to nobody. It asks nobody's permission: the access rules say who of them may read it. An account of a reflective
// practice review is never part of a bundle, whatever the log says.
func (q *Queries) Supplied(ctx context.Context, matter domain.MatterID, id string) (d Document, panel []domain.ActorID, err error) {
	err = q.view.Read(ctx, func(c *sqlite.Conn) error {
		return projections.Query(c, `SELECT d.document, p.actor FROM document d JOIN bundled b ON b.matter = d.matter AND b.document = d.id
			JOIN panel p ON p.matter = b.matter AND p.officer = b.officer
			WHERE d.matter = ?1 AND d.id = ?2 AND d.kind <> 'RPRP_ACCOUNT' ORDER BY p.actor`, nil, func(s *sqlite.Stmt) error {
			panel = append(panel, domain.ActorID(s.ColumnText(1)))
			d, err = document(s)
			return err
		}, string(matter), id)
	})
	if err == nil && len(panel) == 0 {
		return d, nil, projections.NotFound("document")
	}
	return d, panel, describe("read a document of a bundle", err)
}

func document(s *sqlite.Stmt) (d Document, err error) {
	err = projections.ReadDocument(s, 0, &d)
	return d, err
}

func describe(what string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", what, err)
}
