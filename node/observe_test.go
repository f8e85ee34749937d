package node_test

import (
	"sync"
	"testing"
	"time"

	"github.com/EventStore/EventStore-Client-Go/v4/esdb"

	"github.com/probity-ledger/probity/node"
)

// notebook is an Observer that keeps what it is told.
type notebook struct {
	mu       sync.Mutex
	appended int
	refused  map[string]int
	groups   []node.Group
}

func (n *notebook) Appended(took time.Duration) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if took > 0 {
		n.appended++
	}
}

func (n *notebook) Refused(reason string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.refused == nil {
		n.refused = map[string]int{}
	}
	n.refused[reason]++
}

func (n *notebook) Committed(g node.Group) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.groups = append(n.groups, g)
}

func TestObserver(t *testing.T) {
	t.Parallel()
	var seen notebook
	n := start(t, func(c *node.Config) { c.Observer, c.MaxAppendBytes = &seen, 250_000 })
	c := n.client(t)
	mustAppend(t, c, "told-1", esdb.NoStream{}, event("a"), event("b"))
	mustAppend(t, c, "told-1", esdb.Revision(1))
	if _, err := tryAppend(c, "told-1", esdb.NoStream{}, event("c")); err == nil {
		t.Fatal("written at a wrong revision")
	}
	if _, err := tryAppend(c, "told-2", esdb.NoStream{}, large(), large()); err == nil {
		t.Fatal("more was written than is allowed")
	}
	limitPages(t, n, 3)
	if _, err := tryAppend(c, "told-2", esdb.NoStream{}, large()); err == nil {
		t.Fatal("written to a full disk")
	}
	readAll(t, c)
	stats := n.Stats()
	n.stop(t)

	for reason, want := range map[string]int{"wrong-expected-version": 1, "maximum-append-size-exceeded": 1, "disk-full": 1} {
		if seen.refused[reason] != want {
			t.Errorf("%d appends refused as %s, want %d: %v", seen.refused[reason], reason, want, seen.refused)
		}
	}
	events := 0
	for _, g := range seen.groups {
		events += g.Events
		if g.Appends < 1 || g.Waited < 0 || g.Commit <= 0 || g.Took < g.Commit {
			t.Errorf("a group of %+v", g)
		}
	}
	if seen.appended != 2 || events != 2 {
		t.Errorf("%d appends and %d events told of, want 2 and 2", seen.appended, events)
	}
	if stats.ReadPages == 0 || stats.ReadEvents < 2 || stats.Waiting != 0 {
		t.Errorf("%+v", stats)
	}
}
