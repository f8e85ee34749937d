package caseaccess

import (
	"time"

	"github.com/probity-ledger/probity/domain"
)

// Refused: CONFLICT_DECLARED, UNTIL_PASSED.
func (c Assign) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.OneOf("capacity", c.Capacity,
		domain.CaseOfficer, domain.DigitalExaminer, domain.ExhibitsOfficer, domain.AntiCorruption, domain.PSDSupervisor)
	if err != nil {
		return nil, err
	}
	return s.assign(Assigned(c), env)
}

// Refused: CONFLICT_DECLARED, UNTIL_PASSED, ALREADY_ASSIGNED.
func (c Engage) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		domain.OneOf("capacity", c.Capacity, domain.DigitalExaminer, domain.ExhibitsOfficer),
		s.unassigned(c.Actor, c.Capacity, env),
	)
	if err != nil {
		return nil, err
	}
	return s.assign(Assigned(c), env)
}

func (s State) assign(a Assigned, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		domain.Line("actor", string(a.Actor)),
		ahead(a.Until, env),
		domain.Prose("reason", a.Reason),
		s.impartial(a.Actor),
	)
	if err != nil {
		return nil, err
	}
	if was, ok := s.Assigned[a.Actor]; ok && live(was.Until, env.Now) && was.Capacity == a.Capacity && was.Until.Equal(a.Until) {
		return nil, nil
	}
	return []Event{a}, nil
}

// unassigned: a case officer must not change what a supervisor assigned somebody as.
func (s State) unassigned(a domain.ActorID, as domain.Role, env domain.Envelope) error {
	was, ok := s.Assigned[a]
	if !ok || !live(was.Until, env.Now) || was.Capacity == as {
		return nil
	}
	return domain.Errorf(domain.Refused, "ALREADY_ASSIGNED",
		"this person is assigned to the case as %s; a supervisor changes that", was.Capacity).On("actor")
}

// impartial: who has an interest in the matter gets no task and no clearance in it.
func (s State) impartial(a domain.ActorID) error {
	if _, has := s.Conflicts[a]; !has {
		return nil
	}
	return domain.Errorf(domain.Refused, "CONFLICT_DECLARED",
		"a conflict of interest is declared for this person; lift it first, or choose somebody else").On("actor").Under("compare CR15")
}

// ahead: what ends by itself ends in the future. A zero time has no end.
func ahead(until time.Time, env domain.Envelope) error {
	if live(until, env.Now) {
		return nil
	}
	return domain.Errorf(domain.Invalid, "UNTIL_PASSED", "the end stated has passed; state a time to come, or none").On("until")
}

// Refused: NOT_ASSIGNED.
func (c EndAssignment) decide(s State, _ domain.Envelope) ([]Event, error) {
	err := domain.First(domain.Line("actor", string(c.Actor)), domain.Prose("reason", c.Reason))
	if err != nil {
		return nil, err
	}
	if _, ok := s.Assigned[c.Actor]; !ok {
		return nil, domain.Errorf(domain.Refused, "NOT_ASSIGNED", "this person is not assigned to the case").On("actor")
	}
	return []Event{AssignmentEnded(c)}, nil
}
