package messages

import "github.com/probity-ledger/probity/projections"

// spread is what one event adds to a conversation or to a participant: how many messages, and between which times.
type spread struct {
	messages    int64
	first, last string // wall clocks; "" where none was read
	newest      int64  // greatest id
}

func (s *spread) add(id int64, sent string) {
	s.messages++
	s.newest = max(s.newest, id)
	if sent == "" {
		return
	}
	if s.first == "" || sent < s.first {
		s.first = sent
	}
	if sent > s.last {
		s.last = sent
	}
}

// tally notes a new message; count writes all that was noted, once per event.
func (w *writer) tally(conversation, sender, id int64, sent string) {
	into(w.counts, conversation).add(id, sent)
	if sender != 0 {
		into(w.shares, sender).add(id, sent)
	}
}

func into(m map[int64]*spread, key int64) *spread {
	s, ok := m[key]
	if !ok {
		s = &spread{}
		m[key] = s
	}
	return s
}

const (
	countConversation = `UPDATE conversation SET messages = messages + ?2, last_id = max(last_id, ?5),
		first_sent = CASE WHEN first_sent = '' OR (?3 <> '' AND ?3 < first_sent) THEN ?3 ELSE first_sent END, last_sent = max(last_sent, ?4) WHERE no = ?1`
	countParticipant = `UPDATE participant SET messages = messages + ?2,
		first_sent = CASE WHEN first_sent = '' OR (?3 <> '' AND ?3 < first_sent) THEN ?3 ELSE first_sent END, last_sent = max(last_sent, ?4) WHERE no = ?1`
)

func (w *writer) count() error {
	for no, s := range w.counts {
		if err := projections.Exec(w.c, countConversation, no, s.messages, s.first, s.last, s.newest); err != nil {
			return err
		}
	}
	for no, s := range w.shares {
		if err := projections.Exec(w.c, countParticipant, no, s.messages, s.first, s.last); err != nil {
			return err
		}
	}
	return nil
}
