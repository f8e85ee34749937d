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
	var next *Clock
	for i := range c.All {
		if one := &c.All[i]; one.ends() && (next == nil || one.lastDay().Before(next.lastDay())) {
			next = one
		}
	}
	switch {
	case next == nil:
		return nil, ""
	case next.Rule.Kind() == clock.Duty:
		return BreachClock{Clock: next.ID, Rule: next.Rule}, next.lastDay().Plus(1)
	}
	return StopClock{Clock: next.ID, Rule: next.Rule}, next.lastDay().Plus(1)
}

func (a Ask) command() Command {
	if a.Stop {
		return StopClock{Clock: a.Clock, Rule: a.Rule}
	}
	return StartClock{Clock: a.Clock, Rule: a.Rule}
}

// ends says whether it is still to be recorded that the period ended.
func (c *Clock) ends() bool { return c.StoppedOn == "" && !c.Breached }

// lastDay is the day after which that is recorded. A period that had ended when it was entered gets the day of its entry, since what was
// done in it may be entered on that day too.
func (c *Clock) lastDay() domain.Date { return max(c.DueOn, c.EnteredOn) }
