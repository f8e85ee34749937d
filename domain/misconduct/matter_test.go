package misconduct_test

import (
	"slices"
	"testing"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
)

// act is one act that is allowed, and what it leaves.
type act struct {
	name  string
	given []misconduct.Event
	when  misconduct.Command
	then  []misconduct.Event
}

func (a act) play(t *testing.T) {
	t.Run(a.name, func(t *testing.T) {
		t.Parallel()
		given(t, a.given...).When(a.when).Then(a.then...)
	})
}

func events(e ...misconduct.Event) []misconduct.Event { return e }

func TestMatterStaysUnrecordedOrIsWanted(t *testing.T) {
	t.Parallel()
	declined := misconduct.MatterNotRecorded{Reason: "nothing alleged", Dated: on("2025-06-04")}
	outside := misconduct.ComplaintHandledOutsideSchedule3{Reason: "explained", ComplainantContent: true, Dated: on("2025-06-04")}
	called := misconduct.MatterCalledInByIOPC{Reason: "public interest", Dated: on("2025-06-05")}
	for _, a := range []act{
		{"declined", open, misconduct.DeclineToRecord{Reason: declined.Reason, On: declined.On}, events(declined)},
		{"declined before it was received", open, misconduct.DeclineToRecord{Reason: declined.Reason, On: "2025-06-01"},
			events(misconduct.MatterNotRecorded{Reason: declined.Reason, Dated: early("2025-06-01")})},
		{"outside Schedule 3, the complainant content", open,
			misconduct.HandleOutsideSchedule3{Reason: outside.Reason, ComplainantContent: true, On: outside.On}, events(outside)},
		{"recorded after all", after(open, declined), misconduct.Record{Kind: misconduct.Complaint, On: "2025-06-05"},
			events(misconduct.MatterRecorded{Kind: misconduct.Complaint, On: "2025-06-05"})},
		{"recorded because the complainant changed their mind", after(open, outside), misconduct.Record{Kind: misconduct.Complaint, On: "2025-06-05"},
			events(misconduct.MatterRecorded{Kind: misconduct.Complaint, On: "2025-06-05"})},
		{"called in although declined", after(open, declined), misconduct.CallIn{Reason: called.Reason, On: called.On}, events(called)},
		{"referred although declined", after(open, declined), misconduct.Refer{Reason: "gravity", On: "2025-06-05"},
			events(misconduct.MatterReferredToIOPC{Reason: "gravity", On: "2025-06-05"})},
		{"called in after it came back", after(withIOPC, misconduct.MatterReferredBack{On: "2025-06-05"}), misconduct.CallIn{Reason: called.Reason, On: called.On}, events(called)},
	} {
		a.play(t)
	}
	if s := stateOf(after(open, declined, called)...); s.NotRecorded || !s.Referred || s.ReferredOn != called.On {
		t.Errorf("called in: %+v", s)
	}
}

func TestWhoIsAppointed(t *testing.T) {
	t.Parallel()
	independent := after(withIOPC, mode(misconduct.Independent))
	of := misconduct.AppointInvestigator{Investigator: examiner, ConflictNote: appointed().ConflictNote, On: "2025-06-06"}
	byDG, approved := appointed(), appointed()
	byDG.AppointedBy, approved.ApprovedByIOPC = dg, true
	for _, a := range []act{
		{"by the Director General in an independent investigation", independent,
			with(of, func(c *misconduct.AppointInvestigator) { c.AppointedBy = dg }), events(byDG)},
		{"with approval under direction", after(withIOPC, mode(misconduct.Directed)),
			with(of, func(c *misconduct.AppointInvestigator) { c.ApprovedByIOPC = true }), events(approved)},
		{"before anything is settled", open, of, events(appointed())},
	} {
		a.play(t)
	}
}

