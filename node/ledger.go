package node

import (
	"errors"
	"fmt"
	"sync"
	"time"

	"zombiezen.com/go/sqlite"
)

const (
	insertEvent     = "INSERT INTO events (" + eventColumns + ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"
	insertStreamRow = "INSERT INTO streams (" + streamColumns + ") VALUES (?1, ?2, ?3, ?4)"
	updateCount     = "UPDATE counter SET last_position = ?1, events = ?2 WHERE only = 1"

	queryAt       = selectHeads + "WHERE stream = ?1 AND number = ?2"
	queryIDsAfter = selectHeads + "WHERE stream = ?1 AND number > ?2 ORDER BY number"
	queryNumberOf = "SELECT number FROM event_ids WHERE stream = ?1 AND id = ?2"
	insertID      = "INSERT INTO event_ids (stream, id, number) VALUES (?1, ?2, ?3) " +
		"ON CONFLICT (stream, id) DO UPDATE SET number = excluded.number"
	updateThrough = "UPDATE streams SET ids_through = ?2, sum = ?3 WHERE id = ?1"
	queryHead     = "SELECT " + streamColumns + ", coalesce((SELECT max(number) FROM events WHERE stream = streams.id), -1) " +
		"FROM streams WHERE name = ?1"

	// Event times are kept in units of 100 ns, as .NET counts them.
	nanosPerTick = 100
)

var (
	// errCommit marks an error of COMMIT itself, after which it is not certain what is on disk.
	errCommit = errors.New("commit")

	// errStuck marks a transaction that cannot be rolled back either: it would hold up every later one.
	errStuck = errors.New("roll back")
)

// ledger is the writing side of the file. It belongs to the writer's goroutine; whoever else needs the connection for a
// moment takes mu.
type ledger struct {
	mu      sync.Mutex // held while conn is in use
	conn    *sqlite.Conn
	heads   *heads
	last    int64         // the newest committed position
	next    int64         // the position to give out next: never goes back, so a rolled back one leaves a gap
	tail    int64         // the newest position in the file as the transaction sees it
	streams int64         // the highest number given to a stream; never goes back either
	path    string        // for errors
	row     row           // scratch: the event being written or looked at
	events  int64         // committed
	commit  time.Duration // how long the last COMMIT took
	touched []string      // streams written by the last transaction
	carried int64         // length of the log, in pages, at the last checkpoint
	ids     []eventID
}

func newLedger(s *store) *ledger {
	at := s.found.lastPosition
	return &ledger{
		conn: s.conn, path: s.path, heads: newHeads(), last: at, next: at + 1, tail: at, events: s.found.events, streams: s.found.streams,
	}
}

// write decides a group in order, writes what is to be written and commits. On an error nothing of the group is
// stored, except that after an error of the commit itself the file must be opened anew to know.
func (l *ledger) write(group []*appendRequest, now time.Time) ([]outcome, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.exec("BEGIN IMMEDIATE"); err != nil {
		return nil, fmt.Errorf("begin transaction: %w", err)
	}
	l.touched = l.touched[:0]
	before := l.next
	l.tail = l.last
	outs := make([]outcome, len(group))
	err := l.writeAll(group, outs, now.UnixNano()/nanosPerTick)
	written := l.next - before
	if err == nil {
		err = l.finish(written)
	}
	if err != nil {
		return nil, errors.Join(err, l.rollback())
	}
	if written > 0 {
		l.last = l.next - 1
	}
	l.events += written
	return outs, nil
}

func (l *ledger) writeAll(group []*appendRequest, outs []outcome, created int64) (err error) {
	for i, r := range group {
		if err := r.ctx.Err(); err != nil {
			outs[i].err = err // its caller is gone: nobody could be told
			continue
		}
		if outs[i], err = l.writeOne(r, created); err != nil {
			return err
		}
	}
	return nil
}

// finish stores the counter beside the events and commits. COMMIT returns after the log is on disk.
func (l *ledger) finish(written int64) error {
	if written > 0 {
		stmt, err := l.conn.Prepare(updateCount)
		if err != nil {
			return fmt.Errorf("write counter: %w", err)
		}
		stmt.BindInt64(1, l.next-1)
		stmt.BindInt64(2, l.events+written)
		if err := step(stmt); err != nil {
			return fmt.Errorf("write counter: %w", err)
		}
	}
	begun := time.Now()
	if err := l.exec("COMMIT"); err != nil {
		return fmt.Errorf("%w: %w", errCommit, err)
	}
	l.commit = time.Since(begun)
	return nil
}

// rollback forgets the transaction and everything remembered from inside it. SQLite may have rolled back by itself.
func (l *ledger) rollback() error {
	l.heads.forget()
	l.touched = l.touched[:0]
	if l.conn.AutocommitEnabled() {
		return nil
	}
	if err := l.exec("ROLLBACK"); err != nil {
		return fmt.Errorf("%w: %w", errStuck, err)
	}
	return nil
}

