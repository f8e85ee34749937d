package misconduct

import (
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/clock"
)

// lastDay returns the last day of a period of an officer's: of the period as it runs, which may have been extended or shortened, else as the
// rules count it from its beginning.
func (s State) lastDay(rule clock.RuleID, o domain.OfficerID, start domain.Date) domain.Date {
	if c, ok := s.Clocks.Last(rule, o); ok && c.StartedOn == start {
		return c.DueOn
	}
	return s.counted(rule, start).DueOn
}

// inTime says whether a day lies within a period of an officer's.
func (s State) inTime(on domain.Date, rule clock.RuleID, o domain.OfficerID, start domain.Date) bool {
	return !s.lastDay(rule, o, start).Before(on)
}

// counted is when a period ends under the rules of the matter, were it neither extended nor shortened.
func (s State) counted(rule clock.RuleID, start domain.Date) clock.Due {
	r, _ := s.rule(rule, "")
	return r.Due(start)
}
