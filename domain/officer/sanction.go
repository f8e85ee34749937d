package officer

import "github.com/probity-ledger/probity/domain"

// RecordSanction states what an outcome in a misconduct matter amounts to for the person's record, as it now is. The ledger gives it as a
// part of the command in the matter that changed it; nobody else does.
type RecordSanction struct {
	Sanction
	On domain.Date // the day it was decided or changed
}

// Refused: UNKNOWN_OFFICER. What already stands like this is not written again, and what was never recorded cannot be void.
func (c RecordSanction) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		domain.Line("matter", string(c.Matter)),
		domain.Line("action", c.Action),
		domain.CheckAnyDate("from", c.From),
		domain.CheckAnyDate("on", c.On),
		s.needsEntry(),
	)
	if err != nil {
		return nil, err
	}
	before, known := s.Sanctions[c.Matter]
	switch {
	case known && before == c.Sanction, !known && c.Void:
		return nil, nil
	case known:
		return []Event{SanctionAmended(c)}, nil
	}
	return []Event{SanctionRecorded(c)}, nil
}
