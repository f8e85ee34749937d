package model

import "github.com/probity-ledger/probity/projections/cases"

// CaseCount is one line of a count of cases. Count is nil when the number is suppressed.
type CaseCount struct {
	Key        string
	Count      *int
	Suppressed bool
}

// CaseCounts turns the read model's counts into lines, so that a suppressed number cannot be taken for none.
func CaseCounts(counts []cases.Count) []CaseCount {
	lines := make([]CaseCount, len(counts))
	for i, c := range counts {
		lines[i] = CaseCount{Key: c.Key, Suppressed: c.Suppressed}
		if !c.Suppressed {
			lines[i].Count = &c.N
		}
	}
	return lines
}
