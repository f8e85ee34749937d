package ledger

import (
	"context"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/account"
)

// accountResource is an account of a force, who proposed what the command agrees to, and whether it is the caller's own.
func accountResource(ctx context.Context, _ *look, id string, s account.State, c account.Command) (scope, error) {
	r := access.Resource{Kind: account.Category, ID: id, Force: s.Force}
	if !s.Exists {
		switch c := c.(type) {
		case account.Open:
			r.Force = c.Force
		case account.Appoint:
			r.Force = c.Force
		}
		return scope{Resource: r}, nil
	}
	if grant, ok := c.(account.GrantRole); ok {
		r.Proposer = s.Proposals[grant.Grant].By
	}
	who, _ := access.From(ctx)
	r.Own = s.Actor == who.Actor
	return scope{Resource: r, hidden: unknownAccount()}, nil
}

// accountFacts: the entry in the register that is to be somebody's own must be one of their force; and the account is the actor's.
func accountFacts(ctx context.Context, k *look, id string, s account.State, c account.Command) (account.Command, error) {
	var err error
	switch c := c.(type) {
	case account.Open:
		if err = ofActor(id, c.Actor); err == nil && c.Officer != "" {
			c.Registered, err = k.registeredIn(ctx, c.Force, c.Officer)
		}
		return c, err
	case account.Appoint:
		return c, ofActor(id, c.Actor)
	case account.LinkOfficer:
		c.Registered, err = k.registeredIn(ctx, s.Force, c.Officer)
		return c, err
	}
	return c, nil
}

func ofActor(id string, a domain.ActorID) error {
	if accountID(a) == id {
		return nil
	}
	return domain.Errorf(domain.Invalid, "OTHER_ACTOR", "the account is another actor's than the command names; name the same").On("actor")
}

func (k *look) registeredIn(ctx context.Context, force string, id domain.OfficerID) (bool, error) {
	o, err := existing(ctx, k.Ledger, &k.officers, string(id))
	if isRefusal(err) {
		return false, nil
	}
	return err == nil && o.state.Force == force, err
}
