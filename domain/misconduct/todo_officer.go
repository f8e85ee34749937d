package misconduct

import "github.com/probity-ledger/probity/domain"

// The command below is not built yet.

func (c CloseInvolvement) decide(State, domain.Envelope) ([]Event, error) { return nil, notBuilt() }
