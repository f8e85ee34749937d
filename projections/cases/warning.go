package cases

import (
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

// Until is the last day on which the warning is live, by the rule its record and its period follow too; "" where it has no day or length.
func (w Warning) Until() domain.Date {
	if !w.From.Valid() {
		return ""
	}
	leave := make([]misconduct.Span, len(w.Excluded))
	for i, e := range w.Excluded {
		leave[i] = misconduct.Span{From: e.From, Until: e.Until}
	}
	return misconduct.WarningUntil(w.From, w.Months, leave)
}

// LiveOn says whether the warning is live on a day. Leave makes it last longer; it does not interrupt it.
func (w Warning) LiveOn(day domain.Date) bool { return !w.Void && w.From <= day && day <= w.Until() }
