package extraction

import (
	"time"

	"github.com/probity-ledger/probity/domain"
)

// Effective returns the day an event is said to have happened, which may differ from the day it was recorded.
func Effective(e Event) (domain.Date, bool) {
	at := happened(e)
	if at.IsZero() {
		return "", false
	}
	return domain.DateOf(at), true
}

// happened returns the time an event states for itself, zero when it states none.
func happened(e Event) time.Time {
	switch e := e.(type) {
	case Started:
		return e.At
	case SourceRegistered:
		return e.At
	case SourceRecorded:
		return e.RecordedAt
	case Completed:
		return e.At
	case Failed:
		return e.At
	case HashVerified:
		return e.At
	case IntegrityFailed:
		return e.At
	}
	return time.Time{}
}
