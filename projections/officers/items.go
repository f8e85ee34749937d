package officers

import "github.com/probity-ledger/probity/access"

// Item names the entry to the access log.
func (o Officer) Item() access.Item {
	return access.Item{Content: access.RegisterContent, Force: o.Force, ID: string(o.ID)}
}
