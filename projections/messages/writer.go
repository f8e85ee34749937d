package messages

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/ledger/wire"
	"github.com/probity-ledger/probity/projections"
)

// writer applies events to one connection. What it remembers are keys it would else read back for every message; the runner throws it
// away when a transaction is rolled back.
type writer struct {
	c           *sqlite.Conn
	ids         *ids
	keys        *hasher
	extractions map[string]extractionKey
	sources     map[sourceKey]int64
	threads     map[threadKey]*thread
	people      map[personKey]int64
	ordinals    map[seenKey]uint64 // how often a source has shown a row that came more than once; not complete

	// Of the event being applied:
	texts  []text
	counts map[int64]*spread // by conversation
	shares map[int64]*spread // by participant
}

type extractionKey struct{ no, matter int64 }

type sourceKey struct {
	extraction int64
	sha256     string
}

type threadKey struct {
	matter        int64
	platform, key string
}

type personKey struct {
	conversation int64
	handle       string
}

// seenKey is a row as one source shows it, before the ordinal.
type seenKey struct {
	source int64
	key    matchKey
}

// thread is a conversation as a batch names it, with its key.
type thread struct {
	extraction.Thread
	no int64
}

// text is what goes into the full-text index under an id.
type text struct {
	id   int64
	body string
}

func newWriter(c *sqlite.Conn) *writer {
	return &writer{
		c: c, ids: newIDs(c), keys: newHasher(), extractions: map[string]extractionKey{}, sources: map[sourceKey]int64{},
		threads: map[threadKey]*thread{}, people: map[personKey]int64{},
		ordinals: map[seenKey]uint64{}, counts: map[int64]*spread{}, shares: map[int64]*spread{},
	}
}

// errOutOfOrder is the reason for setting aside an event whose beginning is missing.
var errOutOfOrder = errors.New("what this event goes on with was never begun")

// Apply writes what an event means for conversations and messages.
func (w *writer) Apply(e wire.Decoded) error {
	switch ev := e.Event.(type) {
	case extraction.Authorised:
		return w.addExtraction(e.ID, ev)
	case extraction.SourceRegistered:
		x, err := w.extraction(e.ID)
		if err != nil {
			return err
		}
		_, err = w.source(x, string(ev.Source.SHA256))
		return err
	case extraction.MessagesRecorded:
		return w.addBatch(e, &ev)
	}
	return projections.ApplyAccess(w.c, e)
}

func (w *writer) addExtraction(id string, ev extraction.Authorised) error {
	matter, err := w.matter(string(ev.Matter))
	if err != nil {
		return err
	}
	return projections.Exec(w.c, `INSERT INTO extraction (id, matter, device, exhibit) VALUES (?1, ?2, ?3, ?4)`,
		id, matter, string(ev.Device), string(ev.Exhibit))
}

func (w *writer) matter(id string) (int64, error) {
	no, err := w.number(`SELECT no FROM matter WHERE id = ?1`, id)
	if err != nil || no != 0 {
		return no, err
	}
	if no, err = w.insert(`INSERT INTO matter (id) VALUES (?1)`, id); err == nil && no > maxMatter {
		err = fmt.Errorf("number a matter: %w", errFull)
	}
	return no, err
}

func (w *writer) extraction(id string) (extractionKey, error) {
	if x, ok := w.extractions[id]; ok {
		return x, nil
	}
	var x extractionKey
	err := projections.Query(w.c, `SELECT no, matter FROM extraction WHERE id = ?1`, nil, func(s *sqlite.Stmt) error {
		x = extractionKey{no: s.ColumnInt64(0), matter: s.ColumnInt64(1)}
		return nil
	}, id)
	if err != nil {
		return x, err
	}
	if x.no == 0 {
		return x, fmt.Errorf("find an extraction: %w", errOutOfOrder)
	}
	remember(w.extractions, id, x)
	return x, nil
}

func (w *writer) source(x extractionKey, sha string) (int64, error) {
	key := sourceKey{x.no, sha}
	if no, ok := w.sources[key]; ok {
		return no, nil
	}
	no, err := w.number(`SELECT no FROM source WHERE extraction = ?1 AND sha256 = ?2`, x.no, sha)
	if err == nil && no == 0 {
		no, err = w.insert(`INSERT INTO source (extraction, sha256) VALUES (?1, ?2)`, x.no, sha)
	}
	if err == nil {
		remember(w.sources, key, no)
	}
	return no, err
}

