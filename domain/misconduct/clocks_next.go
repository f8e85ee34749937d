package misconduct

import (
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/clock"
)

// Next returns the command that the clocks ask for next and the first day on which it can be given; nil when nothing is to be done, on
// that day or ever, unless something else happens in the matter. A command that can be given at once has no day.
func (c Clocks) Next() (Command, domain.Date) {
	if len(c.Asks) > 0 {
		return c.Asks[0].command(), ""
	}
	var next Clock
	var from domain.Date
	for _, one := range c.All {
		if on, ok := one.over(); ok && (from == "" || on.Before(from)) {
			next, from = one, on
		}
	}
	switch {
	case from == "":
		return nil, ""
	case next.Rule.Kind() == clock.Duty:
		return BreachClock{Clock: next.ID, Rule: next.Rule}, from
	}
	return StopClock{Clock: next.ID, Rule: next.Rule}, from
}

func (a Ask) command() Command {
	if a.Stop {
		return StopClock{Clock: a.Clock, Rule: a.Rule}
	}
	return StartClock{Clock: a.Clock, Rule: a.Rule}
}

// over returns the first day on which it is to be recorded that the period ended, and false where nothing is to be recorded any more. A
// period that had ended when it was entered gets the day of its entry, since what was done in it may be entered on that day too.
func (c Clock) over() (domain.Date, bool) {
	if !c.Running() || c.Breached {
		return "", false
	}
	return max(c.DueOn, c.EnteredOn).Plus(1), true
}
