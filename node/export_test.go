package node

import "fmt"

// LimitPages makes the disk look full once the file has grown by so many pages; a negative number lifts the limit.
func (n *Node) LimitPages(more int64) error {
	l := n.writer.ledger
	l.mu.Lock()
	defer l.mu.Unlock()
	pages, err := queryInt(l.conn, "PRAGMA page_count")
	if err != nil {
		return err
	}
	limit := pages + more
	if more < 0 {
		limit = 1 << 30
	}
	return pragma(l.conn, fmt.Sprintf("max_page_count=%d", limit))
}

// Pending is how many bytes of appends under way the node holds.
func (n *Node) Pending() int64 { return n.pending.Load() }
