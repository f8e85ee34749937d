package messages

import (
	"time"

	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/domain/misconduct"
)

const (
	messageColumns = `m.id, m.uid, e.id, m.revision, x.id, (SELECT k.uid FROM conversation k WHERE k.no = m.conversation), coalesce(p.handle, ''), m.kind, m.body, m.body_state, m.sent_raw,
	m.sent_local, m.sent, m.tz_basis, m.native_id, m.flags, m.marks, m.observations, m.attachments`
	messageJoins = ` JOIN source s ON s.no = m.source JOIN extraction e ON e.no = s.extraction JOIN matter x ON x.no = m.id >> 43
	LEFT JOIN participant p ON p.no = m.sender`
	messageWidth = 19 // columns
)

func readMessage(s *sqlite.Stmt) Message {
	id := readUID(s, 1)
	marks := s.ColumnInt64(16)
	m := Message{
		ID:     id,
		Ref:    misconduct.MessageRef{Extraction: domain.ExtractionID(s.ColumnText(2)), Revision: uint64(s.ColumnInt64(3)), Message: id},
		Matter: domain.MatterID(s.ColumnText(4)), Conversation: s.ColumnText(5), Sender: s.ColumnText(6),
		Kind: extraction.MessageKind(s.ColumnText(7)), Body: s.ColumnText(8), BodyState: extraction.BodyState(s.ColumnText(9)),
		SentRaw: s.ColumnText(10), SentLocal: s.ColumnText(11), Sent: readSent(s, 12), TZBasis: s.ColumnText(13), NativeID: s.ColumnText(14),
		Flags: flagsOf(s.ColumnText(15)), Edited: marks&markEdited != 0, Deleted: marks&markDeleted != 0, Differs: marks&markDiffers != 0,
		MatchedBy: ByContent, Observations: s.ColumnInt(17), Attachments: s.ColumnInt(18),
	}
	if marks&markNative != 0 {
		m.MatchedBy = ByNativeID
	}
	return m
}

func readSent(s *sqlite.Stmt, column int) *time.Time {
	if s.ColumnIsNull(column) {
		return nil
	}
	at := time.UnixMicro(s.ColumnInt64(column)).UTC()
	return &at
}
