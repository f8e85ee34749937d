package account

import (
	"time"

	"github.com/probity-ledger/probity/domain"
)

// Event is the closed set of facts about one account.
//
//sumtype:decl
type Event interface{ isAccount() }

// Kind says whose account it is.
type Kind string

// The kinds.
const (
	Person  Kind = "PERSON"
	Service Kind = "SERVICE" // a machine: a kiosk's certificate, an analyst's client credentials
)

// Opened says that the ledger knows an identity. It may do nothing yet.
type Opened struct {
	Actor   domain.ActorID   `json:"actor"` // the subject of its tokens, or of its certificate
	Kind    Kind             `json:"kind"`
	Force   string           `json:"force"`             // the force it serves, "" for the IOPC
	Officer domain.OfficerID `json:"officer,omitempty"` // its own entry in the register
}

// OfficerLinked says which entry in the register is the person's own. It keeps them out of their own matters.
type OfficerLinked struct {
	Officer domain.OfficerID `json:"officer"`
	Reason  string           `json:"reason"`
}

// AdministratorAppointed says that whoever runs the machine made this one of the first administrators of the force.
type AdministratorAppointed struct {
	Grant  string `json:"grant"` // its id within the account
	Reason string `json:"reason"`
}

// RoleProposed says that somebody should hold a role. Somebody else decides.
type RoleProposed struct {
	Grant       string         `json:"grant"` // its id within the account
	Role        domain.Role    `json:"role"`
	From        time.Time      `json:"from,omitzero"`         // zero: from when it is granted
	Until       time.Time      `json:"until,omitzero"`        // zero: until it is ended
	DelegatedBy string         `json:"delegatedBy,omitempty"` // the office that delegates to an appropriate authority; no name
	Reason      string         `json:"reason"`
	By          domain.ActorID `json:"by"` // who proposed it, and so may not grant it
}

// RoleGranted says that a second person agreed.
type RoleGranted struct {
	Grant string `json:"grant"`
}

// RoleDeclined says that a second person did not agree.
type RoleDeclined struct {
	Grant  string `json:"grant"`
	Reason string `json:"reason"`
}

// RoleEnded says that a role is no longer held.
type RoleEnded struct {
	Grant  string `json:"grant"`
	Reason string `json:"reason"`
}

// Closed says that the identity may do nothing any more. All its roles end with it.
type Closed struct {
	Reason string `json:"reason"`
}

// Reopened says that the account is open again, without any role.
type Reopened struct {
	Reason string `json:"reason"`
}

func (Opened) isAccount()                 {}
func (OfficerLinked) isAccount()          {}
func (AdministratorAppointed) isAccount() {}
func (RoleProposed) isAccount()           {}
func (RoleGranted) isAccount()            {}
func (RoleDeclined) isAccount()           {}
func (RoleEnded) isAccount()              {}
func (Closed) isAccount()                 {}
func (Reopened) isAccount()               {}
