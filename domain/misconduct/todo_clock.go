package misconduct

import "github.com/probity-ledger/probity/domain"

// The commands below are not built yet.

func (c ExtendClock) decide(State, domain.Envelope) ([]Event, error)  { return nil, notBuilt() }
func (c ShortenClock) decide(State, domain.Envelope) ([]Event, error) { return nil, notBuilt() }

func notBuilt() error {
	return domain.Errorf(domain.Refused, "NOT_BUILT", "this command is not built yet")
}
