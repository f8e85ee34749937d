package misconduct_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/internal/testkit"
)

var (
	kinds  = rapid.SampledFrom([]misconduct.MatterKind{misconduct.RecordableConductMatter, misconduct.InternalMisconduct, misconduct.Complaint})
	who    = rapid.SampledFrom([]domain.OfficerID{thorne, calloway})
	levels = rapid.SampledFrom([]misconduct.Severity{misconduct.GrossMisconduct, misconduct.Misconduct})
	routes = rapid.SampledFrom([]misconduct.Form{misconduct.Hearing, misconduct.Meeting, misconduct.RPRP})
	makers = rapid.SampledFrom([]domain.Role{domain.AppropriateAuthority, domain.CaseOfficer, domain.DirectorGeneral})
	found  = rapid.SampledFrom([]misconduct.CaseToAnswer{misconduct.CaseForGrossMisconduct, misconduct.CaseForMisconduct, misconduct.NoCaseToAnswer})
	ids    = rapid.SampledFrom([]string{"d-1", "d-2", "d-3", "d-4", "d-5", "d-6", "d-7"})
)

var routeOf = map[misconduct.CaseToAnswer]misconduct.Form{misconduct.CaseForGrossMisconduct: misconduct.Hearing,
	misconduct.CaseForMisconduct: misconduct.Meeting, misconduct.NoCaseToAnswer: misconduct.RPRP}

// command draws one that the state makes likely to be allowed about half of the time, so that stories get far.
func command(t *rapid.T, s misconduct.State) (misconduct.Command, domain.Envelope) {
	o, by := who.Draw(t, "officer"), makers.Draw(t, "by")
	level, route := levels.Draw(t, "level"), routes.Draw(t, "route")
	if p := s.Officers[o]; p.Severity != "" && rapid.Bool().Draw(t, "same") {
		level, route = p.Severity, p.LikelyForm
	}
	if s.Mode == misconduct.Directed && rapid.Bool().Draw(t, "lawful") {
		by = domain.DirectorGeneral
	}
	finding := found.Draw(t, "found")
	end := rapid.SampledFrom([]misconduct.Form{route, routeOf[finding]}).Draw(t, "end")
	grounds := []misconduct.Ground{misconduct.AggravatedDiscrimination}
	kind := kinds.Draw(t, "kind")
	if kind == misconduct.InternalMisconduct {
		grounds = nil
	}
	early := []misconduct.Command{
		misconduct.Receive{Reference: "NMP/1", Force: "northmoor", CameToAttentionOn: "2025-06-03", Summary: "screenshots"},
		misconduct.Record{Kind: kind, Grounds: grounds, On: "2025-06-03"},
		misconduct.IdentifyOfficer{Officer: o, RankAtConduct: "PC", SubjectKind: "OFFICER", On: "2025-06-03", Registered: true},
		allege(func(c *misconduct.AddAllegation) {
			c.Allegation, c.Officers = domain.AllegationID(ids.Draw(t, "allegation")), []domain.OfficerID{o}
		}),
		misconduct.Refer{Mandatory: rapid.Bool().Draw(t, "mandatory"), CriteriaMetOn: "2025-06-03", On: "2025-06-04", Reason: "gravity"},
		misconduct.DetermineMode{Mode: rapid.SampledFrom([]misconduct.Mode{misconduct.OwnBehalf, misconduct.Directed}).Draw(t, "mode"), On: "2025-06-06", Reason: "r"},
		misconduct.AppointInvestigator{Investigator: examiner, ConflictNote: "none", On: "2025-06-06"},
		misconduct.RegisterExhibit{Exhibit: "KLM/2", Device: phone},
	}
	late := []misconduct.Command{
		assess(func(c *misconduct.AssessSeverity) {
			c.Officer, c.DecidedBy, c.Severity, c.LikelyForm, c.AuthorityConsulted = o, by, level, route, true
		}),
		misconduct.ServeNotice{Officer: o, Severity: level, LikelyForm: route, On: "2025-06-12"},
		misconduct.SubmitReport{By: examiner, On: "2025-10-10"},
		determine(func(c *misconduct.DetermineCaseToAnswer) {
			c.Officer, c.DecidedBy, c.Finding, c.Route, c.Decision = o, by, finding, end, ids.Draw(t, "decision")
		}),
		decide(func(c *misconduct.RecordDecision) { c.Decision = ids.Draw(t, "decision") }),
		suspend(func(c *misconduct.ChangeDutyStatus) { c.Officer, c.Oral = o, rapid.Bool().Draw(t, "oral") }),
		misconduct.ReviewSuspension{Officer: o, ConditionsMet: rapid.Bool().Draw(t, "met"), Reason: "r", On: "2025-07-03"},
		misconduct.OpenCriminalStrand{Officer: o, Offence: "s127", Indictable: rapid.Bool().Draw(t, "indictable"), On: "2025-06-09"},
		misconduct.ConcludeCriminalStrand{Officer: o, Offence: "s127", Outcome: "NO_CHARGE", On: "2025-11-14"},
		misconduct.ReferBack{On: "2025-06-06", Reason: "r"},
	}
	env := domain.Envelope{Now: testkit.Now, Actor: "actor-1", Role: domain.CaseOfficer}
	if !s.Exists { // nothing else is ever allowed first
		return early[0], env
	}
	if s.ReportOn != "" && rapid.Bool().Draw(t, "near the end") {
		return rapid.SampledFrom(late[:4]).Draw(t, "late"), env
	}
	return rapid.SampledFrom(slices.Concat(early, late)).Draw(t, "command"), env
}

