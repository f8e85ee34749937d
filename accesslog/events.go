package accesslog

import (
	"time"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
)

// Event is the closed set of entries.
//
//sumtype:decl
type Event interface{ isEntry() }

// Who is whom an entry is about, as they were signed in at that moment.
type Who struct {
	Actor   domain.ActorID `json:"actor"`
	Role    domain.Role    `json:"role"`
	Force   string         `json:"force,omitempty"`   // "" for the IOPC
	Session string         `json:"session,omitempty"` // names the sign-in
	Request string         `json:"request,omitempty"` // names the HTTP request
	Purpose string         `json:"purpose,omitempty"` // a code for why they looked, where they gave one
}

// WhoIs takes from a principal what an entry keeps.
func WhoIs(p access.Principal, request string) Who {
	return Who{Actor: p.Actor, Role: p.Role, Force: p.Force, Session: p.Session, Request: request, Purpose: p.Purpose}
}

// Operation is what somebody did to be shown something.
type Operation string

// The operations.
const (
	Read   Operation = "READ"   // one thing, asked for by its name
	List   Operation = "LIST"   // a page of a list
	Search Operation = "SEARCH" // a page of what fits the searcher's words
	Follow Operation = "FOLLOW" // a page of a subscription
	Count  Operation = "COUNT"  // numbers only
	Export Operation = "EXPORT" // a file to take away
)

// Mark is something the ledger knew at the moment of looking that a later reader of the log wants to know.
type Mark string

// Colleague marks a look at the matter of an officer who serves in the unit of whoever looked.
const Colleague Mark = "COLLEAGUE"

// Shown says that things of one sort and one matter were sent to somebody: one page, one entry.
type Shown struct {
	Who
	Operation Operation       `json:"operation"`
	Field     string          `json:"field"` // the API's word for the question, e.g. "messages"
	Content   access.Content  `json:"content"`
	Matter    domain.MatterID `json:"matter,omitempty"` // "" for what belongs to none
	Of        string          `json:"of,omitempty"`     // the force whose matter or register it is
	Things
	Terms     *Terms    `json:"terms,omitempty"` // what was searched for
	Policies  []string  `json:"policies"`        // the rules that allowed it
	PolicySet string    `json:"policySet,omitempty"`
	Marks     []Mark    `json:"marks,omitempty"`
	At        time.Time `json:"at"`
}

// Refused says that somebody asked for something and was not given it, be it because they may not or because there is none: both are
// the same answer.
type Refused struct {
	Who
	Asked     string          `json:"asked"`             // the API's word for the question, or the command, e.g. "device.Seize"
	Content   access.Content  `json:"content,omitempty"` // "" for a command
	Matter    domain.MatterID `json:"matter,omitempty"`  // where it is known
	Of        string          `json:"of,omitempty"`      // the force whose matter it is
	Thing     string          `json:"thing,omitempty"`   // the name under which it was asked for
	Code      string          `json:"code"`              // what was answered, e.g. "FORBIDDEN"
	Policies  []string        `json:"policies,omitempty"`
	PolicySet string          `json:"policySet,omitempty"`
	At        time.Time       `json:"at"`
}

// SignedIn says that a session was seen for the first time by one of the ledger's processes.
type SignedIn struct {
	Who
	MultiFactor bool      `json:"multiFactor"`
	Until       time.Time `json:"until,omitzero"` // when its token ends
	At          time.Time `json:"at"`
}

// SignInRefused says that tokens were shown and not believed. Who showed them is not known. A flood of them is one entry now and then.
type SignInRefused struct {
	Reason  string    `json:"reason"` // e.g. "TOKEN_EXPIRED"
	Request string    `json:"request,omitempty"`
	Count   int       `json:"count"` // how many, this one and those that had no entry of their own
	At      time.Time `json:"at"`
}

// Acted says that somebody changed who may see what, or looked into a case by exception. What they did is in the ledger; this leads there.
type Acted struct {
	Who
	Command string          `json:"command"` // e.g. "caseaccess.OpenException"
	Matter  domain.MatterID `json:"matter,omitempty"`
	Of      string          `json:"of,omitempty"`
	Stream  string          `json:"stream"`
	Event   string          `json:"event"` // id of the last event it left there
	At      time.Time       `json:"at"`
}

// LogRead says that somebody read this book. Reading the entries about that leaves an entry of the same kind, and nothing further.
type LogRead struct {
	Who
	Field     string          `json:"field"`
	Matter    domain.MatterID `json:"matter,omitempty"` // "" for entries that belong to none
	Of        string          `json:"of,omitempty"`
	Things                    // the entries shown
	Terms     *Terms          `json:"terms,omitempty"`
	Policies  []string        `json:"policies"`
	PolicySet string          `json:"policySet,omitempty"`
	At        time.Time       `json:"at"`
}

func (Shown) isEntry()         {}
func (Refused) isEntry()       {}
func (SignedIn) isEntry()      {}
func (SignInRefused) isEntry() {}
func (Acted) isEntry()         {}
func (LogRead) isEntry()       {}
