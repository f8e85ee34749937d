package custody

import (
	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
)

func item(matter domain.MatterID, id string) access.Item {
	return access.Item{Content: access.CustodyContent, Matter: matter, ID: id}
}

// Item names the device to the access log.
func (d Device) Item() access.Item { return item(d.Matter, string(d.ID)) }

// Item names the device whose chain it is.
func (e CustodyEntry) Item() access.Item { return item(e.Matter, string(e.Device)) }

// Item names the device whose continuity it is about.
func (d Discrepancy) Item() access.Item { return item(d.Matter, string(d.Device)) }

// Item names the exhibit by its reference, which is unique within the matter.
func (e Exhibit) Item() access.Item { return item(e.Matter, string(e.Ref)) }

// Item names the extraction.
func (x Extraction) Item() access.Item { return item(x.Matter, string(x.ID)) }

// Item names the extraction whose file it is.
func (s SourceImport) Item() access.Item { return item(s.Matter, string(s.Extraction)) }

// Asked names the case of the filter, and the holder's name.
func (f DeviceFilter) Asked() (domain.MatterID, []string) {
	if f.Holder == "" {
		return f.Matter, nil
	}
	return f.Matter, []string{f.Holder}
}

// Asked names the case of the filter.
func (f ExtractionFilter) Asked() (domain.MatterID, []string) { return f.Matter, nil }
