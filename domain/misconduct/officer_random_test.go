package misconduct_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/internal/testkit"
)

var (
	days       = rapid.SampledFrom([]domain.Date{"2025-06-13", "2025-07-01", "2025-08-26", "2025-12-15", "2026-02-02"})
	statuses   = rapid.SampledFrom([]misconduct.DutyStatus{misconduct.Normal, misconduct.Restricted, misconduct.Suspended})
	whys       = rapid.SampledFrom([]string{misconduct.PublicInterest, misconduct.ConditionsNotMet, misconduct.NotReferred, misconduct.ProceedingsConcluded})
	endings    = rapid.SampledFrom([]string{"CONVICTED", "ACQUITTED", "NO_CHARGE", "DISCONTINUED"})
	steps      = rapid.SampledFrom([]misconduct.CriminalStep{misconduct.StepArrest, misconduct.StepCharge, misconduct.StepSentence, misconduct.StepAppeal})
	outside    = rapid.SampledFrom([]misconduct.Form{misconduct.RPRP, misconduct.Performance, misconduct.Vetting, misconduct.NoFurtherAction})
	severity   = rapid.SampledFrom([]misconduct.Severity{misconduct.GrossMisconduct, misconduct.Misconduct, misconduct.PracticeRequiringImprovement, misconduct.NotAny})
	likely     = map[misconduct.Severity]misconduct.Form{misconduct.GrossMisconduct: misconduct.Hearing, misconduct.Misconduct: misconduct.Meeting, misconduct.PracticeRequiringImprovement: misconduct.RPRP, misconduct.NotAny: misconduct.NoFurtherAction}
	interviews = rapid.SampledFrom([]string{interview, another})
)

// about draws a command about one officer; who decides is who the law names, so that stories get far.
func about(t *rapid.T, s misconduct.State) (misconduct.Command, domain.Envelope) {
	o := rapid.SampledFrom([]domain.OfficerID{thorne, thorne, calloway}).Draw(t, "officer")
	day, yes := days.Draw(t, "day"), rapid.Bool().Draw(t, "yes")
	assessor := domain.AppropriateAuthority
	if s.Mode == misconduct.Directed {
		assessor = domain.DirectorGeneral
	}
	commands := [][]misconduct.Command{investigationOf(t, o, day, assessor, yes), crimesOf(t, o, day, yes), dutyOf(t, o, day, yes), endsOf(t, o, day, yes)}
	group := rapid.SampledFrom(commands).Draw(t, "group")
	return rapid.SampledFrom(group).Draw(t, "command"), domain.Envelope{Now: testkit.Now, Actor: "actor-1", Role: domain.CaseOfficer}
}

func investigationOf(t *rapid.T, o domain.OfficerID, day domain.Date, assessor domain.Role, yes bool) []misconduct.Command {
	level, id := severity.Draw(t, "severity"), interviews.Draw(t, "interview")
	return []misconduct.Command{
		misconduct.AssessSeverity{Officer: o, Severity: level, LikelyForm: likely[level], DecidedBy: assessor, LineManagerConsulted: yes, Reason: "r", On: day},
		misconduct.ServeNotice{Officer: o, Severity: level, LikelyForm: likely[level], On: day},
		misconduct.DelayNotice{Officer: o, Reason: "r", On: day},
		misconduct.ProvideTermsOfReference{Officer: o, On: day},
		misconduct.WithholdTermsOfReference{Officer: o, Reason: "r", On: day},
		misconduct.ScheduleInterview{Officer: o, Interview: id, For: day, On: "2025-06-13"},
		misconduct.PostponeInterview{Officer: o, Interview: id, Reason: "r", For: day, Agreed: yes, On: "2025-06-13"},
		misconduct.HoldInterview{Officer: o, Interview: id, Answered: yes, Summary: "s", On: day},
	}
}

