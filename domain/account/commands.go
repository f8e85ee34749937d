package account

import (
	"time"

	"github.com/probity-ledger/probity/domain"
)

// Command is the closed set of requests about an account. One without its rule does not compile.
type Command interface {
	decide(State, domain.Envelope) ([]Event, error)
}

// Open makes an identity known, in the force of whoever opens it.
type Open struct {
	Actor   domain.ActorID
	Kind    Kind
	Force   string           // "" for the IOPC
	Officer domain.OfficerID // its own entry in the register, "" when there is none

	// Registered is read from the register by the ledger just before deciding; what a caller puts here is overwritten.
	Registered bool `json:"-"`
}

// LinkOfficer says which entry in the register is the person's own. Another than before is taken only while no role is held.
type LinkOfficer struct {
	Officer domain.OfficerID
	Reason  string

	// Registered is read from the register by the ledger just before deciding; what a caller puts here is overwritten.
	Registered bool `json:"-"`
}

// Appoint makes one of the first administrators of a force. No person may give it, only whoever runs the machine.
type Appoint struct {
	Grant  string
	Actor  domain.ActorID
	Force  string
	Reason string
}

// ProposeRole asks for a role for somebody else.
type ProposeRole struct {
	Grant       string // its id within the account
	Role        domain.Role
	From        time.Time // zero: from when it is granted
	Until       time.Time // zero: until it is ended
	DelegatedBy string    // for APPROPRIATE_AUTHORITY: the office that delegates; a delegation has an end
	Reason      string
}

// GrantRole agrees to what another person proposed.
type GrantRole struct{ Grant string }

// DeclineRole does not agree; the proposer withdraws with it.
type DeclineRole struct {
	Grant  string
	Reason string
}

// EndRole ends a role before its time.
type EndRole struct {
	Grant  string
	Reason string
}

// Close ends an account and all its roles.
type Close struct{ Reason string }

// Reopen opens it again, without roles.
type Reopen struct{ Reason string }
