package misconduct_test

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/internal/testkit"
)

// everyCommand lists all commands in a matter. TestEveryCommandIsListed holds it against the source.
func everyCommand() []misconduct.Command {
	return []misconduct.Command{
		misconduct.AddAllegation{},
		misconduct.AdjournProceedings{},
		misconduct.ApplySpecialProcedures{},
		misconduct.AppointInvestigator{},
		misconduct.AppointPanel{},
		misconduct.AssessSeverity{},
		misconduct.BreachClock{},
		misconduct.CallIn{},
		misconduct.ChangeDutyStatus{},
		misconduct.CloseInvolvement{},
		misconduct.CombineInvestigations{},
		misconduct.ConcludeCriminalStrand{},
		misconduct.ConsultIOPCOnSuspension{},
		misconduct.CorrectAllegation{},
		misconduct.CorrectMatter{},
		misconduct.DecideObjection{},
		misconduct.DecideWithdrawal{},
		misconduct.DeclineToRecord{},
		misconduct.DeferProceedings{},
		misconduct.DelayNotice{},
		misconduct.DetermineAppeal{},
		misconduct.DetermineCaseToAnswer{},
		misconduct.DetermineConditionC{},
		misconduct.DetermineMode{},
		misconduct.DetermineReview{},
		misconduct.DetermineSpecialConditions{},
		misconduct.DetermineVetting{},
		misconduct.DirectProceedings{},
		misconduct.DirectReInvestigation{},
		misconduct.Discontinue{},
		misconduct.ExcludeLeave{},
		misconduct.ExplainDeterminationDelay{},
		misconduct.ExtendClock{},
		misconduct.Finalise{},
		misconduct.FixHearing{},
		misconduct.FixPreHearing{},
		misconduct.ForwardReview{},
		misconduct.GiveAuthorityViews{},
		misconduct.HandleOutsideSchedule3{},
		misconduct.HoldBackDelayReport{},
		misconduct.HoldInterview{},
		misconduct.HoldPreHearing{},
		misconduct.HoldReflectiveDiscussion{},
		misconduct.IdentifyOfficer{},
		misconduct.ImposeOutcome{},
		misconduct.IssueDelayReport{},
		misconduct.LinkMatters{},
		misconduct.LodgeAppeal{},
		misconduct.MakeFinding{},
		misconduct.NameInterestedPerson{},
		misconduct.NotifyAppeal{},
		misconduct.NotifyOutcome{},
		misconduct.NotifySuspensionReview{},
		misconduct.Object{},
		misconduct.OpenCriminalStrand{},
		misconduct.OpenProceedings{},
		misconduct.PostponeInterview{},
		misconduct.ProvideTermsOfReference{},
		misconduct.PublishNotice{},
		misconduct.PublishOutcome{},
		misconduct.Receive{},
		misconduct.ReceiveAppealNotice{},
		misconduct.ReceiveReflectiveAccount{},
		misconduct.ReceiveRepresentations{},
		misconduct.Record{},
		misconduct.RecordDecision{},
		misconduct.RecordDeparture{},
		misconduct.RecordDocument{},
		misconduct.Refer{},
		misconduct.ReferBack{},
		misconduct.ReferElsewhere{},
		misconduct.RegisterExhibit{},
		misconduct.RemoveFromList{},
		misconduct.Reopen{},
		misconduct.ReportToList{},
		misconduct.RequestReview{},
		misconduct.Respond{},
		misconduct.RestrictReporting{},
		misconduct.ResumeInvestigation{},
		misconduct.ResumeProceedings{},
		misconduct.RetainReflectiveReport{},
		misconduct.ReviewSuspension{},
		misconduct.ScheduleInterview{},
		misconduct.SeekAuthorityViews{},
		misconduct.ServeNotice{},
		misconduct.ServeReferralNotice{},
		misconduct.ServeReflectiveNotice{},
		misconduct.SetTermsOfReference{},
		misconduct.ShortenClock{},
		misconduct.SplitInvestigation{},
		misconduct.StartClock{},
		misconduct.StopClock{},
		misconduct.SubmitAppealPapers{},
		misconduct.SubmitOutcomeReport{},
		misconduct.SubmitReport{},
		misconduct.SubmitSpecialConditionsStatement{},
		misconduct.SupplyBundle{},
		misconduct.SupplyWitnessList{},
		misconduct.SuspendInvestigation{},
		misconduct.TakeCasePresentation{},
		misconduct.TakeCriminalStep{},
		misconduct.TellComplainant{},
		misconduct.UpdateInterestedPersons{},
		misconduct.WithdrawComplaint{},
		misconduct.WithdrawProceedings{},
		misconduct.WithholdTermsOfReference{},
	}
}

