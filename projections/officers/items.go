package officers

import (
	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
)

// Item names the entry to the access log.
func (o Officer) Item() access.Item {
	return access.Item{Content: access.RegisterContent, Force: o.Force, ID: string(o.ID)}
}

// Asked names the words of the filter.
func (f Filter) Asked() (domain.MatterID, []string) {
	if f.Text == "" {
		return "", nil
	}
	return "", []string{f.Text}
}
