package misconduct

import (
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/clock"
)

// StartClock, StopClock and BreachClock are given by the ledger's own process, never by a person. What they need to know stands in the
// matter; they name the one act that its clocks ask for, so that none is done twice.

// StartClock starts a statutory period whose cause is on record.
type StartClock struct {
	Clock string
	Rule  clock.RuleID
}

// StopClock stops a period whose act is on record, that is not needed any longer, or that is over without being a duty.
type StopClock struct {
	Clock string
	Rule  clock.RuleID
}

// BreachClock records that a period is over and its act is not on record.
type BreachClock struct {
	Clock string
	Rule  clock.RuleID
}

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
