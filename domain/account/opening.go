package account

import "github.com/probity-ledger/probity/domain"

// Refused: ALREADY_OPENED, OTHER_FORCE, UNKNOWN_OFFICER, OFFICER_OF_SERVICE.
func (c Open) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		domain.Line("actor", string(c.Actor)),
		domain.OneOf("kind", c.Kind, Person, Service),
		domain.OptionalLine("force", c.Force),
		ownForce(c.Force, env),
		s.unopened(),
		linkable(c.Officer, c.Registered, c.Kind),
	)
	if err != nil {
		return nil, err
	}
	return []Event{Opened{Actor: c.Actor, Kind: c.Kind, Force: c.Force, Officer: c.Officer}}, nil
}

func (s State) unopened() error {
	if !s.Exists {
		return nil
	}
	return domain.Errorf(domain.Refused, "ALREADY_OPENED", "this identity has an account; reopen it where it was closed").On("actor")
}

func ownForce(force string, env domain.Envelope) error {
	if force == env.Force {
		return nil
	}
	return domain.Errorf(domain.Forbidden, "OTHER_FORCE", "accounts are opened by an administrator of the force they serve").On("force")
}

// linkable: a wrong entry would keep out the wrong person, and leave the right one in.
func linkable(o domain.OfficerID, registered bool, k Kind) error {
	switch {
	case o == "":
		return nil
	case k == Service:
		return domain.Errorf(domain.Invalid, "OFFICER_OF_SERVICE", "a machine has no entry in the register of officers; leave it out").On("officer")
	case !registered:
		return domain.Errorf(domain.NotFound, "UNKNOWN_OFFICER", "no such officer is known").On("officer")
	}
	return nil
}

// Refused: UNKNOWN_ACCOUNT, ACCOUNT_CLOSED, UNKNOWN_OFFICER, OFFICER_OF_SERVICE, HOLDS_ROLES.
func (c LinkOfficer) decide(s State, env domain.Envelope) ([]Event, error) {
	err := domain.First(
		domain.Line("officer", string(c.Officer)),
		domain.Prose("reason", c.Reason),
		s.open(env),
		linkable(c.Officer, c.Registered, s.Kind),
	)
	switch {
	case err != nil:
		return nil, err
	case s.Officer == c.Officer:
		return nil, nil
	case s.Officer != "" && len(s.Roles)+len(s.Proposals) > 0:
		return nil, domain.Errorf(domain.Refused, "HOLDS_ROLES",
			"another entry is linked, and roles were granted on the strength of it; end them first, and have them granted anew").
			On("officer").Under("two-person rule")
	}
	return []Event{OfficerLinked{Officer: c.Officer, Reason: c.Reason}}, nil
}

// Refused: UNKNOWN_ACCOUNT, ALREADY_CLOSED.
func (c Close) decide(s State, env domain.Envelope) ([]Event, error) {
	if err := domain.First(domain.Prose("reason", c.Reason), s.known(env)); err != nil {
		return nil, err
	}
	if s.Closed {
		return nil, domain.Errorf(domain.Refused, "ALREADY_CLOSED", "the account is closed already; nothing is left to end")
	}
	return []Event{Closed(c)}, nil
}

// Refused: UNKNOWN_ACCOUNT, NOT_CLOSED, OWN_ACCOUNT.
func (c Reopen) decide(s State, env domain.Envelope) ([]Event, error) {
	if err := domain.First(domain.Prose("reason", c.Reason), s.known(env), s.anothers(env)); err != nil {
		return nil, err
	}
	if !s.Closed {
		return nil, domain.Errorf(domain.Refused, "NOT_CLOSED", "the account is open; nothing needs to be reopened")
	}
	return []Event{Reopened(c)}, nil
}

// known: an account of another force is spoken of like one that does not exist.
func (s State) known(env domain.Envelope) error {
	if s.Exists && s.Force == env.Force {
		return nil
	}
	return domain.Errorf(domain.NotFound, "UNKNOWN_ACCOUNT", "no such account is known")
}

func (s State) open(env domain.Envelope) error {
	if err := s.known(env); err != nil || !s.Closed {
		return err
	}
	return domain.Errorf(domain.Refused, "ACCOUNT_CLOSED", "the account is closed; reopen it first")
}

// anothers: nobody administers an account of their own.
func (s State) anothers(env domain.Envelope) error {
	if s.Actor != env.Actor {
		return nil
	}
	return domain.Errorf(domain.Forbidden, "OWN_ACCOUNT", "nobody decides about their own access; another administrator does").
		Under("two-person rule")
}