func name(c misconduct.Command) string {
	return strings.TrimPrefix(fmt.Sprintf("%T", c), "misconduct.")
}

func TestEveryCommandIsListed(t *testing.T) {
	t.Parallel()
	listed := make(map[string]bool)
	for _, c := range everyCommand() {
		listed[name(c)] = true
	}
	for _, n := range deciding(t) {
		if !listed[n] {
			t.Errorf("%s is missing: say in everyCommand, and think of what it is worth in a matter that has ended", n)
		}
	}
}

// deciding returns the names of the types with a method decide.
func deciding(t *testing.T) []string {
	t.Helper()
	var names []string
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), e.Name(), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Name.Name == "decide" && f.Recv != nil {
				names = append(names, f.Recv.List[0].Type.(*ast.Ident).Name)
			}
		}
	}
	return names
}

// afterTheEnd names what can still be done in a finalised matter: corrections, documents and links, reopening, a late review or appeal, a
// re-investigation, and what the years bring to an outcome and to its periods.
var afterTheEnd = []string{"CorrectMatter", "CorrectAllegation", "RecordDocument", "LinkMatters", "Reopen", "DirectReInvestigation",
	"RequestReview", "LodgeAppeal", "ExcludeLeave", "RemoveFromList", "StartClock", "StopClock", "BreachClock"}

func TestNothingHappensInAFinalisedMatterButWhatIsListed(t *testing.T) {
	t.Parallel()
	for _, c := range everyCommand() {
		_, err := misconduct.Decide(stateOf(ended...), c, domain.Envelope{Now: testkit.Now})
		var refusal *domain.Error
		if !errors.As(err, &refusal) {
			t.Fatalf("%s: %v", name(c), err)
		}
		if closed := refusal.Code == "FINALISED"; closed == slices.Contains(afterTheEnd, name(c)) {
			t.Errorf("%s is answered %s", name(c), refusal.Code)
		}
	}
}

// aboutTheMatter draws an act about the matter as a whole.
func aboutTheMatter(t *rapid.T, s misconduct.State) (misconduct.Command, domain.Envelope) {
	day := rapid.SampledFrom([]domain.Date{"2025-06-02", "2025-06-04", "2025-07-01", "2025-12-20", "2026-01-20", "2026-03-01"}).Draw(t, "day")
	by := rapid.SampledFrom([]domain.Role{aa, dg, domain.CaseOfficer}).Draw(t, "by")
	person := rapid.SampledFrom([]string{fenwick, bystand}).Draw(t, "person")
	body := rapid.SampledFrom([]misconduct.ReviewBody{misconduct.ReviewByIOPC, misconduct.ReviewByLocalPolicingBody}).Draw(t, "body")
	as := rapid.SampledFrom([]misconduct.Capacity{misconduct.Complainant, misconduct.InterestedPerson}).Draw(t, "capacity")
	review := rapid.SampledFrom([]string{"r-1", "r-2"}).Draw(t, "review")
	kind := kinds.Draw(t, "kind")
	next := []misconduct.Command{
		misconduct.Record{Kind: kind, On: day},
		misconduct.DeclineToRecord{Reason: "r", On: day},
		misconduct.HandleOutsideSchedule3{Reason: "r", ComplainantContent: rapid.Bool().Draw(t, "content"), On: day},
		misconduct.Refer{Reason: "gravity", On: day},
		misconduct.CallIn{Reason: "r", On: day},
		misconduct.ReferBack{Reason: "r", On: day},
		misconduct.DetermineMode{Mode: rapid.SampledFrom([]misconduct.Mode{misconduct.OwnBehalf, misconduct.Directed}).Draw(t, "mode"), Reason: "r", On: day},
		misconduct.NameInterestedPerson{Person: person, Capacity: as, Name: "n", On: day},
		misconduct.UpdateInterestedPersons{Note: "n", On: day},
		misconduct.AppointInvestigator{Investigator: examiner, ConflictNote: "none", On: day},
		misconduct.SetTermsOfReference{Text: "t", SetBy: by, On: day},
		misconduct.ApplySpecialProcedures{Reason: "r", DecidedBy: by, On: day},
		misconduct.SuspendInvestigation{Reason: "r", DecidedBy: by, On: day},
		misconduct.ResumeInvestigation{Reason: "r", DecidedBy: by, On: day},
		misconduct.SubmitReport{By: examiner, On: day},
		misconduct.SeekAuthorityViews{On: day},
		misconduct.GiveAuthorityViews{Views: "v", On: day},
		misconduct.WithdrawComplaint{Person: person, Signed: true, On: day},
		misconduct.DecideWithdrawal{Continue: rapid.Bool().Draw(t, "continue"), Reason: "r", DecidedBy: by, On: day},
		misconduct.Discontinue{Reason: "r", DecidedBy: by, On: day},
		misconduct.DirectReInvestigation{Mode: misconduct.Independent, Reason: "r", On: day},
		misconduct.TellComplainant{Person: person, About: handling, Text: "t", On: day},
		misconduct.RequestReview{Review: review, Person: person, SentTo: body, On: day},
		misconduct.ForwardReview{Review: review, To: body, On: day},
		misconduct.DetermineReview{Review: review, Body: body, Reasons: "r", On: day},
		misconduct.Reopen{As: other, Reason: "r", On: day, Matter: matter, Other: misconduct.State{Force: "northmoor"}},
		misconduct.CorrectMatter{Field: misconduct.FieldSummary, Is: rapid.StringMatching("[a-z]{1,3}").Draw(t, "is"), Reason: "r", On: day},
	}
	env := domain.Envelope{Now: testkit.Now, Actor: "actor-1", Role: domain.AppropriateAuthority}
	if rapid.IntRange(0, 3).Draw(t, "end") == 0 {
		return misconduct.Finalise{Reason: "r", On: "2026-03-01"}, env
	}
	return rapid.SampledFrom(next).Draw(t, "command"), env
}

