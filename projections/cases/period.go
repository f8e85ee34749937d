package cases

import (
	"slices"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/clock"
	"github.com/probity-ledger/probity/domain/misconduct"
)

// Period is a statutory period of the matter with what the table of periods says of its kind.
type Period struct {
	misconduct.Clock
	Changes []PeriodChange
}

// PeriodChange is one change of the last day of a period.
type PeriodChange struct {
	Clock  string      `json:"clock"`
	Was    domain.Date `json:"was"`
	DueOn  domain.Date `json:"dueOn"`
	Agreed bool        `json:"agreed,omitempty"` // by the parties, who can only make it shorter (CR22, CR48)
	By     domain.Role `json:"by,omitempty"`     // who made it longer
	Reason string      `json:"reason"`
	On     domain.Date `json:"on"`
}

// StatutoryClocks lists the statutory periods that were started, in order.
func (c Case) StatutoryClocks() []Period {
	list := make([]Period, 0, len(c.Clocks.All))
	for _, one := range c.Clocks.All {
		others := func(ch PeriodChange) bool { return ch.Clock != one.ID }
		list = append(list, Period{one, slices.DeleteFunc(slices.Clone(c.ClockChanges), others)})
	}
	return list
}

// Nature says what happens when the period ends.
func (p Period) Nature() clock.Kind { return p.Rule.Kind() }

// Says is what must or may be done in the period; "" where the table no longer knows its kind.
func (p Period) Says() string { return p.row().Says }

// Source is the rule the period rests on.
func (p Period) Source() string { return p.row().Source }

// Confirmed says whether the length was read in primary text.
func (p Period) Confirmed() bool { return p.row().Confirmed }

func (p Period) row() clock.Rule {
	row, _ := clock.Rules().Find(p.Rule)
	return row
}

// foldClocks takes in the periods, and why their last days were changed.
func foldClocks(c Case, event misconduct.Event) Case {
	c.Clocks = c.Clocks.Evolve(event)
	switch ev := event.(type) {
	case misconduct.ClockExtended:
		c.ClockChanges = add(c.ClockChanges, PeriodChange{Clock: ev.Clock, Was: ev.Was, DueOn: ev.DueOn, By: ev.By, Reason: ev.Reason, On: ev.On})
	case misconduct.ClockShortenedByAgreement:
		c.ClockChanges = add(c.ClockChanges, PeriodChange{Clock: ev.Clock, Was: ev.Was, DueOn: ev.DueOn, Agreed: true, Reason: ev.Reason, On: ev.On})
	}
	return c
}
