package groups

import (
	"container/list"
	"fmt"
	"time"
)

// Group is the state of one group of consumers. It belongs to one goroutine.
type Group struct {
	settings  Settings
	tracks    [2]track
	fresh     list.List // of *message: read, and never given out
	retry     list.List // of *message: to be given out before them
	due       list.List // of *message held by consumers, the oldest first
	parking   int       // messages whose parking is not confirmed
	consumers []*consumer
	turn      int // where RoundRobin goes on
	atEnd     bool
	live      bool
	replayTo  int64 // parked events below it are to be read
	stored    mark  // the last checkpoint
	storedAt  time.Time
	truncated int64 // parked events below it are dealt with, and the owner has noted it
	total     int64
	work      Work
}

// Work is what the owner has to do for the group.
type Work struct {
	Give    []Delivery
	Park    []Parking    // store it, then call Confirm
	Stopped []ConsumerID // these asked to be ended and are gone from the group
}

// Empty tells whether there is nothing to do.
func (w Work) Empty() bool { return len(w.Give)+len(w.Park)+len(w.Stopped) == 0 }

// Delivery is an event to be sent to a consumer.
type Delivery struct {
	Consumer ConsumerID
	Event    Event
	Source   Source
	Retries  int // how often it was given out before
}

// Parking is an event to be put aside.
type Parking struct {
	Event   Event
	Source  Source
	Reason  string
	message *message
}

// New begins a group behind the event at through, with the parked events below parkedFrom already dealt with.
func New(settings Settings, through, parkedFrom int64, now time.Time) *Group {
	g := &Group{settings: settings, storedAt: now, truncated: parkedFrom, replayTo: parkedFrom}
	g.stored.at = through
	g.tracks[Main].read.at = through
	g.tracks[Parked].read.at = parkedFrom - 1
	return g
}

// Take gives what is to be done since it was last called.
func (g *Group) Take() Work {
	w := g.work
	g.work = Work{}
	return w
}

// Ack settles events a consumer has dealt with. Ids it does not hold (any more) are passed over.
func (g *Group) Ack(id ConsumerID, events []EventID, now time.Time) {
	if c := g.consumer(id); c != nil {
		for _, e := range events {
			if m := c.holds[e]; m != nil {
				c.measured.add(now.Sub(m.given))
				g.takeBack(m)
				g.close(m)
			}
		}
	}
	g.give(now)
}

// Answer is what a consumer wants done with events it could not deal with.
type Answer int

// The answers of the protocol. Retry is also what an unknown one means.
const (
	Retry Answer = iota
	Park
	Skip
	Stop
)

// Nack takes back events a consumer could not deal with. Stop ends the consumer; what it held is given to others.
func (g *Group) Nack(id ConsumerID, events []EventID, answer Answer, reason string, now time.Time) {
	c := g.consumer(id)
	if c != nil && answer == Stop {
		g.work.Stopped = append(g.work.Stopped, id)
		g.Disconnect(id, now)
		return
	}
	if c != nil {
		for _, e := range events {
			if m := c.holds[e]; m != nil {
				g.takeBack(m)
				g.refused(m, answer, reason)
			}
		}
	}
	g.give(now)
}

func (g *Group) refused(m *message, answer Answer, reason string) {
	switch answer {
	case Park:
		g.park(m, "The consumer asked for it: "+reason)
	case Skip:
		g.close(m)
	default:
		g.again(m)
	}
}

// Tick takes back what was not answered in time.
func (g *Group) Tick(now time.Time) {
	for first := g.due.Front(); first != nil; first = g.due.Front() {
		m := first.Value.(*message)
		if !g.overdue(m, now) {
			break
		}
		g.takeBack(m)
		g.again(m)
	}
	g.give(now)
}

func (g *Group) overdue(m *message, now time.Time) bool {
	return g.settings.MessageTimeout > 0 && now.Sub(m.given) >= g.settings.MessageTimeout
}

// Confirm says that an event asked to be parked is stored.
func (g *Group) Confirm(p Parking, now time.Time) {
	g.parking--
	g.close(p.message)
	g.give(now)
}

// again puts a message that came back into the queue, or parks it when it came back too often.
func (g *Group) again(m *message) {
	m.retries++
	if m.retries > g.settings.MaxRetryCount {
		g.park(m, fmt.Sprintf("It came back %d times, %d retries are allowed.", m.retries, g.settings.MaxRetryCount))
		return
	}
	for e := g.retry.Back(); e != nil; e = e.Prev() {
		if !m.goesBefore(e.Value.(*message)) {
			g.retry.InsertAfter(m, e)
			return
		}
	}
	g.retry.PushFront(m)
}

func (g *Group) park(m *message, reason string) {
	g.parking++
	g.work.Park = append(g.work.Park, Parking{Event: m.Event, Source: m.source, Reason: reason, message: m})
}

func (g *Group) close(m *message) { g.tracks[m.source].close(m) }

// takeBack takes a message out of its holder's hands.
func (g *Group) takeBack(m *message) {
	delete(m.holder.holds, m.ID)
	g.due.Remove(m.due)
	m.holder, m.due = nil, nil
}

// give hands out what can be handed out.
func (g *Group) give(now time.Time) {
	g.giveFrom(&g.retry, now)
	g.giveFrom(&g.fresh, now)
}

// giveFrom passes over events whose consumer cannot take them now, for those behind them may go to another.
func (g *Group) giveFrom(queue *list.List, now time.Time) {
	for e := queue.Front(); e != nil && g.parking < maxParking && g.hasFree(); {
		next := e.Next()
		m := e.Value.(*message)
		if c := g.choose(m); c != nil {
			queue.Remove(e)
			g.hand(m, c, now)
		}
		e = next
	}
}

func (g *Group) hasFree() bool {
	for _, c := range g.consumers {
		if c.free() > 0 {
			return true
		}
	}
	return false
}

func (g *Group) hand(m *message, c *consumer, now time.Time) {
	m.holder, m.given = c, now
	m.due = g.due.PushBack(m)
	c.holds[m.ID] = m
	c.total++
	g.total++
	g.work.Give = append(g.work.Give, Delivery{Consumer: c.id, Event: m.Event, Source: m.source, Retries: m.retries})
}
