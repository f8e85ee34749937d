package misconduct_test

import (
	"testing"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
)

const inOffice = "misconduct in public office"

func strandOpened(change ...func(*misconduct.CriminalStrandOpened)) misconduct.CriminalStrandOpened {
	return with(misconduct.CriminalStrandOpened{Officer: thorne, Offence: inOffice, Indictable: true, IndictableOnly: true, InvestigatedBy: "IOPC",
		On: "2025-06-13"}, change...)
}

func strandEnded(outcome string) misconduct.CriminalStrandConcluded {
	return misconduct.CriminalStrandConcluded{Officer: thorne, Offence: inOffice, Outcome: outcome, On: "2025-12-10"}
}

func statement() misconduct.SpecialConditionsStatementSubmitted {
	return misconduct.SpecialConditionsStatementSubmitted{Officer: thorne, By: examiner, Dated: on("2025-06-20")}
}

func certify(change ...func(*misconduct.DetermineSpecialConditions)) misconduct.DetermineSpecialConditions {
	return with(misconduct.DetermineSpecialConditions{Officer: thorne, SufficientEvidence: true, PublicInterest: true, Certifier: "senior-1",
		DecidedBy: domain.AppropriateAuthority, Reasons: "the messages are in writing", On: "2025-12-15"}, change...)
}

func certified(change ...func(*misconduct.DetermineSpecialConditions)) misconduct.SpecialConditionsDetermined {
	c := certify(change...)
	return misconduct.SpecialConditionsDetermined{Officer: c.Officer, Met: c.SufficientEvidence && c.PublicInterest, SufficientEvidence: c.SufficientEvidence,
		PublicInterest: c.PublicInterest, Certifier: c.Certifier, DecidedBy: c.DecidedBy, Reasons: c.Reasons, Dated: on(c.On)}
}

var (
	accused  = after(told, strandOpened())
	stated   = after(told, statement())
	deferred = misconduct.ProceedingsDeferredForCriminalCase{Officer: thorne, Reason: "a trial is listed", ProsecutorConsulted: true, Dated: on("2025-12-12")}
	resumed  = misconduct.ProceedingsResumed{Officer: thorne, Reason: "the trial is over", Dated: on("2025-12-14")}
)

func TestCriminalStepsAreTakenAsTheyCome(t *testing.T) {
	t.Parallel()
	story := given(t, told...).When(misconduct.OpenCriminalStrand{Officer: thorne, Offence: inOffice, IndictableOnly: true, InvestigatedBy: "IOPC", On: "2025-06-13"}).
		Then(strandOpened())
	for _, step := range []misconduct.CriminalStep{misconduct.StepFileToCPS, misconduct.StepArrest, misconduct.StepVoluntaryInterview, misconduct.StepCaution,
		misconduct.StepCharge, misconduct.StepPlea, misconduct.StepVerdict} {
		story.When(misconduct.TakeCriminalStep{Officer: thorne, Offence: inOffice, Step: step, Detail: "as told", On: "2025-09-01"}).
			Then(misconduct.CriminalStepTaken{Officer: thorne, Offence: inOffice, Step: step, Detail: "as told", Dated: on("2025-09-01")})
	}
	story.When(misconduct.ConcludeCriminalStrand{Officer: thorne, Offence: inOffice, Outcome: "CONVICTED", On: "2025-12-10"}).Then(strandEnded("CONVICTED"))
	story.When(misconduct.TakeCriminalStep{Officer: thorne, Offence: inOffice, Step: misconduct.StepSentence, On: "2026-01-09"}).
		Then(misconduct.CriminalStepTaken{Officer: thorne, Offence: inOffice, Step: misconduct.StepSentence, Dated: on("2026-01-09")})
}

