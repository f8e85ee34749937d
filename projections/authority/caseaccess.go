package authority

import (
	"time"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/caseaccess"
)

// CaseAccess is who may and might look into one case, and who was kept out of it, with everything that was. The lists are in the order in
// which things were recorded.
type CaseAccess struct {
	Matter       domain.MatterID `json:"matter"`
	Assignments  []Assignment    `json:"assignments,omitempty"`
	Conflicts    []Conflict      `json:"conflicts,omitempty"`
	Exceptions   []Exception     `json:"exceptions,omitempty"`
	Restrictions []Restriction   `json:"restrictions,omitempty"`
	Clearances   []Clearance     `json:"clearances,omitempty"`
	Requests     []Request       `json:"requests,omitempty"`
	Suppressions []Suppression   `json:"suppressions,omitempty"`
	Revision     uint64          `json:"revision"`
	UpdatedAt    time.Time       `json:"updatedAt"`
}

// Assignment is somebody's task in the case.
type Assignment struct {
	Actor    domain.ActorID `json:"actor"`
	Capacity domain.Role    `json:"capacity"`
	Until    time.Time      `json:"until,omitzero"`
	Given    Act            `json:"given"`
	Ended    *Act           `json:"ended,omitempty"` // before its time, or replaced by another
}

// Conflict is an interest somebody has in the matter.
type Conflict struct {
	Actor    domain.ActorID `json:"actor"`
	Declared Act            `json:"declared"`
	Lifted   *Act           `json:"lifted,omitempty"`
}

// Exception is one look into the case by somebody who was not assigned.
type Exception struct {
	ID       string          `json:"id"`
	Matter   domain.MatterID `json:"matter"`
	Actor    domain.ActorID  `json:"actor"`
	Capacity domain.Role     `json:"capacity"`
	Until    time.Time       `json:"until"`
	Opened   Act             `json:"opened"`
	Ended    *Act            `json:"ended,omitempty"`    // before its time
	Reviewed *Review         `json:"reviewed,omitempty"` // nil while a supervisor has not looked at it
}

// Review is what a supervisor thought of an exception.
type Review struct {
	Act
	Justified bool `json:"justified"`
}

// Restriction is a time in which the case lay in a restricted compartment.
type Restriction struct {
	Began        Act  `json:"began"`
	LiftProposed *Act `json:"liftProposed,omitempty"` // while somebody else has not decided
	Lifted       *Act `json:"lifted,omitempty"`
}

// Clearance is what somebody was to be cleared for.
type Clearance struct {
	ID       string               `json:"id"` // "" for whoever restricted the matter
	Actor    domain.ActorID       `json:"actor"`
	For      caseaccess.Clearance `json:"for"`
	Until    time.Time            `json:"until,omitzero"`
	Standing Standing             `json:"standing"`
	Proposed Act                  `json:"proposed"`
	Decided  *Act                 `json:"decided,omitempty"`
	Ended    *Act                 `json:"ended,omitempty"`
}

// Request is what the IOPC asked for.
type Request struct {
	ID        string           `json:"id"`
	Basis     caseaccess.Basis `json:"basis"`
	Reference string           `json:"reference"`
	Requested Act              `json:"requested"`
	Provided  *Act             `json:"provided,omitempty"`
}

// Suppression is a name that is withheld.
type Suppression struct {
	ID        string                      `json:"id"`
	Kind      caseaccess.SuppressedKind   `json:"kind"`
	Officer   domain.OfficerID            `json:"officer,omitempty"`
	Scope     caseaccess.SuppressionScope `json:"scope"`
	OrderedBy string                      `json:"orderedBy"`
	Until     time.Time                   `json:"until,omitzero"`
	Recorded  Act                         `json:"recorded"`
	Ended     *Act                        `json:"ended,omitempty"`
}

// Item names the record of access of a case to the access log.
func (a CaseAccess) Item() access.Item {
	return access.Item{Content: access.AccessContent, Matter: a.Matter, ID: string(a.Matter)}
}

// Item names the exception to the access log.
func (x Exception) Item() access.Item {
	return access.Item{Content: access.AccessContent, Matter: x.Matter, ID: x.ID}
}
