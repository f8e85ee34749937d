package device

import "github.com/probity-ledger/probity/domain"

// Refused: NOT_IN_CUSTODY, OPEN_DISCREPANCY.
func (c Return) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		domain.Line("to", c.To),
		domain.Line("receipt", c.Receipt),
		domain.Line("signedOffBy", c.SignedOffBy),
		env.CheckTime("at", c.At),
		s.held(),
		s.allExplained(),
	)
	if err != nil {
		return nil, err
	}
	return append([]Event{Returned(c)}, s.raise(c.At, s.order(c.At)...)...), nil
}

func (s State) allExplained() error {
	open := s.Open()
	if len(open) == 0 {
		return nil
	}
	return domain.Errorf(domain.Refused, "OPEN_DISCREPANCY",
		"%d continuity discrepancies are not explained, the first is number %d; a supervisor explains them before the device goes back",
		len(open), open[0].Number).Under("domain guide 4.7")
}
