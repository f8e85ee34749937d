package access_test

import (
	"context"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
)

const force = "northmoor"

var everyRole = []domain.Role{
	domain.CaseOfficer, domain.DigitalExaminer, domain.ExhibitsOfficer, domain.AppropriateAuthority, domain.PSDSupervisor,
	domain.DirectorGeneral, domain.IOPCReader, domain.CaseAnalyst, domain.OfficerConcerned, domain.ProcessManager, domain.Role("SOMETHING_ELSE"),
	domain.AccessAdministrator, domain.Auditor, domain.AntiCorruption, domain.HearingChair, domain.PanelMember, domain.LegalAdviser,
	domain.LocalPolicingBody, domain.IndependentCounsel, domain.DefenceReviewer,
}

// letters stand for roles in the matrix: Case officer, digital eXaminer, Exhibits officer, appropriate Authority, Supervisor,
// anti-corruption (K), access aDministrator.
var letters = map[rune]domain.Role{
	'C': domain.CaseOfficer, 'X': domain.DigitalExaminer, 'E': domain.ExhibitsOfficer,
	'A': domain.AppropriateAuthority, 'S': domain.PSDSupervisor, 'P': domain.ProcessManager, 'K': domain.AntiCorruption,
	'D': domain.AccessAdministrator,
}

