package clock_test

import (
	"testing"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/clock"
)

func TestDueOn(t *testing.T) {
	t.Parallel()
	rule, ok := clock.Rules().Find(clock.MandatoryReferral)
	if !ok {
		t.Fatal("no rule")
	}
	for start, due := range map[domain.Date]domain.Date{
		"2025-06-03": "2025-06-04", "2025-12-31": "2026-01-01", "2024-02-28": "2024-02-29", "2025-02-28": "2025-03-01",
		"2025-06-06": "2025-06-07", // a Friday: calendar days, so the Saturday
		"nonsense":   "nonsense",
	} {
		if got := rule.DueOn(start); got != due {
			t.Errorf("from %s it is due on %s, want %s", start, got, due)
		}
	}
	if _, ok := clock.Rules().Find("SIESTA"); ok {
		t.Error("a rule nobody made")
	}
}

func TestRules_are_complete(t *testing.T) {
	t.Parallel()
	seen := map[clock.RuleID]bool{}
	for _, r := range clock.Rules().Rows {
		if seen[r.ID] || r.Says == "" || r.Source == "" || r.Days <= 0 || r.Owner == "" {
			t.Errorf("%+v", r)
		}
		seen[r.ID] = true
	}
}
