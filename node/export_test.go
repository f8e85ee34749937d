package node

import "fmt"

// LimitPages makes the disk look full once the file has n pages; 0 takes the limit away. Call it while nothing is
// being appended: the connection is the writer's.
func (n *Node) LimitPages(pages int64) error {
	if pages == 0 {
		pages = 1 << 30
	}
	return pragma(n.store.conn, fmt.Sprintf("max_page_count=%d", pages))
}

// Pages is how many pages the file has; call it as LimitPages.
func (n *Node) Pages() (int64, error) { return queryInt(n.store.conn, "PRAGMA page_count") }
