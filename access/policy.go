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

// Policy decides who may give which command. Any error in deciding is a no.
type Policy interface {
	// Command answers for one command, named "aggregate.Command", e.g. "device.Seize".
	Command(p Principal, command string, r Resource) Decision
	// Read answers for looking at a sort of content of a resource. Not allowed is not found: nothing may tell that it exists.
	Read(p Principal, what Content, r Resource) Decision
}

// Names of the rules that forbid. A prohibition beats every permission.
const (
	ForbidUnknown         = "forbid.not-signed-in"
	ForbidReadersToWrite  = "forbid.readers-write-nothing"
	ForbidOwnMatter       = "forbid.officer-concerned-own-matter"
	ForbidOwnEntry        = "forbid.own-entry-in-register"
	ForbidOtherForce      = "forbid.other-force"
	ForbidWithoutAllowing = "forbid.no-rule-allows"
)

// Rules is the access table of this version, in plain Go. The zero value is ready to use.
type Rules struct{}

var _ Policy = Rules{}

// Command applies the prohibitions first, then looks for permissions in the table. What no rule allows is forbidden.
func (Rules) Command(p Principal, command string, r Resource) Decision {
	if rule := forbidden(p, r); rule != "" {
		return Decision{Policies: []string{rule}}
	}
	allowing := permitting(p.Role, command)
	if len(allowing) == 0 {
		return Decision{Policies: []string{ForbidWithoutAllowing}}
	}
	return Decision{Allowed: true, Policies: allowing}
}

// Read applies the same prohibitions to looking.
func (Rules) Read(p Principal, _ Content, r Resource) Decision {
	if !p.MayRead(r) {
		return Decision{Policies: []string{ForbidWithoutAllowing}}
	}
	return Decision{Allowed: true, Policies: []string{"permit.read"}}
}

func forbidden(p Principal, r Resource) string {
	switch {
	case p.Actor == "" || p.Role == "":
		return ForbidUnknown
	case !writes(p.Role) && p.Role != domain.ProcessManager:
		return ForbidReadersToWrite
	case p.Officer != "" && slices.Contains(r.Concerned, p.Officer):
		return ForbidOwnMatter
	case p.Officer != "" && r.Kind == "officer" && r.ID == string(p.Officer):
		return ForbidOwnEntry
	case r.Force != "" && p.Force != r.Force:
		return ForbidOtherForce
	}
	return ""
}

// writes says whether a role gives commands at all. Acts of the Director General are recorded by the force's officer; the IOPC's
// readers, analysts and the officer concerned only read, or not even that.
func writes(role domain.Role) bool {
	switch role {
	case domain.CaseOfficer, domain.DigitalExaminer, domain.ExhibitsOfficer, domain.AppropriateAuthority, domain.PSDSupervisor:
		return true
	}
	return false
}

func permitting(role domain.Role, command string) []string {
	var names []string
	for _, rule := range table {
		if slices.Contains(rule.Roles, role) && slices.Contains(rule.Commands, command) {
			names = append(names, rule.Name)
		}
	}
	return names
}
