package misconduct

import (
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/clock"
)

// Refused: CLOCK_NOT_RUNNING, CLOCK_NOT_EXTENDABLE, WRONG_DECISION_MAKER, NOT_LATER.
func (c ExtendClock) decide(s State, env domain.Envelope) ([]Event, error) {
	one, rule, err := s.changeable(c.Clock, c.DueOn, c.Reason, c.On, env)
	if err != nil {
		return nil, err
	}
	source := rule.Source + "; " + clock.Rules().Version
	switch {
	case len(rule.ExtendBy) == 0:
		return nil, domain.Errorf(domain.Refused, "CLOCK_NOT_EXTENDABLE",
			"the rules let nobody extend the period %s; what is done late is recorded as late", one.Rule).On("clock").Under(source)
	case !rule.MayExtend(c.By):
		return nil, domain.Errorf(domain.Refused, "WRONG_DECISION_MAKER",
			"the period %s is extended by %s; record who did", one.Rule, rule.ExtendBy).On("by").Under(source)
	case !one.DueOn.Before(c.DueOn):
		return nil, domain.Errorf(domain.Refused, "NOT_LATER",
			"the period ends on %s; an extension ends later", one.DueOn).On("dueOn").Under(source)
	}
	return []Event{ClockExtended{Clock: one.ID, Rule: one.Rule, Was: one.DueOn, DueOn: c.DueOn, By: c.By, Reason: c.Reason,
		Dated: dated(c.On, one.StartedOn)}}, nil
}

// Refused: CLOCK_NOT_RUNNING, CLOCK_NOT_SHORTENABLE, NOT_EARLIER, ENDS_BEFORE_AGREED.
func (c ShortenClock) decide(s State, env domain.Envelope) ([]Event, error) {
	one, rule, err := s.changeable(c.Clock, c.DueOn, c.Reason, c.On, env)
	if err != nil {
		return nil, err
	}
	switch {
	case !rule.Shorten:
		return nil, domain.Errorf(domain.Refused, "CLOCK_NOT_SHORTENABLE",
			"the parties can shorten the periods of proceedings only, and %s is none of them", one.Rule).On("clock").Under("CR22, CR48; " + clock.Rules().Version)
	case !c.DueOn.Before(one.DueOn):
		return nil, domain.Errorf(domain.Refused, "NOT_EARLIER",
			"the period ends on %s; a shorter one ends earlier", one.DueOn).On("dueOn").Under("CR22, CR48")
	case c.DueOn.Before(c.On):
		return nil, domain.Errorf(domain.Refused, "ENDS_BEFORE_AGREED",
			"it was agreed on %s that the period ends on %s; state a day that had not gone by", c.On, c.DueOn).On("dueOn").Under("CR22, CR48")
	}
	return []Event{ClockShortenedByAgreement{Clock: one.ID, Rule: one.Rule, Was: one.DueOn, DueOn: c.DueOn, Reason: c.Reason,
		Dated: dated(c.On, one.StartedOn)}}, nil
}

// changeable finds a period that runs and has not been breached.
func (s State) changeable(id string, dueOn domain.Date, reason string, on domain.Date, env domain.Envelope) (Clock, clock.Rule, error) {
	err := domain.First(
		domain.Line("clock", id),
		domain.CheckAnyDate("dueOn", dueOn),
		domain.Prose("reason", reason),
		env.CheckDate("on", on),
		s.received(),
	)
	if err != nil {
		return Clock{}, clock.Rule{}, err
	}
	one, ok := s.Clocks.Named(id)
	if !ok || !one.Running() || one.Breached {
		return Clock{}, clock.Rule{}, domain.Errorf(domain.Refused, "CLOCK_NOT_RUNNING",
			"no period of this name runs in the matter; take the name from its clocks").On("clock")
	}
	rule, ok := s.rule(one.Rule, "")
	if !ok {
		return Clock{}, clock.Rule{}, unknownRule(one.Rule)
	}
	return one, rule, nil
}
