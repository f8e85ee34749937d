package deadlines

import "github.com/probity-ledger/probity/access"

// Item names the case the period belongs to: a row of the work list is a look at the case.
func (c Clock) Item() access.Item {
	return access.Item{Content: access.CaseContent, Matter: c.Matter, ID: string(c.Matter)}
}

// Item names the case.
func (c Case) Item() access.Item {
	return access.Item{Content: access.CaseContent, Matter: c.Matter, ID: string(c.Matter)}
}
