package misconduct

import "github.com/probity-ledger/probity/domain"

// An officer may leave while a matter is open. It goes on as one about a former officer, and nobody who left stays suspended.
// Of one who had left before they were identified, the day is recorded.
// Refused: the codes of State.acted, UNKNOWN_VALUE, NOT_UNDER_CONDUCT_REGULATIONS, ALREADY_LEFT.
func (c RecordDeparture) decide(s State, env domain.Envelope) ([]Event, error) {
	who := s.Officers[c.Officer]
	err := domain.First(
		domain.OneOf("how", c.How, Resigned, Retired),
		s.acted(env, c.Officer, c.On),
		s.disciplined(c.Officer),
		who.there(),
	)
	if err != nil {
		return nil, err
	}
	cause := who.IdentifiedOn
	if who.former() {
		cause = ""
	}
	events := []Event{OfficerLeftForce{Officer: c.Officer, How: c.How, UnderInvestigation: who.grave() == nil && who.Elsewhere == "",
		Dated: dated(c.On, cause)}}
	if who.away() == nil {
		events = append(events, DutyStatusChanged{Officer: c.Officer, Status: Normal, ReasonCode: LeftForce, On: c.On, BeforeCause: before(c.On, who.DutyOn)})
	}
	return events, nil
}

func (i Involvement) there() error {
	if i.LeftOn == "" {
		return nil
	}
	return domain.Errorf(domain.Refused, "ALREADY_LEFT", "this officer left the force on %s", i.LeftOn).On("officer")
}

// Only the Director General determines it, so no role is stated.
// Refused: the codes of State.acted, NOT_FORMER, NOT_GROSS_MISCONDUCT, CONDITION_C_DETERMINED.
func (c DetermineConditionC) decide(s State, env domain.Envelope) ([]Event, error) {
	who := s.Officers[c.Officer]
	err := domain.First(
		domain.Prose("reasons", c.Reasons),
		s.acted(env, c.Officer, c.On),
		who.gone(),
		who.grave(),
		who.openToConditionC(c.Proceed),
	)
	if err != nil {
		return nil, err
	}
	return []Event{ConditionCDetermined{Officer: c.Officer, Proceed: c.Proceed, Reasons: c.Reasons, Dated: dated(c.On, who.LeftOn)}}, nil
}

func (i Involvement) gone() error {
	if i.former() && i.LeftOn != "" {
		return nil
	}
	return domain.Errorf(domain.Refused, "NOT_FORMER",
		"it is not on record when this officer left the force; record the departure first").On("officer").Under("CR Sch 1")
}

func (i Involvement) openToConditionC(proceed bool) error {
	if i.ConditionCOn == "" || i.ConditionC != proceed {
		return nil
	}
	return domain.Errorf(domain.Refused, "CONDITION_C_DETERMINED", "the same was determined on %s", i.ConditionCOn).On("proceed").Under("CR Sch 1")
}
