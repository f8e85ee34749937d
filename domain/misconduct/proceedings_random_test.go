package misconduct_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/internal/testkit"
)

// The days proceedings happen on, in no order: what is said of them is kept as it was said.
var (
	trialDays  = rapid.SampledFrom([]domain.Date{"2025-12-08", "2025-12-19", "2025-12-22", "2025-12-31", "2026-01-05", "2026-03-02", "2026-03-09", "2026-03-23"})
	trialForms = rapid.SampledFrom([]misconduct.Form{misconduct.Meeting, misconduct.Hearing, misconduct.AcceleratedHearing})
	trialFinds = rapid.SampledFrom([]misconduct.Finding{misconduct.FoundGrossMisconduct, misconduct.FoundMisconduct, misconduct.FoundNeither})
	trialEnds  = rapid.SampledFrom([]misconduct.DisciplinaryAction{misconduct.NoAction, misconduct.ReferToReflective, misconduct.WrittenWarning,
		misconduct.FinalWrittenWarning, misconduct.ReductionInRank, misconduct.Dismissal, misconduct.WouldHaveBeenDismissed})
	trialAppeals = rapid.SampledFrom([]misconduct.AppealResult{misconduct.Confirmed, misconduct.Reversed, misconduct.Varied})
	trialKinds   = rapid.SampledFrom([]misconduct.AppealKind{misconduct.AppealMeeting, misconduct.AppealTribunal})
	trialReasons = rapid.SampledFrom([]misconduct.ClosureReason{misconduct.ClosedOutcome, misconduct.ClosedNoCase, misconduct.ClosedWithdrawn})
)

func panelFor(f misconduct.Form) []misconduct.PanelMember {
	switch f {
	case misconduct.Meeting:
		return []misconduct.PanelMember{inspector()}
	case misconduct.Hearing:
		return hearingPanel()
	}
	return acceleratedPanel()
}

// trial draws a command in the proceedings of one officer that the state makes likely to be allowed about half of the time.
func trial(t *rapid.T, s misconduct.State) (misconduct.Command, domain.Envelope) {
	env := domain.Envelope{Now: noon("2026-07-01"), Actor: "actor-1", Role: domain.CaseOfficer}
	who, day, form := s.Officers[thorne], trialDays.Draw(t, "day"), trialForms.Draw(t, "form")
	if who.ReferredTo != "" && rapid.Bool().Draw(t, "as referred") {
		form = who.ReferredTo
	}
	action := trialEnds.Draw(t, "action")
	rest := []misconduct.Command{
		misconduct.Object{Officer: thorne, Objection: ids.Draw(t, "objection"), To: rapid.SampledFrom([]string{"Inspector Voss", "Commander Iqbal"}).Draw(t, "to"), Grounds: "g", On: day},
		misconduct.DecideObjection{Officer: thorne, Objection: ids.Draw(t, "decided"), Upheld: rapid.Bool().Draw(t, "upheld"), Reason: "r", On: day},
		misconduct.WithdrawProceedings{Officer: thorne, Then: misconduct.NoFurtherAction, Reason: "r", IOPCAgreed: true, On: day},
		misconduct.SupplyBundle{Officers: alone, Documents: []string{rapid.SampledFrom([]string{"report", "account"}).Draw(t, "document")}, On: day},
		misconduct.ReportToList{Officer: thorne, List: misconduct.BarredList, Grounds: "g", On: day},
		misconduct.RemoveFromList{Officer: thorne, List: misconduct.BarredList, Reason: "r", On: day},
		misconduct.ExcludeLeave{Officer: thorne, From: day, Until: day.Plus(20), On: day},
		misconduct.CloseInvolvement{Officer: thorne, Reason: trialReasons.Draw(t, "reason"), On: day},
		allege(func(a *misconduct.AddAllegation) {
			a.Allegation = domain.AllegationID(ids.Draw(t, "allegation"))
		}),
	}
	if rapid.Bool().Draw(t, "rest") {
		return rapid.SampledFrom(rest).Draw(t, "command"), env
	}
	return next(t, who, day, form, action), env
}

