package cases_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

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
		"the same leave twice":        {cases.Warning{From: "2026-06-09", Months: 18, Excluded: []misconduct.LeaveExcluded{leave("2026-08-01", "2026-08-10"), leave("2026-08-05", "2026-08-10")}}, "2027-12-18"},
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
	}
}

// The last day is the one on which as many days without leave have passed as the months had to begin with.
func TestWarning_counts_every_day_without_leave_once(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		first := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 400).Draw(t, "first"))
		day := func(n int) domain.Date { return domain.Date(first.AddDate(0, 0, n).Format(time.DateOnly)) }
		w := cases.Warning{From: day(0), Months: rapid.IntRange(1, 24).Draw(t, "months")}
		plain := w.Until()
		for range rapid.IntRange(0, 4).Draw(t, "leaves") {
			from := rapid.IntRange(-20, 900).Draw(t, "from")
			w.Excluded = append(w.Excluded, leave(day(from), day(from+rapid.IntRange(0, 60).Draw(t, "days"))))
		}
		away := func(d domain.Date) bool {
			for _, e := range w.Excluded {
				if e.From <= d && d <= e.Until {
					return true
				}
			}
			return false
		}
		want, left := day(0), 1
		for d := day(0); d < plain; d = d.Plus(1) {
			left++
		}
		for d := day(0); left > 0; d = d.Plus(1) {
			if !away(d) {
				left--
			}
			want = d
		}
		if got := w.Until(); got != want {
			t.Fatalf("%+v is live until %s, want %s", w, got, want)
		}
	})
}