func crimesOf(t *rapid.T, o domain.OfficerID, day domain.Date, yes bool) []misconduct.Command {
	return []misconduct.Command{
		misconduct.OpenCriminalStrand{Officer: o, Offence: inOffice, IndictableOnly: yes, On: day},
		misconduct.TakeCriminalStep{Officer: o, Offence: inOffice, Step: steps.Draw(t, "step"), On: day},
		misconduct.ConcludeCriminalStrand{Officer: o, Offence: inOffice, Outcome: endings.Draw(t, "outcome"), On: day},
		misconduct.DeferProceedings{Officer: o, Reason: "r", ProsecutorConsulted: yes, On: day},
		misconduct.ResumeProceedings{Officer: o, Reason: "r", On: day},
		misconduct.SubmitSpecialConditionsStatement{Officer: o, By: examiner, On: day},
		certify(func(c *misconduct.DetermineSpecialConditions) { c.Officer, c.PublicInterest, c.On = o, yes, day }),
	}
}

func dutyOf(t *rapid.T, o domain.OfficerID, day domain.Date, yes bool) []misconduct.Command {
	status, why := statuses.Draw(t, "status"), whys.Draw(t, "why")
	if status == misconduct.Suspended {
		why = misconduct.PublicInterest
	}
	return []misconduct.Command{
		misconduct.ConsultIOPCOnSuspension{Officer: o, View: "v", On: day},
		misconduct.ChangeDutyStatus{Officer: o, Status: status, ReasonCode: why, Oral: yes,
			Restrictions: []misconduct.Restriction{misconduct.NoPhone}, Redeployment: "considered", On: day},
		misconduct.ReviewSuspension{Officer: o, ConditionsMet: yes, Reason: "r", On: day},
		misconduct.NotifySuspensionReview{Officer: o, On: day},
		misconduct.ReceiveRepresentations{Officer: o, About: misconduct.OnSuspension, Summary: "s", On: day},
	}
}

func endsOf(t *rapid.T, o domain.OfficerID, day domain.Date, yes bool) []misconduct.Command {
	whose := rapid.SampledFrom([]domain.OfficerID{thorne, calloway}).Draw(t, "whose")
	commands := []misconduct.Command{
		elsewhere(func(c *misconduct.ReferElsewhere) { c.Officer, c.Route, c.On = o, outside.Draw(t, "route"), day }),
		misconduct.ServeReflectiveNotice{Officer: o, Reviewer: "sergeant-1", On: day},
		misconduct.RecordDocument{Document: "doc-" + string(o), Kind: misconduct.DocReflectiveText, Title: "t", SHA256: digest, Size: 1, MediaType: "text/plain", Officer: o, On: day},
		misconduct.ReceiveReflectiveAccount{Officer: o, Document: "doc-" + string(whose), On: day},
		misconduct.HoldReflectiveDiscussion{Officer: o, On: day},
		report(func(c *misconduct.RetainReflectiveReport) { c.Officer, c.On = o, day }),
		misconduct.DetermineVetting{Officer: o, Withdrawn: yes, Reasons: "r", On: day},
	}
	if rapid.IntRange(0, 9).Draw(t, "an end") == 0 { // whoever left is past most of the rest
		commands = append(commands, misconduct.RecordDeparture{Officer: o, How: misconduct.Resigned, On: day}, misconduct.SubmitReport{By: examiner, On: day},
			misconduct.DetermineConditionC{Officer: o, Proceed: yes, Reasons: "r", On: day})
	}
	return commands
}

const digest = domain.SHA256("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")

func TestRandomStoriesOfOneOfficer(t *testing.T) {
	t.Parallel()
	one := testkit.Aggregate[misconduct.State, misconduct.Event, misconduct.Command]{
		Evolve: misconduct.Evolve, Decide: misconduct.Decide, Codec: misconduct.NewCodec()}
	rapid.Check(t, func(t *rapid.T) {
		history := rapid.SampledFrom([][]misconduct.Event{internal, directed, after(internal, termsSet()), scoped, accused, reflecting, reflected, after(accused, statement(), deferred)}).Draw(t, "history")
		for _, step := range one.Story(t, about, history...) {
			for _, e := range step.Events {
				lawfulConduct(t, step.Before, e)
			}
			consistent(t, step.After)
		}
	})
}

