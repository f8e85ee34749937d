package caseaccess

import "github.com/probity-ledger/probity/domain"

// Refused: UNTIL_PASSED, ID_TAKEN.
func (c SuppressName) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		domain.Line("suppression", c.Suppression),
		domain.OneOf("kind", c.Kind, OfficerNamed, Witness, WhistleBlower),
		domain.OptionalLine("officer", string(c.Officer)),
		domain.OneOf("scope", c.Scope, FromPublication, FromReaders),
		domain.Line("orderedBy", c.OrderedBy),
		ahead(c.Until, env),
	)
	if c.Kind == OfficerNamed {
		err = domain.First(err, domain.Line("officer", string(c.Officer)))
	}
	if err != nil {
		return nil, err
	}
	if _, taken := s.Suppressed[c.Suppression]; taken {
		return nil, idTaken("suppression")
	}
	return []Event{NameSuppressed(c)}, nil
}

// Refused: UNKNOWN_SUPPRESSION.
func (c EndSuppression) decide(s State, _ domain.Envelope) ([]Event, error) {
	err := domain.First(domain.Line("suppression", c.Suppression), domain.Prose("reason", c.Reason))
	if err != nil {
		return nil, err
	}
	if _, ok := s.Suppressed[c.Suppression]; !ok {
		return nil, domain.Errorf(domain.NotFound, "UNKNOWN_SUPPRESSION", "the matter withholds no such name").On("suppression")
	}
	return []Event{SuppressionEnded(c)}, nil
}
