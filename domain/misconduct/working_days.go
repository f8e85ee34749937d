package misconduct

import (
	"time"

	"github.com/probity-ledger/probity/domain"
)

// workingDaysAfter returns the nth day after d that is no Saturday or Sunday. Bank holidays are not known here yet.
func workingDaysAfter(d domain.Date, n int) domain.Date {
	for n > 0 {
		d = d.Plus(1)
		t, err := time.Parse(time.DateOnly, string(d))
		if err != nil {
			return d
		}
		if t.Weekday() != time.Saturday && t.Weekday() != time.Sunday {
			n--
		}
	}
	return d
}
