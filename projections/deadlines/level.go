package deadlines

import (
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/clock"
)

// Level is how urgent a running period is on a day. Only what somebody must do grows urgent: a right that ends, and a thing that must not
// be done earlier, are always GREEN.
type Level string

// The levels.
const (
	Green   Level = "GREEN"
	Amber   Level = "AMBER"
	Red     Level = "RED"
	Overdue Level = "OVERDUE" // the last day has passed, whether or not the breach is on record yet
)

// warnings are who must act in a period and the first day of each level.
type warnings struct {
	owner            domain.Role
	amber, red, late string
}

// unknown is how a period warns whose kind the table no longer knows.
var unknown = clock.Rule{Kind: clock.Duty, Amber: 7, Red: 2}

func warningsOf(id clock.RuleID, due domain.Date) warnings {
	rule, known := clock.Rules().Find(id)
	if !known {
		rule = unknown
	}
	if rule.Kind != clock.Duty {
		return warnings{rule.Owner, never, never, never}
	}
	return warnings{rule.Owner, string(due.Plus(-max(rule.Amber, rule.Red))), string(due.Plus(-rule.Red)), string(due.Plus(1))}
}

// longestWarning is how many days before its last day a period warns at most.
func longestWarning() int {
	longest := max(unknown.Amber, unknown.Red)
	for _, r := range clock.Rules().Rows {
		longest = max(longest, r.Amber, r.Red)
	}
	return longest
}

// levelOn says how urgent a period is on a day.
func (w warnings) levelOn(day domain.Date) Level {
	switch on := string(day); {
	case w.late <= on:
		return Overdue
	case w.red <= on:
		return Red
	case w.amber <= on:
		return Amber
	}
	return Green
}

// LevelOn says how urgent a running period of a kind, which ends on a day, is on another.
func LevelOn(kind clock.RuleID, due, day domain.Date) Level {
	return warningsOf(kind, due).levelOn(day)
}

// condition is the SQL of levelOn, with the day bound as :today.
var condition = map[Level]string{
	Overdue: "c.late_from <= :today",
	Red:     "(c.red_on <= :today AND c.late_from > :today)",
	Amber:   "(c.amber_on <= :today AND c.red_on > :today)",
	Green:   "c.amber_on > :today",
}
