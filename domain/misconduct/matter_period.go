package misconduct

import (
	"fmt"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/clock"
)

// reviewInTime says whether an application made on a day is in time. Days in the hands of the wrong body do not count against it, so what
// counts is the day it was made, wherever it went (CM29).
func (s State) reviewInTime(told, made domain.Date) bool {
	rule, ok := s.rule(clock.ComplaintReview, "")
	return ok && !rule.Due(told).DueOn.Before(made)
}

// rights lists the periods in which somebody may still appeal, ask for a review or be heard.
func (s State) rights(on domain.Date) []string {
	var left []string
	for _, c := range s.Clocks.All {
		if c.Rule.Kind() == clock.Right && c.Running() && !c.DueOn.Before(on) {
			left = append(left, fmt.Sprintf("the right %s, until %s", c.Rule, c.DueOn))
		}
	}
	return left
}
