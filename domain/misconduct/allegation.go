package misconduct

import "github.com/probity-ledger/probity/domain"

// maxOfficers is the largest number of officers one allegation names.
const maxOfficers = 100

// Refused: ALLEGATION_EXISTS, NOT_CONCERNED, UNKNOWN_STANDARD, DUPLICATE, DATES_REVERSED and the codes of classify.
func (c AddAllegation) decide(s State, env domain.Envelope) ([]Event, error) {
	sub, err := classify(c.CodeSet, c.Category, c.SubCategory)
	err = domain.First(
		domain.Line("allegation", string(c.Allegation)),
		domain.Prose("text", c.Text),
		err,
		c.standards(s.Kind),
		c.dates(env),
		s.received(),
		s.newAllegation(c.Allegation),
		c.against(s),
	)
	if err != nil {
		return nil, err
	}
	return []Event{AllegationAdded{Allegation: c.Allegation, Officers: c.Officers, Standards: c.Standards, CodeSet: c.CodeSet,
		Category: c.Category, SubCategory: sub, ConductFrom: c.ConductFrom, ConductTo: c.ConductTo, Text: c.Text}}, nil
}

// standards: every allegation of misconduct is of a breach of a standard. A complaint may be about a service and name none.
func (c AddAllegation) standards(k MatterKind) error {
	if len(c.Standards) == 0 && k != Complaint {
		return domain.Errorf(domain.Invalid, "REQUIRED", "standards is missing; name the standards said to be breached, 1 to 10").
			On("standards").Under("CR Schedule 2")
	}
	for _, n := range c.Standards {
		if n < 1 || n > lastStandard {
			return domain.Errorf(domain.Invalid, "UNKNOWN_STANDARD", "there are ten Standards of Professional Behaviour; name them by 1 to 10").
				On("standards").Under("CR Schedule 2")
		}
	}
	return distinct("standards", c.Standards)
}

func (c AddAllegation) dates(env domain.Envelope) error {
	if c.ConductFrom != "" {
		if err := env.CheckDate("conductFrom", c.ConductFrom); err != nil {
			return err
		}
	}
	if c.ConductTo != "" {
		if err := env.CheckDate("conductTo", c.ConductTo); err != nil {
			return err
		}
	}
	if c.ConductTo != "" && before(c.ConductTo, c.ConductFrom) {
		return domain.Errorf(domain.Invalid, "DATES_REVERSED", "the conduct ends before it begins; exchange the two days").On("conductTo")
	}
	return nil
}

func (s State) newAllegation(a domain.AllegationID) error {
	if !s.Allegations[a] {
		return nil
	}
	return domain.Errorf(domain.Refused, "ALLEGATION_EXISTS", "the matter already has an allegation with this id; choose a new one").On("allegation")
}

func (c AddAllegation) against(s State) error {
	if len(c.Officers) == 0 && s.Kind == Complaint {
		return nil // a complaint may be about a service, or about somebody nobody has identified yet
	}
	if len(c.Officers) == 0 {
		return domain.Errorf(domain.Invalid, "REQUIRED", "officers is missing; name the officers concerned").On("officers")
	}
	if err := domain.First(domain.AtMost("officers", len(c.Officers), maxOfficers), distinct("officers", c.Officers)); err != nil {
		return err
	}
	for _, o := range c.Officers {
		if err := s.concerned("officers", o); err != nil {
			return err
		}
	}
	return nil
}
