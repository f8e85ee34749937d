package messages

import (
	"errors"
	"fmt"
	"time"

	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/projections"
)

// The id of a message is made of the number of its matter, the second it was sent, and a counter. A second that is full goes on in the
// next one; no filter relies on the second alone.
const (
	counterBits = 11
	secondBits  = 32
	secondShift = counterBits
	matterShift = counterBits + secondBits
	maxMatter   = 1<<(63-matterShift) - 1
	perSecond   = 1 << counterBits
	// The last seconds are kept free for what does not fit into the one before.
	maxSecond = 1<<secondBits - 1 - 1<<20
)

// errFull is the reason for setting aside an event that needs a number there is none left of.
var errFull = errors.New("no numbers are left")

func firstID(matter int64) int64 { return matter << matterShift }

func lastID(matter int64) int64 { return (matter+1)<<matterShift - 1 }

func matterOf(id int64) int64 { return id >> matterShift }

// wallClock is how sources' wall clocks are written.
const wallClock = "2006-01-02T15:04:05"

// second returns where in time a message is put: UTC where it is known, else the wall clock as it stands; 0 where there is neither.
func second(m *extraction.Message) int64 {
	at := m.Sent
	if at == nil {
		t, err := time.Parse(wallClock, m.SentLocal)
		if err != nil {
			return 0
		}
		at = &t
	}
	return min(max(at.Unix(), 1), maxSecond)
}

// ids gives out the ids of messages. It remembers how far seconds are filled, and asks the tables about others.
type ids struct {
	c    *sqlite.Conn
	last map[int64]int64 // by matter, the greatest id in use
	next map[int64]int64 // by the first id of a second, the next free one; perSecond later when full
	jump map[int64]int64 // by the first id of a full second, a later second that may have room
}

// remembered bounds each of the maps; a full one is begun again.
const remembered = 1 << 16

func newIDs(c *sqlite.Conn) *ids {
	return &ids{c: c, last: map[int64]int64{}, next: map[int64]int64{}, jump: map[int64]int64{}}
}

// peek returns the id that a message sent in a second gets. Nothing changes until it is taken.
func (s *ids) peek(matter, second int64) (int64, error) {
	last, err := s.lastOf(matter)
	if err != nil {
		return 0, err
	}
	origin := firstID(matter) | second<<secondShift
	slot := origin
	for {
		if to, full := s.jump[slot]; full {
			slot = to
			continue
		}
		next := slot
		if slot <= last {
			if next, err = s.nextIn(slot); err != nil {
				return 0, err
			}
		}
		if next < slot+perSecond {
			if slot != origin {
				remember(s.jump, origin, slot)
			}
			return next, nil
		}
		remember(s.jump, slot, slot+perSecond)
		if slot += perSecond; slot > lastID(matter) {
			return 0, fmt.Errorf("give a message its place: %w", errFull)
		}
	}
}

// take marks an id that peek returned as used.
func (s *ids) take(id int64) {
	remember(s.next, id&^(perSecond-1), id+1)
	matter := matterOf(id)
	s.last[matter] = max(s.last[matter], id)
}

func (s *ids) lastOf(matter int64) (int64, error) {
	if last, ok := s.last[matter]; ok {
		return last, nil
	}
	last, err := s.greatest(firstID(matter), lastID(matter))
	if err == nil {
		remember(s.last, matter, last)
	}
	return last, err
}

func (s *ids) nextIn(slot int64) (int64, error) {
	if next, ok := s.next[slot]; ok {
		return next, nil
	}
	greatest, err := s.greatest(slot, slot+perSecond-1)
	if err != nil {
		return 0, err
	}
	next := slot
	if greatest >= slot {
		next = greatest + 1
	}
	remember(s.next, slot, next)
	return next, nil
}

// greatest returns the greatest id in use within bounds, -1 for none.
func (s *ids) greatest(from, to int64) (int64, error) {
	greatest := int64(-1)
	err := projections.Query(s.c, `SELECT max(coalesce((SELECT max(id) FROM message WHERE id BETWEEN ?1 AND ?2), -1),
		coalesce((SELECT max(id) FROM variant WHERE id BETWEEN ?1 AND ?2), -1))`, nil, func(row *sqlite.Stmt) error {
		greatest = row.ColumnInt64(0)
		return nil
	}, from, to)
	return greatest, err
}

func remember[K comparable, V any](m map[K]V, k K, v V) {
	if len(m) >= remembered {
		clear(m)
	}
	m[k] = v
}
