package misconduct

import (
	"slices"
	"strconv"

	"github.com/probity-ledger/probity/domain"
)

// Sanction returns what one officer's outcome in a matter amounts to for their record, and false where none has taken effect.
func (s State) Sanction(id domain.MatterID, o domain.OfficerID) (PastSanction, bool) {
	i := s.Officers[o]
	if i.NotifiedOn == "" {
		return PastSanction{}, false
	}
	return PastSanction{Matter: id, Action: i.Action, Months: i.Months, ToRank: i.ToRank, From: i.NotifiedOn,
		Until: WarningUntil(i.NotifiedOn, i.Months, i.Excluded), Void: severe(i.Action) == 0}, true
}

// WarningUntil returns the last day a warning of so many months lives that took effect on a day, extended leave left out of account; "" for
// what has no length. While the officer is away the warning does not run: each day of leave in its life adds one to its end.
func WarningUntil(from domain.Date, months int, leave []Span) domain.Date {
	if months <= 0 {
		return ""
	}
	until := from.PlusMonths(months).Plus(-1)
	ordered := slices.Clone(leave)
	slices.SortFunc(ordered, func(a, b Span) int { return compareDates(a.From, b.From) })
	for _, l := range ordered {
		first := max(l.From, from)
		if until.Before(first) || l.Until.Before(first) {
			continue
		}
		until = until.Plus(first.DaysTo(l.Until) + 1)
	}
	return until
}

func compareDates(a, b domain.Date) int {
	switch {
	case a.Before(b):
		return -1
	case b.Before(a):
		return 1
	}
	return 0
}

// live says whether an outcome was a warning of a kind that lived on a day.
func (p PastSanction) live(a DisciplinaryAction, on domain.Date) bool {
	return !p.Void && p.Action == a && !on.Before(p.From) && !p.Until.Before(on)
}

// finalWarningLive says whether a final written warning was in force on a day, by the record.
func finalWarningLive(record []PastSanction, on domain.Date) bool {
	return slices.ContainsFunc(record, func(p PastSanction) bool { return p.live(FinalWrittenWarning, on) })
}

// reducedBefore says whether the officer was reduced in rank within so many months before a day.
func reducedBefore(record []PastSanction, on domain.Date, months int) bool {
	return slices.ContainsFunc(record, func(p PastSanction) bool {
		return !p.Void && p.Action == ReductionInRank && !on.Before(p.From) && on.Before(p.From.PlusMonths(months))
	})
}

func monthsText(n int) string { return strconv.Itoa(n) + " months" }
