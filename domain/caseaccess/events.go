package caseaccess

import (
	"time"

	"github.com/probity-ledger/probity/domain"
)

// Event is the closed set of facts about access to one matter.
//
//sumtype:decl
type Event interface{ isCaseAccess() }

// Assigned says that somebody works on the case in a capacity and so needs to know it. It ends by itself at Until.
type Assigned struct {
	Actor    domain.ActorID `json:"actor"`
	Capacity domain.Role    `json:"capacity"`
	Until    time.Time      `json:"until,omitzero"` // zero: until it is ended
	Reason   string         `json:"reason"`
}

// AssignmentEnded says that somebody no longer works on the case.
type AssignmentEnded struct {
	Actor  domain.ActorID `json:"actor"`
	Reason string         `json:"reason"`
}

// ConflictDeclared says that somebody has an interest in the matter (compare CR15), and is kept out whatever their role.
type ConflictDeclared struct {
	Actor    domain.ActorID `json:"actor"`
	Interest string         `json:"interest"`
}

// ConflictLifted says that somebody else found that there is no conflict, or none any more.
type ConflictLifted struct {
	Actor  domain.ActorID `json:"actor"`
	Reason string         `json:"reason"`
}

// ExceptionOpened says that somebody who is not assigned opened the case for themselves ("break glass"), why, and until when.
type ExceptionOpened struct {
	Exception string         `json:"exception"` // its id within the matter
	Actor     domain.ActorID `json:"actor"`
	Capacity  domain.Role    `json:"capacity"`
	Reason    string         `json:"reason"`
	Until     time.Time      `json:"until"`
}

// ExceptionEnded says that an exception was ended before its time.
type ExceptionEnded struct {
	Exception string `json:"exception"`
	Reason    string `json:"reason"`
}

// ExceptionReviewed says what a supervisor, who is not the one who opened it, thought of an exception.
type ExceptionReviewed struct {
	Exception string `json:"exception"`
	Justified bool   `json:"justified"`
	Note      string `json:"note"`
}

// Restricted says that the matter lies in a restricted compartment from now on: who is not cleared sees neither it nor a gap. Whoever
// restricted it knows it already, and is cleared by it.
type Restricted struct {
	Reason string         `json:"reason"`
	By     domain.ActorID `json:"by"`
}

// LiftProposed says that somebody wants the restriction lifted. Somebody else decides.
type LiftProposed struct {
	Reason string         `json:"reason"`
	By     domain.ActorID `json:"by"` // who proposed it, and so may not agree to it
}

// LiftDeclined says that the restriction stays.
type LiftDeclined struct {
	Reason string `json:"reason"`
}

// RestrictionLifted says that a second person agreed to lift the restriction.
type RestrictionLifted struct{}

// Clearance is what somebody is cleared for beyond their assignment.
type Clearance string

// The clearances.
const (
	Compartment Clearance = "COMPARTMENT" // the restricted matter itself
	Identities  Clearance = "IDENTITIES"  // the names of whistle-blowers and anonymous witnesses
	Privileged  Clearance = "PRIVILEGED"  // quarantined material that may be legally privileged
)

// ClearanceProposed says that somebody should be cleared. Somebody else decides.
type ClearanceProposed struct {
	Proposal string         `json:"proposal"` // its id within the matter
	Actor    domain.ActorID `json:"actor"`
	For      Clearance      `json:"for"`
	Until    time.Time      `json:"until,omitzero"` // zero: until it is ended
	Reason   string         `json:"reason"`
	By       domain.ActorID `json:"by"` // who proposed it, and so may not grant it
}

// ClearanceGiven says that a second person agreed.
type ClearanceGiven struct {
	Proposal string `json:"proposal"`
}

// ClearanceDeclined says that a second person did not agree.
type ClearanceDeclined struct {
	Proposal string `json:"proposal"`
	Reason   string `json:"reason"`
}

// ClearanceEnded says that somebody is no longer cleared.
type ClearanceEnded struct {
	Actor  domain.ActorID `json:"actor"`
	For    Clearance      `json:"for"`
	Reason string         `json:"reason"`
}

// Basis is why the IOPC is entitled to a matter that was neither referred nor called in.
type Basis string

// The bases.
const (
	InformationDemand Basis = "INFORMATION_DEMAND" // Police Reform Act 2002, section 17 [recalled]
	Review            Basis = "REVIEW"             // it decides on a review of the outcome of a complaint
)

// InformationRequested says that the IOPC asked for the matter; from now on its readers may see it.
type InformationRequested struct {
	Request   string `json:"request"` // its id within the matter
	Basis     Basis  `json:"basis"`
	Reference string `json:"reference"` // the IOPC's own
	Reason    string `json:"reason"`
}

// InformationProvided says that the force answered.
type InformationProvided struct {
	Request string `json:"request"`
	Note    string `json:"note"`
}

// SuppressedKind is whose name is withheld.
type SuppressedKind string

// The kinds.
const (
	OfficerNamed  SuppressedKind = "OFFICER"       // an officer concerned, e.g. by the panel's direction
	Witness       SuppressedKind = "WITNESS"       // CR39, CR59
	WhistleBlower SuppressedKind = "WHISTLEBLOWER" // Policing and Crime Act 2017, Part 2 Chapter 3 [title verified]
)

// SuppressionScope is from whom a name is withheld.
type SuppressionScope string

// The scopes.
const (
	FromPublication SuppressionScope = "PUBLICATION" // from notices, published outcomes, exports and everybody outside the force and the IOPC
	FromReaders     SuppressionScope = "READERS"     // from every reader who is not cleared for identities
)

// NameSuppressed says that a name is withheld (NameSuppression, domain guide section 5).
type NameSuppressed struct {
	Suppression string           `json:"suppression"` // its id within the matter
	Kind        SuppressedKind   `json:"kind"`
	Officer     domain.OfficerID `json:"officer,omitempty"` // of the register, where the person stands in it
	Scope       SuppressionScope `json:"scope"`
	OrderedBy   string           `json:"orderedBy"` // the office that ordered it, e.g. "chair of the hearing"; no name
	Until       time.Time        `json:"until,omitzero"`
}

// SuppressionEnded says that the name is no longer withheld.
type SuppressionEnded struct {
	Suppression string `json:"suppression"`
	Reason      string `json:"reason"`
}

func (Assigned) isCaseAccess()             {}
func (AssignmentEnded) isCaseAccess()      {}
func (ConflictDeclared) isCaseAccess()     {}
func (ConflictLifted) isCaseAccess()       {}
func (ExceptionOpened) isCaseAccess()      {}
func (ExceptionEnded) isCaseAccess()       {}
func (ExceptionReviewed) isCaseAccess()    {}
func (Restricted) isCaseAccess()           {}
func (LiftProposed) isCaseAccess()         {}
func (LiftDeclined) isCaseAccess()         {}
func (RestrictionLifted) isCaseAccess()    {}
func (ClearanceProposed) isCaseAccess()    {}
func (ClearanceGiven) isCaseAccess()       {}
func (ClearanceDeclined) isCaseAccess()    {}
func (ClearanceEnded) isCaseAccess()       {}
func (InformationRequested) isCaseAccess() {}
func (InformationProvided) isCaseAccess()  {}
func (NameSuppressed) isCaseAccess()       {}
func (SuppressionEnded) isCaseAccess()     {}
