// Package calendar says which days are working days in England and Wales, because most periods of police discipline are counted in them.
//
// A working day is any day but a Saturday, a Sunday and a bank or public holiday in England and Wales (CR2, CM1; domain guide, section 2).
// Rest days and shifts of anybody are irrelevant. The holidays that come every year are those of a maintained library; one-off holidays are
// proclaimed, so they and what the library has not learnt yet are rows of a table of ours, with their source.
package calendar

import (
	"slices"
	"time"

	"github.com/rickar/cal/v2/gb"

	"github.com/probity-ledger/probity/domain"
)

// version names the holidays as this program knows them. A row added to Proclaimed, or a library that answers otherwise, makes a new one.
const version = "ew-2026.1"

// Calendar is a version of the working days. It may be used by several goroutines at once.
type Calendar struct{ rows []Row }

// EnglandAndWales returns the calendar in use.
func EnglandAndWales() Calendar { return Calendar{rows: Proclaimed()} }

// Version names this version of the calendar. It is stored with every day that was counted by it.
func (c Calendar) Version() string { return version }

// Working says whether a day is a working day; false for what is no day of the calendar.
func (c Calendar) Working(d domain.Date) bool {
	w, ok := c.from(d)
	return ok && w.working()
}

// After returns the nth working day strictly after a day, which is the last of "n working days beginning with the first working day after"
// it. It returns d where n is not positive or d is no day of the calendar.
func (c Calendar) After(d domain.Date, n int) domain.Date { return c.count(d, n, 1) }

// Before returns the nth working day strictly before a day; d where n is not positive or d is no day of the calendar.
func (c Calendar) Before(d domain.Date, n int) domain.Date { return c.count(d, n, -1) }

// From returns the last of "n working days beginning with" a day: the day itself counts if it is a working day. It returns d where n is not
// positive or d is no day of the calendar.
func (c Calendar) From(d domain.Date, n int) domain.Date {
	if n > 0 && c.Working(d) {
		n--
	}
	return c.After(d, n)
}

// Between counts the working days after one day up to and with another; 0 where to is not the later.
func (c Calendar) Between(from, to domain.Date) int {
	w, ok := c.from(from)
	end, valid := parse(to)
	if !ok || !valid {
		return 0
	}
	n := 0
	for w.day.Before(end) {
		w.step(1)
		if w.working() {
			n++
		}
	}
	return n
}

func (c Calendar) count(d domain.Date, n, step int) domain.Date {
	w, ok := c.from(d)
	if !ok || n <= 0 {
		return d
	}
	for n > 0 {
		w.step(step)
		if w.working() {
			n--
		}
	}
	return domain.Date(w.day.Format(time.DateOnly))
}

// walk goes from day to day and keeps the holidays of the year it is in, so that they are worked out once a year and not once a day.
type walk struct {
	calendar Calendar
	day      time.Time
	year     int
	holidays []int // days of that year
}

func (c Calendar) from(d domain.Date) (*walk, bool) {
	day, ok := parse(d)
	return &walk{calendar: c, day: day}, ok
}

func parse(d domain.Date) (time.Time, bool) {
	day, err := time.Parse(time.DateOnly, string(d))
	return day, err == nil
}

func (w *walk) step(days int) { w.day = w.day.AddDate(0, 0, days) }

func (w *walk) working() bool {
	if day := w.day.Weekday(); day == time.Saturday || day == time.Sunday {
		return false
	}
	if w.holidays == nil || w.day.Year() != w.year {
		w.year, w.holidays = w.day.Year(), w.calendar.holidays(w.day.Year())
	}
	return !slices.Contains(w.holidays, w.day.YearDay())
}

// holidays lists the days of a year on which a holiday is observed.
func (c Calendar) holidays(year int) []int {
	days := make([]int, 0, len(gb.Holidays)+1)
	for _, h := range gb.Holidays {
		if _, observed := h.Calc(year); !observed.IsZero() {
			days = append(days, observed.YearDay())
		}
	}
	for _, r := range c.rows {
		days = r.apply(days, year)
	}
	return days
}
