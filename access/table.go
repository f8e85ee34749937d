package access

import (
	"slices"

	"github.com/probity-ledger/probity/domain"
)

// Rule lets some roles give some commands. Each can be read by a police lawyer.
type Rule struct {
	Name     string        // stable; stored with every event the rule allowed
	Text     string        // what the rule says, in one sentence
	Roles    []domain.Role // who
	Commands []string      // what, as "aggregate.Command"
	Own      bool          // only about oneself
	Open     bool          // only in a matter that is not restricted
}

// Table returns the permissions of this version, for documentation and tests.
func Table() []Rule { return slices.Clone(table) }

// table is what is allowed. Of the procedure in a matter, table_procedure.go speaks.
var table = slices.Concat(foundation, procedureTable)

var foundation = []Rule{
	{
		Name:     "permit.run-clocks",
		Text:     "The ledger's own process, and no person, starts, stops and breaches the statutory clocks of a matter.",
		Roles:    []domain.Role{domain.ProcessManager},
		Commands: []string{"misconduct.StartClock", "misconduct.StopClock", "misconduct.BreachClock"},
	},
	{
		Name:     "permit.record-policies",
		Text:     "The ledger's own process, and no person, records by which written rules access is decided.",
		Roles:    []domain.Role{domain.ProcessManager},
		Commands: []string{"policyset.Activate"},
	},
	{
		Name:  "permit.keep-register",
		Text:  "Case officers and supervisors keep the register of officers and of the devices issued to them.",
		Roles: []domain.Role{domain.CaseOfficer, domain.PSDSupervisor},
		Commands: []string{"officer.Register", "officer.Post", "officer.ChangeRank", "officer.IssueDevice",
			"officer.HandBackDevice", "officer.Leave", "device.Issue"},
	},
	{
		Name:  "permit.run-case",
		Text:  "Case officers and supervisors record what happens in a matter.",
		Roles: []domain.Role{domain.CaseOfficer, domain.PSDSupervisor},
		Commands: []string{"misconduct.Receive", "misconduct.IdentifyOfficer", "misconduct.AddAllegation", "misconduct.ServeNotice",
			"misconduct.OpenCriminalStrand", "misconduct.ConcludeCriminalStrand", "misconduct.SubmitReport",
			"misconduct.RecordDecision"},
	},
	{
		Name:  "permit.statutory-decisions",
		Text:  "The appropriate authority takes the force's statutory decisions (CR2), and records those the Director General took.",
		Roles: []domain.Role{domain.AppropriateAuthority},
		Commands: []string{"misconduct.Record", "misconduct.Refer", "misconduct.ReferBack", "misconduct.DetermineMode",
			"misconduct.AppointInvestigator", "misconduct.AssessSeverity", "misconduct.ChangeDutyStatus",
			"misconduct.ReviewSuspension", "misconduct.DetermineCaseToAnswer", "misconduct.RecordDecision"},
	},
	{
		Name:     "permit.record-iopc-acts",
		Text:     "Case officers record what the IOPC told the force about referral and mode of investigation.",
		Roles:    []domain.Role{domain.CaseOfficer},
		Commands: []string{"misconduct.Record", "misconduct.Refer", "misconduct.ReferBack", "misconduct.DetermineMode"},
	},
	{
		Name:     "permit.assess-as-investigator",
		Text:     "The investigator assesses severity where the force investigates on its own behalf (CM16, CM19).",
		Roles:    []domain.Role{domain.CaseOfficer},
		Commands: []string{"misconduct.AssessSeverity"},
	},
	{
		Name:     "permit.allocate",
		Text:     "Supervisors allocate a matter to an investigator.",
		Roles:    []domain.Role{domain.PSDSupervisor},
		Commands: []string{"misconduct.AppointInvestigator"},
	},
	{
		Name:     "permit.seize",
		Text:     "Case officers and exhibits officers take devices into custody under a named power.",
		Roles:    []domain.Role{domain.CaseOfficer, domain.ExhibitsOfficer},
		Commands: []string{"device.Seize", "device.ChangeSeizureBasis", "misconduct.RegisterExhibit"},
	},
	{
		Name:     "permit.keep-continuity",
		Text:     "Whoever handles exhibits records seals and hand-overs.",
		Roles:    []domain.Role{domain.CaseOfficer, domain.ExhibitsOfficer, domain.DigitalExaminer},
		Commands: []string{"device.Seal", "device.BreakSeal", "device.Transfer"},
	},
	{
		Name:     "permit.explain-discrepancy",
		Text:     "Only a supervisor explains a gap in continuity.",
		Roles:    []domain.Role{domain.PSDSupervisor},
		Commands: []string{"device.ExplainDiscrepancy"},
	},
	{
		Name:     "permit.return",
		Text:     "The exhibits officer gives a device back; the supervisor may record it.",
		Roles:    []domain.Role{domain.ExhibitsOfficer, domain.PSDSupervisor},
		Commands: []string{"device.Return"},
	},
	{
		Name:     "permit.authorise-extraction",
		Text:     "A supervisor or the appropriate authority allows an extraction and fixes its scope.",
		Roles:    []domain.Role{domain.PSDSupervisor, domain.AppropriateAuthority},
		Commands: []string{"extraction.Authorise"},
	},
	{
		Name:  "permit.extract",
		Text:  "The digital examiner makes the extraction, registers what it produced and answers for its integrity.",
		Roles: []domain.Role{domain.DigitalExaminer},
		Commands: []string{"extraction.Start", "extraction.RegisterSource", "extraction.RecordMessages", "extraction.FinishSource",
			"extraction.Complete", "extraction.Fail", "extraction.VerifyHash", "misconduct.RegisterExhibit"},
	},
	{
		Name:     "permit.check-copies",
		Text:     "The exhibits officer may check a stored copy against its acquisition hash.",
		Roles:    []domain.Role{domain.ExhibitsOfficer},
		Commands: []string{"extraction.VerifyHash"},
	},
	{
		Name:     "permit.assign",
		Text:     "Supervisors and the appropriate authority say who works on a matter.",
		Roles:    forceWide,
		Commands: []string{"caseaccess.Assign", "caseaccess.EndAssignment"},
	},
	{
		Name:     "permit.engage",
		Text:     "Whoever runs a matter engages a digital examiner or an exhibits officer for it.",
		Roles:    []domain.Role{domain.CaseOfficer, domain.PSDSupervisor, domain.AppropriateAuthority},
		Commands: []string{"caseaccess.Engage"},
	},
	{
		Name:     "permit.declare-conflict",
		Text:     "Everybody in the force may declare an interest of their own.",
		Roles:    writers,
		Commands: []string{"caseaccess.DeclareConflict"},
		Own:      true,
	},
	{
		Name:     "permit.keep-conflicts",
		Text:     "Supervisors note the interests of others; they and the appropriate authority say when there is none any more.",
		Roles:    []domain.Role{domain.PSDSupervisor},
		Commands: []string{"caseaccess.DeclareConflict", "caseaccess.LiftConflict"},
	},
	{
		Name:     "permit.lift-conflict",
		Text:     "The appropriate authority says when there is no conflict of interest any more.",
		Roles:    []domain.Role{domain.AppropriateAuthority},
		Commands: []string{"caseaccess.LiftConflict"},
	},
	{
		Name:     "permit.break-glass",
		Text:     "Whoever works on cases may open one of their force by exception, for themselves; a supervisor looks at it afterwards.",
		Roles:    caseWorkers,
		Commands: []string{"caseaccess.OpenException"},
		Open:     true,
	},
	{
		Name:     "permit.end-exception",
		Text:     "An exception is ended by whoever opened it.",
		Roles:    caseWorkers,
		Commands: []string{"caseaccess.EndException"},
		Own:      true,
	},
	{
		Name:     "permit.review-exception",
		Text:     "Supervisors end exceptions and say whether they were justified.",
		Roles:    []domain.Role{domain.PSDSupervisor},
		Commands: []string{"caseaccess.EndException", "caseaccess.ReviewException"},
	},
	{
		Name:  "permit.restrict",
		Text:  "Anti-corruption officers, supervisors and the appropriate authority keep restricted compartments and say who is cleared.",
		Roles: append([]domain.Role{domain.AntiCorruption}, forceWide...),
		Commands: []string{"caseaccess.Restrict", "caseaccess.ProposeLift", "caseaccess.LiftRestriction", "caseaccess.DeclineLift",
			"caseaccess.ProposeClearance", "caseaccess.GiveClearance", "caseaccess.DeclineClearance", "caseaccess.EndClearance"},
	},
	{
		Name:     "permit.record-information-demands",
		Text:     "The force records what the IOPC asked for, and that it was provided.",
		Roles:    []domain.Role{domain.CaseOfficer, domain.PSDSupervisor, domain.AppropriateAuthority},
		Commands: []string{"caseaccess.RequestInformation", "caseaccess.ProvideInformation"},
	},
	{
		Name:     "permit.withhold-names",
		Text:     "The appropriate authority and supervisors record whose name is withheld, on whose order.",
		Roles:    forceWide,
		Commands: []string{"caseaccess.SuppressName", "caseaccess.EndSuppression"},
	},
	{
		Name:  "permit.administer-accounts",
		Text:  "Access administrators open and close accounts, and propose, grant and end roles, two of them at a time.",
		Roles: []domain.Role{domain.AccessAdministrator},
		Commands: []string{"account.Open", "account.LinkOfficer", "account.ProposeRole", "account.GrantRole", "account.DeclineRole",
			"account.EndRole", "account.Close", "account.Reopen"},
	},
	{
		Name:     "permit.appoint-first-administrators",
		Text:     "Whoever runs the machine, and no person through the service, appoints the first administrators of a force.",
		Roles:    []domain.Role{domain.ProcessManager},
		Commands: []string{"account.Appoint"},
	},
	{
		Name:     "permit.link-matters",
		Text:     "Case officers and supervisors link matters that belong together.",
		Roles:    []domain.Role{domain.CaseOfficer, domain.PSDSupervisor},
		Commands: []string{"misconduct.LinkMatters"},
	},
}

// withoutAssignment are the commands for which nobody needs to be assigned to a matter: to say that one has an interest, and to open
// it by exception.
var withoutAssignment = []string{"caseaccess.DeclareConflict", "caseaccess.OpenException"}

// compartmentWork is what an anti-corruption officer who is cleared for a restricted matter does there without being assigned.
var compartmentWork = []string{"caseaccess.ProposeLift", "caseaccess.LiftRestriction", "caseaccess.DeclineLift", "caseaccess.ProposeClearance",
	"caseaccess.GiveClearance", "caseaccess.DeclineClearance", "caseaccess.EndClearance"}