// matrix is written out a second time, by command, so that a slip in the table of rules shows here.
var matrix = map[string]string{
	"officer.Register": "CS", "officer.Post": "CS", "officer.ChangeRank": "CS", "officer.IssueDevice": "CS",
	"officer.HandBackDevice": "CS", "officer.Leave": "CS",
	"officer.RecordSanction": "", // nobody: it follows from an outcome, and the ledger writes it

	"device.Issue": "CS", "device.Seize": "CE", "device.ChangeSeizureBasis": "CE", "device.Seal": "CEX", "device.BreakSeal": "CEX",
	"device.Transfer": "CEX", "device.ExplainDiscrepancy": "S", "device.Return": "ES",

	"extraction.Authorise": "AS", "extraction.Start": "X", "extraction.RegisterSource": "X", "extraction.RecordMessages": "X",
	"extraction.FinishSource": "X", "extraction.Complete": "X", "extraction.Fail": "X", "extraction.VerifyHash": "EX",

	"misconduct.StartClock": "P", "misconduct.StopClock": "P", "misconduct.BreachClock": "P",
	"misconduct.Receive": "CS", "misconduct.Record": "AC", "misconduct.IdentifyOfficer": "CS", "misconduct.AddAllegation": "CS",
	"misconduct.Refer": "AC", "misconduct.ReferBack": "AC", "misconduct.DetermineMode": "AC",
	"misconduct.AppointInvestigator": "AS", "misconduct.AssessSeverity": "AC", "misconduct.ServeNotice": "CS",
	"misconduct.ChangeDutyStatus": "A", "misconduct.ReviewSuspension": "A", "misconduct.OpenCriminalStrand": "CS",
	"misconduct.ConcludeCriminalStrand": "CS", "misconduct.RegisterExhibit": "CEX", "misconduct.SubmitReport": "CS",
	"misconduct.DetermineCaseToAnswer": "A", "misconduct.RecordDecision": "ACS",
	"misconduct.LinkMatters": "CS",

	"misconduct.DeclineToRecord": "A", "misconduct.HandleOutsideSchedule3": "A", "misconduct.SetTermsOfReference": "A",
	"misconduct.CombineInvestigations": "A", "misconduct.SplitInvestigation": "A", "misconduct.SuspendInvestigation": "A",
	"misconduct.ResumeInvestigation": "A", "misconduct.GiveAuthorityViews": "A", "misconduct.DecideWithdrawal": "A",
	"misconduct.Discontinue": "A", "misconduct.Reopen": "A", "misconduct.Finalise": "A", "misconduct.DeferProceedings": "A",
	"misconduct.ResumeProceedings": "A", "misconduct.DetermineSpecialConditions": "A", "misconduct.ReferElsewhere": "A",
	"misconduct.DetermineConditionC": "A", "misconduct.DetermineVetting": "A", "misconduct.ReportToList": "A",
	"misconduct.RemoveFromList": "A", "misconduct.CloseInvolvement": "A", "misconduct.AppointPanel": "A",
	"misconduct.DecideObjection": "A", "misconduct.WithdrawProceedings": "A", "misconduct.CallIn": "ACS",
	"misconduct.ApplySpecialProcedures": "ACS", "misconduct.IssueDelayReport": "ACS", "misconduct.HoldBackDelayReport": "ACS",
	"misconduct.SeekAuthorityViews":        "ACS",
	"misconduct.ExplainDeterminationDelay": "ACS", "misconduct.DirectReInvestigation": "ACS", "misconduct.CorrectMatter": "ACS",
	"misconduct.CorrectAllegation": "ACS", "misconduct.DelayNotice": "ACS", "misconduct.ReceiveRepresentations": "ACS",
	"misconduct.ProvideTermsOfReference": "ACS", "misconduct.WithholdTermsOfReference": "ACS", "misconduct.ScheduleInterview": "ACS",
	"misconduct.PostponeInterview": "ACS", "misconduct.HoldInterview": "ACS", "misconduct.TakeCriminalStep": "ACS",
	"misconduct.SubmitSpecialConditionsStatement": "ACS", "misconduct.NotifySuspensionReview": "ACS",
	"misconduct.ConsultIOPCOnSuspension": "ACS", "misconduct.RecordDeparture": "ACS", "misconduct.NameInterestedPerson": "ACS",
	"misconduct.UpdateInterestedPersons": "ACS", "misconduct.WithdrawComplaint": "ACS", "misconduct.TellComplainant": "ACS",
	"misconduct.RequestReview": "ACS", "misconduct.ForwardReview": "ACS", "misconduct.DetermineReview": "ACS",
	"misconduct.ServeReflectiveNotice": "ACS", "misconduct.ReceiveReflectiveAccount": "ACS",
	"misconduct.HoldReflectiveDiscussion": "ACS", "misconduct.RetainReflectiveReport": "ACS", "misconduct.DirectProceedings": "ACS",
	"misconduct.TakeCasePresentation": "ACS", "misconduct.ServeReferralNotice": "ACS", "misconduct.Object": "ACS",
	"misconduct.Respond": "ACS", "misconduct.SupplyWitnessList": "ACS", "misconduct.SupplyBundle": "ACS",
	"misconduct.FixHearing": "ACS", "misconduct.FixPreHearing": "ACS", "misconduct.HoldPreHearing": "ACS",
	"misconduct.RestrictReporting": "ACS", "misconduct.PublishNotice": "ACS", "misconduct.OpenProceedings": "ACS",
	"misconduct.AdjournProceedings": "ACS", "misconduct.MakeFinding": "ACS", "misconduct.ImposeOutcome": "ACS",
	"misconduct.SubmitOutcomeReport": "ACS", "misconduct.NotifyOutcome": "ACS", "misconduct.PublishOutcome": "ACS",
	"misconduct.ExcludeLeave": "ACS", "misconduct.LodgeAppeal": "ACS", "misconduct.ReceiveAppealNotice": "ACS",
	"misconduct.SubmitAppealPapers": "ACS", "misconduct.DetermineAppeal": "ACS", "misconduct.NotifyAppeal": "ACS",
	"misconduct.ExtendClock": "AS", "misconduct.ShortenClock": "AS", "misconduct.RecordDocument": "ACS",

	"policyset.Activate": "P",

	"caseaccess.Assign": "AS", "caseaccess.EndAssignment": "AS", "caseaccess.Engage": "ACS",
	"caseaccess.DeclareConflict": "S", "caseaccess.LiftConflict": "AS",
	"caseaccess.OpenException": "CXEK", "caseaccess.EndException": "S", "caseaccess.ReviewException": "S",
	"caseaccess.Restrict": "ASK", "caseaccess.ProposeLift": "ASK", "caseaccess.LiftRestriction": "ASK", "caseaccess.DeclineLift": "ASK",
	"caseaccess.ProposeClearance": "ASK", "caseaccess.GiveClearance": "ASK", "caseaccess.DeclineClearance": "ASK", "caseaccess.EndClearance": "ASK",
	"caseaccess.RequestInformation": "ACS", "caseaccess.ProvideInformation": "ACS",
	"caseaccess.SuppressName": "AS", "caseaccess.EndSuppression": "AS",

	"account.Open": "D", "account.LinkOfficer": "D", "account.ProposeRole": "D", "account.GrantRole": "D", "account.DeclineRole": "D",
	"account.EndRole": "D", "account.Close": "D", "account.Reopen": "D", "account.Appoint": "P",
}

