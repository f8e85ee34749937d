package model

import (
	"time"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/clock"
	"github.com/probity-ledger/probity/projections/deadlines"
)

// WorkList is the way into the caller's work, on one day.
type WorkList struct {
	On domain.Date // in England and Wales
}

// CalendarFeed is the address of a calendar. Whoever has it sees the calendar.
type CalendarFeed struct {
	ID        string // by which the access log and the list of revoked sign-ins know it
	URL       string
	ExpiresAt time.Time
}

// WorkClockFilter says which running periods are asked for. What is empty does not narrow.
type WorkClockFilter struct {
	Levels     []deadlines.Level
	WithinDays *int
	Rule       clock.RuleID
	Owner      domain.Role
	Officer    domain.OfficerID
	Mine       *bool
}

// longestAhead is how many days a question may look ahead or back.
const longestAhead = 3650

// On is the filter as of a day. An Invalid domain.Error where a number of days is too small or too large.
func (f WorkClockFilter) On(today domain.Date) (deadlines.Filter, error) {
	found := deadlines.Filter{Levels: f.Levels, Rule: f.Rule, Owner: f.Owner, Officer: f.Officer, Mine: f.Mine != nil && *f.Mine}
	if f.WithinDays == nil {
		return found, nil
	}
	if *f.WithinDays < 0 || *f.WithinDays > longestAhead {
		return found, domain.Errorf(domain.Invalid, "DAYS", "withinDays is 0 to %d", longestAhead).On("filter")
	}
	found.DueBy = today.Plus(*f.WithinDays)
	return found, nil
}

// QuietSince is the day before which the last entry of a stalled case lies. An Invalid domain.Error as On.
func (w WorkList) QuietSince(days int) (domain.Date, error) {
	if days < 1 || days > longestAhead {
		return "", domain.Errorf(domain.Invalid, "DAYS", "the number of days is 1 to %d", longestAhead).On("days")
	}
	return w.On.Plus(1 - days), nil
}

// WorkCounts is how much work there is.
type WorkCounts struct {
	deadlines.Counts
	Most int
}
