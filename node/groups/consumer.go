package groups

import (
	"errors"
	"slices"
	"time"
)

// ErrFull refuses a consumer that would be one too many.
var ErrFull = errors.New("the group has as many consumers as it may have")

// ConsumerID names a consumer inside its group. Its owner never uses one twice.
type ConsumerID uint64

type consumer struct {
	id       ConsumerID
	slots    int
	holds    map[EventID]*message
	total    int64 // events given to it
	measured *latencies
}

// takes tells whether the consumer can be given the event now.
func (c *consumer) takes(m *message) bool { return c.free() > 0 && c.holds[m.ID] == nil }

func (c *consumer) free() int { return c.slots - len(c.holds) }

// held is what the consumer holds, in the order of reading.
func (c *consumer) held() []*message {
	out := make([]*message, 0, len(c.holds))
	for _, m := range c.holds {
		out = append(out, m)
	}
	slices.SortFunc(out, func(a, b *message) int {
		if a.goesBefore(b) {
			return -1
		}
		return 1
	})
	return out
}

// Connect adds a consumer that may hold so many events at once; slots must be above zero. It fails with ErrFull.
func (g *Group) Connect(id ConsumerID, slots int, now time.Time) error {
	if len(g.consumers) >= g.settings.consumers() {
		return ErrFull
	}
	c := &consumer{id: id, slots: min(slots, MaxBuffer), holds: make(map[EventID]*message)}
	if g.settings.ExtraStatistics {
		c.measured = new(latencies)
	}
	g.consumers = append(g.consumers, c)
	g.give(now)
	return nil
}

// Disconnect takes a consumer away. What it held is given to others.
func (g *Group) Disconnect(id ConsumerID, now time.Time) {
	c := g.consumer(id)
	if c == nil {
		return
	}
	g.consumers = slices.DeleteFunc(g.consumers, func(other *consumer) bool { return other == c })
	for _, m := range c.held() {
		g.takeBack(m)
		g.again(m)
	}
	g.give(now)
}

func (g *Group) consumer(id ConsumerID) *consumer {
	for _, c := range g.consumers {
		if c.id == id {
			return c
		}
	}
	return nil
}

// choose finds the consumer for an event by the group's strategy; nil when none can take it now.
func (g *Group) choose(m *message) *consumer {
	switch g.settings.Strategy {
	case DispatchToSingle:
		return g.nextFree(m, 0)
	case Pinned, PinnedByCorrelation:
		if c := g.pinnedTo(m.Key); c != nil && c.takes(m) {
			return c
		}
		return nil
	default:
		c := g.nextFree(m, g.turn)
		if c != nil {
			g.turn = slices.Index(g.consumers, c) + 1
		}
		return c
	}
}

func (g *Group) nextFree(m *message, from int) *consumer {
	for i := range g.consumers {
		if c := g.consumers[(from+i)%len(g.consumers)]; c.takes(m) {
			return c
		}
	}
	return nil
}

// pinnedTo is the consumer with the highest weight for a key (rendezvous hashing): when a consumer comes or goes, only
// the keys it gains or loses move.
func (g *Group) pinnedTo(key uint64) (best *consumer) {
	var most uint64
	for _, c := range g.consumers {
		if w := mix(key ^ mix(uint64(c.id)+1)); best == nil || w > most {
			best, most = c, w
		}
	}
	return best
}

// mix spreads a number's bits over the whole word (the finaliser of SplitMix64).
func mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