// lawfulConduct checks that nothing happened to an officer without what the law wants before it.
func lawfulConduct(t *rapid.T, s misconduct.State, e misconduct.Event) {
	switch e := e.(type) {
	case misconduct.InterviewScheduled:
		if p := s.Officers[e.Officer]; p.Notice == "" || p.TermsOn == "" || s.ReportOn != "" {
			t.Fatalf("interview with notice %q, terms %q, report %q", p.Notice, p.TermsOn, s.ReportOn)
		}
	case misconduct.InterviewHeld:
		if p := s.Officers[e.Officer]; p.TermsOn == "" || p.Interviews[e.Interview].HeldOn != "" {
			t.Fatalf("held with terms %q: %+v", p.TermsOn, p.Interviews)
		}
	case misconduct.WrittenNoticeServed:
		if p := s.Officers[e.Officer]; e.Severity != p.Severity || e.Further != (p.Notice != "") {
			t.Fatalf("notice %+v for %+v", e, p)
		}
	case misconduct.ReferredElsewhere:
		if p := s.Officers[e.Officer]; p.Severity == misconduct.GrossMisconduct || p.Severity == misconduct.Misconduct && p.SubjectKind != "FORMER_OFFICER" {
			t.Fatalf("%s went to %s", p.Severity, e.Route)
		}
	default:
		lawfulDuty(t, s, e)
	}
}

func lawfulDuty(t *rapid.T, s misconduct.State, e misconduct.Event) {
	switch e := e.(type) {
	case misconduct.DutyStatusChanged:
		p := s.Officers[e.Officer]
		begins := e.Status == misconduct.Suspended && p.Duty != misconduct.Suspended
		if begins && (s.Mode == misconduct.Directed && p.IOPCConsultedOn == "" || p.SubjectKind == "FORMER_OFFICER" || p.Elsewhere != "") {
			t.Fatalf("suspended: %+v", p)
		}
	case misconduct.SpecialConditionsDetermined:
		p := s.Officers[e.Officer]
		if e.Met != (e.SufficientEvidence && e.PublicInterest) || p.Severity != misconduct.GrossMisconduct && !p.DeemedGross || p.Deferred && p.OpenStrands > 0 {
			t.Fatalf("determined %+v for %+v", e, p)
		}
	case misconduct.ReflectiveAccountReceived:
		if d := s.Documents[e.Document]; d.Kind != misconduct.DocReflectiveText || d.Officer != e.Officer {
			t.Fatalf("the account is %+v", d)
		}
	case misconduct.ReflectiveReportRetained:
		if p := s.Officers[e.Officer]; p.Reflective != misconduct.ReflectiveDiscussed {
			t.Fatalf("retained at %q", p.Reflective)
		}
	case misconduct.OfficerLeftForce:
		if p := s.Officers[e.Officer]; p.LeftOn != "" || e.UnderInvestigation && p.Severity != misconduct.GrossMisconduct && !p.DeemedGross {
			t.Fatalf("left %+v: %+v", e, p)
		}
	}
}

// consistent checks what holds after every story.
func consistent(t *rapid.T, s misconduct.State) {
	for o, p := range s.Officers {
		open := 0
		for _, offence := range p.Offences {
			if offence.Outcome == "" {
				open++
			}
		}
		strands := 0
		for _, c := range s.Strands {
			if c.Officer == o {
				strands++
			}
		}
		if open != p.OpenStrands || open != strands {
			t.Fatalf("%s: %d offences open, %d counted, %d strands", o, open, p.OpenStrands, strands)
		}
		if p.LeftOn != "" && p.Duty == misconduct.Suspended || p.Certified && p.Certifier == "" || p.Redetermine && !p.Certified {
			t.Fatalf("%s: %+v", o, p)
		}
	}
}