// next is what the procedure wants after what there is.
func next(t *rapid.T, who misconduct.Involvement, day domain.Date, form misconduct.Form, action misconduct.DisciplinaryAction) misconduct.Command {
	switch {
	case who.ReferredTo == "":
		return referralNotice(form)
	case len(who.Panel) == 0:
		return appoint(form, panelFor(form))
	case who.FirstDay == "":
		return misconduct.FixHearing{Officers: alone, Form: form, FirstDay: day, Venue: "v", On: "2025-12-09"}
	case who.OpenedOn == "":
		return misconduct.OpenProceedings{Officers: alone, Form: form, On: day}
	case who.ImposedOn == "" && (len(who.Findings) == 0 || rapid.Bool().Draw(t, "find")):
		open := slices.DeleteFunc(slices.Clone(who.Alleged), func(a domain.AllegationID) bool { _, found := who.Findings[a]; return found })
		return find(trialFinds.Draw(t, "finding"), func(f *misconduct.MakeFinding) { f.Allegation = append(open, "a-1")[0] })
	case who.ImposedOn == "":
		return impose(action, func(c *misconduct.ImposeOutcome) {
			if rapid.Bool().Draw(t, "exceptional") {
				c.Exceptional = "e"
			}
		})
	case who.NotifiedOn == "":
		return misconduct.NotifyOutcome{Officer: thorne, On: day}
	case len(who.Appeals) == 0:
		return lodge(trialKinds.Draw(t, "kind"), day)
	}
	return result(trialAppeals.Draw(t, "result"), func(c *misconduct.DetermineAppeal) { c.Action = action })
}

func TestRandomProceedings(t *testing.T) {
	t.Parallel()
	one := testkit.Aggregate[misconduct.State, misconduct.Event, misconduct.Command]{
		Evolve: misconduct.Evolve, Decide: misconduct.DecideTimely, Codec: misconduct.NewCodec()}
	deferred := misconduct.ProceedingsDeferredForCriminalCase{Officer: thorne, Reason: "r", Dated: on("2025-12-09")}
	rapid.Check(t, func(t *rapid.T) {
		begin := rapid.SampledFrom([][]misconduct.Event{toHearing, toMeeting, toAccelerated, heard, met, summary, warned, dismissed, hearingGone,
			after(hearingDay, deferred), under(before2025, heard)}).Draw(t, "history")
		for _, step := range one.Story(t, trial, begin...) {
			for _, e := range step.Events {
				keepsTheLaw(t, step.Before, e)
			}
		}
	})
}

// keepsTheLaw checks what no sequence of commands may get around.
func keepsTheLaw(t *rapid.T, s misconduct.State, e misconduct.Event) {
	who := s.Officers[thorne]
	switch e := e.(type) {
	case misconduct.ProceedingsOpened:
		if who.Deferred || len(who.Panel) == 0 || who.WithdrawnTo != "" {
			t.Fatalf("opened with %+v", who.Proceedings)
		}
		for _, o := range who.Objections {
			if o.Open || o.Upheld {
				t.Fatalf("opened with the objection %+v", o)
			}
		}
	case misconduct.FindingMade:
		if who.OpenedOn == "" || who.OpenedAs == misconduct.Meeting && e.Finding == misconduct.FoundGrossMisconduct {
			t.Fatalf("found %s at %q", e.Finding, who.OpenedAs)
		}
	case misconduct.OutcomeImposed:
		outcomeFounded(t, s, who, e)
	case misconduct.AppealDetermined:
		if e.EffectiveFrom != who.NotifiedOn || e.Action != "" && e.Action == who.Action && e.Months == who.Months {
			t.Fatalf("an appeal with %s from %s, where %s of %s was", e.Action, e.EffectiveFrom, who.Action, who.NotifiedOn)
		}
	case misconduct.HearingFixed:
		if e.Form == misconduct.AcceleratedHearing && (e.FirstDay < "2025-12-22" || e.FirstDay > "2025-12-31") {
			t.Fatalf("an accelerated hearing on %s", e.FirstDay)
		}
	case misconduct.BundleSupplied:
		if slices.Contains(e.Documents, "account") {
			t.Fatal("an account of reflective practice in a bundle")
		}
	case misconduct.InvolvementClosed:
		for _, a := range who.Appeals {
			if a.DeterminedOn == "" {
				t.Fatal("closed with an open appeal")
			}
		}
	}
}

func outcomeFounded(t *rapid.T, s misconduct.State, who misconduct.Involvement, e misconduct.OutcomeImposed) {
	gross := false
	for _, a := range who.Alleged {
		f, found := who.Findings[a]
		if !found {
			t.Fatalf("an outcome without a finding on %s", a)
		}
		gross = gross || f == misconduct.FoundGrossMisconduct
	}
	mild := e.Action != misconduct.Dismissal && e.Action != misconduct.WouldHaveBeenDismissed
	switch {
	case gross && mild && e.Exceptional == "" && misconduct.Has(s.Regime, misconduct.DismissalPresumed):
		t.Fatalf("%s for gross misconduct without exceptional circumstances", e.Action)
	case !gross && !mild:
		t.Fatalf("%s without gross misconduct or history", e.Action)
	case who.OpenedAs == misconduct.Meeting && (!mild || e.Action == misconduct.ReductionInRank):
		t.Fatalf("%s at a meeting", e.Action)
	}
}
