package officer

import "github.com/probity-ledger/probity/domain"

// Refused: UNKNOWN_OFFICER, ALREADY_LEFT, BEFORE_REGISTRATION. Leaving ends no matter: it goes on as one about a former officer.
func (c Leave) decide(s State, _ domain.Envelope) ([]Event, error) {
	err := domain.First(
		domain.CheckAnyDate("on", c.On),
		domain.OneOf("how", c.How, "RESIGNED", "RETIRED", "DISMISSED", "OTHER"),
		s.needsEntry(),
		s.staying(),
		s.serving("on", c.On),
	)
	if err != nil {
		return nil, err
	}
	return []Event{Left(c)}, nil
}

func (s State) staying() error {
	if s.Left == "" {
		return nil
	}
	return domain.Errorf(domain.Refused, "ALREADY_LEFT", "the person left the force on %s", s.Left).On("on")
}
