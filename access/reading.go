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
	// ReachAssigned: the matters of the principal's own force they are assigned to or opened by exception.
	ReachAssigned
	// ReachCompartment: the same, and the restricted matters they are cleared for.
	ReachCompartment
	// ReachOwnForce: matters of the principal's own force.
	ReachOwnForce
	// ReachReferred: matters of any force that were referred to the IOPC or called in, or that it asked for.
	ReachReferred
)

// Reach returns how far the principal's role lets them read.
func (p Principal) Reach() Reach {
	force := p.Actor != "" && p.Force != ""
	switch {
	case force && p.Role == domain.AntiCorruption:
		return ReachCompartment
	case force && slices.Contains(caseWorkers, p.Role):
		return ReachAssigned
	case force && slices.Contains(forceWide, p.Role):
		return ReachOwnForce
	case p.Actor != "" && slices.Contains(watchdog, p.Role):
		return ReachReferred
	}
	return ReachNothing
}

// MayRead says whether the principal may know that a matter exists, and so whether they may read it; not allowed is not found.
func (p Principal) MayRead(r Resource) bool { return Rules{}.Read(p, CaseContent, r).Allowed }

// MayReadRegister says whether the principal may look people up in the register of officers: the working roles of a force may; the
// IOPC sees the officers concerned in the matters it may see, through the matter.
func (p Principal) MayReadRegister() bool {
	return p.Actor != "" && p.Force != "" && slices.Contains(working, p.Role)
}

// MayWrite says whether the principal's role gives any command at all. Which ones, Policy decides.
func (p Principal) MayWrite() bool { return p.Actor != "" && writes(p.Role) }
