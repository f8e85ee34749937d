package misconduct

import "github.com/probity-ledger/probity/domain"

// Refused: LINKED_TO_ITSELF. The same link again is no event. That the other matter exists, and that whoever links them may know it, the
// ledger sees to before deciding; it gives the other matter the same command the other way round.
func (c LinkMatters) decide(s State, _ domain.Envelope) ([]Event, error) {
	err := domain.First(
		domain.Line("other", string(c.Other)),
		domain.Prose("reason", c.Reason),
		s.received(),
	)
	if err != nil {
		return nil, err
	}
	if c.Other == c.Matter {
		return nil, domain.Errorf(domain.Invalid, "LINKED_TO_ITSELF", "a matter is not linked to itself; name another one").On("other")
	}
	if s.Linked[c.Other] {
		return nil, nil
	}
	return []Event{MattersLinked{Other: c.Other, Reason: c.Reason}}, nil
}
