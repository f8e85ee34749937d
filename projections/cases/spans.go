package cases

import (
	"time"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/calendar"
)

// DaysToFinaliseCalendar is how many calendar days passed from the day the matter came to attention to the day it was finalised; nil before
// (domain guide, section 3.4).
func (c Case) DaysToFinaliseCalendar() *int {
	if c.Finalised == nil {
		return nil
	}
	n := days(c.CameToAttentionOn, c.Finalised.On)
	return &n
}

// DaysToFinaliseWorking is how many working days of England and Wales lie after the day the matter came to attention, up to and with the day
// it was finalised; nil before.
func (c Case) DaysToFinaliseWorking() *int {
	if c.Finalised == nil {
		return nil
	}
	n := calendar.EnglandAndWales().Between(c.CameToAttentionOn, c.Finalised.On)
	return &n
}

// DaysSuspended is how many calendar days the investigation rested: from each suspension to the day it went on, or where it never did, to
// the day the matter was finalised. A rest that is not over does not count yet.
func (c Case) DaysSuspended() int {
	total := 0
	for _, p := range c.Pauses {
		switch {
		case p.Resumed != nil:
			total += days(p.From, p.Resumed.On)
		case c.Finalised != nil:
			total += days(p.From, c.Finalised.On)
		}
	}
	return total
}

// days counts from one day to a later one; what is not a day, or not later, counts nothing.
func days(from, to domain.Date) int {
	first, err := time.Parse(time.DateOnly, string(from))
	last, err2 := time.Parse(time.DateOnly, string(to))
	if err != nil || err2 != nil || last.Before(first) {
		return 0
	}
	return int(last.Sub(first) / (24 * time.Hour))
}
