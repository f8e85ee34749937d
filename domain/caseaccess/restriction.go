package caseaccess

import "github.com/probity-ledger/probity/domain"

// Refused: ALREADY_RESTRICTED, NOBODY_ELSE_CLEARED.
func (c Restrict) decide(s State, env domain.Envelope) ([]Event, error) {
	if err := domain.Prose("reason", c.Reason); err != nil {
		return nil, err
	}
	if s.Restricted {
		return nil, domain.Errorf(domain.Refused, "ALREADY_RESTRICTED", "the matter is restricted already")
	}
	if s.keepers(env.Actor) == 0 {
		return nil, domain.Errorf(domain.Refused, "NOBODY_ELSE_CLEARED",
			"nobody but you would be cleared without an end, and nobody could agree to what you propose; clear a second person first").
			Under("two-person rule")
	}
	return []Event{Restricted{Reason: c.Reason, By: env.Actor}}, nil
}

// keepers counts who is cleared for the compartment without an end, besides somebody. Two must always be, because what one of them
// proposes the other must agree to.
func (s State) keepers(besides domain.ActorID) int {
	n := 0
	for g, c := range s.Cleared {
		if g.For == Compartment && g.Actor != besides && c.Until.IsZero() {
			n++
		}
	}
	return n
}

// Refused: NOT_RESTRICTED, ALREADY_PROPOSED.
func (c ProposeLift) decide(s State, env domain.Envelope) ([]Event, error) {
	if err := domain.Prose("reason", c.Reason); err != nil {
		return nil, err
	}
	switch {
	case !s.Restricted:
		return nil, domain.Errorf(domain.Refused, "NOT_RESTRICTED", "the matter is not restricted")
	case s.Lifting != "":
		return nil, domain.Errorf(domain.Refused, "ALREADY_PROPOSED", "it is proposed already to lift the restriction; somebody else agrees or declines")
	}
	return []Event{LiftProposed{Reason: c.Reason, By: env.Actor}}, nil
}

// Refused: NOT_PROPOSED, OWN_PROPOSAL.
func (c LiftRestriction) decide(s State, env domain.Envelope) ([]Event, error) {
	if err := domain.First(s.lifting(), anothers(s.Lifting, env)); err != nil {
		return nil, err
	}
	return []Event{RestrictionLifted{}}, nil
}

// Refused: NOT_PROPOSED.
func (c DeclineLift) decide(s State, _ domain.Envelope) ([]Event, error) {
	if err := domain.First(domain.Prose("reason", c.Reason), s.lifting()); err != nil {
		return nil, err
	}
	return []Event{LiftDeclined(c)}, nil
}

func (s State) lifting() error {
	if s.Restricted && s.Lifting != "" {
		return nil
	}
	return domain.Errorf(domain.Refused, "NOT_PROPOSED", "nobody proposed to lift the restriction")
}

// anothers: what one person proposed another one agrees to.
func anothers(proposer domain.ActorID, env domain.Envelope) error {
	if proposer != env.Actor {
		return nil
	}
	return domain.Errorf(domain.Forbidden, "OWN_PROPOSAL", "what you proposed, or what is for yourself, somebody else agrees to").
		Under("two-person rule")
}
