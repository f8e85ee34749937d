package node

import (
	"fmt"

	"zombiezen.com/go/sqlite"
)

const (
	// rememberedHeads is how many streams the writer keeps the end of before it starts again.
	rememberedHeads = 65536

	// rememberedLength is the longest stream name kept in memory, in bytes; longer ones are looked up every time.
	rememberedLength = 256
)

// head is where one stream stands in the file, as the writer's transaction sees it.
type head struct {
	name    string
	id      int64 // its number inside the file, 0 when it has no row yet
	number  int64 // of its last event, -1 when it has none
	through int64 // event_ids holds its events up to this number
}

// pair is what the writer remembers of a stream: its end, that of its metastream, and whether the newest metadata says
// that the stream is soft deleted. What is written to one of the two may change what the other allows.
type pair struct {
	own, meta head
	hidden    bool
}

// head gives the end of the one of the two that has this name.
func (p *pair) head(stream string) *head {
	if _, isMeta := originalOf(stream); isMeta {
		return &p.meta
	}
	return &p.own
}

// stand is what decide must know of the one that has this name. A metastream is closed together with its stream; it
// has no metadata of its own.
func (p *pair) stand(stream string) stand {
	_, isMeta := originalOf(stream)
	switch {
	case isMeta && p.own.number == tombstoneNumber:
		return stand{last: tombstoneNumber}
	case isMeta:
		return stand{last: p.meta.number}
	default:
		return stand{last: p.own.number, hidden: p.hidden, meta: p.meta.number >= 0}
	}
}

// heads remembers the ends of the streams written lately, so that an append needs no query.
type heads struct{ byName map[string]*pair }

func newHeads() *heads { return &heads{byName: make(map[string]*pair)} }

func (h *heads) forget() { clear(h.byName) }

func (h *heads) keep(name string, found *pair) *pair {
	if len(name) > rememberedLength {
		return found
	}
	if len(h.byName) >= rememberedHeads {
		clear(h.byName)
	}
	h.byName[name] = found
	return found
}

// pair finds a stream's end and that of its metastream, in memory or in the file. It may be asked by either name.
func (l *ledger) pair(stream string) (p *pair, err error) {
	original, _ := originalOf(stream)
	if p, ok := l.heads.byName[original]; ok {
		return p, nil
	}
	p = new(pair)
	if p.own, err = l.findHead(original); err != nil {
		return nil, err
	}
	if p.meta, err = l.findHead(metastreamOf(original)); err != nil {
		return nil, err
	}
	if p.meta.number >= 0 {
		m, err := l.newestMetadata(p)
		if err != nil {
			return nil, err
		}
		p.hidden = m.json && parseLimits(m.data).before == softDeleted
	}
	return l.heads.keep(original, p), nil
}

func (l *ledger) findHead(stream string) (head, error) {
	stmt, err := l.conn.Prepare(queryHead)
	if err != nil {
		return head{}, fmt.Errorf("find end of stream: %w", err)
	}
	defer stmt.Reset()
	stmt.BindText(1, stream)
	found, err := stmt.Step()
	if err != nil {
		return head{}, fmt.Errorf("find end of stream: %w", err)
	}
	if !found {
		return head{name: stream, number: -1, through: -1}, nil
	}
	h := head{name: stream, number: stmt.ColumnInt64(4)}
	stored, sound := "", false
	if h.id, h.through, stored, sound = checkStream(stmt); !sound || stored != stream {
		return head{}, &DamageError{Path: l.path, Problem: "the name of a stream does not match its checksum"}
	}
	return h, nil
}

// newestMetadata reads the last event of a stream's metastream, which has one.
func (l *ledger) newestMetadata(p *pair) (m proposal, err error) {
	found, err := eventAt(l.conn, l.path, p.meta.id, p.meta.number, func(ev *row) error {
		m.json = ev.json
		m.data, err = ev.body(l.path)
		return err
	})
	if err == nil && !found {
		err = &DamageError{Path: l.path, Problem: "the newest event of a metastream is missing"}
	}
	return m, err
}