func (l *ledger) writeOne(r *appendRequest, created int64) (outcome, error) {
	p, err := l.pair(r.stream)
	if err != nil {
		return outcome{}, err
	}
	if r.action != actAppend {
		return l.remove(r, p, created)
	}
	h := p.head(r.stream)
	l.ids = l.ids[:0]
	for i := range r.events {
		l.ids = append(l.ids, r.events[i].id)
	}
	v, last, err := decide(p.stand(r.stream), r.expect, l.ids, streamHistory{l, h})
	switch {
	case err != nil:
		return outcome{}, err
	case v == verdictWrite:
		return l.append(r, p, created)
	case v == verdictRepeated:
		position, err := l.positionOf(h, last)
		return outcome{verdict: v, revision: last, position: position}, err
	default:
		return outcome{verdict: v, revision: last}, nil
	}
}

// append writes the events and, where they bring a soft-deleted stream back, the metadata that says so.
func (l *ledger) append(r *appendRequest, p *pair, created int64) (out outcome, err error) {
	h, hidden := p.head(r.stream), p.hidden
	from := p.own.number + 1
	out = outcome{verdict: verdictWrite, revision: h.number}
	if len(r.events) > 0 {
		if err := l.insert(r.stream, h, r.events, created); err != nil {
			return outcome{}, err
		}
		out.revision, out.position = h.number, l.next-1
		if h == &p.meta {
			newest := &r.events[len(r.events)-1]
			p.hidden = newest.json && parseLimits(newest.data).before == softDeleted
		}
	}
	if len(r.events) > 0 && !r.expect.stated() {
		if err := l.indexIDs(h); err != nil {
			return outcome{}, err
		}
	}
	if hidden {
		return out, l.show(r.stream, p, from, created)
	}
	return out, nil
}

// insert writes events behind the end of a stream.
func (l *ledger) insert(stream string, h *head, events []proposal, created int64) error {
	if h.id == 0 {
		if err := l.insertStream(stream, h); err != nil {
			return err
		}
	}
	stmt, err := l.conn.Prepare(insertEvent)
	if err != nil {
		return fmt.Errorf("write event: %w", err)
	}
	l.row.stream, l.row.created = h.id, created
	for i := range events {
		if err := l.insertEvent(stmt, &events[i], h); err != nil {
			return fmt.Errorf("write event: %w", err)
		}
	}
	l.touched = append(l.touched, stream)
	return nil
}

func (l *ledger) insertEvent(stmt *sqlite.Stmt, p *proposal, h *head) error {
	ev := &l.row
	ev.position, ev.gap, ev.number = l.next, l.next-l.tail, h.number+1
	ev.id, ev.kind, ev.json = p.id, append(ev.kind[:0], p.kind...), p.json
	ev.metadataLen, ev.dataLen = len(p.metadata), len(p.data)
	if err := ev.insert(stmt, p.kind, p.metadata, p.data); err != nil {
		return err
	}
	l.tail = l.next
	l.next++
	h.number++
	return nil
}

// insert writes a row with its checksum, by the statement insertEvent. kind is ev.kind, as SQLite wants it.
func (ev *row) insert(stmt *sqlite.Stmt, kind string, metadata, data []byte) error {
	var sum uint32
	sum, ev.scratch = ev.sumHead(ev.scratch)
	ev.sum = joinSums(sum, sumBody(sum, metadata, data))
	json := int64(0)
	if ev.json {
		json = 1
	}
	for i, n := range [...]int64{ev.position, ev.gap, ev.stream, ev.number} {
		stmt.BindInt64(1+i, n)
	}
	stmt.BindBytes(5, ev.id[:])
	stmt.BindText(6, kind)
	stmt.BindInt64(7, json)
	stmt.BindInt64(8, ev.created)
	stmt.BindInt64(9, ev.sum)
	stmt.BindBytes(10, metadata)
	stmt.BindBytes(11, data)
	return step(stmt)
}

func (l *ledger) insertStream(name string, h *head) error {
	stmt, err := l.conn.Prepare(insertStreamRow)
	if err != nil {
		return fmt.Errorf("write stream: %w", err)
	}
	l.streams++
	if err := putStream(stmt, l.streams, -1, name); err != nil {
		return fmt.Errorf("write stream: %w", err)
	}
	h.id = l.streams
	return nil
}

// putStream writes a row of streams with its checksum, by the statement insertStreamRow.
func putStream(stmt *sqlite.Stmt, id, through int64, name string) error {
	stmt.BindInt64(1, id)
	stmt.BindInt64(2, through)
	stmt.BindInt64(3, sumStream(id, through, name))
	stmt.BindText(4, name)
	return step(stmt)
}

func (l *ledger) exec(text string) error {
	stmt, err := l.conn.Prepare(text)
	if err != nil {
		return err
	}
	return step(stmt)
}

// step runs a statement that gives no rows and leaves it ready for the next time.
func step(stmt *sqlite.Stmt) error {
	if _, err := stmt.Step(); err != nil {
		return err
	}
	return stmt.Reset()
}
