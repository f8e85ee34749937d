package device

import "github.com/probity-ledger/probity/domain"

// Refused: NOT_IN_CUSTODY, SAME_BASIS, UNKNOWN_POWER, POWER_NOT_LAWFUL.
func (c ChangeSeizureBasis) decide(s State, env domain.Envelope) ([]Event, error) {
	powers := Powers()
	err := domain.First(
		domain.Line("power", string(c.Power)),
		domain.Line("authoriser", c.Authoriser),
		domain.Prose("grounds", c.Grounds),
		env.CheckTime("at", c.At),
		s.held(),
		s.otherBasis(c.Power),
		powers.check(c.Power, s.Ownership, c.Strand),
	)
	if err != nil {
		return nil, err
	}
	changed := SeizureBasisChanged{Power: c.Power, Authoriser: c.Authoriser, Grounds: c.Grounds, Strand: c.Strand, At: c.At,
		PolicyVersion: powers.Version}
	return append([]Event{changed}, s.raise(c.At, s.order(c.At)...)...), nil
}

func (s State) otherBasis(p Power) error {
	if p == s.Power {
		return domain.Errorf(domain.Refused, "SAME_BASIS", "the device is already held under %s; state the power it moves to", p).On("power")
	}
	return nil
}

// held refuses every act that needs the device in custody.
func (s State) held() error {
	if s.Seized {
		return nil
	}
	return domain.Errorf(domain.Refused, "NOT_IN_CUSTODY", "the device is not in custody; record its seizure first")
}
