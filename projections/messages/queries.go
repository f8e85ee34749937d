package messages

import (
	"context"
	"fmt"
	"strconv"

	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/projections"
)

// Queries answers questions about conversations and messages. Every method takes the viewer, and what the viewer may not see does not
// exist for them.
type Queries struct{ view *projections.View }

// NewQueries makes the queries over the view of Projection.
func NewQueries(view *projections.View) *Queries { return &Queries{view: view} }

// ConversationFilter narrows a list of conversations. Empty fields do not narrow.
type ConversationFilter struct {
	Matter     domain.MatterID
	Extraction domain.ExtractionID // with a message of this extraction
}

const conversationColumns = `k.uid, x.id, k.platform, k.key, k.title, k.kind, k.messages,
	(SELECT count(*) FROM participant p WHERE p.conversation = k.no), k.first_sent, k.last_sent, k.last_id, k.no`

// Conversations lists the conversations the viewer may see, the one with the latest message first.
func (q *Queries) Conversations(ctx context.Context, v projections.Viewer, f ConversationFilter, p projections.Page) (projections.Result[Conversation], error) {
	var result projections.Result[Conversation]
	limit := p.Limit()
	w := projections.Visible(v, "x.id").Where().Given("x.id = :matter", ":matter", string(f.Matter))
	w.Given(`k.no IN (SELECT l.conversation FROM conversation_extraction l JOIN extraction e ON e.no = l.extraction WHERE e.id = :extraction)`,
		":extraction", string(f.Extraction))
	if len(p.After) > 0 {
		last, err := p.IntAfter(0, 0)
		if err != nil {
			return result, err
		}
		no, err := p.IntAfter(1, 0)
		if err != nil {
			return result, err
		}
		w.And("(k.last_id, k.no) < (:after_id, :after_no)", ":after_id", last).Value(":after_no", no)
	}
	w.Value(":limit", limit+1)
	err := q.view.ReadFor(ctx, v, func(c *sqlite.Conn, hide projections.Withheld) error {
		return projections.Query(c, `SELECT `+conversationColumns+` FROM conversation k JOIN matter x ON x.no = k.matter
			WHERE `+w.SQL()+` ORDER BY k.last_id DESC, k.no DESC LIMIT :limit`, w.Bind, func(s *sqlite.Stmt) error {
			k := readConversation(s)
			hide.From(&k)
			result.Keep(limit, k, strconv.FormatInt(s.ColumnInt64(10), 10), strconv.FormatInt(s.ColumnInt64(11), 10))
			return nil
		})
	})
	return result, describe("list conversations", err)
}

func readConversation(s *sqlite.Stmt) Conversation {
	return Conversation{
		ID: s.ColumnText(0), Matter: domain.MatterID(s.ColumnText(1)), Platform: s.ColumnText(2), Key: s.ColumnText(3),
		Title: s.ColumnText(4), Kind: s.ColumnText(5), Messages: s.ColumnInt(6), Participants: s.ColumnInt(7),
		FirstSent: s.ColumnText(8), LastSent: s.ColumnText(9),
	}
}

// Conversation returns one conversation; a NotFound domain.Error where there is none for the viewer.
func (q *Queries) Conversation(ctx context.Context, v projections.Viewer, id string) (Conversation, error) {
	var found []Conversation
	w := projections.Visible(v, "x.id").Where().And("k.uid = :uid", ":uid", id)
	err := q.view.ReadFor(ctx, v, func(c *sqlite.Conn, hide projections.Withheld) error {
		return projections.Query(c, `SELECT `+conversationColumns+` FROM conversation k JOIN matter x ON x.no = k.matter WHERE `+w.SQL(), w.Bind,
			func(s *sqlite.Stmt) error {
				k := readConversation(s)
				hide.From(&k)
				found = append(found, k)
				return nil
			})
	})
	if err != nil {
		return Conversation{}, describe("read a conversation", err)
	}
	if len(found) == 0 {
		return Conversation{}, projections.NotFound("conversation")
	}
	return found[0], nil
}

// Participants lists the senders in a conversation, those with the most messages first.
func (q *Queries) Participants(ctx context.Context, v projections.Viewer, conversation string, p projections.Page) (projections.Result[Participant], error) {
	var result projections.Result[Participant]
	limit := p.Limit()
	w := projections.Visible(v, "x.id").Where().And("k.uid = :uid", ":uid", conversation)
	if len(p.After) > 0 {
		messages, err := p.IntAfter(0, 0)
		if err != nil {
			return result, err
		}
		no, err := p.IntAfter(1, 0)
		if err != nil {
			return result, err
		}
		w.And("(p.messages < :after_messages OR (p.messages = :after_messages AND p.no > :after_no))", ":after_messages", messages)
		w.Value(":after_no", no)
	}
	w.Value(":limit", limit+1)
	err := q.view.ReadFor(ctx, v, func(c *sqlite.Conn, hide projections.Withheld) error {
		return projections.Query(c, `SELECT p.no, k.uid, p.handle, p.messages, p.first_sent, p.last_sent, x.id FROM participant p
			JOIN conversation k ON k.no = p.conversation JOIN matter x ON x.no = k.matter
			WHERE `+w.SQL()+` ORDER BY p.messages DESC, p.no LIMIT :limit`, w.Bind, func(s *sqlite.Stmt) error {
			who := Participant{
				Conversation: s.ColumnText(1), Handle: s.ColumnText(2), Messages: s.ColumnInt(3),
				FirstSent: s.ColumnText(4), LastSent: s.ColumnText(5), Matter: domain.MatterID(s.ColumnText(6)),
			}
			hide.From(&who)
			result.Keep(limit, who, strconv.Itoa(who.Messages), strconv.FormatInt(s.ColumnInt64(0), 10))
			return nil
		})
	})
	return result, describe("list participants", err)
}

func describe(what string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", what, err)
}
