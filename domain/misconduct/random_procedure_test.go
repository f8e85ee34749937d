package misconduct_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/internal/testkit"
)

// procedure draws commands of the whole procedure about one officer of an internal matter or a referred one, in an order that gets far
// about half of the time and is anything at all the rest of it.
type procedure struct {
	t *rapid.T
	s misconduct.State
	o domain.OfficerID
}

func (p procedure) who() misconduct.Involvement { return p.s.Officers[p.o] }

// form is where the officer's case goes, or any.
func (p procedure) form() misconduct.Form {
	if f := p.who().Route; f != "" && f != misconduct.RPRP && rapid.Bool().Draw(p.t, "the form as determined") {
		return f
	}
	return rapid.SampledFrom([]misconduct.Form{misconduct.Meeting, misconduct.Hearing, misconduct.AcceleratedHearing}).Draw(p.t, "form")
}

func (p procedure) maker() domain.Role {
	if p.s.Mode == misconduct.Directed {
		return domain.DirectorGeneral
	}
	return rapid.SampledFrom([]domain.Role{domain.AppropriateAuthority, domain.CaseOfficer, domain.DirectorGeneral}).Draw(p.t, "maker")
}

const theDay = domain.Date("2026-03-10")

// before is what is done up to the determination.
func (p procedure) before() []misconduct.Command {
	t := p.t
	return []misconduct.Command{
		misconduct.ReceiveRepresentations{Officer: p.o, About: misconduct.OnNotice, Summary: "s", On: theDay},
		misconduct.ProvideTermsOfReference{Officer: p.o, On: theDay},
		misconduct.ScheduleInterview{Officer: p.o, Interview: "i-1", For: theDay, On: theDay},
		misconduct.HoldInterview{Officer: p.o, Interview: "i-1", Answered: true, Summary: "s", On: theDay},
		misconduct.DeferProceedings{Officer: p.o, Reason: "r", ProsecutorConsulted: true, On: theDay},
		misconduct.ResumeProceedings{Officer: p.o, Reason: "r", On: theDay},
		misconduct.SubmitReport{By: examiner, On: theDay},
		misconduct.SeekAuthorityViews{On: theDay},
		misconduct.GiveAuthorityViews{Views: "v", On: theDay},
		determine(func(c *misconduct.DetermineCaseToAnswer) {
			c.Officer, c.DecidedBy, c.Decision = p.o, p.maker(), fmt.Sprint(len(p.s.Decisions))
			c.Finding = found.Draw(t, "case")
			c.Route = rapid.SampledFrom([]misconduct.Form{misconduct.Meeting, misconduct.Hearing, misconduct.RPRP}).Draw(t, "route")
		}),
		misconduct.DetermineSpecialConditions{Officer: p.o, SufficientEvidence: true, PublicInterest: true, Certifier: "aa-1", DecidedBy: domain.AppropriateAuthority, Reasons: "r", On: theDay},
		misconduct.Finalise{Reason: "r", On: theDay},
	}
}

