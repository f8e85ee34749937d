package deadlines_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/clock"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/projections/deadlines"
	"github.com/probity-ledger/probity/projections/viewtest"
)

// rule is a row of the table of periods.
func rule(t *testing.T, id clock.RuleID) clock.Rule {
	t.Helper()
	r, ok := clock.Rules().Find(id)
	if !ok {
		t.Fatalf("there is no %s", id)
	}
	return r
}

func TestLevel_follows_the_day_and_not_the_breach(t *testing.T) {
	t.Parallel()
	log := &viewtest.Log{}
	s := viewtest.Tell(log, 1, force)
	const due = domain.Date("2025-06-20")
	s.Process(log, started("COMPLAINANT_UPDATE", "1", due))
	r, q := rule(t, clock.ComplainantUpdate), open(t, log)
	if r.Amber <= r.Red || r.Red < 1 {
		t.Fatalf("it warns %d and %d days before", r.Amber, r.Red)
	}
	for day, want := range map[domain.Date]deadlines.Level{
		due.Plus(-r.Amber - 1): deadlines.Green, due.Plus(-r.Amber): deadlines.Amber, due.Plus(-r.Red - 1): deadlines.Amber,
		due.Plus(-r.Red): deadlines.Red, due: deadlines.Red, due.Plus(1): deadlines.Overdue, due.Plus(400): deadlines.Overdue,
	} {
		got := clocks(t, q, supervisor(day), deadlines.Filter{})
		if len(got) != 1 || got[0].Level != want || got[0].State != misconduct.ClockRunning {
			t.Errorf("on %s: %+v, want %s", day, got, want)
		}
		for _, l := range []deadlines.Level{deadlines.Green, deadlines.Amber, deadlines.Red, deadlines.Overdue} {
			if n := len(clocks(t, q, supervisor(day), deadlines.Filter{Levels: []deadlines.Level{l}})); (n == 1) != (l == want) {
				t.Errorf("on %s: %d of level %s", day, n, l)
			}
		}
	}
}

// The days are those of England: an hour before midnight in winter time is the same day, in summer time the next.
func TestLevel_is_of_the_day_in_England(t *testing.T) {
	t.Parallel()
	log := &viewtest.Log{}
	s := viewtest.Tell(log, 1, force)
	s.Process(log, started("COMPLAINANT_UPDATE", "1", "2025-06-20"))
	v := supervisor("2025-06-20")
	v.At = noon("2025-06-20").Add(11*60*60*1e9 + 30*60*1e9) // 23:30 UTC
	if got := clocks(t, open(t, log), v, deadlines.Filter{}); len(got) != 1 || got[0].Level != deadlines.Overdue {
		t.Errorf("%+v", got)
	}
}

func TestRights_and_spans_are_never_overdue(t *testing.T) {
	t.Parallel()
	log := &viewtest.Log{}
	s := viewtest.Tell(log, 1, force)
	for _, id := range []clock.RuleID{clock.Representations, clock.OutcomeOnline, clock.WarningLive} {
		s.Process(log, started(string(id), "1", "2025-06-20"))
	}
	q := open(t, log)
	got := clocks(t, q, supervisor("2025-07-01"), deadlines.Filter{Levels: []deadlines.Level{deadlines.Green}})
	if len(got) != 3 || got[0].AmberOn != "" || got[0].RedOn != "" {
		t.Errorf("%+v", got)
	}
	if m := mine(t, q, investigator("2025-07-01")); len(m) != 1 || m[0].Next != nil {
		t.Errorf("%+v", m)
	}
}

