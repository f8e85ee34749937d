package misconduct

import "github.com/probity-ledger/probity/domain"

// Refused: ALREADY_RECEIVED, REGIME_NOT_SUPPORTED.
func (c Receive) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		domain.Line("reference", c.Reference),
		domain.OptionalLine("operation", c.Operation),
		domain.Line("force", c.Force),
		env.CheckDate("cameToAttentionOn", c.CameToAttentionOn),
		domain.Prose("summary", c.Summary),
		domain.OptionalLine("reportedBy", c.ReportedBy),
		s.unreceived(),
	)
	if err != nil {
		return nil, err
	}
	regime, ok := regimeOn(c.CameToAttentionOn)
	if !ok {
		return nil, regimeNotSupported("cameToAttentionOn")
	}
	return []Event{MatterReceived{Reference: c.Reference, Operation: c.Operation, Force: c.Force, CameToAttentionOn: c.CameToAttentionOn,
		Summary: c.Summary, ReportedBy: c.ReportedBy, RegimeVersion: regime.Version}}, nil
}

func (s State) unreceived() error {
	if !s.Exists {
		return nil
	}
	return domain.Errorf(domain.Refused, "ALREADY_RECEIVED", "the matter is already on record under this reference; give another matter a reference of its own")
}

func regimeNotSupported(field string) error {
	return domain.Errorf(domain.Refused, "REGIME_NOT_SUPPORTED",
		"the matter came to attention before %s, under older regulations that this ledger does not hold; keep it in the older system",
		Regimes()[0].From).On(field).Under("domain guide 1.1")
}
