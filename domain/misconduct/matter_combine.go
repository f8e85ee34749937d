package misconduct

import "github.com/probity-ledger/probity/domain"

// Refused: COMBINED_WITH_ITSELF, NOT_LINKED, ALREADY_COMBINED, OTHER_ENDED, WRONG_DECISION_MAKER, NOT_UNDER_INVESTIGATION. The ledger gives
// the other matter its half; that half was decided with this one.
func (c CombineInvestigations) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		domain.Line("with", string(c.With)),
		domain.Prose("reason", c.Reason),
		knownRole("decidedBy", c.DecidedBy),
		env.CheckDate("on", c.On),
		s.received(),
	)
	if err == nil && !c.Half {
		err = domain.First(
			s.linkedTo("with", c.Matter, c.With),
			s.jointly(c.Other, c.DecidedBy),
			s.separate(c.With),
			bothOpen("with", s, c.Other),
		)
	}
	if err != nil {
		return nil, err
	}
	if _, done := s.Combined[c.With]; done { // the half of a command that was given before
		return nil, nil
	}
	return []Event{InvestigationsCombined{With: c.With, Leads: c.Leads, Reason: c.Reason, DecidedBy: c.DecidedBy, Dated: dated(c.On, s.RecordedOn)}}, nil
}

// linkedTo wants another matter that was linked to this one, so that whoever is concerned in one of them is kept out of both.
func (s State) linkedTo(field string, self, other domain.MatterID) error {
	switch {
	case other == self:
		return domain.Errorf(domain.Invalid, "SAME_MATTER", "this is the matter itself; name another one").On(field)
	case !s.Linked[other]:
		return domain.Errorf(domain.Refused, "NOT_LINKED", "the two matters are not linked; link them first").On(field).Under("CM14; domain guide 1.5")
	}
	return nil
}

// jointly: where the Director General decides about either of the two investigations, that is who decides about both.
func (s State) jointly(other State, by domain.Role) error {
	if err := s.decidedBy(ActCombining, by); err != nil {
		if h, _ := other.handling(); h == HandledDirected || h == HandledIndependent {
			return DecisionMakers().check(ActCombining, h, by)
		}
		return err
	}
	h, err := other.handling()
	if err != nil || by == domain.DirectorGeneral {
		return err
	}
	return DecisionMakers().check(ActCombining, h, by)
}

func (s State) separate(other domain.MatterID) error {
	if _, ok := s.Combined[other]; !ok {
		return nil
	}
	return domain.Errorf(domain.Refused, "ALREADY_COMBINED", "the two investigations are one already").On("with")
}

func bothOpen(field string, one, other State) error {
	if err := domain.First(one.investigated(), one.unreported()); err != nil {
		return err
	}
	if other.open() == nil && other.ReportOn == "" {
		return nil
	}
	return domain.Errorf(domain.Refused, "OTHER_ENDED", "the other matter's investigation has ended; nothing goes on in it that could be combined").On(field)
}

// Refused: NOT_COMBINED, WRONG_DECISION_MAKER.
func (c SplitInvestigation) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		domain.Line("from", string(c.From)),
		domain.Prose("reason", c.Reason),
		knownRole("decidedBy", c.DecidedBy),
		env.CheckDate("on", c.On),
		s.received(),
	)
	_, joined := s.Combined[c.From]
	if err == nil && !c.Half {
		err = domain.First(s.joined(c.From), s.jointly(c.Other, c.DecidedBy))
	}
	if err != nil || !joined {
		return nil, err
	}
	return []Event{InvestigationSplit{From: c.From, Reason: c.Reason, DecidedBy: c.DecidedBy, Dated: dated(c.On, s.RecordedOn)}}, nil
}

func (s State) joined(other domain.MatterID) error {
	if _, ok := s.Combined[other]; ok {
		return nil
	}
	return domain.Errorf(domain.Refused, "NOT_COMBINED", "the two investigations are not combined; there is nothing to split").On("from").Under("CM14")
}
