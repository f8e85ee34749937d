package misconduct

import (
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/clock"
)

// Clocks are the statutory periods of one matter, and what is known of the matter that starts and stops them. They are folded out of the
// matter's events, by whoever decides and by whoever shows them.
type Clocks struct {
	All []Clock `json:"all,omitempty"` // those that were started, in order
	// Asks are the acts that events call for and that are not on record yet, in order. In a matter that was written by this version there
	// is none between two commands: they stand in the same append as what calls for them.
	Asks  []Ask      `json:"asks,omitempty"`
	Facts ClockFacts `json:"facts,omitzero"`
}

// Clock is one period that was started.
type Clock struct {
	ID        string           `json:"id,omitempty"` // within the matter; see ClockStarted
	Rule      clock.RuleID     `json:"rule"`
	Officer   domain.OfficerID `json:"officer,omitempty"` // "" where it is about the matter as a whole
	About     string           `json:"about,omitempty"`   // see ClockStarted
	StartedOn domain.Date      `json:"startedOn"`
	NotBefore domain.Date      `json:"notBefore,omitempty"`
	DueOn     domain.Date      `json:"dueOn"`               // the last day in time
	EnteredOn domain.Date      `json:"enteredOn,omitempty"` // see ClockStarted
	Breached  bool             `json:"breached,omitempty"`
	StoppedOn domain.Date      `json:"stoppedOn,omitempty"` // "" while it runs
	Why       StopReason       `json:"why,omitempty"`       // "" where what it wanted was done
}

// Ask is an act that the matter's events call for: that a period starts or stops.
type Ask struct {
	Clock   string           `json:"clock"`
	Rule    clock.RuleID     `json:"rule"`
	Officer domain.OfficerID `json:"officer,omitempty"`
	About   string           `json:"about,omitempty"`
	Stop    bool             `json:"stop,omitempty"`
	On      domain.Date      `json:"on"`                // the day of what calls for it
	From    domain.Date      `json:"from,omitempty"`    // the day it is counted from, where that is another
	Length  int              `json:"length,omitempty"`  // stated with what calls for it; 0 for the rule's
	Variant string           `json:"variant,omitempty"` // of the rule
	Why     StopReason       `json:"why,omitempty"`     // of a stop; "" where what the period wanted was done
}

// ClockState is where a period stands.
type ClockState string

// The states of a period. A breach never blocks a later step: what is done late is still done.
const (
	ClockRunning     ClockState = "RUNNING"
	ClockOverdue     ClockState = "BREACHED"     // the period ended and what it wanted is not on record
	ClockDone        ClockState = "STOPPED"      // done in time, even where that was recorded late, or no longer needed; Why says which
	ClockStoppedLate ClockState = "STOPPED_LATE" // done, or no longer needed, after the period had ended
)

// State says where the period stands.
func (c Clock) State() ClockState {
	switch {
	case c.StoppedOn != "" && c.late():
		return ClockStoppedLate
	case c.StoppedOn != "":
		return ClockDone
	case c.Breached:
		return ClockOverdue
	}
	return ClockRunning
}

// late: what was done is judged by its day, what fell away by whether it had been breached.
func (c Clock) late() bool {
	if c.Why != "" {
		return c.Breached
	}
	return c.DueOn.Before(c.StoppedOn)
}

// Running says whether nothing has stopped the period. One that was breached still runs until what it wants is done.
func (c Clock) Running() bool { return c.StoppedOn == "" }

// Find returns the first period of a kind, and false when none was started.
func (c Clocks) Find(rule clock.RuleID) (Clock, bool) {
	for _, one := range c.All {
		if one.Rule == rule {
			return one, true
		}
	}
	return Clock{}, false
}

// Last returns the latest period of a kind about an officer, or with "" about the matter as a whole, and false when none was started.
// By it an act is in time, or not, whether the period was stopped meanwhile or not.
func (c Clocks) Last(rule clock.RuleID, officer domain.OfficerID) (Clock, bool) {
	for i := len(c.All) - 1; i >= 0; i-- {
		if one := c.All[i]; one.Rule == rule && one.Officer == officer {
			return one, true
		}
	}
	return Clock{}, false
}

// Named returns the period with an id, and false when none was started.
func (c Clocks) Named(id string) (Clock, bool) {
	for i := range c.All {
		if c.All[i].ID == id {
			return c.All[i], true
		}
	}
	return Clock{}, false
}
