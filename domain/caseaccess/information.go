package caseaccess

import "github.com/probity-ledger/probity/domain"

// Refused: ID_TAKEN.
func (c RequestInformation) decide(s State, _ domain.Envelope) ([]Event, error) {
	err := domain.First(
		domain.Line("request", c.Request),
		domain.OneOf("basis", c.Basis, InformationDemand, Review),
		domain.Line("reference", c.Reference),
		domain.Prose("reason", c.Reason),
	)
	if err != nil {
		return nil, err
	}
	if _, taken := s.Requests[c.Request]; taken {
		return nil, idTaken("request")
	}
	return []Event{InformationRequested(c)}, nil
}

// Refused: UNKNOWN_REQUEST, ALREADY_PROVIDED.
func (c ProvideInformation) decide(s State, _ domain.Envelope) ([]Event, error) {
	err := domain.First(domain.Line("request", c.Request), domain.Prose("note", c.Note))
	if err != nil {
		return nil, err
	}
	if _, ok := s.Requests[c.Request]; !ok {
		return nil, domain.Errorf(domain.NotFound, "UNKNOWN_REQUEST", "the matter has no such request of the IOPC").On("request")
	}
	if s.Provided[c.Request] {
		return nil, domain.Errorf(domain.Refused, "ALREADY_PROVIDED", "this request was answered").On("request")
	}
	return []Event{InformationProvided(c)}, nil
}