// after is what is done from the notice of referral on.
func (p procedure) after() []misconduct.Command {
	t, officers, form := p.t, []domain.OfficerID{p.o}, p.form()
	members := []misconduct.PanelMember{{Person: "a", Capacity: misconduct.ConductsMeeting, Standing: misconduct.HigherRank, Rank: "INSPECTOR"}}
	switch form {
	case misconduct.Hearing:
		members = []misconduct.PanelMember{{Person: "a", Capacity: misconduct.Chair, Standing: misconduct.ChiefOfficer, Rank: "CHIEF_CONSTABLE"},
			{Person: "b", Capacity: misconduct.IndependentMember}, {Person: "c", Capacity: misconduct.IndependentMember}, {Person: "d", Capacity: misconduct.Adviser}}
	case misconduct.AcceleratedHearing:
		members = []misconduct.PanelMember{{Person: "a", Capacity: misconduct.ConductsAccelerated, Standing: misconduct.ChiefOfficer, Rank: "CHIEF_CONSTABLE"}}
	}
	allegation := domain.AllegationID("a-1")
	if alleged := p.who().Alleged; len(alleged) > 0 {
		allegation = rapid.SampledFrom(alleged).Draw(t, "allegation")
	}
	return []misconduct.Command{
		misconduct.ServeReferralNotice{Officer: p.o, Form: form, Documents: []string{"doc-1"}, On: theDay},
		misconduct.AppointPanel{Officers: officers, Form: form, Members: members, On: theDay},
		misconduct.Object{Officer: p.o, Objection: "ob-1", To: "a", Grounds: "g", On: theDay},
		misconduct.DecideObjection{Officer: p.o, Objection: "ob-1", Upheld: rapid.Bool().Draw(t, "upheld"), Reason: "r", On: theDay},
		misconduct.Respond{Officer: p.o, Answer: misconduct.Denies, On: theDay},
		misconduct.SupplyWitnessList{Officer: p.o, By: rapid.SampledFrom([]misconduct.Side{misconduct.SideAuthority, misconduct.SideOfficer}).Draw(t, "side"), On: theDay},
		misconduct.FixHearing{Officers: officers, Form: form, FirstDay: theDay, Venue: "v", Public: form == misconduct.Hearing, On: theDay},
		misconduct.PublishNotice{Officers: officers, Where: "w", On: theDay},
		misconduct.OpenProceedings{Officers: officers, Form: form, On: theDay},
		misconduct.OpenProceedings{Officers: officers, Form: p.who().ReferredTo, On: theDay},
		misconduct.MakeFinding{Officer: p.o, Allegation: allegation, Basis: misconduct.Proved, Reasons: "r", On: theDay,
			Finding: rapid.SampledFrom([]misconduct.Finding{misconduct.FoundGrossMisconduct, misconduct.FoundMisconduct}).Draw(t, "finding")},
		misconduct.MakeFinding{Officer: p.o, Allegation: allegation, Basis: misconduct.NotProved, Reasons: "r", Finding: misconduct.FoundNeither, On: theDay},
		p.outcome(),
		misconduct.SubmitOutcomeReport{Officer: p.o, On: theDay},
		misconduct.NotifyOutcome{Officer: p.o, Method: misconduct.InPerson, On: theDay},
		misconduct.LodgeAppeal{Officer: p.o, Appeal: "ap-1", Kind: rapid.SampledFrom([]misconduct.AppealKind{misconduct.AppealMeeting, misconduct.AppealTribunal}).Draw(t, "appeal"),
			Grounds: []misconduct.AppealGround{misconduct.Unreasonable}, Text: "t", On: theDay},
		misconduct.DetermineAppeal{Officer: p.o, Appeal: "ap-1", Result: misconduct.Reversed, Action: misconduct.NoAction, DecidedBy: "CHIEF_INSPECTOR", Reasons: "r", On: theDay},
		misconduct.ReportToList{Officer: p.o, List: misconduct.BarredList, Grounds: "g", On: theDay},
		misconduct.WithdrawProceedings{Officer: p.o, Then: misconduct.NoFurtherAction, Reason: "r", On: theDay},
		misconduct.CloseInvolvement{Officer: p.o, Reason: rapid.SampledFrom([]misconduct.ClosureReason{misconduct.ClosedOutcome, misconduct.ClosedWithdrawn}).Draw(t, "closed"), On: theDay},
	}
}

func (p procedure) outcome() misconduct.Command {
	c := misconduct.ImposeOutcome{Officer: p.o, Reasons: "r", On: theDay, Seriousness: misconduct.Seriousness{Culpability: "c", Harm: "h", Aggravating: "a", Mitigating: "m"},
		Action: rapid.SampledFrom([]misconduct.DisciplinaryAction{misconduct.NoAction, misconduct.WrittenWarning, misconduct.FinalWrittenWarning, misconduct.Dismissal}).Draw(p.t, "action")}
	c.Months = map[misconduct.DisciplinaryAction]int{misconduct.WrittenWarning: 18, misconduct.FinalWrittenWarning: 24}[c.Action]
	return c
}

func drawProcedure(t *rapid.T, s misconduct.State) (misconduct.Command, domain.Envelope) {
	p := procedure{t, s, thorne}
	env := domain.Envelope{Now: testkit.Now, Actor: "actor-1", Role: domain.AppropriateAuthority}
	all := p.after()
	if p.who().Finding == "" || rapid.IntRange(0, 9).Draw(t, "early") == 0 {
		all = p.before()
	}
	return rapid.SampledFrom(all).Draw(t, "command"), env
}