// streamHistory answers decide's questions from the file, inside the writer's transaction.
type streamHistory struct {
	ledger *ledger
	head   *head
}

func (s streamHistory) idAt(number int64) (eventID, error) {
	id, _, err := s.ledger.eventAt(s.head, number)
	return id, err
}

func (s streamHistory) numberOf(id eventID) (int64, error) {
	if err := s.ledger.indexIDs(s.head); err != nil {
		return 0, err
	}
	stmt, err := s.ledger.conn.Prepare(queryNumberOf)
	if err != nil {
		return 0, fmt.Errorf("find event id: %w", err)
	}
	defer stmt.Reset()
	stmt.BindInt64(1, s.head.id)
	stmt.BindBytes(2, id[:])
	found, err := stmt.Step()
	if err != nil {
		return 0, fmt.Errorf("find event id: %w", err)
	}
	if !found {
		return -1, nil
	}
	n := stmt.ColumnInt64(0)
	known, err := s.idAt(n)
	if err == nil && known != id {
		err = &DamageError{Path: s.ledger.path, Problem: "the index of event ids names another event"}
	}
	return n, err
}

func (l *ledger) positionOf(h *head, number int64) (int64, error) {
	_, position, err := l.eventAt(h, number)
	return position, err
}

func (l *ledger) eventAt(h *head, number int64) (id eventID, position int64, err error) {
	stmt, err := l.conn.Prepare(queryAt)
	if err != nil {
		return id, 0, fmt.Errorf("find event: %w", err)
	}
	defer stmt.Reset()
	stmt.BindInt64(1, h.id)
	stmt.BindInt64(2, number)
	found, err := stmt.Step()
	if err != nil {
		return id, 0, fmt.Errorf("find event: %w", err)
	}
	if !found {
		return id, 0, &DamageError{Path: l.path, Problem: fmt.Sprintf("a stream of %d events has no event %d", h.number+1, number)}
	}
	if err := l.fill(stmt, h.id, number); err != nil {
		return id, 0, err
	}
	return l.row.id, l.row.position, nil
}

// fill takes a row without its metadata and data into l.row, if it is sound and the event asked for.
func (l *ledger) fill(stmt *sqlite.Stmt, stream, number int64) error {
	l.row.fillHead(stmt)
	if problem := l.row.checkAsked(stream, number); problem != "" {
		return &DamageError{Path: l.path, Position: l.row.position, Problem: problem}
	}
	return nil
}

// indexIDs completes event_ids for a stream. Appends that state their revision never need it and so leave it behind;
// the first one that does not pays for them. Of an id stored twice the later number stays.
func (l *ledger) indexIDs(h *head) error {
	if h.id == 0 || h.through == h.number {
		return nil
	}
	if err := l.copyIDs(h); err != nil {
		return fmt.Errorf("index event ids: %w", err)
	}
	stmt, err := l.conn.Prepare(updateThrough)
	if err != nil {
		return fmt.Errorf("index event ids: %w", err)
	}
	stmt.BindInt64(1, h.id)
	stmt.BindInt64(2, h.number)
	stmt.BindInt64(3, sumStream(h.id, h.number, h.name))
	if err := step(stmt); err != nil {
		return fmt.Errorf("index event ids: %w", err)
	}
	h.through = h.number
	return nil
}

func (l *ledger) copyIDs(h *head) error {
	from, err := l.conn.Prepare(queryIDsAfter)
	if err != nil {
		return err
	}
	defer from.Reset()
	into, err := l.conn.Prepare(insertID)
	if err != nil {
		return err
	}
	from.BindInt64(1, h.id)
	from.BindInt64(2, h.through)
	for number := h.through + 1; ; number++ {
		found, err := from.Step()
		if err != nil || !found {
			return err
		}
		if err := l.fill(from, h.id, number); err != nil {
			return err
		}
		into.BindInt64(1, h.id)
		into.BindBytes(2, l.row.id[:])
		into.BindInt64(3, number)
		if err := step(into); err != nil {
			return err
		}
	}
}
