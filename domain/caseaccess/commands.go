package caseaccess

import (
	"time"

	"github.com/probity-ledger/probity/domain"
)

// Command is the closed set of requests about access to a matter. One without its rule does not compile.
type Command interface {
	decide(State, domain.Envelope) ([]Event, error)
}

// Assign gives somebody a task in the case. The same assignment again is answered with no event.
type Assign struct {
	Actor    domain.ActorID
	Capacity domain.Role // CASE_OFFICER, DIGITAL_EXAMINER, EXHIBITS_OFFICER, ANTI_CORRUPTION or PSD_SUPERVISOR
	Until    time.Time   // zero: until it is ended
	Reason   string
}

// Engage is how the case officer brings in an examiner or an exhibits officer: an assignment in one of these two capacities only.
type Engage struct {
	Actor    domain.ActorID
	Capacity domain.Role // DIGITAL_EXAMINER or EXHIBITS_OFFICER
	Until    time.Time   // zero: until it is ended
	Reason   string
}

// EndAssignment takes somebody off the case.
type EndAssignment struct {
	Actor  domain.ActorID
	Reason string
}

// DeclareConflict records that somebody has an interest in the matter; for oneself, or by a supervisor for anybody.
type DeclareConflict struct {
	Actor    domain.ActorID
	Interest string
}

// LiftConflict records that there is no conflict, or none any more. Nobody lifts their own.
type LiftConflict struct {
	Actor  domain.ActorID
	Reason string
}

// OpenException opens the case to whoever gives the command ("break glass").
type OpenException struct {
	Exception string // its id within the matter
	Reason    string // at least MinReason characters
	Until     time.Time
}

// EndException ends an exception before its time.
type EndException struct {
	Exception string
	Reason    string
}

// ReviewException records what a supervisor thought of an exception.
type ReviewException struct {
	Exception string
	Justified bool
	Note      string
}

// Restrict puts the matter into a restricted compartment. At least one other person must be cleared for it first.
type Restrict struct{ Reason string }

// ProposeLift asks for the restriction to be lifted.
type ProposeLift struct{ Reason string }

// LiftRestriction agrees to what another person proposed.
type LiftRestriction struct{}

// DeclineLift leaves the restriction as it is.
type DeclineLift struct{ Reason string }

// ProposeClearance asks for somebody to be cleared.
type ProposeClearance struct {
	Proposal string // its id within the matter
	Actor    domain.ActorID
	For      Clearance
	Until    time.Time // zero: until it is ended
	Reason   string
}

// GiveClearance agrees to what another person proposed.
type GiveClearance struct{ Proposal string }

// DeclineClearance does not agree; the proposer withdraws with it.
type DeclineClearance struct {
	Proposal string
	Reason   string
}

// EndClearance takes a clearance away.
type EndClearance struct {
	Actor  domain.ActorID
	For    Clearance
	Reason string
}

// RequestInformation records that the IOPC asked for the matter.
type RequestInformation struct {
	Request   string // its id within the matter
	Basis     Basis
	Reference string // the IOPC's own
	Reason    string
}

// ProvideInformation records that the force answered.
type ProvideInformation struct {
	Request string
	Note    string
}

// SuppressName withholds somebody's name.
type SuppressName struct {
	Suppression string // its id within the matter
	Kind        SuppressedKind
	Officer     domain.OfficerID // required for the kind OFFICER
	Scope       SuppressionScope
	OrderedBy   string
	Until       time.Time // zero: until it is ended
}

// EndSuppression no longer withholds it.
type EndSuppression struct {
	Suppression string
	Reason      string
}
