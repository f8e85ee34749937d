package calendar_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/calendar"
)

// holidays are those that gov.uk lists for England and Wales, with the days put in the place of those on a weekend.
var holidays = map[string][]domain.Date{
	"2020": {"2020-01-01", "2020-04-10", "2020-04-13", "2020-05-08", "2020-05-25", "2020-08-31", "2020-12-25", "2020-12-28"},
	"2021": {"2021-01-01", "2021-04-02", "2021-04-05", "2021-05-03", "2021-05-31", "2021-08-30", "2021-12-27", "2021-12-28"},
	"2022": {"2022-01-03", "2022-04-15", "2022-04-18", "2022-05-02", "2022-06-02", "2022-06-03", "2022-08-29", "2022-09-19", "2022-12-26", "2022-12-27"},
	"2023": {"2023-01-02", "2023-04-07", "2023-04-10", "2023-05-01", "2023-05-08", "2023-05-29", "2023-08-28", "2023-12-25", "2023-12-26"},
	"2024": {"2024-01-01", "2024-03-29", "2024-04-01", "2024-05-06", "2024-05-27", "2024-08-26", "2024-12-25", "2024-12-26"},
	"2025": {"2025-01-01", "2025-04-18", "2025-04-21", "2025-05-05", "2025-05-26", "2025-08-25", "2025-12-25", "2025-12-26"},
	"2026": {"2026-01-01", "2026-04-03", "2026-04-06", "2026-05-04", "2026-05-25", "2026-08-31", "2026-12-25", "2026-12-28"},
	"2027": {"2027-01-01", "2027-03-26", "2027-03-29", "2027-05-03", "2027-05-31", "2027-08-30", "2027-12-27", "2027-12-28"},
	"2028": {"2028-01-03", "2028-04-14", "2028-04-17", "2028-05-01", "2028-05-29", "2028-08-28", "2028-12-25", "2028-12-26"},
}

func TestWorking_is_every_weekday_but_the_holidays(t *testing.T) {
	t.Parallel()
	c := calendar.EnglandAndWales()
	for year, listed := range holidays {
		for d := domain.Date(year + "-01-01"); d <= domain.Date(year+"-12-31"); d = d.Plus(1) {
			weekday := day(t, d).Weekday()
			want := weekday != time.Saturday && weekday != time.Sunday && !slices.Contains(listed, d)
			if c.Working(d) != want {
				t.Errorf("%s is a working day: %v, want %v", d, !want, want)
			}
		}
	}
}

func TestCounting(t *testing.T) {
	t.Parallel()
	c := calendar.EnglandAndWales()
	for _, r := range []struct {
		name      string
		got, want domain.Date
	}{
		{"over a weekend", c.After("2025-06-06", 3), "2025-06-11"},
		{"over Christmas and New Year", c.After("2025-12-23", 7), "2026-01-06"},
		{"from a day that is none", c.After("2025-12-25", 1), "2025-12-29"},
		{"back over a weekend", c.Before("2026-03-02", 5), "2026-02-23"},
		{"the day itself counts", c.From("2026-03-09", 5), "2026-03-13"},
		{"the day itself is a Sunday", c.From("2026-03-08", 5), "2026-03-13"},
		{"one day is the day itself", c.From("2026-03-09", 1), "2026-03-09"},
		{"over a proclaimed holiday", c.After("2022-09-16", 1), "2022-09-20"},
		{"no days", c.After("2026-03-09", 0), "2026-03-09"},
		{"fewer than none", c.Before("2026-03-09", -1), "2026-03-09"},
		{"no day of the calendar", c.After("2026-02-30", 3), "2026-02-30"},
	} {
		if r.got != r.want {
			t.Errorf("%s: %s, want %s", r.name, r.got, r.want)
		}
	}
	if c.Working("nonsense") || c.Between("nonsense", "2026-01-01") != 0 || c.Between("2026-01-02", "2026-01-01") != 0 {
		t.Error("counts what are no days")
	}
	if c.Version() == "" {
		t.Error("has no version")
	}
}

func TestCounting_holds_for_every_day(t *testing.T) {
	t.Parallel()
	c := calendar.EnglandAndWales()
	rapid.Check(t, func(t *rapid.T) {
		d := domain.Date("2020-01-01").Plus(rapid.IntRange(0, 40*365).Draw(t, "day"))
		n := rapid.IntRange(1, 130).Draw(t, "n")
		after, before := c.After(d, n), c.Before(d, n)
		if !c.Working(after) || !c.Working(before) {
			t.Fatalf("%d after %s is %s, before it %s: no working days", n, d, after, before)
		}
		if got := c.Between(d, after); got != n {
			t.Fatalf("%d working days lie from %s to %s, want %d", got, d, after, n)
		}
		if c.Working(d) && (c.Before(after, n) != d || c.After(before, n) != d) {
			t.Fatalf("%d before %s is not %s", n, after, d)
		}
		if from := c.From(d, n); !c.Working(from) || c.Between(d.Plus(-1), from) != n {
			t.Fatalf("from %s on %d working days end on %s", d, n, from)
		}
	})
}

func TestProclaimed_says_where_from(t *testing.T) {
	t.Parallel()
	rows := calendar.Proclaimed()
	if !slices.IsSortedFunc(rows, func(a, b calendar.Row) int { return compare(a.Day, b.Day) }) {
		t.Error("the rows are not in order")
	}
	for _, r := range rows {
		if !r.Day.Valid() || r.Name == "" || r.Source == "" {
			t.Errorf("%+v", r)
		}
	}
}

func compare(a, b domain.Date) int {
	if a.Before(b) {
		return -1
	}
	return 1
}

// BenchmarkAfter counts to the end of the longest period there is, 100 working days: about 140 days.
func BenchmarkAfter(b *testing.B) {
	c := calendar.EnglandAndWales()
	for b.Loop() {
		c.After("2025-12-08", 100)
	}
}

func day(t *testing.T, d domain.Date) time.Time {
	t.Helper()
	at, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		t.Fatal(err)
	}
	return at
}