func TestTheInvestigationAsAWhole(t *testing.T) {
	t.Parallel()
	terms := func(revised bool) misconduct.TermsOfReferenceSet {
		return misconduct.TermsOfReferenceSet{Text: "the group", Revised: revised, SetBy: dg, Dated: on("2025-06-07")}
	}
	set := misconduct.SetTermsOfReference{Text: "the group", SetBy: dg, On: "2025-06-07"}
	apply := func(by domain.Role) misconduct.Command {
		return misconduct.ApplySpecialProcedures{Reason: "signs of misconduct", DecidedBy: by, On: "2025-06-10"}
	}
	applied := func(by domain.Role) misconduct.Event {
		return misconduct.SpecialProceduresApplied{Reason: "signs of misconduct", DecidedBy: by, Dated: on("2025-06-10")}
	}
	rest := misconduct.InvestigationSuspended{Reason: "the trial", DecidedBy: dg, Dated: on("2025-07-01")}
	byInvestigator := func(c *misconduct.AssessSeverity) { c.DecidedBy, c.AuthorityConsulted = domain.CaseOfficer, true }
	first := assessed(thorne, misconduct.GrossMisconduct, misconduct.Hearing)
	first.DecidedBy, first.AuthorityConsulted = domain.CaseOfficer, true
	for _, a := range []act{
		{"terms of reference", directed, set, events(terms(false))},
		{"terms revised", after(directed, terms(false)), set, events(terms(true))},
		{"special procedures by the investigator", seized, apply(domain.CaseOfficer), events(applied(domain.CaseOfficer))},
		{"special procedures before there is one", complained, apply(domain.CaseOfficer), events(applied(domain.CaseOfficer))},
		{"special procedures under direction", after(seized, referred(), mode(misconduct.Directed)), apply(dg), events(applied(dg))},
		{"severity once they apply", special, assess(byInvestigator), events(first)},
		{"rest", directed, misconduct.SuspendInvestigation{Reason: rest.Reason, DecidedBy: dg, On: rest.On}, events(rest)},
		{"resumed, by a day before it rested", rests, misconduct.ResumeInvestigation{Reason: "acquitted", DecidedBy: dg, On: "2025-06-30"},
			events(misconduct.InvestigationResumed{Reason: "acquitted", DecidedBy: dg, Dated: early("2025-06-30")})},
	} {
		a.play(t)
	}
	if s := stateOf(after(rests, misconduct.InvestigationResumed{})...); s.Suspended || s.SuspendedOn != "" {
		t.Errorf("resumed: %+v", s.Procedure)
	}
}

func TestTwoInvestigationsBecomeOneAndTwoAgain(t *testing.T) {
	t.Parallel()
	c := misconduct.CombineInvestigations{With: other, Leads: true, Reason: "one group", DecidedBy: dg, On: "2025-07-01", Matter: matter, Other: otherOpen}
	combined := misconduct.InvestigationsCombined{With: other, Leads: true, Reason: "one group", DecidedBy: dg, Dated: on("2025-07-01")}
	split := misconduct.SplitInvestigation{From: other, Reason: "two trials", DecidedBy: dg, On: "2025-08-01", Matter: matter, Other: otherOpen}
	apart := misconduct.InvestigationSplit{From: other, Reason: "two trials", DecidedBy: dg, Dated: on("2025-08-01")}
	own := after(internal, misconduct.MattersLinked{Other: other})
	half := func(c *misconduct.CombineInvestigations) { c.Half, c.Other = true, misconduct.State{} }
	for _, a := range []act{
		{"combined", linked, c, events(combined)},
		{"combined by the Director General, who directs the other one", own, c, events(combined)},
		{"the half of it", internal, with(c, half), events(combined)},
		{"the half of it again", joined, with(c, half), nil},
		{"split", joined, split, events(apart)},
		{"the half of a split again", linked, with(split, func(c *misconduct.SplitInvestigation) { c.Half = true }), nil},
	} {
		a.play(t)
	}
	if s := stateOf(after(joined, apart)...); len(s.Combined) != 0 {
		t.Errorf("split: %v", s.Combined)
	}
}

