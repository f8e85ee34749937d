package misconduct

import "github.com/probity-ledger/probity/domain"

// What is assessed as less than misconduct leaves discipline without a report. So does misconduct of a former officer, who answers for gross
// misconduct only.
// Refused: the codes of State.acted and State.handling, NOT_UNDER_CONDUCT_REGULATIONS, NOT_ASSESSED, ALREADY_DETERMINED, ALREADY_ELSEWHERE,
// WRONG_DECISION_MAKER, FORM_NOT_LAWFUL.
func (c ReferElsewhere) decide(s State, env domain.Envelope) ([]Event, error) {
	who := s.Officers[c.Officer]
	err := domain.First(
		domain.OneOf("route", c.Route, RPRP, Performance, Vetting, NoFurtherAction),
		domain.Prose("reason", c.Reason),
		knownRole("decidedBy", c.DecidedBy),
		s.acted(env, c.Officer, c.On),
		s.disciplined(c.Officer),
		s.decidedBy(ActReferElsewhere, c.DecidedBy),
		who.assessed(),
		who.undecided(),
		Forms().check("route", string(who.Severity), who.former(), c.Route),
		s.vettingRoute("route", c.Route),
	)
	if err != nil {
		return nil, err
	}
	return []Event{ReferredElsewhere{Officer: c.Officer, Route: c.Route, DecidedBy: c.DecidedBy, Reason: c.Reason, Dated: dated(c.On, who.AssessedOn)}}, nil
}

func (i Involvement) undecided() error {
	switch {
	case i.Finding != "":
		return alreadyDetermined()
	case i.Elsewhere != "":
		return domain.Errorf(domain.Refused, "ALREADY_ELSEWHERE",
			"the case of this officer already went to %s; reassess the severity if it is to come back", i.Elsewhere).On("officer").Under("CR14")
	}
	return nil
}

// A withdrawal assessment may run beside everything else in the matter.
// Refused: the codes of State.acted, NOT_UNDER_CONDUCT_REGULATIONS, VETTING_NOT_IN_FORCE, DISMISSAL_WITHOUT_WITHDRAWAL, VETTING_DETERMINED.
func (c DetermineVetting) decide(s State, env domain.Envelope) ([]Event, error) {
	who := s.Officers[c.Officer]
	err := domain.First(
		domain.Prose("reasons", c.Reasons),
		c.agrees(),
		s.acted(env, c.Officer, c.On),
		s.serving(c.Officer),
		s.vettingInForce(),
		c.changes(who),
	)
	if err != nil {
		return nil, err
	}
	return []Event{VettingDetermined{Officer: c.Officer, Withdrawn: c.Withdrawn, Dismissed: c.Dismissed, Reasons: c.Reasons,
		Dated: dated(c.On, who.IdentifiedOn)}}, nil
}

func (c DetermineVetting) agrees() error {
	if c.Withdrawn || !c.Dismissed {
		return nil
	}
	return domain.Errorf(domain.Invalid, "DISMISSAL_WITHOUT_WITHDRAWAL",
		"an officer who keeps the clearance is not dismissed for losing it; correct one of the two").On("dismissed").Under("SI 2025/502")
}

func (s State) vettingInForce() error {
	if s.has(VettingClearance) {
		return nil
	}
	return domain.Errorf(domain.Refused, "VETTING_NOT_IN_FORCE",
		"the rules of this matter know no withdrawal of clearance; use the force's own vetting procedure").Under("SI 2025/502")
}

func (c DetermineVetting) changes(i Involvement) error {
	if i.Vetting == "" || i.Vetting == vettingMaintained && c.Withdrawn {
		return nil
	}
	return domain.Errorf(domain.Refused, "VETTING_DETERMINED",
		"it was already determined that the clearance is %s; a withdrawal is changed on appeal only", i.Vetting).On("withdrawn").Under("SI 2025/502")
}
