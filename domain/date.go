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