func TestRandomStoriesOfTheMatterAsAWhole(t *testing.T) {
	t.Parallel()
	one := testkit.Aggregate[misconduct.State, misconduct.Event, misconduct.Command]{
		Evolve: misconduct.Evolve, Decide: misconduct.DecideTimely, Codec: misconduct.NewCodec()}
	rapid.Check(t, func(t *rapid.T) {
		history := rapid.SampledFrom([][]misconduct.Event{open, complained, special, done, informed}).Draw(t, "history")
		for _, step := range one.Story(t, aboutTheMatter, history...) {
			if step.Before.FinalisedOn != "" && !slices.Contains(afterTheEnd, name(step.Command)) {
				t.Fatalf("%s in a finalised matter", name(step.Command))
			}
			for _, e := range step.Events {
				wholeFounded(t, step.Before, e)
			}
		}
	})
}

// wholeFounded checks that no event about the matter as a whole stands without what the law wants before it.
func wholeFounded(t *rapid.T, s misconduct.State, e misconduct.Event) {
	switch e := e.(type) {
	case misconduct.MatterFinalised:
		for o, i := range s.Officers {
			if i.ClosedOn == "" {
				t.Fatalf("finalised with %s open", o)
			}
		}
		for id, r := range s.Reviews {
			if r.DeterminedOn == "" {
				t.Fatalf("finalised with review %s open", id)
			}
		}
		if s.Suspended || len(s.WithdrawnBy) > 0 || s.Kind == "" && !s.NotRecorded && !s.OutsideSchedule3 {
			t.Fatalf("finalised: %+v", s.Procedure)
		}
	case misconduct.MatterNotRecorded, misconduct.ComplaintHandledOutsideSchedule3:
		if s.Kind != "" || s.Referred {
			t.Fatalf("left unrecorded: %s, referred %v", s.Kind, s.Referred)
		}
	case misconduct.InvestigationReportSubmitted:
		if s.Suspended {
			t.Fatal("a report while the investigation rests")
		}
	case misconduct.ReviewRequested:
		if s.Persons[e.Person] != misconduct.Complainant || s.Told[e.Person].Body == "" {
			t.Fatalf("a review of nothing: %+v", e)
		}
	case misconduct.ReviewDetermined:
		if r := s.Reviews[e.Review]; r.DeterminedOn != "" || s.Told[r.Person].Body != e.Body {
			t.Fatalf("determined %+v of %+v", e, r)
		}
	case misconduct.MatterDiscontinued:
		if s.Kind == misconduct.Complaint || s.Referred {
			t.Fatal("discontinued under Schedule 3")
		}
	}
}
