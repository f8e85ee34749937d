package domain

import "time"

// Valid says whether d is a day of the calendar in the form "2006-01-02".
func (d Date) Valid() bool {
	_, err := time.Parse(time.DateOnly, string(d))
	return err == nil
}

// Before says whether d is an earlier day than other. Both must be valid.
func (d Date) Before(other Date) bool { return d < other }

// DateOf returns the day it is in England and Wales at an instant.
func DateOf(t time.Time) Date {
	t = t.UTC()
	if summerTime(t) {
		t = t.Add(time.Hour)
	}
	return Date(t.Format(time.DateOnly))
}

// summerTime: clocks are one hour ahead of UTC from 01:00 UTC on the last Sunday of March to 01:00 UTC on the last Sunday of October
// (Summer Time Act 1972 as amended by SI 2002/262). Written out so that the answer does not depend on a machine's zone files.
func summerTime(t time.Time) bool {
	return !t.Before(lastSunday(t.Year(), time.March)) && t.Before(lastSunday(t.Year(), time.October))
}

func lastSunday(year int, m time.Month) time.Time {
	last := time.Date(year, m+1, 0, 1, 0, 0, 0, time.UTC)
	return last.AddDate(0, 0, -int(last.Weekday()))
}

// Plus returns the day that lies a number of days later; d itself where d is not a day of the calendar.
func (d Date) Plus(days int) Date {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return d
	}
	return Date(t.AddDate(0, 0, days).Format(time.DateOnly))
}

// PlusMonths returns the corresponding day a number of months later, and the first day of the month after that where there is no such day;
// d itself where d is not a day of the calendar.
func (d Date) PlusMonths(months int) Date {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return d
	}
	day := t.AddDate(0, months, 0)
	if day.Day() != t.Day() {
		day = time.Date(day.Year(), day.Month(), 1, 0, 0, 0, 0, time.UTC)
	}
	return Date(day.Format(time.DateOnly))
}

// DaysTo returns how many days later another day lies, negative where it lies earlier; 0 where one of them is not a day of the calendar.
func (d Date) DaysTo(other Date) int {
	from, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return 0
	}
	to, err := time.Parse(time.DateOnly, string(other))
	if err != nil {
		return 0
	}
	return int(to.Sub(from).Hours() / 24)
}
