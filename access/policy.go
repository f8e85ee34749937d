package access

import (
	"slices"

	"github.com/probity-ledger/probity/domain"
)

// Decision is the answer to "may they?", with the names of the rules it rests on. They are stored with every event, so that a
// reader can see years later under which rule an act was allowed.
type Decision struct {
	Allowed  bool
	Policies []string
}

// Policy decides who may give which command and look at what. Any error in deciding is a no.
type Policy interface {
	// Command answers for one command, named "aggregate.Command", e.g. "device.Seize".
	Command(p Principal, command string, r Resource) Decision
	// Read answers for looking at a sort of content of a resource. Not allowed is not found: nothing may tell that it exists.
	Read(p Principal, what Content, r Resource) Decision
}

// Rules is the access table of this version, in plain Go. The zero value is ready to use.
type Rules struct {
	// RequireSecondFactor lets nobody see evidence who signed in with a password alone.
	RequireSecondFactor bool
}

var _ Policy = Rules{}

// question is one thing that is decided: a command or a look, of somebody, about something.
type question struct {
	who     Principal
	about   Resource
	command string  // "" for a look
	content Content // "" for a command
	strict  bool    // a second factor is required
}

// Command applies the prohibitions first, then looks for permissions in the table. What no rule allows is forbidden.
func (x Rules) Command(p Principal, command string, r Resource) Decision {
	q := question{who: p, about: r, command: command, strict: x.RequireSecondFactor}
	return q.decide(func() []string { return permitting(p, command, r) })
}

// Read applies the same prohibitions to looking.
func (x Rules) Read(p Principal, what Content, r Resource) Decision {
	q := question{who: p, about: r, content: what, strict: x.RequireSecondFactor}
	return q.decide(q.reading)
}

// decide names every prohibition that applies, or every permission, in alphabetical order.
func (q question) decide(permissions func() []string) Decision {
	if against := q.forbidden(); len(against) > 0 {
		return Decision{Policies: against}
	}
	allowing := permissions()
	if len(allowing) == 0 {
		return Decision{Policies: []string{ForbidWithoutAllowing}}
	}
	slices.Sort(allowing)
	return Decision{Allowed: true, Policies: allowing}
}

// forbidden lists the prohibitions that apply. Of somebody who is nobody, nothing else is asked.
func (q question) forbidden() []string {
	if q.who.Actor == "" || q.who.Role == "" {
		return []string{ForbidUnknown}
	}
	var names []string
	for _, p := range prohibitions {
		if p.holds(q) {
			names = append(names, p.Name)
		}
	}
	slices.Sort(names)
	return names
}

func permitting(p Principal, command string, r Resource) []string {
	if !needsNoAssignment(p, command, r) {
		return nil
	}
	var names []string
	for _, rule := range table {
		fits := (!rule.Own || r.Own) && (!rule.Open || !r.Restricted)
		if fits && slices.Contains(rule.Roles, p.Role) && slices.Contains(rule.Commands, command) {
			names = append(names, rule.Name)
		}
	}
	return names
}

// needsNoAssignment says whether somebody may act in this matter as far as need-to-know goes: supervisors, the appropriate authority
// and the ledger's own process act in every matter of the force, everybody else where they are assigned or excepted. To declare an
// interest, or to open a matter by exception, nobody needs to be assigned.
func needsNoAssignment(p Principal, command string, r Resource) bool {
	if r.Matter == "" || r.Force == "" || !slices.Contains(caseWorkers, p.Role) || slices.Contains(withoutAssignment, command) {
		return true
	}
	return slices.Contains(r.Assigned, p.Actor) || slices.Contains(r.Excepted, p.Actor) || (inCompartment(p, r) && slices.Contains(compartmentWork, command))
}

// forceWide are the roles that see and act in all matters of their force.
var forceWide = []domain.Role{domain.PSDSupervisor, domain.AppropriateAuthority}

// caseWorkers are the roles that see and act in the matters they work on.
var caseWorkers = []domain.Role{domain.CaseOfficer, domain.DigitalExaminer, domain.ExhibitsOfficer, domain.AntiCorruption}

// working are the roles that look people up in the register of their force.
var working = []domain.Role{domain.CaseOfficer, domain.DigitalExaminer, domain.ExhibitsOfficer, domain.AppropriateAuthority, domain.PSDSupervisor}

// watchdog are the roles of the IOPC that read.
var watchdog = []domain.Role{domain.IOPCReader, domain.DirectorGeneral}

// hearing are the roles that hear a matter or advise those who do.
var hearing = []domain.Role{domain.HearingChair, domain.PanelMember, domain.LegalAdviser}

// outside are the roles that belong to no force. The ledger's own process serves one, but restrictions do not stop its clocks.
var outside = []domain.Role{domain.IOPCReader, domain.DirectorGeneral, domain.ProcessManager}

// writers are the roles that give commands in matters.
var writers = append(slices.Clone(working), domain.AntiCorruption)

// writes says whether a role gives commands at all. Acts of the Director General are recorded by the force's officer; the IOPC's
// readers, analysts and the officer concerned only read, or not even that.
func writes(role domain.Role) bool {
	return slices.Contains(writers, role) || role == domain.AccessAdministrator
}

func inForce(p Principal, r Resource) bool { return p.Force != "" && p.Force == r.Force }

// inCompartment: the matter is restricted and the principal cleared for it.
func inCompartment(p Principal, r Resource) bool {
	return p.Role == domain.AntiCorruption && inForce(p, r) && r.Restricted && slices.Contains(r.Cleared, p.Actor)
}