// addBatch writes the messages of one batch.
func (w *writer) addBatch(e wire.Decoded, ev *extraction.MessagesRecorded) error {
	w.texts = w.texts[:0]
	clear(w.counts)
	clear(w.shares)
	x, err := w.extraction(e.ID)
	if err != nil {
		return err
	}
	source, err := w.source(x, string(ev.Source))
	if err != nil {
		return err
	}
	threads, err := w.threadsOf(x, ev.Content.Threads)
	if err != nil {
		return err
	}
	at := place{extraction: x, source: source, revision: e.Revision}
	for i := range ev.Content.Messages {
		if err := w.addMessage(at, threads, &ev.Content.Messages[i]); err != nil {
			return err
		}
	}
	if err := w.index(); err != nil {
		return err
	}
	return w.count()
}

// place is where the messages of a batch stand in the log.
type place struct {
	extraction extractionKey
	source     int64
	revision   uint64
}

func (w *writer) threadsOf(x extractionKey, list []extraction.Thread) (map[string]*thread, error) {
	threads := make(map[string]*thread, len(list))
	for _, t := range list {
		th, err := w.thread(x, t)
		if err != nil {
			return nil, err
		}
		threads[t.Key] = th
	}
	return threads, nil
}

// thread finds or makes a conversation. Its title and kind are those it was first seen with; the batch's own stay with the batch.
func (w *writer) thread(x extractionKey, t extraction.Thread) (*thread, error) {
	key := threadKey{x.matter, t.Platform, t.Key}
	if known, ok := w.threads[key]; ok && known.Thread == t {
		return known, w.link(x, known.no)
	}
	no, err := w.number(`SELECT no FROM conversation WHERE matter = ?1 AND platform = ?2 AND key = ?3`, x.matter, t.Platform, t.Key)
	if err == nil && no == 0 {
		no, err = w.insertConversation(x.matter, t)
	}
	if err != nil {
		return nil, err
	}
	th := &thread{Thread: t, no: no}
	remember(w.threads, key, th)
	return th, w.link(x, no)
}

// insertConversation gives a conversation its number in this file and the id the world knows it by, which follows from what it is.
func (w *writer) insertConversation(matter int64, t extraction.Thread) (int64, error) {
	id := ""
	err := projections.Query(w.c, `SELECT id FROM matter WHERE no = ?1`, nil, func(s *sqlite.Stmt) error {
		id = s.ColumnText(0)
		return nil
	}, matter)
	if err != nil {
		return 0, err
	}
	return w.insert(`INSERT INTO conversation (uid, matter, platform, key, title, kind) VALUES (?1, ?2, ?3, ?4, ?5, ?6)`,
		conversationID(domain.MatterID(id), t), matter, t.Platform, t.Key, t.Title, t.Kind)
}

func (w *writer) link(x extractionKey, conversation int64) error {
	return projections.Exec(w.c, `INSERT OR IGNORE INTO conversation_extraction VALUES (?1, ?2)`, x.no, conversation)
}

// person finds or makes the sender in a conversation; 0 for a line without one.
func (w *writer) person(conversation int64, handle string) (int64, error) {
	if handle == "" {
		return 0, nil
	}
	key := personKey{conversation, handle}
	if no, ok := w.people[key]; ok {
		return no, nil
	}
	no, err := w.number(`SELECT no FROM participant WHERE conversation = ?1 AND handle = ?2`, conversation, handle)
	if err == nil && no == 0 {
		no, err = w.insert(`INSERT INTO participant (conversation, handle) VALUES (?1, ?2)`, conversation, handle)
	}
	if err == nil {
		remember(w.people, key, no)
	}
	return no, err
}

// index writes the new texts into the full-text index, by id: the index takes ascending ids several times faster.
func (w *writer) index() error {
	slices.SortFunc(w.texts, func(a, b text) int { return cmp.Compare(a.id, b.id) })
	s, err := w.c.Prepare(`INSERT INTO text_index (rowid, body) VALUES (?1, ?2)`)
	if err != nil {
		return fmt.Errorf("index texts: %w", err)
	}
	for _, t := range w.texts {
		s.BindInt64(1, t.id)
		s.BindText(2, t.body)
		if err := run(s); err != nil {
			return fmt.Errorf("index texts: %w", err)
		}
	}
	return s.ClearBindings()
}

// run carries out a statement that returns no rows and makes it ready for the next.
func run(s *sqlite.Stmt) error {
	if _, err := s.Step(); err != nil {
		return err
	}
	return s.Reset()
}

func (w *writer) number(query string, values ...any) (int64, error) {
	var no int64
	err := projections.Query(w.c, query, nil, func(s *sqlite.Stmt) error {
		no = s.ColumnInt64(0)
		return nil
	}, values...)
	return no, err
}

func (w *writer) insert(query string, values ...any) (int64, error) {
	if err := projections.Exec(w.c, query, values...); err != nil {
		return 0, err
	}
	return w.c.LastInsertRowID(), nil
}