func TestClock_tells_what_happened_to_it(t *testing.T) {
	t.Parallel()
	log := &viewtest.Log{}
	s := viewtest.Tell(log, 1, force)
	one := started("TERMS_OF_REFERENCE", "1", "2025-06-20")
	one.Officer = s.Concerned
	s.Process(log, one)
	enter(log, s,
		misconduct.ClockExtended{Clock: one.Clock, Rule: one.Rule, Was: "2025-06-20", DueOn: "2025-06-27", By: domain.CaseOfficer, Reason: "leave"},
		misconduct.ClockShortenedByAgreement{Clock: one.Clock, Rule: one.Rule, Was: "2025-06-27", DueOn: "2025-06-25", Reason: "agreed"})
	s.Process(log, misconduct.ClockBreached{Clock: one.Clock, Rule: one.Rule, DueOn: "2025-06-25", On: "2025-06-26"})
	r := rule(t, clock.TermsOfReference)
	got := clocks(t, open(t, log), supervisor("2025-06-24"), deadlines.Filter{})
	if len(got) != 1 {
		t.Fatalf("%+v", got)
	}
	want := deadlines.Clock{
		Matter: s.Matter, Reference: "NMP/2025/0001", ID: "TERMS_OF_REFERENCE/-/1", Rule: clock.TermsOfReference, Officer: s.Concerned, Owner: r.Owner,
		StartedOn: "2025-06-03", DueOn: "2025-06-25", FirstDueOn: "2025-06-20", State: misconduct.ClockOverdue, Level: deadlines.Red,
		AmberOn: domain.Date("2025-06-25").Plus(-r.Amber), RedOn: domain.Date("2025-06-25").Plus(-r.Red), Changes: 3, ChangedAt: got[0].ChangedAt,
	}
	if d := cmp.Diff(want, got[0]); d != "" {
		t.Error(d)
	}
	if events := log.Events(); !got[0].ChangedAt.Equal(events[len(events)-1].RecordedAt) {
		t.Errorf("changed at %s", got[0].ChangedAt)
	}
}

// What stopped is no work any more; in the calendar it stays for a while, so that programs learn of it.
func TestClock_that_stopped(t *testing.T) {
	t.Parallel()
	log := &viewtest.Log{}
	s := viewtest.Tell(log, 1, force)
	s.Process(log, started("TERMS_OF_REFERENCE", "1", "2025-06-20"), started("COMPLAINANT_UPDATE", "1", "2025-07-01"),
		misconduct.ClockStopped{Clock: "TERMS_OF_REFERENCE/-/1", Rule: clock.TermsOfReference, On: "2025-06-04", InTime: true})
	q := open(t, log)
	if got := clocks(t, q, investigator("2025-06-05"), deadlines.Filter{}); len(got) != 1 || got[0].Rule != clock.ComplainantUpdate {
		t.Errorf("%+v", got)
	}
	for day, want := range map[domain.Date]int{"2025-06-05": 2, "2025-08-01": 2, "2025-08-05": 1} {
		got, err := q.Calendar(t.Context(), investigator(day))
		if err != nil || len(got) != want || got[0].Rule != clock.ComplainantUpdate {
			t.Fatalf("on %s: %+v, %v", day, got, err)
		}
		if want == 2 && (got[1].State != misconduct.ClockDone || got[1].StoppedOn != "2025-06-04" || got[1].Level != deadlines.Green) {
			t.Errorf("on %s: %+v", day, got[1])
		}
	}
	if got, err := q.Calendar(t.Context(), supervisor("2025-06-05")); err != nil || len(got) != 0 {
		t.Errorf("whoever is assigned to nothing has %+v, %v", got, err)
	}
}

// Logs from before periods had ids name them by their rule.
func TestClock_of_an_older_log(t *testing.T) {
	t.Parallel()
	log := &viewtest.Log{}
	s := viewtest.Tell(log, 1, force)
	s.Process(log, misconduct.ClockStarted{Rule: clock.MandatoryReferral, StartedOn: "2025-06-03", DueOn: "2025-06-04"},
		misconduct.ClockBreached{Rule: clock.MandatoryReferral, DueOn: "2025-06-04", On: "2025-06-05"})
	q := open(t, log)
	got := clocks(t, q, supervisor("2025-06-05"), deadlines.Filter{Levels: []deadlines.Level{deadlines.Overdue}})
	if len(got) != 1 || got[0].ID != "MANDATORY_REFERRAL" || got[0].State != misconduct.ClockOverdue {
		t.Errorf("%+v", got)
	}
}

