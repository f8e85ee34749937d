package node

import (
	"context"
	"errors"
	"fmt"
	"math"
	"time"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

// scrubFindings is how much damage one scrub lists before it stops: who has so much needs no longer list.
const scrubFindings = 100

// ScrubReport is what a scrub looked at.
type ScrubReport struct {
	Events, Streams int64
	Through         int64 // position of the last event looked at
	Findings        int
	Whole           bool // everything was looked at; false when there was too much damage to go on
}

// Scrub says how one is done.
type Scrub struct {
	Rate     int64                // bytes a second at most, so that others can read meanwhile; 0 is no limit
	Deep     bool                 // also SQLite's own check of every page, in one long read: for a file nobody writes
	Progress func(position int64) // told now and then; may be nil
	Found    func(d *DamageError) // told of every finding
	ctx      context.Context      // of the one call that owns this value
	report   ScrubReport          // so far
	spent    int64                // bytes since the last pause
	file     *File                // what is looked at
}

var errTooMuch = errors.New("too much damage")

// Scrub looks at every row of the file as it is now: checksums, the order of positions and revisions, each index against its
// table and back, the ids of events, and the counter. It goes on behind damage as far as SQLite can. It returns an error only
// when it was kept from looking.
func (f *File) Scrub(ctx context.Context, s Scrub) (ScrubReport, error) {
	s.ctx, s.file = ctx, f
	c, err := f.counter()
	if damage, ok := asDamage(f.path, err); ok {
		s.found(damage)
		return s.report, nil
	}
	if err != nil {
		return s.report, err
	}
	s.report.Through = c.lastPosition
	steps := []func() error{func() error { return s.events(c) }, s.streams, func() error { return s.revisions(c) }, s.ids}
	if s.Deep {
		steps = append(steps, s.pages)
	}
	s.report.Whole = true
	for _, step := range steps {
		if err := step(); err != nil {
			damage, ok := asDamage(f.path, err)
			if !ok && !errors.Is(err, errTooMuch) {
				return s.report, err
			}
			if ok {
				s.found(damage)
			}
			s.report.Whole = false
		}
	}
	return s.report, nil
}

// asDamage finds damage in an error, the refusal to open a file included.
func asDamage(path string, err error) (*DamageError, bool) {
	var corrupt *CorruptError
	if errors.As(err, &corrupt) {
		return &DamageError{Path: path, Problem: corrupt.Problem, Err: corrupt.Err}, true
	}
	if err == nil {
		return nil, false
	}
	return isDamage(unreadable(path, 0, err))
}

func (s *Scrub) found(d *DamageError) {
	s.report.Findings++
	if s.Found != nil {
		s.Found(d)
	}
}

// finding reports damage and ends the scrub when there is too much.
func (s *Scrub) finding(position int64, problem string, args ...any) error {
	s.found(&DamageError{Path: s.file.path, Position: position, Problem: fmt.Sprintf(problem, args...)})
	if s.report.Findings >= scrubFindings {
		return errTooMuch
	}
	return nil
}

// rest keeps to the rate.
func (s *Scrub) rest(bytes int64) error {
	if err := s.ctx.Err(); err != nil {
		return err
	}
	s.spent += bytes
	if s.Rate <= 0 || s.spent < s.Rate/10 {
		return nil
	}
	timer := time.NewTimer(time.Duration(float64(s.spent) / float64(s.Rate) * float64(time.Second)))
	defer timer.Stop()
	s.spent = 0
	select {
	case <-timer.C:
		return nil
	case <-s.ctx.Done():
		return s.ctx.Err()
	}
}

// events walks $all, and looks every event up by its revision and, where it is indexed, by its id.
func (s *Scrub) events(c counterRow) error {
	for after := int64(0); after < c.lastPosition; {
		last := after
		err := s.file.Events(s.ctx, after, c.lastPosition, func(r Record) error {
			last = r.Position
			s.report.Events++
			if err := s.indexed(r); err != nil {
				return err
			}
			if s.Progress != nil && s.report.Events%scrubPage == 0 {
				s.Progress(last)
			}
			return s.rest(int64(len(r.Data) + len(r.Metadata) + 200))
		})
		if err == nil {
			break
		}
		damage, ok := isDamage(err)
		if !ok {
			return err
		}
		s.found(damage)
		if damage.Position <= last || damage.Err != nil || s.report.Findings >= scrubFindings {
			return errTooMuch // nowhere to go on from
		}
		after = damage.Position
	}
	if s.report.Events != c.events && s.report.Findings == 0 {
		return s.finding(0, "the file holds %d events, but the counter says %d", s.report.Events, c.events)
	}
	return nil
}

// scrubPage is how many rows a scrub reads in one visit to an index.
const scrubPage = 4096

const (
	queryPlace  = "SELECT position FROM events INDEXED BY events_by_stream WHERE stream = ?1 AND number = ?2"
	queryID     = "SELECT number FROM event_ids WHERE stream = ?1 AND id = ?2"
	queryPlaces = "SELECT stream, number, position FROM events INDEXED BY events_by_stream " +
		"WHERE (stream, number) > (?1, ?2) ORDER BY stream, number LIMIT 4096"
	queryStreams = "SELECT " + streamColumns + " FROM streams WHERE id > ?1 ORDER BY id LIMIT 4096"
	queryNamed   = "SELECT id FROM streams WHERE name = ?1"
	queryIDs     = "SELECT stream, id, number FROM event_ids WHERE (stream, id) > (?1, ?2) ORDER BY stream, id LIMIT 4096"
	queryHeadAt  = selectHeads + "WHERE stream = ?1 AND number = ?2"
)

// indexed looks an event up as a read of its stream and a repeated append would.
func (s *Scrub) indexed(r Record) error {
	conn := s.file.reader.conn
	stream, through := int64(0), int64(-1)
	_, err := one(conn, queryHead, func(stmt *sqlite.Stmt) { stream, through = stmt.ColumnInt64(0), stmt.ColumnInt64(1) }, r.Stream)
	if err != nil {
		return unreadable(s.file.path, r.Position, err)
	}
	if stream == 0 {
		return s.finding(r.Position, "the index of stream names does not know the event's stream")
	}
	at := int64(0)
	if _, err := one(conn, queryPlace, func(stmt *sqlite.Stmt) { at = stmt.ColumnInt64(0) }, stream, r.Number); err != nil {
		return unreadable(s.file.path, r.Position, err)
	}
	if at != r.Position {
		return s.finding(r.Position, "the index of revisions does not name the event")
	}
	if r.Number > through {
		return nil
	}
	number := int64(-1)
	if _, err := one(conn, queryID, func(stmt *sqlite.Stmt) { number = stmt.ColumnInt64(0) }, stream, r.ID[:]); err != nil {
		return unreadable(s.file.path, r.Position, err)
	}
	if number < r.Number {
		return s.finding(r.Position, "the index of event ids does not know the event")
	}
	return nil
}

// streams looks at every stream and finds it again by its name.
func (s *Scrub) streams() error {
	conn := s.file.reader.conn
	return s.inPages(queryStreams, []any{int64(0)}, func(stmt *sqlite.Stmt) ([]any, error) {
		id, _, name, sound := checkStream(stmt)
		s.report.Streams++
		if !sound {
			return []any{id}, s.finding(0, "the name of stream %d does not match its checksum", id)
		}
		named := int64(0)
		if _, err := one(conn, queryNamed, func(stmt *sqlite.Stmt) { named = stmt.ColumnInt64(0) }, name); err != nil {
			return nil, unreadable(s.file.path, 0, err)
		}
		if named != id {
			return []any{id}, s.finding(0, "the index of stream names does not name stream %d", id)
		}
		return []any{id}, nil
	})
}

// revisions walks the index of revisions: no gap, and as many as there are events.
func (s *Scrub) revisions(c counterRow) error {
	stream, number, entries := int64(0), int64(-1), int64(0)
	err := s.inPages(queryPlaces, []any{int64(0), int64(-1)}, func(stmt *sqlite.Stmt) ([]any, error) {
		st, n, at := stmt.ColumnInt64(0), stmt.ColumnInt64(1), stmt.ColumnInt64(2)
		if st != stream {
			number = -1
		}
		var err error
		if n != number+1 && n != math.MaxInt64 {
			err = s.finding(at, "revision %d of its stream stands where %d should", n, number+1)
		}
		if at <= c.lastPosition {
			entries++
		}
		stream, number = st, n
		return []any{st, n}, err
	})
	if err == nil && entries != c.events && s.report.Findings == 0 {
		err = s.finding(0, "the index of revisions has %d entries for %d events", entries, c.events)
	}
	return err
}

// ids walks the index of event ids: each names an event of that id.
func (s *Scrub) ids() error {
	conn := s.file.reader.conn
	var ev row
	return s.inPages(queryIDs, []any{int64(0), []byte{}}, func(stmt *sqlite.Stmt) ([]any, error) {
		id := make([]byte, stmt.ColumnLen(1))
		stmt.ColumnBytes(1, id)
		stream, number := stmt.ColumnInt64(0), stmt.ColumnInt64(2)
		found, err := one(conn, queryHeadAt, func(stmt *sqlite.Stmt) { ev.fillHead(stmt) }, stream, number)
		if err != nil {
			return nil, unreadable(s.file.path, 0, err)
		}
		if !found || string(ev.id[:]) != string(id) {
			err = s.finding(0, "the index of event ids names another event, or none, at revision %d of stream %d", number, stream)
		}
		return []any{stream, id}, err
	})
}

// inPages runs a query that gives the rows behind a key, again and again, until it gives none. visit tells the key of its row.
func (s *Scrub) inPages(query string, after []any, visit func(*sqlite.Stmt) (key []any, err error)) error {
	for {
		rows := 0
		err := sqlitex.Execute(s.file.reader.conn, query, &sqlitex.ExecOptions{Args: after, ResultFunc: func(stmt *sqlite.Stmt) (err error) {
			rows++
			key, err := visit(stmt)
			if err == nil {
				after = key
			}
			return err
		}})
		if err != nil {
			if _, ok := isDamage(err); ok || errors.Is(err, errTooMuch) {
				return err
			}
			return unreadable(s.file.path, 0, err)
		}
		if rows == 0 {
			return nil
		}
		if err := s.rest(int64(rows) * 100); err != nil {
			return err
		}
	}
}

// pages is SQLite's own check of the whole file.
func (s *Scrub) pages() error {
	return sqlitex.ExecuteTransient(s.file.reader.conn, "PRAGMA integrity_check(100)", &sqlitex.ExecOptions{ResultFunc: func(stmt *sqlite.Stmt) error {
		if text := stmt.ColumnText(0); text != "ok" {
			return s.finding(0, "SQLite's check of the pages: %s", text)
		}
		return nil
	}})
}

// one runs a query that gives at most one row.
func one(conn *sqlite.Conn, query string, take func(*sqlite.Stmt), args ...any) (found bool, err error) {
	err = sqlitex.Execute(conn, query, &sqlitex.ExecOptions{Args: args, ResultFunc: func(stmt *sqlite.Stmt) error {
		found = true
		take(stmt)
		return nil
	}})
	return found, err
}