// A conviction of an offence that is triable on indictment only is gross misconduct by law, under the rules that say so.
func TestConvictionThatTheLawMakesGrossMisconduct(t *testing.T) {
	t.Parallel()
	low := after(directed, assessed(thorne, misconduct.Misconduct, misconduct.Meeting))
	either := strandOpened(func(e *misconduct.CriminalStrandOpened) { e.IndictableOnly = false })
	for _, c := range []struct {
		regime  string
		strand  misconduct.CriminalStrandOpened
		outcome string
		gross   bool
	}{
		{"2020+A24+A25", strandOpened(), "CONVICTED", true},
		{"2020+A24+A25", strandOpened(), "ACQUITTED", false},
		{"2020+A24+A25", either, "CONVICTED", false},
		{"2020+A24", strandOpened(), "CONVICTED", false},
	} {
		s := given(t, under(c.regime, after(low, c.strand, strandEnded(c.outcome)))...).State()
		if got := s.Officers[thorne]; got.DeemedGross != c.gross || got.OpenStrands != 0 {
			t.Errorf("%+v: deemed gross %v, %d open", c, got.DeemedGross, got.OpenStrands)
		}
	}
	// After the report the assessment is revised no more, except to what the law says already.
	late := after(low, noticed(thorne, misconduct.Misconduct, misconduct.Meeting), strandOpened(), reported(), strandEnded("CONVICTED"))
	want := assessed(thorne, misconduct.GrossMisconduct, misconduct.Hearing)
	want.Reassessed = true
	given(t, late...).When(assess()).Then(want)
	given(t, late...).When(assess(func(a *misconduct.AssessSeverity) {
		a.Severity, a.LikelyForm = misconduct.NotAny, misconduct.NoFurtherAction
	})).Refused("REVISION_TOO_LATE")
}

func TestSpecialConditionsHaveTwoLimbs(t *testing.T) {
	t.Parallel()
	for _, limbs := range [][2]bool{{true, true}, {true, false}, {false, true}, {false, false}} {
		set := func(c *misconduct.DetermineSpecialConditions) {
			c.SufficientEvidence, c.PublicInterest = limbs[0], limbs[1]
		}
		s := given(t, stated...).When(certify(set)).Then(certified(set)).State()
		if got := s.Officers[thorne]; got.Certified != (limbs[0] && limbs[1]) || got.Certified != (got.Certifier == "senior-1") {
			t.Errorf("%v: certified %v by %q", limbs, got.Certified, got.Certifier)
		}
	}
	// Sent back, the case can be determined again on better evidence.
	given(t, after(stated, certified(func(c *misconduct.DetermineSpecialConditions) { c.PublicInterest = false }))...).When(certify()).Then(certified())
}

func TestSpecialConditionsAfterTheReport(t *testing.T) {
	t.Parallel()
	in := after(told, reported())
	given(t, in...).When(certify()).Then(certified())
	given(t, under("2020+A24", in)...).When(certify()).Refused("CERTIFY_TOO_LATE")
	fixedFor := func(day domain.Date) []misconduct.Event {
		return after(in, misconduct.HearingFixed{Officers: []domain.OfficerID{thorne}, Form: misconduct.Hearing, FirstDay: day, Dated: on("2025-12-10")})
	}
	given(t, fixedFor("2025-12-15")...).When(certify()).Then(certified())
	given(t, fixedFor("2025-12-14")...).When(certify()).Refused("CERTIFY_TOO_LATE")
}

func TestStatementOnSpecialConditions(t *testing.T) {
	t.Parallel()
	given(t, told...).When(misconduct.SubmitSpecialConditionsStatement{Officer: thorne, By: examiner, On: "2025-06-20"}).Then(statement())
}

func TestDeferralMakesACertifiedCaseWaitForANewDetermination(t *testing.T) {
	t.Parallel()
	waiting := given(t, after(stated, strandOpened(), certified())...).
		When(misconduct.DeferProceedings{Officer: thorne, Reason: deferred.Reason, ProsecutorConsulted: true, On: "2025-12-12"}).Then(deferred)
	if got := waiting.State().Officers[thorne]; !got.Deferred || !got.Redetermine {
		t.Errorf("involvement %+v", got)
	}
	on := waiting.When(misconduct.ResumeProceedings{Officer: thorne, Reason: resumed.Reason, On: "2025-12-14"}).Then(resumed)
	if got := on.State().Officers[thorne]; got.Deferred || !got.Redetermine {
		t.Errorf("involvement %+v", got)
	}
	if got := on.When(certify()).Then(certified()).State().Officers[thorne]; !got.Certified || got.Redetermine {
		t.Errorf("involvement %+v", got)
	}
}

// The criminal case was one reason to wait; its end, whatever it was, lets the authority determine again, also after the report and under rules
// that know no late certification.
func TestCriminalCaseThatEndedLetsSpecialConditionsBeDetermined(t *testing.T) {
	t.Parallel()
	for _, outcome := range []string{"CONVICTED", "ACQUITTED", "NO_CHARGE", "DISCONTINUED"} {
		history := after(stated, strandOpened(), certified(), deferred, reported(), strandEnded(outcome))
		given(t, under("2020+A24", history)...).When(certify()).Then(certified())
	}
}
