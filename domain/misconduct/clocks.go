package misconduct

import (
	"slices"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/clock"
)

// Clocks are the statutory periods of one matter, and the facts that start and stop them. They are folded out of the matter's events, by
// whoever decides and by whoever shows them.
type Clocks struct {
	ReferralClearOn domain.Date `json:"referralClearOn,omitempty"` // the day it first became clear that referral is mandatory, as recorded
	ReferralMadeOn  domain.Date `json:"referralMadeOn,omitempty"`  // the day of the first mandatory referral
	All             []Clock     `json:"all,omitempty"`             // those that were started, in order
}

// Clock is one period that was started.
type Clock struct {
	ID        string           `json:"id,omitempty"` // within the matter; see ClockStarted
	Rule      clock.RuleID     `json:"rule"`
	Officer   domain.OfficerID `json:"officer,omitempty"` // "" where it is about the matter as a whole
	StartedOn domain.Date      `json:"startedOn"`
	NotBefore domain.Date      `json:"notBefore,omitempty"`
	DueOn     domain.Date      `json:"dueOn"` // the last day in time
	Breached  bool             `json:"breached,omitempty"`
	StoppedOn domain.Date      `json:"stoppedOn,omitempty"` // "" while it runs
	Why       StopReason       `json:"why,omitempty"`       // "" where what it wanted was done
}

// ClockState is where a period stands.
type ClockState string

// The states of a period. A breach never blocks a later step: what is done late is still done.
const (
	ClockRunning     ClockState = "RUNNING"
	ClockOverdue     ClockState = "BREACHED"     // the period ended and what it wanted is not on record
	ClockDone        ClockState = "STOPPED"      // done in time, even where that was recorded late
	ClockStoppedLate ClockState = "STOPPED_LATE" // done after the period had ended
)

// State says where the period stands.
func (c Clock) State() ClockState {
	switch {
	case c.StoppedOn != "" && c.DueOn.Before(c.StoppedOn):
		return ClockStoppedLate
	case c.StoppedOn != "":
		return ClockDone
	case c.Breached:
		return ClockOverdue
	}
	return ClockRunning
}

// Find returns the period of a kind, and false when it was not started.
func (c Clocks) Find(rule clock.RuleID) (Clock, bool) {
	for _, one := range c.All {
		if one.Rule == rule {
			return one, true
		}
	}
	return Clock{}, false
}

// Evolve takes in one event of the matter. It does not change the Clocks it is given.
func (c Clocks) Evolve(e Event) Clocks {
	switch e := e.(type) {
	case MatterRecorded:
		if c.ReferralClearOn == "" && (e.Kind == DSIMatter || Grounds().mandatory(e.Grounds)) {
			c.ReferralClearOn = e.On
		}
	case MatterReferredToIOPC:
		if e.Mandatory {
			c = c.referred(e)
		}
	case ClockStarted:
		c.All = append(slices.Clip(c.All), Clock{Rule: e.Rule, StartedOn: e.StartedOn, DueOn: e.DueOn})
	case ClockBreached:
		c = c.with(e.Rule, func(one *Clock) { one.Breached = true })
	case ClockStopped:
		c = c.with(e.Rule, func(one *Clock) { one.StoppedOn = e.On })
	}
	return c
}

func (c Clocks) referred(e MatterReferredToIOPC) Clocks {
	if c.ReferralClearOn == "" {
		c.ReferralClearOn = e.CriteriaMetOn
	}
	if c.ReferralMadeOn == "" {
		c.ReferralMadeOn = e.On
	}
	return c
}

func (c Clocks) with(rule clock.RuleID, change func(*Clock)) Clocks {
	c.All = slices.Clone(c.All)
	for i := range c.All {
		if c.All[i].Rule == rule {
			change(&c.All[i])
		}
	}
	return c
}

// Next returns the command that the clocks ask for next and the first day on which it can be given; nil when nothing is to be done, on
// that day or ever, unless something else happens in the matter. A command that can be given at once has no day.
func (c Clocks) Next() (Command, domain.Date) {
	const rule = clock.MandatoryReferral
	one, started := c.Find(rule)
	switch {
	case c.ReferralClearOn == "":
		return nil, ""
	case !started:
		return StartClock{Rule: rule}, ""
	case one.StoppedOn == "" && c.ReferralMadeOn != "":
		return StopClock{Rule: rule}, ""
	case one.StoppedOn == "" && !one.Breached:
		return BreachClock{Rule: rule}, one.DueOn.Plus(1)
	}
	return nil, ""
}

// Refused: CLOCK_NOT_CALLED_FOR.
func (c StartClock) decide(s State, _ domain.Envelope) ([]Event, error) {
	if err := s.calledFor(c); err != nil {
		return nil, err
	}
	rule, _ := clock.Rules().Find(c.Rule)
	start := s.Clocks.ReferralClearOn
	return []Event{ClockStarted{Rule: c.Rule, RulesVersion: clock.Rules().Version, RegimeVersion: s.Regime, StartedOn: start, DueOn: rule.DueOn(start)}}, nil
}

// Refused: CLOCK_NOT_CALLED_FOR. What was done late is a breach, also where the period's end went by unnoticed.
func (c StopClock) decide(s State, _ domain.Envelope) ([]Event, error) {
	if err := s.calledFor(c); err != nil {
		return nil, err
	}
	one, _ := s.Clocks.Find(c.Rule)
	made := s.Clocks.ReferralMadeOn
	late := one.DueOn.Before(made)
	stopped := ClockStopped{Rule: c.Rule, On: made, InTime: !late}
	if late && !one.Breached {
		return []Event{ClockBreached{Rule: c.Rule, DueOn: one.DueOn, On: one.DueOn.Plus(1)}, stopped}, nil
	}
	return []Event{stopped}, nil
}

// Refused: CLOCK_NOT_CALLED_FOR, CLOCK_NOT_DUE.
func (c BreachClock) decide(s State, env domain.Envelope) ([]Event, error) {
	if err := s.calledFor(c); err != nil {
		return nil, err
	}
	one, _ := s.Clocks.Find(c.Rule)
	if !one.DueOn.Before(domain.DateOf(env.Now)) {
		return nil, domain.Errorf(domain.Refused, "CLOCK_NOT_DUE", "the period ends with the end of %s; it is not over", one.DueOn).On("rule")
	}
	return []Event{ClockBreached{Rule: c.Rule, DueOn: one.DueOn, On: one.DueOn.Plus(1)}}, nil
}

// calledFor wants a command to be the one the clocks ask for: so none is ever started, stopped or breached twice.
func (s State) calledFor(c Command) error {
	if next, _ := s.Clocks.Next(); s.Exists && next == c {
		return nil
	}
	return domain.Errorf(domain.Refused, "CLOCK_NOT_CALLED_FOR", "the matter's clocks do not ask for this now").On("rule").Under(clock.Rules().Version)
}
