package cases

import (
	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
)

// Item names the case to the access log, with all that stands in it.
func (c Case) Item() access.Item {
	return access.Item{Content: access.CaseContent, Matter: c.ID, ID: string(c.ID)}
}

// Item names the event.
func (e TimelineEntry) Item() access.Item {
	return access.Item{Content: access.CaseContent, Matter: e.Matter, ID: e.EventID}
}

// Asked names the words of the filter.
func (f Filter) Asked() (domain.MatterID, []string) {
	if f.Text == "" {
		return "", nil
	}
	return "", []string{f.Text}
}
