package papers

import (
	"errors"
	"strings"
	"testing"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
)

// The days are those of the acceptance scenarios (domain guide, section 7).
func TestLettersTellTheDaysTheLedgerWillCount(t *testing.T) {
	t.Parallel()
	tests := []struct {
		template string
		on       domain.Date
		until    int // of the story, how many events have happened
		want     []string
	}{
		{"written-notice", "2025-06-12", 10, []string{"Make representations on the written notice", "At the latest Thursday 26 June 2025 (CR18, CM20)",
			"At the latest Thursday 19 June 2025 (CR17, CM17)"}},
		{"suspension", "2025-06-10", 9, []string{"At the latest Tuesday 17 June 2025", "At the latest Sunday 6 July 2025"}},
		{"referral-notice", "2025-12-08", 16, []string{"At the latest Thursday 11 December 2025", "At the latest Wednesday 31 December 2025", "At the latest Tuesday 5 May 2026"}},
		{"accelerated-notice", "2026-04-08", 16, []string{"Not before Wednesday 22 April 2026, and at the latest Wednesday 29 April 2026", "At the latest Friday 17 April 2026"}},
		{"outcome-notice", "2026-03-09", 20, []string{"At the latest Monday 23 March 2026"}},
		{"complainant-outcome", "2026-06-26", 20, []string{"At the latest Friday 24 July 2026 (CM29)"}},
		{"reflective-notice", "2025-12-09", 16, []string{"At the latest Tuesday 16 December 2025"}},
	}
	for _, tt := range tests {
		f := filled(t, ask(tt.template, func(r *Request) { r.On, r.Documents = tt.on, nil }), played(t, story()[:tt.until]...)...)
		forms, err := f.make()
		if err != nil {
			t.Errorf("%s: %v", tt.template, err)
			continue
		}
		for _, want := range tt.want {
			if !strings.Contains(string(forms[1].content), want) {
				t.Errorf("%s does not say %q:\n%s", tt.template, want, forms[1].content)
			}
		}
	}
}

// played is a history with the periods that its events started, as the ledger would have recorded them.
func played(t testing.TB, history ...misconduct.Event) (all []misconduct.Event) {
	t.Helper()
	for _, e := range history {
		all = append(all, e)
		var s misconduct.State
		for _, before := range all {
			s = misconduct.Evolve(s, before)
		}
		for next, from := s.Clocks.Next(); next != nil && from == ""; next, from = s.Clocks.Next() {
			more, err := misconduct.Decide(s, next, domain.Envelope{})
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range more {
				s, all = misconduct.Evolve(s, e), append(all, e)
			}
		}
	}
	return all
}

func TestAWayOfServingTheRulesDoNotKnowIsRefused(t *testing.T) {
	t.Parallel()
	history := story()
	received := history[0].(misconduct.MatterReceived)
	received.RegimeVersion = "2020+A24"
	history[0] = received
	_, err := filled(t, ask("written-notice", func(r *Request) { r.Method = misconduct.ByEmail }), history...).make()
	var e *domain.Error
	if !errors.As(err, &e) || e.Code != "METHOD_NOT_LAWFUL" {
		t.Errorf("got %v", err)
	}
}

func TestAnEmailedNoticeCountsFromTheDayItIsDeemedServed(t *testing.T) {
	t.Parallel()
	f := filled(t, ask("written-notice", func(r *Request) { r.On, r.Method, r.Documents = "2025-06-12", misconduct.ByEmail, nil }), played(t, story()[:10]...)...)
	forms, err := f.make()
	if err != nil || !strings.Contains(string(forms[1].content), "Friday 27 June 2025") { // one working day later than by hand
		t.Errorf("%v\n%s", err, forms[1].content)
	}
}
