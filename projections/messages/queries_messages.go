package messages

import (
	"context"
	"strconv"

	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/projections"
)

// Messages lists the messages of a matter that the viewer may see, the newest first. A matter without messages, and one the viewer may
// not see, are an empty list.
func (q *Queries) Messages(ctx context.Context, v projections.Viewer, f Filter, p projections.Page) (projections.Result[Message], error) {
	var result projections.Result[Message]
	if err := f.check(); err != nil {
		return result, err
	}
	before, err := p.IntAfter(0, 0)
	if err != nil {
		return result, err
	}
	limit := p.Limit()
	err = q.view.ReadFor(ctx, v, func(c *sqlite.Conn, hide projections.Withheld) error {
		matter, err := visibleMatter(c, v, f.Matter)
		if err != nil || matter == 0 || hide.Holds(f.Sender) { // nobody finds messages by a name they are not shown
			return err
		}
		w := f.where(v, matter).Value(":limit", limit+1)
		if before != 0 {
			w.And("m.id < :before", ":before", before)
		}
		return projections.Query(c, `SELECT `+messageColumns+` FROM message m`+messageJoins+` WHERE `+w.SQL()+` ORDER BY m.id DESC LIMIT :limit`, w.Bind,
			func(s *sqlite.Stmt) error {
				m := readMessage(s)
				hide.From(&m)
				result.Keep(limit, m, strconv.FormatInt(s.ColumnInt64(0), 10))
				return nil
			})
	})
	return result, describe("list messages", err)
}

// CountCap is where counting stops: "more than 1,000" is all a person needs to know.
const CountCap = 1001

// Count returns how many messages a filter finds, at most CountCap.
func (q *Queries) Count(ctx context.Context, v projections.Viewer, f Filter) (int, error) {
	if err := f.check(); err != nil {
		return 0, err
	}
	n := 0
	err := q.view.ReadFor(ctx, v, func(c *sqlite.Conn, hide projections.Withheld) error {
		matter, err := visibleMatter(c, v, f.Matter)
		if err != nil || matter == 0 || hide.Holds(f.Sender) { // nobody finds messages by a name they are not shown
			return err
		}
		w := f.where(v, matter).Value(":cap", CountCap)
		return projections.Query(c, `SELECT count(*) FROM (SELECT 1 FROM message m WHERE `+w.SQL()+` LIMIT :cap)`, w.Bind, func(s *sqlite.Stmt) error {
			n = s.ColumnInt(0)
			return nil
		})
	})
	return n, describe("count messages", err)
}

// Message returns the message that an id belongs to, whichever observation the id is of; a NotFound domain.Error where there is none for
// the viewer. Where a file was read in for two matters, the one seen later is returned; ByRef tells them apart.
func (q *Queries) Message(ctx context.Context, v projections.Viewer, id domain.MessageID) (Message, error) {
	w := projections.Visible(v, "x.id").Where().And(byUID, ":uid", uidOf(id).value())
	return q.one(ctx, v, w)
}

const (
	byUID = `m.id IN (SELECT id FROM message WHERE uid = :uid UNION SELECT message FROM observation WHERE uid = :uid)`
	byRef = `m.id IN (
		SELECT a.id FROM message a JOIN source b ON b.no = a.source JOIN extraction d ON d.no = b.extraction
			WHERE a.uid = :uid AND a.revision = :revision AND d.id = :extraction
		UNION SELECT a.message FROM observation a JOIN source b ON b.no = a.source JOIN extraction d ON d.no = b.extraction
			WHERE a.uid = :uid AND a.revision = :revision AND d.id = :extraction)`
)

// ByRef returns the message that a citation points at; a NotFound domain.Error where there is none for the viewer.
func (q *Queries) ByRef(ctx context.Context, v projections.Viewer, ref misconduct.MessageRef) (Message, error) {
	w := projections.Visible(v, "x.id").Where().And(byRef, ":uid", uidOf(ref.Message).value())
	return q.one(ctx, v, w.Value(":revision", ref.Revision).Value(":extraction", string(ref.Extraction)))
}

func (q *Queries) one(ctx context.Context, v projections.Viewer, w *projections.Where) (Message, error) {
	var found []Message
	err := q.view.ReadFor(ctx, v, func(c *sqlite.Conn, hide projections.Withheld) error {
		return projections.Query(c, `SELECT `+messageColumns+` FROM message m`+messageJoins+` WHERE `+w.SQL()+` ORDER BY m.id DESC LIMIT 1`,
			w.Bind, func(s *sqlite.Stmt) error {
				m := readMessage(s)
				hide.From(&m)
				found = append(found, m)
				return nil
			})
	})
	if err != nil {
		return Message{}, describe("read a message", err)
	}
	if len(found) == 0 {
		return Message{}, projections.NotFound("message")
	}
	return found[0], nil
}
