package model

import (
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/account"
	"github.com/probity-ledger/probity/ledger"
)

// AccountOpen is the input of accountOpen.
type AccountOpen struct {
	CommandID string
	account.Open
}

// AccountLinkOfficer is the input of accountLinkOfficer.
type AccountLinkOfficer struct {
	CommandID string
	Actor     domain.ActorID
	account.LinkOfficer
}

// AccountClose is the input of accountClose.
type AccountClose struct {
	CommandID string
	Actor     domain.ActorID
	account.Close
}

// AccountReopen is the input of accountReopen.
type AccountReopen struct {
	CommandID string
	Actor     domain.ActorID
	account.Reopen
}

// RolePropose is the input of rolePropose.
type RolePropose struct {
	CommandID string
	Actor     domain.ActorID
	account.ProposeRole
}

// Made returns the id of the grant this command makes.
func (in RolePropose) Made() string { return ledger.NewID(in.CommandID, "grant") }

// Command returns the command with that id.
func (in RolePropose) Command() account.ProposeRole {
	c := in.ProposeRole
	c.Grant = in.Made()
	return c
}

// RoleGrant is the input of roleGrant.
type RoleGrant struct {
	CommandID string
	Actor     domain.ActorID
	account.GrantRole
}

// RoleDecline is the input of roleDecline.
type RoleDecline struct {
	CommandID string
	Actor     domain.ActorID
	account.DeclineRole
}

// RoleEnd is the input of roleEnd.
type RoleEnd struct {
	CommandID string
	Actor     domain.ActorID
	account.EndRole
}
