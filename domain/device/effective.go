package device

import (
	"time"

	"github.com/probity-ledger/probity/domain"
)

// Effective returns the day an event is said to have happened, which may differ from the day it was recorded.
func Effective(e Event) (domain.Date, bool) {
	if i, ok := e.(Issued); ok {
		return i.From, i.From != ""
	}
	at := happened(e)
	if at.IsZero() {
		return "", false
	}
	return domain.DateOf(at), true
}

// happened returns the time an event states for itself, zero when it states none.
func happened(e Event) time.Time {
	switch e := e.(type) {
	case Seized:
		return e.At
	case SeizureBasisChanged:
		return e.At
	case Sealed:
		return e.At
	case SealBroken:
		return e.At
	case Transferred:
		return e.At
	case ContinuityDiscrepancyRaised:
		return e.At
	case Returned:
		return e.At
	}
	return time.Time{}
}