func TestFilter_narrows(t *testing.T) {
	t.Parallel()
	log := &viewtest.Log{}
	a, b := viewtest.Tell(log, 1, force), viewtest.Tell(log, 2, force)
	other := viewtest.Tell(log, 3, "eastvale")
	about := func(c misconduct.ClockStarted, s viewtest.Story) misconduct.ClockStarted {
		c.Officer = s.Concerned
		return c
	}
	a.Process(log, about(started("TERMS_OF_REFERENCE", "1", "2025-06-20"), a), started("COMPLAINANT_UPDATE", "1", "2025-07-01"))
	b.Process(log, about(started("TERMS_OF_REFERENCE", "1", "2025-06-10"), b), started("DETERMINATION", "1", "2025-06-20"))
	other.Process(log, started("TERMS_OF_REFERENCE", "1", "2025-06-20"))
	b.Assign(log, "psd.lead")
	q := open(t, log)
	for name, c := range map[string]struct {
		f    deadlines.Filter
		want []string
	}{
		"nothing":              {deadlines.Filter{}, []string{"2 TERMS_OF_REFERENCE", "1 TERMS_OF_REFERENCE", "2 DETERMINATION", "1 COMPLAINANT_UPDATE"}},
		"a last day":           {deadlines.Filter{DueBy: "2025-06-19"}, []string{"2 TERMS_OF_REFERENCE"}},
		"a kind":               {deadlines.Filter{Rule: clock.TermsOfReference}, []string{"2 TERMS_OF_REFERENCE", "1 TERMS_OF_REFERENCE"}},
		"a kind, overdue":      {deadlines.Filter{Rule: clock.TermsOfReference, Levels: []deadlines.Level{deadlines.Overdue}}, []string{"2 TERMS_OF_REFERENCE"}},
		"who must act":         {deadlines.Filter{Owner: domain.CaseOfficer}, []string{"2 TERMS_OF_REFERENCE", "1 TERMS_OF_REFERENCE"}},
		"an officer":           {deadlines.Filter{Officer: a.Concerned}, []string{"1 TERMS_OF_REFERENCE"}},
		"one's own":            {deadlines.Filter{Mine: true}, []string{"2 TERMS_OF_REFERENCE", "2 DETERMINATION"}},
		"an unknown level":     {deadlines.Filter{Levels: []deadlines.Level{"PURPLE"}}, nil},
		"two levels":           {deadlines.Filter{Levels: []deadlines.Level{deadlines.Overdue, deadlines.Green}, DueBy: "2025-06-12"}, []string{"2 TERMS_OF_REFERENCE"}},
		"somebody nobody knew": {deadlines.Filter{Officer: "nobody"}, nil},
	} {
		var got []string
		for _, one := range clocks(t, q, supervisor("2025-06-12"), c.f) {
			got = append(got, one.Reference[len(one.Reference)-1:]+" "+string(one.Rule))
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

// A last day that is moved moves the row, its warnings and what is next in the matter.
func TestExtension_moves_what_is_next(t *testing.T) {
	t.Parallel()
	log := &viewtest.Log{}
	s := viewtest.Tell(log, 1, force)
	s.Process(log, started("TERMS_OF_REFERENCE", "1", "2025-06-20"), started("COMPLAINANT_UPDATE", "1", "2025-06-25"))
	next := func(q *deadlines.Queries) clock.RuleID {
		t.Helper()
		m := mine(t, q, investigator("2025-06-05"))
		if len(m) != 1 || m[0].Next == nil {
			t.Fatalf("%+v", m)
		}
		return m[0].Next.Rule
	}
	if got := next(open(t, log)); got != clock.TermsOfReference {
		t.Error(got)
	}
	enter(log, s, misconduct.ClockExtended{Clock: "TERMS_OF_REFERENCE/-/1", Rule: clock.TermsOfReference, Was: "2025-06-20", DueOn: "2025-07-20"})
	if got := next(open(t, log)); got != clock.ComplainantUpdate {
		t.Error(got)
	}
	s.Process(log, misconduct.ClockStopped{Clock: "COMPLAINANT_UPDATE/-/1", Rule: clock.ComplainantUpdate, On: "2025-06-05", Why: misconduct.NotNeeded})
	if got := next(open(t, log)); got != clock.TermsOfReference {
		t.Error(got)
	}
}
