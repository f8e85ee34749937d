package calendar

import (
	"slices"

	"github.com/probity-ledger/probity/domain"
)

// Row is a day that the library does not know as what it was.
type Row struct {
	Day     domain.Date
	Name    string
	Working bool // a day the library takes for a holiday and that was none
	Source  string
}

// Proclaimed returns the rows of this version, earliest first.
func Proclaimed() []Row {
	return []Row{
		{"2022-09-19", "State Funeral of Queen Elizabeth II", false, "royal proclamation of 10 September 2022; gov.uk, UK bank holidays"},
	}
}

// apply adds the row's day to the holidays of a year, or takes it out.
func (r Row) apply(days []int, year int) []int {
	day, ok := parse(r.Day)
	switch {
	case !ok || day.Year() != year:
		return days
	case r.Working:
		return slices.DeleteFunc(days, func(d int) bool { return d == day.YearDay() })
	}
	return append(days, day.YearDay())
}
