package misconduct

import (
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/clock"
)

// StartClock, StopClock and BreachClock are given by the ledger's own process, never by a person. What they need to know stands in the
// matter.

// StartClock starts a statutory period whose cause is on record.
type StartClock struct{ Rule clock.RuleID }

// StopClock stops a period whose act is on record.
type StopClock struct{ Rule clock.RuleID }

// BreachClock records that a period is over and its act is not on record.
type BreachClock struct{ Rule clock.RuleID }

// ExtendClock makes a running period longer, where the rule lets somebody do so.
type ExtendClock struct {
	Clock  string
	DueOn  domain.Date
	By     domain.Role
	Reason string
	On     domain.Date
}

// ShortenClock makes a running period shorter, as the parties agreed.
type ShortenClock struct {
	Clock  string
	DueOn  domain.Date
	Reason string
	On     domain.Date
}
