package device

import "github.com/probity-ledger/probity/domain"

// A hand-over happened whether or not it fits, so what the receiver found is recorded with a discrepancy and never refused.
// Refused: NOT_IN_CUSTODY, SAME_HOLDER, SEAL_MISMATCH (the giver's own reading).
func (c Transfer) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		c.texts(),
		env.CheckTime("at", c.At),
		s.held(),
		c.twoPeople(),
		s.reads("sealGiven", c.SealGiven),
	)
	if err != nil {
		return nil, err
	}
	return append([]Event{Transferred(c)}, s.raise(c.At, s.gaps(c)...)...), nil
}

func (c Transfer) texts() error {
	return domain.First(
		domain.Line("from", c.From),
		domain.Line("to", c.To),
		domain.Line("place", c.Place),
		domain.Line("purpose", c.Purpose),
		domain.OptionalLine("sealGiven", c.SealGiven),
		domain.OptionalLine("sealReceived", c.SealReceived),
		sealLength("sealGiven", c.SealGiven),
		sealLength("sealReceived", c.SealReceived),
		domain.OptionalLine("store", c.Store),
	)
}

func (c Transfer) twoPeople() error {
	if c.From == c.To {
		return domain.Errorf(domain.Invalid, "SAME_HOLDER", "giver and receiver are the same; state who received the device").On("to")
	}
	return nil
}

// gaps lists what did not fit in a hand-over.
func (s State) gaps(c Transfer) []gap {
	var found []gap
	if c.From != s.Holder {
		found = append(found, gap{HolderMismatch, s.Holder, c.From})
	}
	if c.SealReceived != s.Seal {
		found = append(found, gap{SealMismatch, orNone(s.Seal), orNone(c.SealReceived)})
	}
	if s.Seal != "" && !c.Intact {
		found = append(found, gap{SealNotIntact, "intact", "not intact"})
	}
	return append(found, s.order(c.At)...)
}

func orNone(seal string) string {
	if seal == "" {
		return "no seal"
	}
	return seal
}