func TestRandomStories(t *testing.T) {
	t.Parallel()
	one := testkit.Aggregate[misconduct.State, misconduct.Event, misconduct.Command]{
		Evolve: misconduct.Evolve, Decide: misconduct.Decide, Codec: misconduct.NewCodec()}
	rapid.Check(t, func(t *rapid.T) {
		history := rapid.SampledFrom([][]misconduct.Event{nil, named, withIOPC, directed, told, reportIn}).Draw(t, "history")
		for _, step := range one.Story(t, command, history...) {
			for _, e := range step.Events {
				founded(t, step.Before, e)
			}
			settled(t, step.Before, step.After)
		}
	})
}

// founded checks that no event stands without what the law wants before it.
func founded(t *rapid.T, s misconduct.State, e misconduct.Event) {
	switch e := e.(type) {
	case misconduct.CaseToAnswerDetermined:
		p := s.Officers[e.Officer]
		if s.ReportOn == "" || p.Severity == "" || p.Finding != "" && !p.Revised {
			t.Fatalf("determined with report %q, severity %q, finding %q", s.ReportOn, p.Severity, p.Finding)
		}
		if e.Finding != misconduct.NoCaseToAnswer && (p.Notice != p.Severity || e.Route == misconduct.RPRP) {
			t.Fatalf("determined %+v with notice %q at severity %q", e, p.Notice, p.Severity)
		}
	case misconduct.SeverityAssessed:
		if slices.Contains(s.Grounds, misconduct.AggravatedDiscrimination) && !s.Referred {
			t.Fatal("assessed before a mandatory referral")
		}
		if s.Mode == misconduct.Directed && e.DecidedBy != domain.DirectorGeneral {
			t.Fatalf("assessed by %s in a directed investigation", e.DecidedBy)
		}
	case misconduct.ExhibitRegistered:
		if _, used := s.Exhibits[e.Exhibit]; used {
			t.Fatalf("%s was given out twice", e.Exhibit)
		}
	case misconduct.DecisionRecorded:
		if s.Decisions[e.Decision] {
			t.Fatalf("two decisions %s", e.Decision)
		}
	}
}

// settled checks what no command may undo.
func settled(t *rapid.T, was, is misconduct.State) {
	if was.Referred && !is.Referred || was.ReportOn != "" && is.ReportOn != was.ReportOn || len(is.Exhibits) < len(was.Exhibits) {
		t.Fatalf("something was undone:\n%+v\n%+v", was, is)
	}
	for o, p := range was.Officers {
		if p.Finding != "" && !p.Revised && is.Officers[o].Finding != p.Finding {
			t.Fatalf("the finding for %s changed from %s", o, p.Finding)
		}
	}
}
