package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/google/uuid"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/access/devissuer"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/account"
	"github.com/probity-ledger/probity/ledger"
)

// openPersonas gives everybody the development issuer can sign in an account and the role they stand for, as two administrators would.
// Done once, it adds nothing: what was changed since by others stays as they left it.
func (s *system) openPersonas(ctx context.Context) error {
	for _, p := range devissuer.Personas() {
		if err := s.openPersona(ctx, p); err != nil {
			return fmt.Errorf("open the account of persona %s: %w", p.Name, err)
		}
	}
	return s.caughtUp(ctx)
}

// administrators are those who open a force's invented accounts; those of the force can sign in themselves.
func administrators(force string) [2]domain.ActorID {
	if force == "" {
		return [2]domain.ActorID{"dev|iopc-administrator", "dev|iopc-administrator-2"}
	}
	return [2]domain.ActorID{"dev|access-administrator", "dev|access-administrator-2"}
}

func (s *system) openPersona(ctx context.Context, p devissuer.Persona) error {
	admins := administrators(p.Force)
	for _, a := range admins {
		appoint := account.Appoint{Grant: stepID(a, "grant"), Actor: a, Force: p.Force, Reason: "invented, for trying out"}
		if err := s.ofAccount(access.With(ctx, access.Process("bootstrap", p.Force)), a, "appoint", appoint); err != nil {
			return err
		}
	}
	if p.Subject == admins[0] || p.Subject == admins[1] {
		return nil
	}
	as := func(a domain.ActorID) context.Context {
		return access.With(ctx, access.Principal{Actor: a, Role: domain.AccessAdministrator, Force: p.Force})
	}
	kind := account.Person
	if p.Service {
		kind = account.Service
	}
	grant := stepID(p.Subject, "grant")
	err := errors.Join(
		s.ofAccount(as(admins[0]), p.Subject, "open", account.Open{Actor: p.Subject, Kind: kind, Force: p.Force}),
		s.ofAccount(as(admins[0]), p.Subject, "propose", account.ProposeRole{Grant: grant, Role: p.Role, Reason: "invented, for trying out"}),
		s.ofAccount(as(admins[1]), p.Subject, "agree", account.GrantRole{Grant: grant}),
	)
	if err != nil || p.Officer == "" {
		return err
	}
	return s.linkPersona(as(admins[0]), p)
}

// linkPersona says which entry in the register is the persona's own, once the demonstration has entered it. Until then the token says so,
// which keeps them out all the same.
func (s *system) linkPersona(ctx context.Context, p devissuer.Persona) error {
	_, err := s.ledger.OfficerState(ctx, p.Officer)
	if kind, refused := domain.KindOf(err); refused && kind == domain.NotFound {
		return nil
	}
	if err != nil {
		return err
	}
	return s.ofAccount(ctx, p.Subject, "link", account.LinkOfficer{Officer: p.Officer, Reason: "registered by the demonstration"})
}

// ofAccount gives one command of the opening; given again, it is answered with the receipt of the first time.
func (s *system) ofAccount(ctx context.Context, who domain.ActorID, step string, c account.Command) error {
	_, err := s.ledger.Account(ctx, stepID(who, step), who, c)
	return err
}

// personaSteps is the namespace of the commands that open the personas' accounts.
var personaSteps = uuid.MustParse("3d9a1b7e-5c42-5f0a-a6d8-1e0b7c9f2a64")

func stepID(who domain.ActorID, step string) string {
	return ledger.NewID(uuid.NewSHA1(personaSteps, []byte(who)).String(), step)
}
