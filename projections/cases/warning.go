package cases

import (
	"cmp"
	"slices"
	"time"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
)

// Warning is a written warning as an interval with exclusions, never as an end that was stored: an extended special leave moves the end,
// and an appeal takes the whole away (domain guide, section 1.8).
type Warning struct {
	Action   misconduct.DisciplinaryAction `json:"action"`
	From     domain.Date                   `json:"from"` // the officer was told
	Months   int                           `json:"months"`
	Excluded []misconduct.LeaveExcluded    `json:"excluded,omitempty"`
	Appeal   string                        `json:"appeal,omitempty"` // the appeal that put it here; "" for what the proceedings imposed
	Void     bool                          `json:"void,omitempty"`   // an appeal took it away, as from the first day
}

// warns says whether an outcome is a warning, which lives for a time.
func warns(a misconduct.DisciplinaryAction) bool {
	return a == misconduct.WrittenWarning || a == misconduct.FinalWrittenWarning
}

// Until is the last day on which the warning is live: its months from the first day on, and as many days more as the officer was on leave
// that does not count. "" where the days or months are none.
func (w Warning) Until() domain.Date {
	first, err := time.Parse(time.DateOnly, string(w.From))
	if err != nil || w.Months <= 0 {
		return ""
	}
	last := endOfMonths(first, w.Months)
	for _, leave := range w.leave(first) {
		if leave.from.After(last) {
			break
		}
		last = last.AddDate(0, 0, leave.days())
	}
	return domain.Date(last.Format(time.DateOnly))
}

// LiveOn says whether the warning is live on a day. Leave makes it last longer; it does not interrupt it.
func (w Warning) LiveOn(day domain.Date) bool { return !w.Void && w.From <= day && day <= w.Until() }

// endOfMonths is the last day of some months beginning with a day: the day before the same day of the month, or where that month has no
// such day, its last.
func endOfMonths(first time.Time, months int) time.Time {
	end := first.AddDate(0, months, 0)
	if end.Day() != first.Day() {
		return end.AddDate(0, 0, -end.Day())
	}
	return end.AddDate(0, 0, -1)
}

type span struct{ from, until time.Time }

func (s span) days() int { return int(s.until.Sub(s.from)/(24*time.Hour)) + 1 }

// leave lists the days excluded since the warning began, in order, none of them twice.
func (w Warning) leave(first time.Time) []span {
	var spans []span
	for _, e := range w.Excluded {
		from, noFrom := time.Parse(time.DateOnly, string(e.From))
		until, noUntil := time.Parse(time.DateOnly, string(e.Until))
		if from.Before(first) {
			from = first
		}
		if noFrom == nil && noUntil == nil && !until.Before(from) {
			spans = append(spans, span{from, until})
		}
	}
	slices.SortFunc(spans, func(a, b span) int { return cmp.Or(a.from.Compare(b.from), a.until.Compare(b.until)) })
	return merged(spans)
}

func merged(spans []span) []span {
	var out []span
	for _, s := range spans {
		if n := len(out); n > 0 && !s.from.After(out[n-1].until) {
			if s.until.After(out[n-1].until) {
				out[n-1].until = s.until
			}
			continue
		}
		out = append(out, s)
	}
	return out
}