func TestDelayIsReportedToWhomTheLawNames(t *testing.T) {
	t.Parallel()
	report := func(by domain.Role, to ...domain.Role) misconduct.IssueDelayReport {
		return misconduct.IssueDelayReport{To: to, IssuedBy: by, Text: "two phones", NextSteps: "interviews", Withheld: "it would warn them", ExpectedBy: "2026-09-30", On: "2026-03-01"}
	}
	issued := func(c misconduct.IssueDelayReport) []misconduct.Event {
		return events(misconduct.DelayReportIssued{To: c.To, IssuedBy: c.IssuedBy, Text: c.Text, NextSteps: c.NextSteps, Withheld: c.Withheld,
			ExpectedBy: c.ExpectedBy, Officers: c.Officers, Dated: on(c.On)})
	}
	told := with(report(dg, lpb, aa), func(c *misconduct.IssueDelayReport) {
		c.Withheld, c.Officers = "", []domain.OfficerID{thorne, calloway, gone} // staff get none: another procedure is theirs
	})
	held := misconduct.DelayReportHeldBack{Reason: "arrests to come", IssuedBy: dg, Dated: on("2026-03-01")}
	for _, a := range []act{
		{"internal", internal, report(aa, lpb), issued(report(aa, lpb))},
		{"own behalf", complained, report(aa, lpb, dg), issued(report(aa, lpb, dg))},
		{"directed", directed, report(dg, lpb, aa), issued(report(dg, lpb, aa))},
		{"independent", after(withIOPC, mode(misconduct.Independent)), report(dg, aa, lpb), issued(report(dg, aa, lpb))},
		{"with a copy for everybody concerned", directed, told, issued(told)},
		{"held back", directed, misconduct.HoldBackDelayReport{Reason: held.Reason, IssuedBy: dg, On: held.On}, events(held)},
	} {
		a.play(t)
	}
}

func TestAfterTheReport(t *testing.T) {
	t.Parallel()
	sought := misconduct.AuthorityViewsSought{Dated: on("2025-10-10")}
	views := misconduct.AuthorityViewsGiven{Views: "a hearing", Dated: on("2025-11-07")}
	late := misconduct.DeterminationDelayExplained{Reason: "counsel's advice", Dated: on("2025-11-01")}
	for _, a := range []act{
		{"views sought", reportIn, misconduct.SeekAuthorityViews{On: sought.On}, events(sought)},
		{"views given", after(reportIn, sought), misconduct.GiveAuthorityViews{Views: views.Views, On: views.On}, events(views)},
		{"views sought again on a further report", after(reportIn, sought, views), misconduct.SeekAuthorityViews{On: "2025-11-20"},
			events(misconduct.AuthorityViewsSought{Dated: on("2025-11-20")})},
		{"delay explained", reportIn, misconduct.ExplainDeterminationDelay{Reason: late.Reason, On: late.On}, events(late)},
	} {
		a.play(t)
	}
}

