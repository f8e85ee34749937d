package officer

import "github.com/probity-ledger/probity/domain"

// Refused: ALREADY_REGISTERED, UNKNOWN_RANK, RANK_NOT_FOR_KIND.
func (c Register) decide(s State, _ domain.Envelope) ([]Event, error) {
	err := domain.First(
		domain.Line("person.name", c.Person.Name),
		domain.Line("person.collarNumber", c.Person.CollarNumber),
		domain.Line("force", c.Force),
		domain.OneOf("kind", c.Kind, PoliceOfficer, SpecialConstable, FormerOfficer, PoliceStaff, DesignatedVolunteer),
		domain.CheckRank("rank", string(c.Rank)),
		c.Kind.fits(c.Rank),
		domain.Line("unit", c.Unit),
		domain.CheckAnyDate("from", c.From),
		s.unregistered(),
	)
	if err != nil {
		return nil, err
	}
	return []Event{Registered(c)}, nil
}

func (s State) unregistered() error {
	if !s.Exists {
		return nil
	}
	return domain.Errorf(domain.Refused, "ALREADY_REGISTERED",
		"this entry exists since %s; record a posting or a rank instead", s.From)
}
