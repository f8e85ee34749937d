package misconduct

import "github.com/probity-ledger/probity/domain"

// Refused: EXHIBIT_REFERENCE_USED, EXHIBIT_EMPTY, EXHIBIT_NOT_FOUND. The same reference for the same thing is no event.
func (c RegisterExhibit) decide(s State, _ domain.Envelope) ([]Event, error) {
	err := domain.First(
		domain.CheckExhibit("exhibit", c.Exhibit),
		domain.OptionalProse("description", c.Description),
		s.received(),
		c.something(),
	)
	if err != nil {
		return nil, err
	}
	if known, used := s.Exhibits[c.Exhibit]; used {
		return nil, known.same(c)
	}
	if err := c.origin(s); err != nil {
		return nil, err
	}
	return []Event{ExhibitRegistered(c)}, nil
}

// something: a reference stands for a device, for what an extraction produced, or for a described object such as a printed screenshot.
func (c RegisterExhibit) something() error {
	if c.Device != "" || c.Extraction != "" || c.Description != "" {
		return nil
	}
	return domain.Errorf(domain.Invalid, "EXHIBIT_EMPTY", "the reference stands for nothing; name the device or the extraction, or describe the object").
		On("description").Under("domain guide 4.2")
}

func (e Exhibit) same(c RegisterExhibit) error {
	same := e.Device == c.Device && e.Extraction == c.Extraction && e.DerivedFrom == c.DerivedFrom
	described := e.Device == "" && e.Extraction == ""
	if same && (!described || e.Description == c.Description) {
		return nil
	}
	return domain.Errorf(domain.Refused, "EXHIBIT_REFERENCE_USED",
		"%s stands for another thing in this matter, and a reference is never given out twice; take the next number", c.Exhibit).
		On("exhibit").Under("domain guide 4.2")
}

func (c RegisterExhibit) origin(s State) error {
	if c.DerivedFrom == "" {
		if c.Extraction == "" {
			return nil
		}
		return domain.Errorf(domain.Invalid, "REQUIRED", "derivedFrom is missing; name the exhibit the extraction was made from").On("derivedFrom")
	}
	if _, ok := s.Exhibits[c.DerivedFrom]; ok && c.DerivedFrom != c.Exhibit {
		return nil
	}
	return domain.Errorf(domain.Refused, "EXHIBIT_NOT_FOUND",
		"the exhibit it derives from is not in the register of this matter; register that one first").On("derivedFrom")
}
