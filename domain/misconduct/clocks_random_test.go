package misconduct_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/clock"
	"github.com/probity-ledger/probity/domain/misconduct"
)

// anyDay draws a day of five years, or of one month: then what happens meets the periods that run.
func anyDay(t *rapid.T) domain.Date {
	start, span := domain.Date("2024-01-01"), rapid.SampledFrom([]int{31, 5 * 365}).Draw(t, "span")
	return start.Plus(rapid.IntRange(0, span).Draw(t, "day"))
}

// someEvent draws one of those the table names, in any order: what was decided wrongly, imported or corrected is folded too.
func someEvent(t *rapid.T) misconduct.Event {
	o, day := who.Draw(t, "officer"), anyDay(t)
	person := rapid.SampledFrom([]string{"p-1", "p-2"}).Draw(t, "person")
	thing := rapid.SampledFrom([]string{"t-1", "t-2"}).Draw(t, "thing")
	yes := rapid.Bool().Draw(t, "yes")
	form := rapid.SampledFrom([]misconduct.Form{misconduct.Meeting, misconduct.Hearing, misconduct.AcceleratedHearing}).Draw(t, "form")
	action := rapid.SampledFrom([]misconduct.DisciplinaryAction{misconduct.NoAction, misconduct.WrittenWarning, misconduct.FinalWrittenWarning,
		misconduct.Dismissal, misconduct.WouldHaveBeenDismissed}).Draw(t, "action")
	d, one := on(day), []domain.OfficerID{o}
	return rapid.SampledFrom(slices.Concat([]misconduct.Event{
		misconduct.MatterReceived{CameToAttentionOn: day, RegimeVersion: "2020+A24+A25"},
		misconduct.MatterRecorded{Kind: kinds.Draw(t, "kind"), Grounds: []misconduct.Ground{misconduct.RelevantOffence}, On: day},
		misconduct.MatterCorrected{Field: misconduct.FieldCameToAttentionOn, Is: string(anyDay(t)), Regime: "2020+A24+A25", Dated: d},
		misconduct.MatterReferredToIOPC{Mandatory: yes, CriteriaMetOn: day, On: day.Plus(2)}, misconduct.MatterCalledInByIOPC{Dated: d},
		misconduct.InterestedPersonNamed{Person: person, Capacity: misconduct.Complainant, Dated: d}, misconduct.InterestedPersonsUpdated{Dated: d},
		misconduct.OutcomeToldToComplainant{Person: person, ReviewBody: misconduct.ReviewByIOPC, Dated: d},
		misconduct.ReviewRequested{Person: person, Dated: d}, misconduct.DelayReportIssued{Dated: d}, misconduct.InvestigationReportSubmitted{On: day},
		misconduct.ReInvestigationDirected{Dated: d}, misconduct.AuthorityViewsSought{Dated: d}, misconduct.AuthorityViewsGiven{Dated: d},
		misconduct.MatterNotRecorded{Dated: d}, misconduct.WithdrawalDecided{Continue: yes, Dated: d}, misconduct.MatterFinalised{Dated: d},
		misconduct.OfficerConcernedIdentified{Officer: o, SubjectKind: "OFFICER", On: day}, misconduct.WrittenNoticeServed{Officer: o, On: day},
		misconduct.RepresentationsReceived{Officer: o, About: misconduct.OnNotice, Dated: d}, misconduct.TermsOfReferenceProvided{Officer: o, Dated: d},
		misconduct.InterviewScheduled{Officer: o, Interview: thing, For: day.Plus(9), Dated: d}, misconduct.InterviewHeld{Officer: o, Interview: thing, Dated: d},
		misconduct.CaseToAnswerDetermined{Officer: o, On: day}, misconduct.InvolvementClosed{Officer: o, Dated: d},
	}, []misconduct.Event{
		misconduct.DutyStatusChanged{Officer: o, Status: rapid.SampledFrom([]misconduct.DutyStatus{misconduct.Normal, misconduct.Restricted, misconduct.Suspended}).
			Draw(t, "status"), Oral: yes, On: day},
		misconduct.SuspensionReviewed{Officer: o, ConditionsMet: yes, On: day}, misconduct.SuspensionReviewNotified{Officer: o, Dated: d},
		misconduct.ReferralNoticeServed{Officer: o, Form: form, Dated: d}, misconduct.PanelAppointed{Officers: one, Replaces: yes, Dated: d},
		misconduct.ObjectionMade{Officer: o, Dated: d}, misconduct.ObjectionDecided{Officer: o, Upheld: yes, Dated: d},
		misconduct.OfficerResponded{Officer: o, Dated: d}, misconduct.WitnessListSupplied{Officer: o, By: misconduct.SideOfficer, Dated: d},
		misconduct.BundleSupplied{Officers: one, Dated: d}, misconduct.HearingFixed{Officers: one, Form: form, FirstDay: day.Plus(30), Public: yes, Dated: d},
		misconduct.PreHearingFixed{Officers: one, For: day.Plus(9), Dated: d}, misconduct.ProceedingsOpened{Officers: one, Dated: d},
		misconduct.ProceedingsWithdrawn{Officer: o, Dated: d}, misconduct.FindingMade{Officer: o, Finding: misconduct.FoundMisconduct, Dated: d},
		misconduct.OutcomeImposed{Officer: o, Action: action, Dated: d}, misconduct.OutcomeNotified{Officer: o, Dated: d},
		misconduct.LeaveExcluded{Officer: o, From: day, Until: day.Plus(20), Dated: d}, misconduct.OutcomePublished{Officer: o, Dated: d},
		misconduct.AppealLodged{Officer: o, Appeal: thing, Kind: misconduct.AppealMeeting, Dated: d}, misconduct.AppealNoticeReceived{Officer: o, Appeal: thing, Dated: d},
		misconduct.AppealDetermined{Officer: o, Appeal: thing, Result: misconduct.Varied, Action: action, Dated: d},
		misconduct.ListReported{Officer: o, List: misconduct.BarredList, Dated: d}, misconduct.RemovedFromList{Officer: o, List: misconduct.BarredList, Dated: d},
	})).Draw(t, "event")
}

