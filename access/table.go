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
}

// Table returns the permissions of this version, for documentation and tests.
func Table() []Rule { return slices.Clone(table) }

var table = []Rule{
	{
		Name:     "permit.run-clocks",
		Text:     "The ledger's own process, and no person, starts, stops and breaches the statutory clocks of a matter.",
		Roles:    []domain.Role{domain.ProcessManager},
		Commands: []string{"misconduct.StartClock", "misconduct.StopClock", "misconduct.BreachClock"},
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
}