// Any sequence of commands keeps what the law never allows out of the log: an outcome without findings, gross misconduct from a meeting,
// a statutory period that runs twice.
func TestRandomProcedure(t *testing.T) {
	t.Parallel()
	one := testkit.Aggregate[misconduct.State, misconduct.Event, misconduct.Command]{
		Evolve: misconduct.Evolve, Decide: misconduct.DecideTimely, Codec: misconduct.NewCodec()}
	internal := after([]misconduct.Event{received()}, recordedAs(misconduct.InternalMisconduct), concerned(thorne, "OFFICER"),
		alleged(func(c *misconduct.AddAllegation) { c.Officers = []domain.OfficerID{thorne} }), appointed(), exhibit(),
		misconduct.SeverityAssessed{Officer: thorne, Severity: misconduct.Misconduct, LikelyForm: misconduct.Meeting, DecidedBy: domain.AppropriateAuthority, On: "2025-06-12"},
		noticed(thorne, misconduct.Misconduct, misconduct.Meeting))
	meetingFound, hearingFound := after(met, foundFor(thorne, misconduct.FoundMisconduct)), after(heard, foundFor(thorne, misconduct.FoundGrossMisconduct))
	reached := map[string]int{}
	rapid.Check(t, func(t *rapid.T) {
		history := rapid.SampledFrom([][]misconduct.Event{internal, after(internal, reported()), told, reportIn, toMeeting, hearingTold, meetingSet, met, heard, meetingFound, hearingFound, warned, dismissed}).Draw(t, "history")
		history = after(history, misconduct.TermsOfReferenceSet{Text: "t", SetBy: domain.AppropriateAuthority, Dated: misconduct.Dated{On: "2025-06-12"}},
			misconduct.DocumentRecorded{Document: "doc-1", Kind: misconduct.DocNotice, Title: "t", Dated: misconduct.Dated{On: "2025-06-12"}})
		ran := &periods{}
		for _, e := range history {
			ran.see(t, e)
		}
		for _, step := range one.Story(t, drawProcedure, history...) {
			at := step.Before
			for _, e := range step.Events {
				allowed(t, at, e)
				ran.see(t, e)
				reached[fmt.Sprintf("%T", e)]++
				at = misconduct.Evolve(at, e)
			}
			sealed(t, step.Before, step.Events)
		}
	})
	if reached["misconduct.OutcomeImposed"]+reached["misconduct.FindingMade"]+reached["misconduct.ProceedingsOpened"] == 0 {
		t.Error("no story got into proceedings, so nothing was tested of them")
	}
}

// allowed checks one event against what stood before it.
func allowed(t *rapid.T, s misconduct.State, e misconduct.Event) {
	switch e := e.(type) {
	case misconduct.FindingMade:
		if p := s.Officers[e.Officer]; p.OpenedOn == "" || e.Finding == misconduct.FoundGrossMisconduct && p.OpenedAs == misconduct.Meeting {
			t.Fatalf("found %s in proceedings opened %q as %q", e.Finding, p.OpenedOn, p.OpenedAs)
		}
	case misconduct.OutcomeImposed:
		p := s.Officers[e.Officer]
		for _, a := range p.Alleged {
			if _, ok := p.Findings[a]; !ok {
				t.Fatalf("an outcome without a finding on %s", a)
			}
		}
		if e.Action == misconduct.Dismissal && !slices.Contains(findings(p), misconduct.FoundGrossMisconduct) {
			t.Fatalf("dismissed on %v", findings(p))
		}
	case misconduct.ProceedingsOpened:
		for _, o := range e.Officers {
			if s.Officers[o].Deferred {
				t.Fatal("opened while deferred for a criminal case")
			}
		}
	}
}

func findings(p misconduct.Involvement) []misconduct.Finding {
	var all []misconduct.Finding
	for _, f := range p.Findings {
		all = append(all, f)
	}
	return all
}

// sealed checks that what is finalised stays so: only a review, a correction and a new matter come after it.
func sealed(t *rapid.T, s misconduct.State, events []misconduct.Event) {
	if s.FinalisedOn != "" && len(events) > 0 {
		t.Fatalf("after the matter was finalised: %T", events[0])
	}
}

// periods remembers which statutory periods were started, breached and stopped.
type periods struct{ started, breached, stopped []string }

func (p *periods) see(t *rapid.T, e misconduct.Event) {
	once := func(list *[]string, id, what string, begun bool) {
		if slices.Contains(*list, id) || begun && !slices.Contains(p.started, id) {
			t.Fatalf("the period %s is %s a second time, or without having run", id, what)
		}
		*list = append(*list, id)
	}
	switch e := e.(type) {
	case misconduct.ClockStarted:
		once(&p.started, e.Clock, "started", false)
		if _, err := time.Parse(time.DateOnly, string(e.DueOn)); err != nil {
			t.Fatalf("the period %s ends on no day: %v", e.Clock, err)
		}
	case misconduct.ClockBreached:
		once(&p.breached, e.Clock, "breached", true)
	case misconduct.ClockStopped:
		once(&p.stopped, e.Clock, "stopped", true)
	}
}
