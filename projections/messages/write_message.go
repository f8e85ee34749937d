package messages

import (
	"fmt"

	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/projections"
)

// addMessage writes one row of a source: as a new message, or as one more observation of a message that is there.
func (w *writer) addMessage(at place, threads map[string]*thread, m *extraction.Message) error {
	t, ok := threads[m.Thread]
	if !ok {
		return fmt.Errorf("find the conversation of a message: %w", errOutOfOrder)
	}
	sender, err := w.person(t.no, m.Sender)
	if err != nil {
		return err
	}
	if m.NativeID != "" {
		return w.addMatched(at, t, sender, m, w.keys.byNativeID(at.extraction.matter, t, m))
	}
	return w.addByContent(at, t, sender, m)
}

// addByContent pairs the row with the one of the same ordinal among equals. Nearly always the row is the first of its kind, and new.
func (w *writer) addByContent(at place, t *thread, sender int64, m *extraction.Message) error {
	key := w.keys.byContent(at.extraction.matter, t, m)
	seen := seenKey{at.source, key}
	ordinal, again := w.ordinals[seen]
	if !again {
		added, err := w.addNew(at, t, sender, m, key)
		if err != nil || added {
			return err
		}
		if ordinal, err = w.firstUnseen(key, at.source); err != nil {
			return err
		}
	}
	remember(w.ordinals, seen, ordinal+1)
	return w.addMatched(at, t, sender, m, key.numbered(ordinal))
}

func (w *writer) addMatched(at place, t *thread, sender int64, m *extraction.Message, key matchKey) error {
	added, err := w.addNew(at, t, sender, m, key)
	if err != nil || added {
		return err
	}
	return w.addObservation(at, m, key)
}

const insertMessage = `INSERT INTO message (id, uid, match, conversation, sender, source, revision, locator, kind, body, body_state, sent_raw,
	sent_local, sent, tz_basis, native_id, flags, marks, attachments)
	VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19) ON CONFLICT (match) DO NOTHING`

// addNew writes the row as a new message, unless its key is there already.
func (w *writer) addNew(at place, t *thread, sender int64, m *extraction.Message, key matchKey) (bool, error) {
	id, err := w.ids.peek(at.extraction.matter, second(m))
	if err != nil {
		return false, err
	}
	s, err := w.c.Prepare(insertMessage)
	if err != nil {
		return false, fmt.Errorf("write a message: %w", err)
	}
	bindMessage(s, at, m)
	s.BindInt64(1, id)
	s.BindBytes(3, key[:])
	s.BindInt64(4, t.no)
	s.BindInt64(5, sender)
	if err := run(s); err != nil {
		return false, fmt.Errorf("write a message: %w", err)
	}
	if w.c.Changes() == 0 {
		return false, nil
	}
	w.ids.take(id)
	if m.Body != "" {
		w.texts = append(w.texts, text{id, m.Body})
	}
	w.tally(t.no, sender, id, m.SentLocal)
	return true, w.addAttachments(id, 0, m)
}

// bindMessage binds what a row says of itself; what it becomes is bound by addNew.
func bindMessage(s *sqlite.Stmt, at place, m *extraction.Message) {
	bindUID(s, 2, uidOf(m.ID))
	s.BindInt64(6, at.source)
	s.BindInt64(7, int64(at.revision))
	s.BindText(8, m.Locator)
	s.BindText(9, string(m.Kind))
	s.BindText(10, m.Body)
	s.BindText(11, string(m.BodyState))
	s.BindText(12, m.SentRaw)
	s.BindText(13, m.SentLocal)
	if m.Sent != nil {
		s.BindInt64(14, m.Sent.UnixMicro())
	} else {
		s.BindNull(14)
	}
	s.BindText(15, m.TZBasis)
	s.BindText(16, m.NativeID)
	s.BindText(17, flagText(m.Flags))
	s.BindInt64(18, marksOf(m))
	s.BindInt64(19, int64(len(m.Attachments)))
}

func bindUID(s *sqlite.Stmt, param int, u uid) {
	if u.text != "" {
		s.BindText(param, u.text)
		return
	}
	s.BindBytes(param, u.uuid[:])
}

// firstUnseen returns the smallest ordinal under which a source has not shown an equal row yet. A source shows 0, 1, 2, … in order, so
// the place is found by doubling and halving instead of counting.
func (w *writer) firstUnseen(key matchKey, source int64) (uint64, error) {
	low, high := uint64(0), uint64(1) // the source showed all below low, and none from high on
	for step := uint64(1); ; step *= 2 {
		seen, err := w.seenIn(key.numbered(low+step-1), source)
		if err != nil {
			return 0, err
		}
		if !seen {
			high = low + step - 1
			break
		}
		low += step
	}
	for low < high {
		middle := (low + high) / 2
		seen, err := w.seenIn(key.numbered(middle), source)
		if err != nil {
			return 0, err
		}
		if seen {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return low, nil
}

func (w *writer) seenIn(key matchKey, source int64) (bool, error) {
	seen := false
	err := projections.Query(w.c, `SELECT 1 FROM message m WHERE m.match = ?1 AND (m.source = ?2
		OR EXISTS (SELECT 1 FROM observation o WHERE o.message = m.id AND o.source = ?2))`, nil, func(*sqlite.Stmt) error {
		seen = true
		return nil
	}, key[:], source)
	return seen, err
}

func (w *writer) addAttachments(message, number int64, m *extraction.Message) error {
	for i, a := range m.Attachments {
		err := projections.Exec(w.c, `INSERT INTO attachment VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)`,
			message, number, i, a.Name, a.MIME, a.Size, string(a.SHA256), string(a.State))
		if err != nil {
			return err
		}
	}
	return nil
}
