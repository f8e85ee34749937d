package node

import (
	"fmt"
	"time"
)

// standing is how a stream looks to those who read it: where it ends, and which of its events its metadata shows.
type standing struct {
	id     int64 // its number inside the file, 0 when it has none
	last   int64 // number of its last event, -1 when it has none
	closed bool  // for good, by a tombstone
	hidden bool  // soft deleted
	low    int64 // number of the first event shown
	since  int64 // events made before this are not shown, in ticks of 100 ns
}

// found tells a stream from one that never was or was soft deleted. A stream whose window is empty is found.
func (s standing) found() bool { return s.last >= 0 && !s.hidden }

// narrow keeps a cursor inside what is shown.
func (s standing) narrow(c cursor) cursor {
	c.stream = s.id
	if c.backward {
		c.from, c.until = min(c.from, s.last), s.low
	} else {
		c.from, c.until = max(c.from, s.low), s.last
	}
	return c
}

// standing looks a stream up by its name. A metastream shows its newest event only, and closes with its stream.
func (r *reader) standing(name string, now time.Time) (s standing, err error) {
	if s.id, s.last, err = r.streamEnd(name); err != nil {
		return s, err
	}
	original, isMeta := originalOf(name)
	if isMeta {
		_, last, err := r.streamEnd(original)
		s.closed = last == tombstoneNumber
		s.low = max(0, s.last)
		return s, err
	}
	s.closed = s.last == tombstoneNumber
	if s.last < 0 || s.closed {
		return s, nil
	}
	err = r.applyLimits(name, &s, now)
	return s, err
}

// applyLimits works out what the stream's metadata leaves of it.
func (r *reader) applyLimits(name string, s *standing, now time.Time) error {
	id, last, err := r.streamEnd(metastreamOf(name))
	if err != nil || last < 0 {
		return err
	}
	var l limits
	if _, err := r.eventAt(id, last, func(ev *row) error {
		data, err := ev.body(r.path)
		if err == nil && ev.json {
			l = parseLimits(data)
		}
		return err
	}); err != nil {
		return fmt.Errorf("read stream metadata: %w", err)
	}
	s.hidden = l.before == softDeleted
	s.low = max(0, l.before)
	if l.maxCount > 0 {
		s.low = max(s.low, s.last-l.maxCount+1)
	}
	if l.maxAge > 0 && s.found() {
		s.since = max(0, now.UnixNano()/nanosPerTick-l.maxAge)
		s.low, err = r.firstSince(s)
	}
	return err
}

// firstSince finds the first event shown that is young enough, by halving: the clock that stamps events hardly ever
// runs backwards. Where it did, page.take looks at each event's age once more.
func (r *reader) firstSince(s *standing) (int64, error) {
	low, high := s.low, s.last+1
	for low < high {
		middle := low + (high-low)/2
		created, err := r.createdAt(s.id, middle)
		switch {
		case err != nil:
			return 0, err
		case created >= s.since:
			high = middle
		default:
			low = middle + 1
		}
	}
	return low, nil
}

// createdAt tells when an event was made, which exists.
func (r *reader) createdAt(stream, number int64) (created int64, err error) {
	stmt, err := r.conn.Prepare(queryAt)
	if err != nil {
		return 0, fmt.Errorf("read event time: %w", err)
	}
	defer stmt.Reset()
	stmt.BindInt64(1, stream)
	stmt.BindInt64(2, number)
	found, err := stmt.Step()
	if err != nil {
		return 0, unreadable(r.path, 0, err)
	}
	if !found {
		return 0, r.damaged(0, fmt.Sprintf("event %d of stream %d is missing", number, stream))
	}
	var ev row
	ev.fillHead(stmt)
	return ev.created, r.damaged(ev.position, ev.checkAsked(stream, number))
}
