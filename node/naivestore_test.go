package node_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
)

// The model is a second event store, naive on purpose: lists in memory, and the rules of the protocol written down one
// after the other. What it answers, the node must answer.
type model struct {
	streams map[string]*modelStream
	log     []string // every event ever written, in order: stream, number, id
}

type modelStream struct {
	events []modelEvent
	closed bool
}

type modelEvent struct {
	id      uuid.UUID // uuid.Nil: the store's own choice
	created time.Time
	meta    description // of a metastream's event
}

// description is stream metadata and what it means.
type description struct {
	text   string // may hold $tb as %d
	object bool   // it is a JSON object, so that an undelete can write into it
	void   bool   // one of its values cannot be, so that it limits nothing
	max    int64
	age    time.Duration
	before int64
}

const deletedBefore = math.MaxInt64

func (m *model) stream(name string) *modelStream {
	if m.streams[name] == nil {
		m.streams[name] = new(modelStream)
	}
	return m.streams[name]
}

func (m *model) last(name string) int64 { return int64(len(m.stream(name).events)) - 1 }

func isMeta(name string) bool { return strings.HasPrefix(name, "$$") }

func (m *model) isClosed(name string) bool { return m.stream(strings.TrimPrefix(name, "$$")).closed }

func (m *model) metadata(name string) description {
	events := m.stream("$$" + name).events
	switch {
	case isMeta(name):
		return description{max: 1}
	case len(events) == 0:
		return description{}
	}
	d := events[len(events)-1].meta
	if d.void {
		d.before = 0
	}
	return d
}

func (m *model) isHidden(name string) bool { return m.metadata(name).before == deletedBefore }

func (m *model) write(name string, ev modelEvent) {
	s := m.stream(name)
	s.events = append(s.events, ev)
	m.log = append(m.log, entry(name, m.last(name), ev.id))
}

func entry(name string, number int64, id uuid.UUID) string {
	if id == uuid.Nil {
		return fmt.Sprintf("%s@%d", name, number)
	}
	return fmt.Sprintf("%s@%d %s", name, number, id)
}

// expected is an expectation: a revision, or one of the words below.
type expected int64

const (
	noStream expected = -1
	anything expected = -2
	exists   expected = -4
)

// check is the decision table. It says "write", "deleted", "wrong", or "repeated" with the last number known.
func (m *model) check(name string, want expected, ids []uuid.UUID) (string, int64) {
	last, events := m.last(name), m.stream(name).events
	hidden := !isMeta(name) && m.isHidden(name)
	if m.isClosed(name) {
		return "deleted", 0
	}
	if want == exists && hidden {
		return "deleted", 0
	}
	if want == exists && last < 0 && (isMeta(name) || m.last("$$"+name) < 0) {
		return "wrong", last
	}
	if want == exists || want == anything {
		return m.checkLoose(events, ids)
	}
	if int64(want) > last {
		return "wrong", last
	}
	if int64(want) == last {
		return "write", last
	}
	for i, id := range ids {
		at := int(want) + 1 + i
		if at < len(events) && events[at].id == id {
			continue
		}
		if i == 0 && want == noStream && hidden {
			return "write", last
		}
		return "wrong", last
	}
	if len(ids) == 0 {
		return "wrong", last
	}
	return "repeated", int64(want) + int64(len(ids))
}

func (m *model) checkLoose(events []modelEvent, ids []uuid.UUID) (string, int64) {
	last := int64(len(events)) - 1
	known := int64(-1)
	for i, id := range ids {
		at := int64(-1)
		for n, ev := range events {
			if ev.id == id {
				at = int64(n)
			}
		}
		switch {
		case at < 0 && i == 0:
			return "write", last
		case at < 0:
			return "wrong", last
		}
		known = at
	}
	if len(ids) == 0 {
		return "write", last
	}
	return "repeated", known
}

// append gives the answer to an append, and writes what is to be written.
func (m *model) append(name string, want expected, events []modelEvent) string {
	ids := make([]uuid.UUID, len(events))
	for i, ev := range events {
		ids[i] = ev.id
	}
	verdict, number := m.check(name, want, ids)
	switch verdict {
	case "deleted":
		return verdict
	case "wrong", "repeated":
		return fmt.Sprintf("%s %d", verdict, number)
	}
	original := strings.TrimPrefix(name, "$$")
	hidden, from := m.isHidden(original), m.last(original)+1
	for _, ev := range events {
		m.write(name, ev)
	}
	answer := fmt.Sprintf("wrote %d", m.last(name))
	if back := m.metadata(original); hidden && back.object {
		back.before = from
		m.write("$$"+original, modelEvent{meta: back})
	}
	return answer
}

// remove gives the answer to a deletion.
func (m *model) remove(name string, want expected, tombstone bool) string {
	verdict, number := m.check(name, want, []uuid.UUID{uuid.Max})
	switch {
	case verdict == "deleted":
		return verdict
	case verdict == "wrong":
		return fmt.Sprintf("wrong %d", number)
	case tombstone:
		m.stream(name).closed = true
		m.log = append(m.log, entry(name, math.MaxInt64, uuid.Nil))
	case m.last(name) < 0 && m.last("$$"+name) < 0:
		return "wrong -1"
	default:
		m.write("$$"+name, modelEvent{meta: description{object: true, before: deletedBefore}})
	}
	return "removed"
}

// readWish is a read of a stream.
type readWish struct {
	from      int64 // -1 is the end
	count     int64
	backward  bool
	positions bool
}

// read gives the answer to a read at a moment.
func (m *model) read(name string, wish readWish, now time.Time) []string {
	events, last, d := m.stream(name).events, m.last(name), m.metadata(name)
	switch {
	case m.isClosed(name):
		return []string{"deleted"}
	case last < 0 || d.before == deletedBefore:
		return []string{"not found"}
	}
	var shown []int64
	for n := range last + 1 {
		old := d.age > 0 && events[n].created.Before(now.Add(-d.age))
		if n >= d.before && (d.max == 0 || n > last-d.max) && !old {
			shown = append(shown, n)
		}
	}
	if wish.backward {
		slices.Reverse(shown)
	}
	var out []string
	for _, n := range shown {
		ahead := n >= wish.from && !wish.backward || wish.backward && (n <= wish.from || wish.from < 0)
		if ahead && int64(len(out)) < wish.count {
			out = append(out, entry(name, n, events[n].id))
		}
	}
	if wish.positions {
		out = m.frame(out, shown, wish, last)
	}
	return out
}

// frame adds the messages that newer clients know about a stream's beginning and end.
func (m *model) frame(out []string, shown []int64, wish readWish, last int64) []string {
	if !wish.backward {
		first := wish.from
		switch {
		case len(out) == 0:
			first = last + 1
		case shown[0]-wish.from >= min(wish.count, 32):
			first = shown[0]
		}
		if first != wish.from {
			out = append([]string{fmt.Sprintf("first %d", first)}, out...)
		}
	}
	return append(out, fmt.Sprintf("last %d", last))
}
