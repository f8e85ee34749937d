package groups

import (
	"container/list"
	"time"
)

// EventID is an event's UUID.
type EventID = [16]byte

// Event is what a group keeps of an event.
type Event struct {
	ID    EventID // by which a consumer answers: the link's, where it came through a link
	At    int64   // its revision in the group's stream or its position in $all; grows from event to event
	Place int64   // by which the owner finds it again when it is given out
	Key   uint64  // equal for events a pinned strategy keeps together
}

// Source is where an event was read.
type Source int

// A group reads what it subscribes to, and again what it has parked when it is told to replay that.
const (
	Main Source = iota
	Parked
)

// message is one open event: read, and not yet dealt with. It is in exactly one of: a queue, a consumer's hands, parking.
type message struct {
	Event
	source  Source
	order   int64         // the how-manieth event of its source it is
	before  mark          // how far its source was dealt with if this were the oldest open event
	retries int           // how often it came back
	open    *list.Element // in its track
	due     *list.Element // in the group's list of deadlines, while a consumer holds it
	holder  *consumer
	given   time.Time // when the holder got it
}

// goesBefore orders the events that are to be given out again.
func (m *message) goesBefore(other *message) bool {
	if m.source != other.source {
		return m.source < other.source
	}
	return m.order < other.order
}

// mark is a point in a source: the last event passed, and how many were passed up to it.
type mark struct{ at, seen int64 }

// track knows how far a source was read, and which events of it are still open.
type track struct {
	open list.List // of *message, in the order of reading
	read mark
}

func (t *track) add(m *message) {
	m.before = t.read
	t.read.seen++
	t.read.at = m.At
	m.order = t.read.seen
	m.open = t.open.PushBack(m)
}

// pass notes events that nobody wants.
func (t *track) pass(at, considered int64) {
	t.read.at = max(t.read.at, at)
	t.read.seen += considered
}

func (t *track) close(m *message) {
	t.open.Remove(m.open)
	m.open = nil
}

// through is the point up to which everything is dealt with.
func (t *track) through() mark {
	if oldest := t.open.Front(); oldest != nil {
		return oldest.Value.(*message).before
	}
	return t.read
}
