package clock

import (
	"time"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/calendar"
)

// Due is when a period ends.
type Due struct {
	// NotBefore is the first day on which the thing may be done; "" where it may be done at once.
	NotBefore domain.Date
	// DueOn is the last day in time. The end of that day, in England and Wales, is the end of the period.
	DueOn domain.Date
}

// Due returns when a period ends that starts on a day. Nothing of it lies after the last day a date can name.
func (r Rule) Due(start domain.Date) Due {
	d := Due{DueOn: r.end(start, r.Length)}
	switch {
	case r.Kind == NotBefore:
		d.NotBefore = d.DueOn
	case r.Earliest > 0:
		d.NotBefore = r.end(start, r.Earliest)
	}
	return d
}

// For returns the rule with a length that what starts it stated, such as the months a warning lives; 0 keeps the usual one.
func (r Rule) For(length int) Rule {
	if length > 0 {
		r.Length = length
	}
	return r
}

// ByCalendar says whether the end of the period depends on which days are working days.
func (r Rule) ByCalendar() bool { return r.Unit == WorkingDays || r.First == NextWorking }

// lastDay is the last day that sorts where it lies.
const lastDay = domain.Date("9999-12-31")

func (r Rule) end(start domain.Date, length int) domain.Date {
	end := r.count(start, length)
	if start.Valid() && !end.Valid() {
		return lastDay
	}
	return end
}

func (r Rule) count(start domain.Date, length int) domain.Date {
	days := calendar.EnglandAndWales()
	switch r.Unit {
	case Months:
		return months(start, length).Plus(-1) // every period in months begins with its day
	case Years:
		return months(start, 12*length)
	case WorkingDays:
		switch r.First {
		case DayCounts:
			return days.From(start, length)
		case CountedBack:
			return days.Before(start, length)
		}
		return days.After(start, length)
	}
	if r.First == NextWorking {
		return days.After(start, 1).Plus(length - 1)
	}
	return start.Plus(length)
}

// months returns the corresponding day some months later, and the first of the next month where that month has no such day: so a period
// of months beginning with 31 August ends with the last day of February.
func months(d domain.Date, n int) domain.Date {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return d
	}
	day := time.Date(t.Year(), t.Month()+time.Month(n), t.Day(), 0, 0, 0, 0, time.UTC)
	if day.Day() != t.Day() {
		day = time.Date(t.Year(), t.Month()+time.Month(n)+1, 1, 0, 0, 0, 0, time.UTC)
	}
	return domain.Date(day.Format(time.DateOnly))
}
