package ledger

import (
	"container/list"
	"sync"
)

// streamCache keeps the latest snapshots, the least recently used one goes first. It is bounded by their number and by their cost.
type streamCache struct {
	mu        sync.Mutex
	limit     int
	costLimit int
	cost      int
	entries   map[string]*list.Element
	used      *list.List // of *cachedStream, the latest used in front
}

type cachedStream struct {
	stream   string
	snapshot any // a *snapshot of the stream's aggregate
	revision uint64
	cost     int
	doubtful bool // an append on top of it was sent, and its outcome is not known
}

func newStreamCache(limit, costLimit int) *streamCache {
	return &streamCache{limit: limit, costLimit: costLimit, entries: make(map[string]*list.Element), used: list.New()}
}

// get returns the snapshot kept of a stream, or nil.
func (c *streamCache) get(stream string) any {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.entries[stream]
	if !ok {
		return nil
	}
	c.used.MoveToFront(e)
	return e.Value.(*cachedStream).snapshot
}

// doubt makes sure that nobody builds on the snapshot of a stream before having read what comes after it.
func (c *streamCache) doubt(stream string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if e, ok := c.entries[stream]; ok {
		e.Value.(*cachedStream).doubtful = true
	}
}

func (c *streamCache) doubtful(stream string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.entries[stream]
	return ok && e.Value.(*cachedStream).doubtful
}

// put keeps a snapshot unless a later one is there already.
func (c *streamCache) put(stream string, snapshot any, revision uint64, cost int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if e, ok := c.entries[stream]; ok {
		if e.Value.(*cachedStream).revision > revision {
			return
		}
		c.remove(e)
	}
	c.entries[stream] = c.used.PushFront(&cachedStream{stream: stream, snapshot: snapshot, revision: revision, cost: cost})
	c.cost += cost
	for c.used.Len() > 1 && (c.used.Len() > c.limit || c.cost > c.costLimit) {
		c.remove(c.used.Back())
	}
}

func (c *streamCache) remove(e *list.Element) {
	entry := c.used.Remove(e).(*cachedStream)
	delete(c.entries, entry.stream)
	c.cost -= entry.cost
}
