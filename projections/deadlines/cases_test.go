package deadlines_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/caseaccess"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/projections"
	"github.com/probity-ledger/probity/projections/deadlines"
	"github.com/probity-ledger/probity/projections/viewtest"
)

func references(list []deadlines.Case) (found []string) {
	for _, c := range list {
		found = append(found, c.Reference[len(c.Reference)-1:])
	}
	return found
}

func TestMine_begins_with_what_is_due_first(t *testing.T) {
	t.Parallel()
	log := &viewtest.Log{}
	var stories []viewtest.Story
	for n := range 4 {
		stories = append(stories, viewtest.Tell(log, n+1, force))
	}
	stories[1].Process(log, started("COMPLAINANT_UPDATE", "1", "2025-06-20"))
	stories[2].Process(log, started("COMPLAINANT_UPDATE", "1", "2025-06-10"))
	stories[2].Assign(log, "psd.lead")
	enter(log, stories[3], misconduct.MatterFinalised{Reason: "nothing left to do"})
	q := open(t, log)
	got := mine(t, q, investigator("2025-06-05"))
	if d := cmp.Diff([]string{"3", "2", "1"}, references(got)); d != "" {
		t.Error(d)
	}
	want := deadlines.Case{Matter: stories[0].Matter, Reference: "NMP/2025/0001", ReceivedOn: "2025-06-03", LastActiveOn: "2025-06-03"}
	if d := cmp.Diff(want, got[2]); d != "" {
		t.Error(d)
	}
	if got[0].Next == nil || got[0].Next.DueOn != "2025-06-10" {
		t.Errorf("next is %+v", got[0].Next)
	}
	if got := references(mine(t, q, supervisor("2025-06-05"))); len(got) != 1 || got[0] != "3" {
		t.Errorf("a supervisor's own: %v", got)
	}
}

func TestUnassigned_are_those_nobody_looks_after(t *testing.T) {
	t.Parallel()
	log := &viewtest.Log{}
	appointed := misconduct.InvestigatorAppointed{Investigator: "rm.ford", On: "2025-06-04"}
	note := func(events ...caseaccess.Event) func(viewtest.Story) {
		return func(s viewtest.Story) { s.Note(log, events...) }
	}
	withdrawn := caseaccess.AssignmentEnded{Actor: "a", Reason: "moved"} // viewtest assigns the receiver kl.marsh, and a
	then := func(steps ...func(viewtest.Story)) []func(viewtest.Story) { return steps }
	investigated := func(s viewtest.Story) { enter(log, s, appointed) }
	for n, c := range []struct {
		name  string
		steps []func(viewtest.Story)
		want  bool
	}{
		{"no investigator", nil, true},
		{"investigator and somebody assigned", then(investigated), false},
		{"nobody but the receiver", then(investigated, note(withdrawn)), true},
		{"somebody for a while", then(investigated, note(withdrawn, caseaccess.Assigned{Actor: "b", Until: noon("2025-07-01")})), false},
		{"somebody whose time is over", then(investigated, note(withdrawn, caseaccess.Assigned{Actor: "b", Until: noon("2025-06-09")})), true},
		{"somebody with an interest", then(note(caseaccess.ConflictDeclared{Actor: "a", Interest: "i"}), investigated), true},
		{"the interest was none", then(investigated, note(caseaccess.ConflictDeclared{Actor: "a"}, caseaccess.ConflictLifted{Actor: "a"})), false},
		{"finalised", then(func(s viewtest.Story) { enter(log, s, misconduct.MatterFinalised{}) }), false},
		{"not recorded", then(func(s viewtest.Story) { enter(log, s, misconduct.MatterNotRecorded{}) }), false},
		{"called in after that", then(func(s viewtest.Story) {
			enter(log, s, misconduct.MatterNotRecorded{}, misconduct.MatterCalledInByIOPC{})
		}), true},
	} {
		s := viewtest.Tell(log, n+1, force)
		for _, step := range c.steps {
			step(s)
		}
		found := false
		for _, one := range unassigned(t, open(t, log), supervisor("2025-06-10")) {
			found = found || one.Matter == s.Matter
		}
		if found != c.want {
			t.Errorf("%s: unassigned %v", c.name, found)
		}
	}
}