func TestWithdrawalAndDiscontinuance(t *testing.T) {
	t.Parallel()
	decided := func(goOn bool, by domain.Role) misconduct.WithdrawalDecided {
		return misconduct.WithdrawalDecided{Continue: goOn, Reason: "r", DecidedBy: by, Dated: on("2025-07-08")}
	}
	decide := func(goOn bool, by domain.Role) misconduct.Command {
		return misconduct.DecideWithdrawal{Continue: goOn, Reason: "r", DecidedBy: by, On: "2025-07-08"}
	}
	serious := after(open, recordedAs(misconduct.Complaint, misconduct.SeriousAssault), named1(fenwick, misconduct.Complainant), referred(),
		mode(misconduct.OwnBehalf), withdrew(fenwick))
	back := after(withdrawn[:len(withdrawn)-1], referred(), misconduct.MatterReferredBack{On: "2025-06-05"}, withdrew(fenwick))
	for _, a := range []act{
		{"signed", complained, misconduct.WithdrawComplaint{Person: fenwick, Signed: true, On: "2025-07-01"}, events(withdrew(fenwick))},
		{"it ends", withdrawn, decide(false, aa), events(decided(false, aa))},
		{"it goes on as a conduct matter", withdrawn, decide(true, aa),
			events(decided(true, aa), misconduct.MatterRecorded{Kind: misconduct.ConductMatter, On: "2025-07-08"})},
		{"the IOPC has it go on, also on own behalf", serious, decide(true, dg), events(decided(true, dg),
			misconduct.MatterRecorded{Kind: misconduct.RecordableConductMatter, Grounds: []misconduct.Ground{misconduct.SeriousAssault}, On: "2025-07-08"})},
		{"it came back, so the force decides", back, decide(false, aa), events(decided(false, aa))},
		{"an internal matter is discontinued", internal, misconduct.Discontinue{Reason: "r", DecidedBy: aa, On: "2025-08-01"},
			events(misconduct.MatterDiscontinued{Reason: "r", DecidedBy: aa, Dated: on("2025-08-01")})},
	} {
		a.play(t)
	}
	if s := stateOf(after(withdrawn, decided(true, aa))...); s.Withdrawn || len(s.WithdrawnBy) != 0 {
		t.Errorf("goes on: %+v", s.Procedure)
	}
}

// A re-investigation takes back what was determined on the report it replaces, and leaves alone what proceedings were brought for.
func TestReInvestigation(t *testing.T) {
	t.Parallel()
	history := after(reportIn,
		misconduct.CaseToAnswerDetermined{Officer: thorne, Finding: misconduct.CaseForGrossMisconduct, Route: misconduct.Hearing},
		misconduct.ReferralNoticeServed{Officer: thorne, Form: misconduct.Hearing, Dated: on("2025-12-08")},
		misconduct.CaseToAnswerDetermined{Officer: calloway, Finding: misconduct.NoCaseToAnswer, Route: misconduct.NoFurtherAction},
		closed(calloway), finalised("2026-01-09"))
	s := given(t, history...).When(misconduct.DirectReInvestigation{Mode: misconduct.Independent, Reason: "a third phone", On: "2026-01-20"}).
		Then(misconduct.ReInvestigationDirected{Mode: misconduct.Independent, Reason: "a third phone", Dated: on("2026-01-20")}).State()
	if s.ReportOn != "" || s.Investigator != "" || s.Mode != misconduct.Independent || s.FinalisedOn != "" || s.ReInvestigations != 1 {
		t.Errorf("matter %+v", s)
	}
	if i := s.Officers[thorne]; i.Finding != misconduct.CaseForGrossMisconduct || i.ReferredOn != "2025-12-08" {
		t.Errorf("in proceedings: %+v", i)
	}
	if i := s.Officers[calloway]; i.Finding != "" || i.Route != "" || i.ClosedOn != "" {
		t.Errorf("without proceedings: %+v", i)
	}
	byDG := appointed()
	byDG.AppointedBy, byDG.On = dg, "2026-01-21"
	given(t, after(history, misconduct.ReInvestigationDirected{Mode: misconduct.Independent, Dated: on("2026-01-20")})...).
		When(misconduct.AppointInvestigator{Investigator: examiner, ConflictNote: byDG.ConflictNote, AppointedBy: dg, On: byDG.On}).Then(byDG).
		When(misconduct.SubmitReport{By: examiner, On: "2026-03-01"}).Then(misconduct.InvestigationReportSubmitted{By: examiner, On: "2026-03-01"})
}

func TestEveryDecisionMakerOfAnInvestigationStandsInTheTable(t *testing.T) {
	t.Parallel()
	rows := misconduct.DecisionMakers().Rows
	for i, r := range rows {
		if r.Source == "" || r.Role == "" || slices.ContainsFunc(rows[:i], func(o misconduct.MakerRow) bool {
			return o.Act == r.Act && o.Handling == r.Handling && o.Role == r.Role
		}) {
			t.Errorf("row %+v", r)
		}
	}
}