// ledgerOf writes a random history as the ledger does, and as one that stood still for a while and has older matters does.
func ledgerOf(t *rapid.T) []misconduct.Event {
	s := misconduct.State{Exists: true, Regime: "2020+A24+A25"}
	var all []misconduct.Event
	take := func(events ...misconduct.Event) {
		for _, e := range events {
			s, all = misconduct.Evolve(s, e), append(all, e)
		}
	}
	take(misconduct.MatterReceived{Reference: "NMP/1", CameToAttentionOn: "2024-01-01", RegimeVersion: "2020+A24+A25"})
	for range rapid.IntRange(1, 40).Draw(t, "events") {
		take(someEvent(t))
		switch rapid.IntRange(0, 3).Draw(t, "then") {
		case 0: // as in a log of before: nothing follows at once
		case 1:
			settle(t, &s, take, anyDay(t))
		default:
			atOnce(t, &s, take, anyDay(t))
		}
	}
	settle(t, &s, take, "2040-01-01")
	return all
}

// atOnce does what has no day.
func atOnce(t *rapid.T, s *misconduct.State, take func(...misconduct.Event), today domain.Date) {
	for steps := 0; ; steps++ {
		next, from := s.Clocks.Next()
		if next == nil || from != "" {
			return
		}
		step(t, s, take, next, today, steps)
	}
}

// settle does all that is due on a day, which comes to an end: what is due later was entered that day.
func settle(t *rapid.T, s *misconduct.State, take func(...misconduct.Event), today domain.Date) {
	for steps := 0; ; steps++ {
		next, from := s.Clocks.Next()
		if next == nil || today.Before(from) {
			return
		}
		step(t, s, take, next, today, steps)
	}
}

func step(t *rapid.T, s *misconduct.State, take func(...misconduct.Event), next misconduct.Command, today domain.Date, steps int) {
	if steps > 2000 {
		t.Fatalf("the clocks never come to an end on %s: %+v", today, next)
	}
	events, err := misconduct.Decide(*s, next, enteredOn(t, today))
	if err != nil || len(events) == 0 {
		t.Fatalf("asked for %+v and got %v, %v", next, events, err)
	}
	if again, err := misconduct.Decide(misconduct.Evolve(*s, events[0]), next, enteredOn(t, today)); err == nil && len(events) == 1 {
		t.Fatalf("%+v was done twice: %v", next, again)
	}
	take(events...)
}

// Whatever happens, in whatever order, no period is started, breached or stopped twice, and none is breached or stopped that does not run.
func TestClocks_do_everything_once(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		started, breached, stopped := map[string]clock.RuleID{}, map[string]bool{}, map[string]bool{}
		for _, e := range ledgerOf(t) {
			switch e := e.(type) {
			case misconduct.ClockStarted:
				if _, twice := started[e.Clock]; twice || !e.DueOn.Valid() || e.RulesVersion == "" || e.RegimeVersion == "" {
					t.Fatalf("started twice or without an end: %+v", e)
				}
				started[e.Clock] = e.Rule
			case misconduct.ClockBreached:
				if started[e.Clock] == "" || breached[e.Clock] || stopped[e.Clock] || e.Rule.Kind() != clock.Duty {
					t.Fatalf("breached wrongly: %+v", e)
				}
				breached[e.Clock] = true
			case misconduct.ClockStopped:
				if started[e.Clock] == "" || stopped[e.Clock] || e.Why == misconduct.Lapsed && e.Rule.Kind() != clock.Right {
					t.Fatalf("stopped wrongly: %+v", e)
				}
				stopped[e.Clock] = true
			}
		}
	})
}

// A read model that was written down half-way goes on as if it had not been, and what is stored reads back as what was written.
func TestClocks_fold_the_same_from_anywhere(t *testing.T) {
	t.Parallel()
	codec := misconduct.NewCodec()
	rapid.Check(t, func(t *rapid.T) {
		all := ledgerOf(t)
		half := rapid.IntRange(0, len(all)).Draw(t, "half")
		var whole, halves misconduct.Clocks
		for i, e := range all {
			before := written(t, whole)
			next := whole.Evolve(e)
			if written(t, whole) != before {
				t.Fatalf("%T changed the clocks it was given", e)
			}
			whole = next
			name, data, err := codec.Encode(e)
			if err != nil {
				t.Fatal(err)
			}
			read, err := codec.Decode(name, data)
			if err != nil {
				t.Fatal(err)
			}
			if i == half {
				var stored misconduct.Clocks
				if err := json.Unmarshal([]byte(written(t, halves)), &stored); err != nil {
					t.Fatal(err)
				}
				halves = stored
			}
			halves = halves.Evolve(read)
		}
		if diff := cmp.Diff(written(t, whole), written(t, halves)); diff != "" {
			t.Fatal(diff)
		}
	})
}

func written(t *rapid.T, c misconduct.Clocks) string {
	data, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