// The ones that came to attention first come first, also where that day was corrected.
func TestUnassigned_begins_with_the_oldest(t *testing.T) {
	t.Parallel()
	log := &viewtest.Log{}
	for n := range 5 {
		s := viewtest.Tell(log, n+1, force)
		enter(log, s, misconduct.MatterCorrected{Field: misconduct.FieldCameToAttentionOn, Is: string(domain.Date("2025-06-01").Plus(n * 3 % 5))},
			misconduct.MatterCorrected{Field: misconduct.FieldSummary, Is: "2020-01-01"})
	}
	if d := cmp.Diff([]string{"1", "3", "5", "2", "4"}, references(unassigned(t, open(t, log), supervisor("2025-06-10")))); d != "" {
		t.Error(d)
	}
}

// The log of viewtest gives every event the day 2025-06-03.
func TestStalled_are_those_in_which_nothing_happens(t *testing.T) {
	t.Parallel()
	log := &viewtest.Log{}
	var s []viewtest.Story
	for n := range 5 {
		s = append(s, viewtest.Tell(log, n+1, force))
	}
	s[1].Process(log, started("COMPLAINANT_UPDATE", "1", "2025-06-20")) // overdue on the day of the question
	s[2].Process(log, started("COMPLAINANT_UPDATE", "1", "2025-09-20")) // due later
	s[3].Process(log, started("REPRESENTATIONS", "1", "2025-06-20"))    // nothing anybody must do
	enter(log, s[4], misconduct.MatterFinalised{})
	q := open(t, log)
	if d := cmp.Diff([]string{"1", "3", "4"}, references(stalled(t, q, supervisor("2025-07-10"), "2025-06-12"))); d != "" {
		t.Error(d)
	}
	if got := stalled(t, q, supervisor("2025-07-10"), "2025-06-03"); len(got) != 0 {
		t.Errorf("nothing for less than a day: %v", references(got))
	}
}

// Counts are as long as the lists, for everybody, whatever happened; and every list is what a look at all rows finds.
func TestCounts_equal_the_lists(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		log := &viewtest.Log{}
		viewtest.Grow(rt, log, rapid.IntRange(20, 120).Draw(rt, "events"))
		q := open(rt, log)
		day := domain.Date("2025-06-01").Plus(rapid.IntRange(0, 15).Draw(rt, "day"))
		since := day.Plus(-rapid.IntRange(0, 5).Draw(rt, "quiet"))
		for _, actor := range viewtest.Actors {
			for _, v := range []projections.Viewer{
				{Actor: domain.ActorID(actor), Role: domain.CaseOfficer, Force: force}, {Actor: domain.ActorID(actor), Role: domain.PSDSupervisor, Force: force},
				{Actor: domain.ActorID(actor), Role: domain.AntiCorruption, Force: force}, {Actor: domain.ActorID(actor), Role: domain.IOPCReader},
			} {
				v.At = noon(day)
				compare(rt, q, v, since)
			}
		}
	})
}

func compare(t *rapid.T, q *deadlines.Queries, v projections.Viewer, since domain.Date) {
	got, err := q.Counts(context.Background(), v, since)
	if err != nil {
		t.Fatal(err)
	}
	want := deadlines.Counts{Mine: len(mine(t, q, v)), Unassigned: len(unassigned(t, q, v)), Stalled: len(stalled(t, q, v, since))}
	running := clocks(t, q, v, deadlines.Filter{})
	for i, one := range running {
		switch one.Level {
		case deadlines.Overdue:
			want.Overdue++
		case deadlines.Red:
			want.Red++
		case deadlines.Amber:
			want.Amber++
		}
		if i > 0 && one.DueOn < running[i-1].DueOn {
			t.Errorf("%s after %s", one.DueOn, running[i-1].DueOn)
		}
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("%s %s: %s", v.Actor, v.Role, d)
	}
}
