package messages

import (
	"context"

	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/projections"
)

// everyObservation shows the first observation, which stands in message, and the others as rows of one kind.
const everyObservation = `
	SELECT m.id AS message, 0 AS number, m.uid AS uid, m.source AS source, m.revision AS revision, m.locator AS locator, m.kind AS kind, m.body AS body,
		m.body_state AS body_state, m.sent_raw AS sent_raw, m.sent_local AS sent_local, m.sent AS sent, m.tz_basis AS tz_basis,
		m.native_id AS native_id, m.flags AS flags, m.marks & 3 AS marks FROM message m WHERE m.id = :message
	UNION ALL
	SELECT o.message, o.number, o.uid, o.source, o.revision, o.locator, o.kind,
		coalesce((SELECT t.body FROM variant t WHERE t.id = o.text), (SELECT m.body FROM message m WHERE m.id = o.message)),
		o.body_state, o.sent_raw, o.sent_local, o.sent, o.tz_basis, o.native_id, o.flags, o.marks FROM observation o WHERE o.message = :message`

// Observations lists the places in which a message was seen, in the order they were recorded, at most projections.MaxPage.
func (q *Queries) Observations(ctx context.Context, v projections.Viewer, id domain.MessageID) ([]Observation, error) {
	var list []Observation
	err := q.eachMessage(ctx, v, id, func(c *sqlite.Conn, hide projections.Withheld, w *projections.Where) error {
		return projections.Query(c, `SELECT o.uid, e.id, o.revision, e.device, e.exhibit, s.sha256, o.locator, coalesce(p.handle, ''), o.kind, o.body,
			o.body_state, o.sent_raw, o.sent_local, o.sent, o.tz_basis, o.native_id, o.flags, o.marks, x.id
			FROM (`+everyObservation+`) o JOIN source s ON s.no = o.source JOIN extraction e ON e.no = s.extraction
			JOIN matter x ON x.no = :message >> 43 JOIN message first ON first.id = :message LEFT JOIN participant p ON p.no = first.sender
			WHERE `+w.SQL()+` ORDER BY o.number LIMIT :limit`, w.Bind, func(s *sqlite.Stmt) error {
			o := readObservation(s, id)
			hide.From(&o)
			list = append(list, o)
			return nil
		})
	})
	return list, describe("list observations", err)
}

func readObservation(s *sqlite.Stmt, message domain.MessageID) Observation {
	marks := s.ColumnInt64(17)
	return Observation{
		Matter: domain.MatterID(s.ColumnText(18)), Message: message,
		Ref:    misconduct.MessageRef{Message: readUID(s, 0), Extraction: domain.ExtractionID(s.ColumnText(1)), Revision: uint64(s.ColumnInt64(2))},
		Device: domain.DeviceID(s.ColumnText(3)), Exhibit: domain.ExhibitRef(s.ColumnText(4)), Source: domain.SHA256(s.ColumnText(5)),
		Locator: s.ColumnText(6), Sender: s.ColumnText(7), Kind: extraction.MessageKind(s.ColumnText(8)), Body: s.ColumnText(9),
		BodyState: extraction.BodyState(s.ColumnText(10)), SentRaw: s.ColumnText(11), SentLocal: s.ColumnText(12), Sent: readSent(s, 13),
		TZBasis: s.ColumnText(14), NativeID: s.ColumnText(15), Flags: flagsOf(s.ColumnText(16)),
		Edited: marks&markEdited != 0, Deleted: marks&markDeleted != 0, Differs: marks&markDiffers != 0,
	}
}

// Attachments lists the files that the observations of a message carry or name, at most projections.MaxPage.
func (q *Queries) Attachments(ctx context.Context, v projections.Viewer, id domain.MessageID) ([]Attachment, error) {
	var list []Attachment
	err := q.eachMessage(ctx, v, id, func(c *sqlite.Conn, hide projections.Withheld, w *projections.Where) error {
		return projections.Query(c, `SELECT a.name, a.mime, a.size, a.sha256, a.state, o.uid, e.id, o.revision, x.id
			FROM attachment a JOIN (`+everyObservation+`) o ON o.message = a.message AND o.number = a.number
			JOIN source s ON s.no = o.source JOIN extraction e ON e.no = s.extraction JOIN matter x ON x.no = :message >> 43
			WHERE a.message = :message AND `+w.SQL()+` ORDER BY a.number, a.place LIMIT :limit`, w.Bind, func(s *sqlite.Stmt) error {
			a := Attachment{
				Matter: domain.MatterID(s.ColumnText(8)), Message: id, Name: s.ColumnText(0), MIME: s.ColumnText(1), Size: s.ColumnInt64(2), SHA256: domain.SHA256(s.ColumnText(3)),
				State: extraction.AttachmentState(s.ColumnText(4)),
				Ref: misconduct.MessageRef{
					Message: readUID(s, 5), Extraction: domain.ExtractionID(s.ColumnText(6)), Revision: uint64(s.ColumnInt64(7)),
				},
			}
			hide.From(&a)
			list = append(list, a)
			return nil
		})
	})
	return list, describe("list attachments", err)
}

// eachMessage finds the message an id belongs to, the one Message returns, and lends the condition on it; nothing happens where the
// viewer may see none.
func (q *Queries) eachMessage(ctx context.Context, v projections.Viewer, id domain.MessageID, each func(*sqlite.Conn, projections.Withheld, *projections.Where) error) error {
	return q.view.ReadFor(ctx, v, func(c *sqlite.Conn, hide projections.Withheld) error {
		var message int64
		w := projections.Visible(v, "x.id").Where().And(byUID, ":uid", uidOf(id).value())
		err := projections.Query(c, `SELECT m.id FROM message m JOIN matter x ON x.no = m.id >> 43 WHERE `+w.SQL()+` ORDER BY m.id DESC LIMIT 1`, w.Bind,
			func(s *sqlite.Stmt) error {
				message = s.ColumnInt64(0)
				return nil
			})
		if err != nil || message == 0 {
			return err
		}
		return each(c, hide, projections.Visible(v, "x.id").Where().Value(":message", message).Value(":limit", projections.MaxPage))
	})
}
