package ledger

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

// Whatever is put in, the cache stays within its bounds, keeps what was used last, and never goes back to an earlier snapshot.
func TestStreamCache(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		limit, costLimit := rapid.IntRange(1, 4).Draw(t, "limit"), rapid.IntRange(1, 20).Draw(t, "cost limit")
		c := newStreamCache(limit, costLimit)
		latest := make(map[string]uint64)
		for range rapid.IntRange(1, 40).Draw(t, "steps") {
			stream := fmt.Sprint(rapid.IntRange(0, 5).Draw(t, "stream"))
			if rapid.Bool().Draw(t, "get") {
				if got, ok := c.get(stream).(uint64); ok && got != latest[stream] {
					t.Fatalf("stream %s is at %d, not at %d", stream, got, latest[stream])
				}
				continue
			}
			revision := rapid.Uint64Range(0, 9).Draw(t, "revision")
			if c.get(stream) == nil || revision >= latest[stream] {
				latest[stream] = revision
			}
			c.put(stream, revision, revision, rapid.IntRange(1, 9).Draw(t, "cost"))
			if c.get(stream) == nil {
				t.Fatal("what was put last is gone")
			}
			checkBounds(t, c, limit, costLimit)
		}
	})
}

func checkBounds(t *rapid.T, c *streamCache, limit, costLimit int) {
	cost := 0
	for e := c.used.Front(); e != nil; e = e.Next() {
		cost += e.Value.(*cachedStream).cost
	}
	if c.used.Len() != len(c.entries) || cost != c.cost || c.used.Len() > limit || (cost > costLimit && c.used.Len() > 1) {
		t.Fatalf("%d streams, %d entries, cost %d (%d counted)", c.used.Len(), len(c.entries), c.cost, cost)
	}
}

func TestStreamCacheForgetsTheLeastUsed(t *testing.T) {
	t.Parallel()
	c := newStreamCache(2, 100)
	c.put("a", 1, 0, 1)
	c.put("b", 1, 0, 1)
	c.get("a")
	c.put("c", 1, 0, 1)
	if c.get("a") == nil || c.get("b") != nil || c.get("c") == nil {
		t.Error("another one was forgotten")
	}
	c.doubt("a")
	c.doubt("b")
	if !c.doubtful("a") || c.doubtful("b") || c.doubtful("c") {
		t.Error("doubt is misplaced")
	}
	if c.put("a", 2, 1, 1); c.doubtful("a") {
		t.Error("doubt outlived the look")
	}
}
