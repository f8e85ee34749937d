package access

import (
	"slices"

	"github.com/probity-ledger/probity/domain"
)

// Reach says how far a principal's reading goes before identity is looked at. The read models turn it into a condition on rows.
type Reach int

const (
	// ReachNothing: no row at all. The officer concerned, analysts (who get aggregates elsewhere) and unknown roles.
	ReachNothing Reach = iota
	// ReachOwnForce: matters of the principal's own force.
	ReachOwnForce
	// ReachReferred: matters of any force that were referred to the IOPC or called in.
	ReachReferred
)

// Reach returns how far the principal's role lets them read.
func (p Principal) Reach() Reach {
	switch p.Role {
	case domain.CaseOfficer, domain.DigitalExaminer, domain.ExhibitsOfficer, domain.AppropriateAuthority, domain.PSDSupervisor:
		if p.Actor == "" || p.Force == "" {
			return ReachNothing
		}
		return ReachOwnForce
	case domain.IOPCReader, domain.DirectorGeneral:
		if p.Actor == "" {
			return ReachNothing
		}
		return ReachReferred
	}
	return ReachNothing
}

// MayRead says whether the principal may know that a resource exists, and so whether they may read it. It is false for everything
// that belongs to a matter in which the principal is an officer concerned, whatever their role; not allowed is not found.
func (p Principal) MayRead(r Resource) bool {
	if p.Officer != "" && slices.Contains(r.Concerned, p.Officer) {
		return false
	}
	switch p.Reach() {
	case ReachOwnForce:
		return r.Force == p.Force
	case ReachReferred:
		return r.Referred
	}
	return false
}

// MayReadRegister says whether the principal may look people up in the register of officers: the professional standards roles of a
// force may; the IOPC sees the officers concerned in what was referred to it, through the matter.
func (p Principal) MayReadRegister() bool { return p.Reach() == ReachOwnForce }

// MayWrite says whether the principal's role gives any command at all. Which ones, Policy decides.
func (p Principal) MayWrite() bool { return p.Actor != "" && slices.Contains(working, p.Role) }
