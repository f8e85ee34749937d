package custody

import (
	"time"

	"github.com/probity-ledger/probity/domain"
)

// Exhibit is one exhibit reference of a matter and the thing it stands for.
type Exhibit struct {
	Matter       domain.MatterID     `json:"matter"`
	Ref          domain.ExhibitRef   `json:"ref"`
	Device       domain.DeviceID     `json:"device,omitempty"`
	Extraction   domain.ExtractionID `json:"extraction,omitempty"`
	DerivedFrom  domain.ExhibitRef   `json:"derivedFrom,omitempty"`
	Description  string              `json:"description,omitempty"`
	RegisteredAt time.Time           `json:"registeredAt"`
	RegisteredBy domain.ActorID      `json:"registeredBy"`

	NameWithheld bool `json:"-"` // a name was taken out for this viewer
}