func principal(role domain.Role) access.Principal {
	return access.Principal{Actor: "somebody", Role: role, Force: force}
}

func TestRules_every_role_and_command(t *testing.T) {
	t.Parallel()
	for command, who := range matrix {
		for _, role := range everyRole {
			want := slices.ContainsFunc([]rune(who), func(l rune) bool { return letters[l] == role })
			got := access.Rules{}.Command(principal(role), command, access.Resource{Force: force})
			if got.Allowed != want {
				t.Errorf("%s by %s: allowed %v, want %v", command, role, got.Allowed, want)
			}
			if len(got.Policies) == 0 {
				t.Errorf("%s by %s: no policy is named", command, role)
			}
		}
	}
}

// TestRules_cover_the_domain reads the commands out of the domain's source, so that a new command cannot be forgotten here.
func TestRules_cover_the_domain(t *testing.T) {
	t.Parallel()
	var declared []string
	for _, aggregate := range []string{"officer", "device", "extraction", "misconduct", "caseaccess", "account", "policyset"} {
		declared = append(declared, deciders(t, aggregate)...)
	}
	var known []string
	for command := range matrix {
		known = append(known, command)
	}
	slices.Sort(declared)
	slices.Sort(known)
	if diff := cmp.Diff(declared, known); diff != "" {
		t.Errorf("commands with a rule in the domain (-), commands in the matrix (+):\n%s", diff)
	}
}

