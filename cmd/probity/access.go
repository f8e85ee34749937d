package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/google/uuid"
	"zombiezen.com/go/sqlite"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/account"
	"github.com/probity-ledger/probity/projections"
	"github.com/probity-ledger/probity/projections/authority"
)

// accessCommand is what whoever runs the machine does about access; everything else is done through the service, by two administrators.
type accessCommand struct {
	Bootstrap bootstrapCommand `cmd:"" help:"Appoint the first two access administrators of a force. Only while it has none."`
}

// bootstrapCommand appoints the first administrators. It opens the data folder itself, so no server runs on it meanwhile.
type bootstrapCommand struct {
	Administrator []string `required:"" placeholder:"SUBJECT" help:"Whom, by the subject of their tokens; given twice."`
	Force         string   `xor:"for" required:"" placeholder:"FORCE" help:"The force whose accounts they will keep."`
	IOPC          bool     `name:"iopc" xor:"for" required:"" help:"They will keep the accounts of the IOPC."`
	Reason        string   `required:"" placeholder:"TEXT" help:"On whose order; it goes on record."`
	storage
}

// Run appoints two people, and refuses where the force has administrators.
func (c bootstrapCommand) Run(ctx context.Context, t *terminal) (err error) {
	people := slices.Compact(slices.Sorted(slices.Values(c.Administrator)))
	if len(people) != 2 {
		return usagef("--administrator is given twice, for two people: one proposes a role and the other grants it")
	}
	if err := c.existing(); err != nil {
		return err
	}
	set := c.settings(t)
	set.quiet = true
	s, err := openSystem(ctx, set)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.close()) }()
	if err := errors.Join(s.caughtUp(ctx), s.recordPolicies(ctx)); err != nil {
		return err
	}
	missing, err := s.withoutAdministrators(ctx, c.Force, people)
	if err != nil {
		return err
	}
	for _, a := range missing {
		if err := s.appoint(ctx, domain.ActorID(a), c.Force, c.Reason); err != nil {
			return err
		}
		t.say("appointed   %s", a)
	}
	return nil
}

// withoutAdministrators returns those of two people who are still to be appointed. It refuses where the force has two administrators, or
// one who is not named here: whoever runs the machine must not be able to come in beside those a force has. One alone can grant nothing,
// so a second may be put beside them, with both named.
func (s *system) withoutAdministrators(ctx context.Context, force string, people []string) ([]string, error) {
	holders, err := s.administratorsOf(ctx, force)
	if err != nil {
		return nil, err
	}
	named := func(a string) bool { return slices.Contains(people, a) }
	if len(holders) > 1 || (len(holders) == 1 && !named(holders[0])) {
		return nil, domain.Errorf(domain.Refused, "ADMINISTRATOR_EXISTS",
			"the force has access administrators; have further ones proposed and granted through the service").Under("two-person rule")
	}
	return slices.DeleteFunc(slices.Clone(people), func(a string) bool { return slices.Contains(holders, a) }), nil
}

// administratorsOf lists who holds the role now, or will.
func (s *system) administratorsOf(ctx context.Context, force string) (holders []string, err error) {
	now := s.settings.now()
	err = s.views.View(authority.Name).Read(ctx, func(c *sqlite.Conn) error {
		return projections.Query(c, `SELECT actor, authority FROM account WHERE force = ?1 AND open ORDER BY actor`, nil, func(row *sqlite.Stmt) error {
			var a access.Authority
			err := projections.ReadDocument(row, 1, &a)
			administers := func(h access.Held) bool {
				return h.Role == domain.AccessAdministrator && (h.Until.IsZero() || now.Before(h.Until))
			}
			if slices.ContainsFunc(a.Roles, administers) {
				holders = append(holders, row.ColumnText(0))
			}
			return err
		}, force)
	})
	if err != nil {
		return nil, fmt.Errorf("look for administrators: %w", err)
	}
	return holders, nil
}

func (s *system) appoint(ctx context.Context, who domain.ActorID, force, reason string) error {
	ctx = access.With(ctx, access.Process("bootstrap", force))
	_, err := s.ledger.Account(ctx, uuid.NewString(), who, account.Appoint{Grant: uuid.NewString(), Actor: who, Force: force, Reason: reason})
	if err != nil {
		return fmt.Errorf("appoint %s: %w", who, err)
	}
	return nil
}
