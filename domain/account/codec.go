package account

import "github.com/probity-ledger/probity/domain"

// Category is the part of a stream name before the dash; the rest is a UUID that follows from the actor.
const Category = "account"

// NewCodec returns the table of wire names of this aggregate. Names are never derived and never change their meaning.
func NewCodec() *domain.Codec[Event] {
	return domain.NewCodec(
		domain.Today[Event, Opened]("account.opened.v1"),
		domain.Today[Event, OfficerLinked]("account.officer_linked.v1"),
		domain.Today[Event, AdministratorAppointed]("account.administrator_appointed.v1"),
		domain.Today[Event, RoleProposed]("account.role_proposed.v1"),
		domain.Today[Event, RoleGranted]("account.role_granted.v1"),
		domain.Today[Event, RoleDeclined]("account.role_declined.v1"),
		domain.Today[Event, RoleEnded]("account.role_ended.v1"),
		domain.Today[Event, Closed]("account.closed.v1"),
		domain.Today[Event, Reopened]("account.reopened.v1"),
	)
}