// deciders lists the types of an aggregate that have a decide method.
func deciders(t *testing.T, aggregate string) []string {
	t.Helper()
	var found []string
	err := filepath.WalkDir(filepath.Join("..", "domain", aggregate), func(path string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".go" {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		for _, decl := range file.Decls {
			f, ok := decl.(*ast.FuncDecl)
			if !ok || f.Name.Name != "decide" || f.Recv == nil {
				continue
			}
			if receiver, ok := f.Recv.List[0].Type.(*ast.Ident); ok {
				found = append(found, aggregate+"."+receiver.Name)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(found) == 0 {
		t.Skipf("%s has no rules in this tree", aggregate)
	}
	return found
}

func TestRules_prohibitions(t *testing.T) {
	t.Parallel()
	me := domain.OfficerID("11111111-1111-1111-1111-111111111111")
	caseOfficer := principal(domain.CaseOfficer)
	concerned := caseOfficer
	concerned.Officer = me
	tests := map[string]struct {
		who      access.Principal
		command  string
		resource access.Resource
		want     access.Decision
	}{
		"nobody": {access.Principal{}, "misconduct.Receive", access.Resource{},
			access.Decision{Policies: []string{access.ForbidUnknown}}},
		"own matter, whatever the role": {concerned, "misconduct.RecordDecision",
			access.Resource{Kind: "misconduct", Force: force, Concerned: []domain.OfficerID{"other", me}},
			access.Decision{Policies: []string{access.ForbidOwnMatter}}},
		"a device of the own matter": {concerned, "device.Transfer",
			access.Resource{Kind: "device", Force: force, Matter: "m", Concerned: []domain.OfficerID{me}},
			access.Decision{Policies: []string{access.ForbidOwnMatter}}},
		"somebody else's matter": {concerned, "misconduct.ServeNotice",
			access.Resource{Kind: "misconduct", Force: force, Concerned: []domain.OfficerID{"other"}},
			access.Decision{Allowed: true, Policies: []string{"permit.run-case"}}},
		"own entry in the register": {concerned, "officer.ChangeRank", access.Resource{Kind: "officer", ID: string(me), Force: force},
			access.Decision{Policies: []string{access.ForbidOwnEntry}}},
		"another force": {caseOfficer, "misconduct.ServeNotice", access.Resource{Kind: "misconduct", Force: "southmoor"},
			access.Decision{Policies: []string{access.ForbidOtherForce}}},
		"a command nobody knows": {caseOfficer, "misconduct.Erase", access.Resource{},
			access.Decision{Policies: []string{access.ForbidWithoutAllowing}}},
		"two rules allow": {caseOfficer, "misconduct.RegisterExhibit", access.Resource{Force: force},
			access.Decision{Allowed: true, Policies: []string{"permit.seize"}}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, access.Rules{}.Command(tt.who, tt.command, tt.resource)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestTable_is_well_formed(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, rule := range access.Table() {
		if seen[rule.Name] || !strings.HasPrefix(rule.Name, "permit.") {
			t.Errorf("rule name %q stands twice or is no permission", rule.Name)
		}
		seen[rule.Name] = true
		if !strings.HasSuffix(rule.Text, ".") || len(rule.Roles) == 0 || len(rule.Commands) == 0 {
			t.Errorf("rule %s is incomplete", rule.Name)
		}
		for _, command := range rule.Commands {
			if _, ok := matrix[command]; !ok {
				t.Errorf("rule %s names %s, which no decider has", rule.Name, command)
			}
		}
	}
}

func TestPrincipal_reading(t *testing.T) {
	t.Parallel()
	me := domain.OfficerID("11111111-1111-1111-1111-111111111111")
	own := access.Resource{Force: force}
	assigned := access.Resource{Force: force, Assigned: []domain.ActorID{"somebody"}}
	referredElsewhere := access.Resource{Force: "southmoor", Referred: true}
	about := func(o domain.OfficerID) access.Resource {
		return access.Resource{Force: force, Referred: true, Assigned: []domain.ActorID{"somebody"}, Concerned: []domain.OfficerID{o}}
	}
	for _, role := range everyRole {
		p := principal(role)
		p.Officer = me
		unit := role == domain.AppropriateAuthority || role == domain.PSDSupervisor
		works := slices.Contains([]domain.Role{domain.CaseOfficer, domain.DigitalExaminer, domain.ExhibitsOfficer}, role)
		cases := works || role == domain.AntiCorruption
		iopc := role == domain.IOPCReader || role == domain.DirectorGeneral
		check := func(what string, r access.Resource, want bool) {
			if got := p.MayRead(r); got != want {
				t.Errorf("%s reads %s: %v, want %v", role, what, got, want)
			}
		}
		check("a matter of the force", own, unit)
		check("a matter they are assigned to", assigned, unit || cases)
		check("a referred matter of another force", referredElsewhere, iopc)
		check("a matter about somebody else", about("other"), unit || cases || iopc)
		check("a matter about themselves", about(me), false)
		if got := p.MayReadRegister(); got != (works || unit) {
			t.Errorf("%s: reads the register %v", role, got)
		}
		if got := p.MayWrite(); got != (works || unit || role == domain.AntiCorruption || role == domain.AccessAdministrator) {
			t.Errorf("%s: writes %v", role, got)
		}
	}
	if (access.Principal{Role: domain.CaseOfficer, Force: "northmoor"}).Reach() != access.ReachNothing {
		t.Error("a principal without an actor reads something")
	}
	if (access.Principal{Actor: "x", Role: domain.CaseOfficer}).MayRead(access.Resource{}) {
		t.Error("a principal without a force reads what has none")
	}
}

func TestContext(t *testing.T) {
	t.Parallel()
	if _, ok := access.From(context.Background()); ok {
		t.Error("an empty context has a principal")
	}
	if _, ok := access.From(access.With(context.Background(), access.Principal{Role: domain.CaseOfficer})); ok {
		t.Error("a principal without an actor is signed in")
	}
	want := principal(domain.CaseOfficer)
	got, ok := access.From(access.With(context.Background(), want))
	if !ok || got != want {
		t.Errorf("got %v, %v", got, ok)
	}
}
