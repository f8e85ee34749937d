package misconduct

import (
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/clock"
)

// ClockStarted says that a statutory period began to run.
type ClockStarted struct {
	// Clock names this one period within the matter: the rule, the officer it is about, and a number. Older events have none; theirs is
	// the rule's name.
	Clock           string           `json:"clock,omitempty"`
	Rule            clock.RuleID     `json:"rule"`
	Officer         domain.OfficerID `json:"officer,omitempty"`
	About           string           `json:"about,omitempty"`           // the interview, appeal or interested person it is about, where there can be several
	RulesVersion    string           `json:"rulesVersion"`              // of the table of periods
	RegimeVersion   string           `json:"regimeVersion"`             // the rules of discipline the matter is under
	CalendarVersion string           `json:"calendarVersion,omitempty"` // of the calendar of working days
	StartedOn       domain.Date      `json:"startedOn"`                 // the day of what started it
	NotBefore       domain.Date      `json:"notBefore,omitempty"`       // where a thing must not be done earlier either
	DueOn           domain.Date      `json:"dueOn"`                     // the last day in time
	// EnteredOn is the day it came to the ledger's knowledge. What stopped a period can still be entered on that day: it is no breach
	// before the next.
	EnteredOn domain.Date `json:"enteredOn,omitempty"`
}

// ClockExtended says that a period was made longer by whoever may.
type ClockExtended struct {
	Clock  string       `json:"clock"`
	Rule   clock.RuleID `json:"rule"`
	Was    domain.Date  `json:"was"`
	DueOn  domain.Date  `json:"dueOn"`
	By     domain.Role  `json:"by"`
	Reason string       `json:"reason"`
	Dated
}

// ClockShortenedByAgreement says that the parties agreed on a shorter period (CR22, CR48).
type ClockShortenedByAgreement struct {
	Clock  string       `json:"clock"`
	Rule   clock.RuleID `json:"rule"`
	Was    domain.Date  `json:"was"`
	DueOn  domain.Date  `json:"dueOn"`
	Reason string       `json:"reason"`
	Dated
}

// ClockBreached says that a period ended before what it wanted was on record. It blocks nothing.
type ClockBreached struct {
	Clock string       `json:"clock,omitempty"`
	Rule  clock.RuleID `json:"rule"`
	DueOn domain.Date  `json:"dueOn"`
	On    domain.Date  `json:"on"` // the first day too late
}

// ClockStopped says that a period no longer runs.
type ClockStopped struct {
	Clock  string       `json:"clock,omitempty"`
	Rule   clock.RuleID `json:"rule"`
	On     domain.Date  `json:"on"`            // the day of what stopped it
	InTime bool         `json:"inTime"`        // also where it was recorded late
	Why    StopReason   `json:"why,omitempty"` // "" where what the period wanted was done
}

// StopReason is why a period ended without what it is for.
type StopReason string

// The reasons.
const (
	Lapsed     StopReason = "LAPSED"     // a right was not used
	Superseded StopReason = "SUPERSEDED" // a later period of the kind took its place
	NotNeeded  StopReason = "NOT_NEEDED" // what it was about fell away
	Ended      StopReason = "ENDED"      // a span of time came to its end
)
