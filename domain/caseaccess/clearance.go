package caseaccess

import "github.com/probity-ledger/probity/domain"

// Refused: CONFLICT_DECLARED, UNTIL_PASSED, ID_TAKEN, ALREADY_CLEARED, ALREADY_PROPOSED.
func (c ProposeClearance) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		domain.Line("proposal", c.Proposal),
		domain.Line("actor", string(c.Actor)),
		domain.OneOf("for", c.For, Compartment, Identities, Privileged),
		ahead(c.Until, env),
		domain.Prose("reason", c.Reason),
		s.impartial(c.Actor),
		s.proposable(c, env),
	)
	if err != nil {
		return nil, err
	}
	return []Event{ClearanceProposed{Proposal: c.Proposal, Actor: c.Actor, For: c.For, Until: c.Until, Reason: c.Reason, By: env.Actor}}, nil
}

func (s State) proposable(c ProposeClearance, env domain.Envelope) error {
	if _, taken := s.Proposals[c.Proposal]; taken {
		return idTaken("proposal")
	}
	if err := s.uncleared(c.Actor, c.For); err != nil {
		return err
	}
	for _, p := range s.Proposals {
		if p.Actor == c.Actor && p.For == c.For && live(p.Until, env.Now) {
			return domain.Errorf(domain.Refused, "ALREADY_PROPOSED", "it is proposed already; somebody else agrees or declines").On("actor")
		}
	}
	return nil
}

// uncleared: a clearance without an end is not replaced by one that ends.
func (s State) uncleared(a domain.ActorID, what Clearance) error {
	if has, ok := s.Cleared[Grant{a, what}]; !ok || !has.Until.IsZero() {
		return nil
	}
	return domain.Errorf(domain.Refused, "ALREADY_CLEARED", "this person is cleared for it, without an end").On("actor")
}

// Refused: UNKNOWN_PROPOSAL, OWN_PROPOSAL, PROPOSAL_LAPSED, CONFLICT_DECLARED, ALREADY_CLEARED.
func (c GiveClearance) decide(s State, env domain.Envelope) ([]Event, error) {
	p, err := s.proposal(c.Proposal)
	err = domain.First(err, anothers(p.By, env), anothers(p.Actor, env), s.impartial(p.Actor), s.uncleared(p.Actor, p.For))
	if err != nil {
		return nil, err
	}
	if !live(p.Until, env.Now) {
		return nil, domain.Errorf(domain.Refused, "PROPOSAL_LAPSED", "what was proposed would have ended by now; propose it anew").On("proposal")
	}
	return []Event{ClearanceGiven(c)}, nil
}

// Refused: UNKNOWN_PROPOSAL.
func (c DeclineClearance) decide(s State, _ domain.Envelope) ([]Event, error) {
	_, err := s.proposal(c.Proposal)
	if err = domain.First(err, domain.Prose("reason", c.Reason)); err != nil {
		return nil, err
	}
	return []Event{ClearanceDeclined(c)}, nil
}

func (s State) proposal(id string) (ClearanceProposed, error) {
	if p, ok := s.Proposals[id]; ok {
		return p, nil
	}
	return ClearanceProposed{}, domain.Errorf(domain.NotFound, "UNKNOWN_PROPOSAL", "no such proposal waits to be decided").On("proposal")
}

// Refused: NOT_CLEARED, NOBODY_ELSE_CLEARED.
func (c EndClearance) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		domain.Line("actor", string(c.Actor)),
		domain.OneOf("for", c.For, Compartment, Identities, Privileged),
		domain.Prose("reason", c.Reason),
	)
	if err != nil {
		return nil, err
	}
	held, ok := s.Cleared[Grant{c.Actor, c.For}]
	switch {
	case !ok:
		return nil, domain.Errorf(domain.Refused, "NOT_CLEARED", "this person is not cleared for it").On("actor")
	case s.Restricted && c.For == Compartment && held.Until.IsZero() && s.keepers(c.Actor) < 2:
		return nil, domain.Errorf(domain.Refused, "NOBODY_ELSE_CLEARED",
			"fewer than two people would be cleared for the restricted matter without an end; clear somebody else first").
			On("actor").Under("two-person rule")
	}
	return []Event{ClearanceEnded(c)}, nil
}
