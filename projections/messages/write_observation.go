package messages

import (
	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/projections"
)

// first is what a new observation is compared with.
type first struct {
	id           int64
	observations int64
	body         string
	bodyState    string
	kind         string
	marks        int64
}

// addObservation writes one more place in which a message was seen. Where its text is another, the text is kept and indexed too.
func (w *writer) addObservation(at place, m *extraction.Message, key matchKey) error {
	f, err := w.firstOf(key)
	if err != nil {
		return err
	}
	number, variant := f.observations, int64(0)
	if m.Body != f.body {
		if variant, err = w.addVariant(at, f.id, number, m); err != nil {
			return err
		}
	}
	marks := marksOf(m)
	if f.differs(m, marks) {
		marks |= markDiffers
	}
	if err := w.insertObservation(at, f.id, number, variant, marks, m); err != nil {
		return err
	}
	err = projections.Exec(w.c, `UPDATE message SET observations = observations + 1, attachments = attachments + ?2, marks = marks | ?3 WHERE id = ?1`,
		f.id, len(m.Attachments), marks&markDiffers)
	if err != nil {
		return err
	}
	return w.addAttachments(f.id, number, m)
}

func (w *writer) firstOf(key matchKey) (f first, err error) {
	err = projections.Query(w.c, `SELECT id, observations, body, body_state, kind, marks FROM message WHERE match = ?1`, nil,
		func(s *sqlite.Stmt) error {
			f = first{
				id: s.ColumnInt64(0), observations: s.ColumnInt64(1), body: s.ColumnText(2), bodyState: s.ColumnText(3), kind: s.ColumnText(4),
				marks: s.ColumnInt64(5),
			}
			return nil
		}, key[:])
	return f, err
}

// differs says whether a copy tells another story: other words, another kind, edited or deleted here and not there. Times are not
// compared, since exports cut them differently; they are shown side by side.
func (f first) differs(m *extraction.Message, marks int64) bool {
	const told = markEdited | markDeleted
	return m.Body != f.body || string(m.BodyState) != f.bodyState || string(m.Kind) != f.kind || marks&told != f.marks&told
}

func (w *writer) addVariant(at place, message, number int64, m *extraction.Message) (int64, error) {
	id, err := w.ids.peek(at.extraction.matter, second(m))
	if err != nil {
		return 0, err
	}
	if err := projections.Exec(w.c, `INSERT INTO variant VALUES (?1, ?2, ?3, ?4)`, id, message, number, m.Body); err != nil {
		return 0, err
	}
	w.ids.take(id)
	if m.Body != "" {
		w.texts = append(w.texts, text{id, m.Body})
	}
	return id, nil
}

func (w *writer) insertObservation(at place, message, number, variant, marks int64, m *extraction.Message) error {
	var sent any
	if m.Sent != nil {
		sent = m.Sent.UnixMicro()
	}
	return projections.Exec(w.c, `INSERT INTO observation VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)`,
		message, number, uidOf(m.ID).value(), at.source, at.revision, m.Locator, string(m.Kind), variant, string(m.BodyState), m.SentRaw, m.SentLocal,
		sent, m.TZBasis, m.NativeID, flagText(m.Flags), marks)
}
