package caseaccess

import "github.com/probity-ledger/probity/domain"

// Refused: SUPERVISOR_ONLY, ALREADY_DECLARED.
func (c DeclareConflict) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		domain.Line("actor", string(c.Actor)),
		domain.Prose("interest", c.Interest),
		selfOrSupervisor(c.Actor, env, "a conflict of somebody else is declared"),
	)
	if err != nil {
		return nil, err
	}
	if _, has := s.Conflicts[c.Actor]; has {
		return nil, domain.Errorf(domain.Refused, "ALREADY_DECLARED", "a conflict of interest is already declared for this person").On("actor")
	}
	return []Event{ConflictDeclared(c)}, nil
}

// Refused: OWN_CONFLICT, NOT_DECLARED.
func (c LiftConflict) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(domain.Line("actor", string(c.Actor)), domain.Prose("reason", c.Reason))
	if err != nil {
		return nil, err
	}
	if c.Actor == env.Actor {
		return nil, domain.Errorf(domain.Forbidden, "OWN_CONFLICT", "nobody lifts a conflict of their own; another supervisor does").
			On("actor").Under("separation of duties")
	}
	if _, has := s.Conflicts[c.Actor]; !has {
		return nil, domain.Errorf(domain.Refused, "NOT_DECLARED", "no conflict of interest is declared for this person").On("actor")
	}
	return []Event{ConflictLifted(c)}, nil
}

// selfOrSupervisor: some acts are everybody's for themselves, and a supervisor's for others.
func selfOrSupervisor(about domain.ActorID, env domain.Envelope, act string) error {
	if about == env.Actor || env.Role == domain.PSDSupervisor || env.Role == domain.AppropriateAuthority {
		return nil
	}
	return domain.Errorf(domain.Forbidden, "SUPERVISOR_ONLY",
		"%s by a supervisor; ask one (PSD_SUPERVISOR or APPROPRIATE_AUTHORITY)", act).Under("domain guide 5")
}
