package misconduct

import (
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/calendar"
	"github.com/probity-ledger/probity/domain/clock"
)

// mostAtOnce bounds what one command can start and stop. Each act answers one ask, and an ask leads to few others, so that no real matter
// comes near it; what is left over is done by the ledger's process.
const mostAtOnce = 1000

// DecideTimely is Decide and what the statutory periods of the matter ask for at once because of it, in one append: so a period and its
// cause are never apart (docs/adr/0019). The ledger decides by it.
func DecideTimely(s State, c Command, env domain.Envelope) ([]Event, error) {
	events, err := Decide(s, c, env)
	if err != nil || len(events) == 0 {
		return events, err
	}
	for done := 0; len(events) < done+mostAtOnce; {
		for _, e := range events[done:] {
			s = Evolve(s, e)
		}
		done = len(events)
		next, from := s.Clocks.Next()
		if next == nil || from != "" {
			break
		}
		more, err := next.decide(s, env)
		if err != nil {
			return nil, err
		}
		events = append(events, more...)
	}
	return events, nil
}

// Refused: CLOCK_NOT_CALLED_FOR.
func (c StartClock) decide(s State, env domain.Envelope) ([]Event, error) {
	if err := s.calledFor(c); err != nil {
		return nil, err
	}
	ask := s.Clocks.Asks[0]
	rule, ok := s.rule(ask.Rule, ask.Variant)
	if !ok {
		return nil, unknownRule(ask.Rule)
	}
	started := ClockStarted{Clock: ask.Clock, Rule: ask.Rule, Officer: ask.Officer, About: ask.About, RulesVersion: clock.Rules().Version,
		RegimeVersion: s.Regime, StartedOn: ask.On, EnteredOn: domain.DateOf(env.Now)}
	from := ask.From
	if from == "" {
		from = ask.On
	}
	due := rule.For(ask.Length).Due(from)
	started.NotBefore, started.DueOn = due.NotBefore, due.DueOn
	if rule.ByCalendar() {
		started.CalendarVersion = calendar.EnglandAndWales().Version()
	}
	return []Event{started}, nil
}

// rule returns a rule as it is under the rules of discipline the matter is under.
func (s State) rule(id clock.RuleID, variant string) (clock.Rule, bool) {
	return clock.Rules().Under(id, variant, func(version string) bool { return regimeAt(s.Regime) >= regimeAt(version) })
}

func unknownRule(id clock.RuleID) error {
	return domain.Errorf(domain.Refused, "UNKNOWN_PERIOD", "there is no period %s under the rules this matter is under", id).On("rule").Under(clock.Rules().Version)
}

// Refused: CLOCK_NOT_CALLED_FOR, CLOCK_NOT_DUE. What was done late is a breach, also where the period's end went by unnoticed.
func (c StopClock) decide(s State, env domain.Envelope) ([]Event, error) {
	if err := s.calledFor(c); err != nil {
		return nil, err
	}
	one, _ := s.Clocks.Named(c.Clock)
	if len(s.Clocks.Asks) == 0 {
		return one.lapse(env)
	}
	ask := s.Clocks.Asks[0]
	late := one.DueOn.Before(ask.On)
	stopped := ClockStopped{Clock: one.ID, Rule: one.Rule, On: ask.On, InTime: !late && (ask.Why == "" || !one.Breached), Why: ask.Why}
	switch duty := one.Rule.Kind() == clock.Duty; {
	case duty && late && !one.Breached:
		return []Event{one.breach(), stopped}, nil
	case !duty && late && ask.Why != "": // it was over before it fell away
		stopped = one.ended()
	}
	return []Event{stopped}, nil
}

// Refused: CLOCK_NOT_CALLED_FOR, CLOCK_NOT_DUE.
func (c BreachClock) decide(s State, env domain.Envelope) ([]Event, error) {
	if err := s.calledFor(c); err != nil {
		return nil, err
	}
	one, _ := s.Clocks.Named(c.Clock)
	if err := one.due(env); err != nil {
		return nil, err
	}
	return []Event{one.breach()}, nil
}

func (c Clock) breach() ClockBreached {
	return ClockBreached{Clock: c.ID, Rule: c.Rule, DueOn: c.DueOn, On: c.DueOn.Plus(1)}
}

// lapse ends a right that was not used, or a span of time.
func (c Clock) lapse(env domain.Envelope) ([]Event, error) {
	if err := c.due(env); err != nil {
		return nil, err
	}
	return []Event{c.ended()}, nil
}

func (c Clock) ended() ClockStopped {
	why := Ended
	if c.Rule.Kind() == clock.Right {
		why = Lapsed
	}
	return ClockStopped{Clock: c.ID, Rule: c.Rule, On: c.DueOn.Plus(1), Why: why}
}

func (c Clock) due(env domain.Envelope) error {
	if c.ends() && c.lastDay().Before(domain.DateOf(env.Now)) {
		return nil
	}
	return domain.Errorf(domain.Refused, "CLOCK_NOT_DUE", "the period ends with the end of %s; it is not over", c.DueOn).On("rule")
}

// calledFor wants a command to be the one the clocks ask for: so none is ever started, stopped or breached twice.
func (s State) calledFor(c Command) error {
	if next, _ := s.Clocks.Next(); s.Exists && next == c {
		return nil
	}
	return domain.Errorf(domain.Refused, "CLOCK_NOT_CALLED_FOR", "the matter's clocks do not ask for this now").On("rule").Under(clock.Rules().Version)
}
