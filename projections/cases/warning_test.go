package cases_test

import (
	"testing"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/projections/cases"
)

func leave(from, until domain.Date) misconduct.LeaveExcluded {
	return misconduct.LeaveExcluded{From: from, Until: until}
}

func TestWarning_lives_its_months_without_leave(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		w     cases.Warning
		until domain.Date
	}{
		"two years":                   {cases.Warning{From: "2025-12-23", Months: 24}, "2027-12-22"},
		"eighteen months":             {cases.Warning{From: "2026-06-09", Months: 18}, "2027-12-08"},
		"from the end of a month":     {cases.Warning{From: "2025-08-31", Months: 6}, "2026-02-28"},
		"a leave of ten days":         {cases.Warning{From: "2026-06-09", Months: 18, Excluded: []misconduct.LeaveExcluded{leave("2026-08-01", "2026-08-10")}}, "2027-12-18"},
		"a leave before it began":     {cases.Warning{From: "2026-06-09", Months: 18, Excluded: []misconduct.LeaveExcluded{leave("2026-06-01", "2026-06-10")}}, "2027-12-10"},
		"a leave after it ended":      {cases.Warning{From: "2026-06-09", Months: 18, Excluded: []misconduct.LeaveExcluded{leave("2027-12-09", "2027-12-20")}}, "2027-12-08"},
		"a leave within longer leave": {cases.Warning{From: "2026-06-09", Months: 18, Excluded: []misconduct.LeaveExcluded{leave("2027-12-08", "2027-12-20"), leave("2027-12-21", "2027-12-22")}}, "2027-12-23"},
		"a leave that ends first":     {cases.Warning{From: "2026-06-09", Months: 18, Excluded: []misconduct.LeaveExcluded{leave("2026-09-01", "2026-08-01")}}, "2027-12-08"},
		"no months":                   {cases.Warning{From: "2026-06-09"}, ""},
		"no day":                      {cases.Warning{Months: 3}, ""},
	} {
		if got := test.w.Until(); got != test.until {
			t.Errorf("%s: until %q, want %q", name, got, test.until)
		}
		void := test.w
		void.Void = true
		if test.until != "" && (!test.w.LiveOn(test.w.From) || !test.w.LiveOn(test.until) || test.w.LiveOn(test.until.Plus(1)) || void.LiveOn(test.until)) {
			t.Errorf("%s: not live from %s to %s", name, test.w.From, test.until)
		}
	}
}
