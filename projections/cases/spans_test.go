package cases_test

import (
	"testing"

	"github.com/probity-ledger/probity/domain/misconduct"
)

func TestSpans_count_days_to_finalisation_and_of_rest(t *testing.T) {
	t.Parallel()
	open := stage(misconduct.InvestigationSuspended{Dated: on("2026-02-02")}, misconduct.InvestigationResumed{Dated: on("2026-02-12")},
		misconduct.InvestigationSuspended{Dated: on("2026-03-30")})
	if open.DaysToFinaliseCalendar() != nil || open.DaysToFinaliseWorking() != nil || open.DaysSuspended() != 10 {
		t.Errorf("open: rested %d days", open.DaysSuspended())
	}
	done := stage(misconduct.InvestigationSuspended{Dated: on("2026-03-30")}, misconduct.MatterFinalised{Dated: on("2026-04-09")})
	// From Monday 12 January to Thursday 9 April 2026: 87 days, of which 61 are working days after the first; Good Friday is 3 April.
	if c, w := done.DaysToFinaliseCalendar(), done.DaysToFinaliseWorking(); c == nil || w == nil || *c != 87 || *w != 61 {
		t.Errorf("calendar %v, working %v", *c, *w)
	}
	if done.DaysSuspended() != 10 {
		t.Errorf("rested %d days", done.DaysSuspended())
	}
}
