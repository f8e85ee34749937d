package accesslog

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/accesslog"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/projections"
)

// Queries answers questions about the access log. It asks nobody's permission: whoever calls it shows only what the access policies
// allow of each entry.
type Queries struct{ view *projections.View }

// NewQueries makes the queries over the view of Projection.
func NewQueries(view *projections.View) *Queries { return &Queries{view: view} }

// Filter narrows a list of entries. Empty fields do not narrow.
type Filter struct {
	Whose    string // in the keeping of this force
	OfMatter bool   // only those that speak of a matter
	Actor    domain.ActorID
	Matter   domain.MatterID
	Kind     Kind
	Content  access.Content
	Thing    string // that name this thing; with a Matter, or else it takes a walk through all there are
	From, To *time.Time
}

func (f Filter) where() *projections.Where {
	w := projections.Predicate{SQL: "1"}.Where()
	w.Given("e.whose = :whose", ":whose", f.Whose)
	w.Given("e.actor = :actor", ":actor", string(f.Actor))
	w.Given("e.no IN (SELECT m.no FROM entry_matter m WHERE m.matter = :matter)", ":matter", string(f.Matter))
	w.Given("e.kind = :kind", ":kind", string(f.Kind))
	w.Given("e.content = :content", ":content", string(f.Content))
	if named := accesslog.NewThings([]string{f.Thing}); len(named.UUIDs) > 0 {
		w.And("instr(e.uuids, :thing) > 0", ":thing", named.UUIDs)
	} else {
		w.Given("EXISTS (SELECT 1 FROM json_each(CAST(e.document AS TEXT), '$.names') n WHERE n.value = :name)", ":name", f.Thing)
	}
	if f.OfMatter {
		w.Also("EXISTS (SELECT 1 FROM entry_matter m WHERE m.no = e.no)")
	}
	if f.From != nil {
		w.And("e.at >= :from", ":from", f.From.UnixMilli())
	}
	if f.To != nil {
		w.And("e.at < :to", ":to", f.To.UnixMilli())
	}
	return w
}

// Entries lists entries, the newest first, for at most limit of them that lie before a number; 0 is the newest.
func (q *Queries) Entries(ctx context.Context, f Filter, before int64, limit int) (found []Entry, err error) {
	w := f.where()
	if before > 0 {
		w.And("e.no < :before", ":before", before)
	}
	w.Value(":limit", limit)
	err = q.view.Read(ctx, func(c *sqlite.Conn) error {
		return projections.Query(c, `SELECT e.no, e.id, e.uuids, e.document FROM entry e WHERE `+w.SQL()+` ORDER BY e.no DESC LIMIT :limit`, w.Bind,
			func(s *sqlite.Stmt) error {
				e, err := readEntry(s)
				found = append(found, e)
				return err
			})
	})
	if err != nil {
		return nil, fmt.Errorf("read the access log: %w", err)
	}
	return found, nil
}

func readEntry(s *sqlite.Stmt) (Entry, error) {
	var e Entry
	if err := projections.ReadDocument(s, 3, &e); err != nil {
		return e, err
	}
	e.No, e.ID = s.ColumnInt64(0), s.ColumnText(1)
	e.uuids = make([]byte, s.ColumnLen(2))
	s.ColumnBytes(2, e.uuids)
	return e, nil
}

// Reader is one person who was shown something of a matter.
type Reader struct {
	Matter      domain.MatterID
	Actor       domain.ActorID
	Role        domain.Role
	Force       string
	First, Last time.Time
	Pages       int
	Things      int // rows, over all pages
	Evidence    int // of the pages, those that showed evidence
}

// Item names who is shown to have looked.
func (r Reader) Item() access.Item {
	return access.Item{Content: access.AccessLog, Matter: r.Matter, ID: string(r.Actor)}
}

// Readers lists who was shown something of a matter, those who looked last first, at most projections.MaxPage.
func (q *Queries) Readers(ctx context.Context, matter domain.MatterID) (found []Reader, err error) {
	err = q.view.Read(ctx, func(c *sqlite.Conn) error {
		return projections.Query(c, `SELECT e.actor, e.role, e.force, min(e.at), max(e.at), count(*), sum(e.count), sum(e.content = 'evidence')
			FROM entry_matter m JOIN entry e ON e.no = m.no WHERE m.matter = ?1 AND e.kind = 'SHOWN'
			GROUP BY 1, 2, 3 ORDER BY 5 DESC, 1 LIMIT ?2`, nil, func(s *sqlite.Stmt) error {
			found = append(found, Reader{
				Matter: matter, Actor: domain.ActorID(s.ColumnText(0)), Role: domain.Role(s.ColumnText(1)), Force: s.ColumnText(2),
				First: instant(s.ColumnInt64(3)), Last: instant(s.ColumnInt64(4)), Pages: s.ColumnInt(5), Things: s.ColumnInt(6), Evidence: s.ColumnInt(7),
			})
			return nil
		}, string(matter), projections.MaxPage)
	})
	if err != nil {
		return nil, fmt.Errorf("read who looked at a matter: %w", err)
	}
	return found, nil
}

func instant(ms int64) time.Time { return time.UnixMilli(ms).UTC() }

// Key is the key of a page that ends with the entry.
func (e Entry) Key() []any { return []any{strconv.FormatInt(e.No, 10)} }
