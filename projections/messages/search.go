package messages

import (
	"context"
	"crypto/rand"
	"strconv"

	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/projections"
)

// Order says how the hits of a search are put.
type Order string

// The orders.
const (
	Newest    Order = "NEWEST"    // by the time they were sent, the latest first; the default
	Relevance Order = "RELEVANCE" // the best among the newest 2,000 hits first; one page only
)

// rankedHits is how many of the newest hits are compared when ordered by relevance. Ranking every hit of a common word would take
// half a second in a large case; see docs of the full-text index.
const rankedHits = 2000

const (
	// A hit is a text: of a message, or of a copy whose text differs.
	hitJoins = ` FROM text_index LEFT JOIN variant v ON v.id = text_index.rowid CROSS JOIN message m ON m.id = coalesce(v.message, text_index.rowid)` + messageJoins +
		` LEFT JOIN observation o ON o.message = v.message AND o.number = v.number
		LEFT JOIN source os ON os.no = o.source LEFT JOIN extraction oe ON oe.no = os.extraction`
	hitColumns = messageColumns + `, o.uid, oe.id, o.revision, highlight(text_index, 0, :opener, :closer), text_index.rowid`
	hitText    = `coalesce(v.body, m.body)` // which no viewer finds who is not shown a name in it
	hitRange   = `text_index MATCH :match AND text_index.rowid BETWEEN :low AND :high`
)

// Search lists the texts of a matter that match what a person typed; see matchExpression in this package for the language. It finds the
// text of every copy. Order Newest pages on and on; Relevance refuses a Page.After.
func (q *Queries) Search(ctx context.Context, v projections.Viewer, f Filter, text string, order Order, p projections.Page) (projections.Result[SearchHit], error) {
	var result projections.Result[SearchHit]
	expression, before, err := prepareSearch(f, text, order, p)
	if err != nil {
		return result, err
	}
	limit, opener, closer := p.Limit(), rand.Text(), rand.Text()
	err = q.view.ReadFor(ctx, v, func(c *sqlite.Conn, hide projections.Withheld) error {
		matter, err := visibleMatter(c, v, f.Matter)
		if err != nil || matter == 0 || hide.Holds(f.Sender) {
			return err
		}
		w := f.where(v, matter).Value(":limit", limit+1)
		w.Value(":match", expression).Value(":opener", opener).Value(":closer", closer)
		hide.Free(w, hitText)
		if before != 0 {
			w.And("text_index.rowid < :before", ":before", before)
		}
		return projections.Query(c, `SELECT `+hitColumns+hitJoins+` WHERE `+hitRange+` AND `+w.SQL()+order.sql()+` LIMIT :limit`, w.Bind,
			func(s *sqlite.Stmt) error {
				hit := readHit(s, opener, closer)
				hide.From(&hit)
				result.Keep(limit, hit, strconv.FormatInt(s.ColumnInt64(messageWidth+4), 10))
				return nil
			})
	})
	if order == Relevance {
		result.HasNext, result.Keys = false, make([][]any, len(result.Items))
	}
	return result, describe("search messages", err)
}

func prepareSearch(f Filter, text string, order Order, p projections.Page) (expression string, before int64, err error) {
	if err := f.check(); err != nil {
		return "", 0, err
	}
	if order == Relevance && len(p.After) > 0 {
		return "", 0, domain.Errorf(domain.Invalid, "BAD_CURSOR", "a search by relevance has one page; search by time to go on").On("after")
	}
	if expression, err = matchExpression(text); err != nil {
		return "", 0, err
	}
	before, err = p.IntAfter(0, 0)
	return expression, before, err
}

func (o Order) sql() string {
	if o == Relevance {
		return ` AND text_index.rowid >= coalesce((SELECT n.rowid FROM text_index n WHERE n.text_index MATCH :match AND n.rowid BETWEEN :low AND :high
			ORDER BY n.rowid DESC LIMIT 1 OFFSET ` + strconv.Itoa(rankedHits-1) + `), 0) ORDER BY bm25(text_index), text_index.rowid DESC`
	}
	return ` ORDER BY text_index.rowid DESC`
}

func readHit(s *sqlite.Stmt, opener, closer string) SearchHit {
	hit := SearchHit{Message: readMessage(s)}
	hit.Ref = hit.Message.Ref
	if !s.ColumnIsNull(messageWidth) {
		hit.Ref = misconduct.MessageRef{
			Message: readUID(s, messageWidth), Extraction: domain.ExtractionID(s.ColumnText(messageWidth + 1)), Revision: uint64(s.ColumnInt64(messageWidth + 2)),
		}
	}
	hit.Excerpt, hit.Spans = excerpt(s.ColumnText(messageWidth+3), opener, closer)
	return hit
}

// SearchCount returns how many texts a search finds, at most CountCap.
func (q *Queries) SearchCount(ctx context.Context, v projections.Viewer, f Filter, text string) (int, error) {
	expression, _, err := prepareSearch(f, text, Newest, projections.Page{})
	if err != nil {
		return 0, err
	}
	n := 0
	err = q.view.ReadFor(ctx, v, func(c *sqlite.Conn, hide projections.Withheld) error {
		matter, err := visibleMatter(c, v, f.Matter)
		if err != nil || matter == 0 || hide.Holds(f.Sender) {
			return err
		}
		w := f.where(v, matter).Value(":match", expression).Value(":cap", CountCap)
		hide.Free(w, hitText)
		return projections.Query(c, `SELECT count(*) FROM (SELECT 1`+hitJoins+` WHERE `+hitRange+` AND `+w.SQL()+` LIMIT :cap)`, w.Bind,
			func(s *sqlite.Stmt) error {
				n = s.ColumnInt(0)
				return nil
			})
	})
	return n, describe("count hits", err)
}
