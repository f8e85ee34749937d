package ledger_test

import (
	"context"
	"testing"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/account"
	"github.com/probity-ledger/probity/ledger"
)

const newcomer = domain.ActorID("psd-dc-9")

func open(change ...func(*account.Open)) account.Open {
	c := account.Open{Actor: newcomer, Kind: account.Person, Force: force}
	for _, f := range change {
		f(&c)
	}
	return c
}

func TestAccount_role_by_two_administrators(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	one, two := as(domain.AccessAdministrator, actor("one")), as(domain.AccessAdministrator, actor("two"))
	self := as(domain.AccessAdministrator, actor(newcomer))
	want2(w.ledger.Account(one, newID(), newcomer, open()))(t)
	c := account.ProposeRole{Grant: newID(), Role: domain.CaseOfficer, Reason: "joins the team"}
	want2(w.ledger.Account(one, newID(), newcomer, c))(t)
	grant := account.GrantRole{Grant: c.Grant}
	w.untouched(func() {
		for name, who := range map[string]context.Context{"the proposer": one, "the person": self} {
			_, err := w.ledger.Account(who, newID(), newcomer, grant)
			if e := refused(t, err, domain.Forbidden, ledger.CodeForbidden); e.Rule != access.ForbidOwnProposal {
				t.Errorf("%s: %+v", name, e)
			}
		}
		_, err := w.ledger.Account(as(domain.PSDSupervisor), newID(), newcomer, grant)
		refused(t, err, domain.Forbidden, ledger.CodeForbidden)
		_, err = w.ledger.Account(one, newID(), newcomer, account.Appoint{Grant: newID(), Actor: newcomer, Force: force, Reason: "r"})
		refused(t, err, domain.Forbidden, ledger.CodeForbidden)
	})
	want2(w.ledger.Account(two, newID(), newcomer, grant))(t)
	s, err := w.ledger.AccountState(t.Context(), newcomer)
	if err != nil || !s.Held(domain.CaseOfficer, now) {
		t.Errorf("%+v %v", s, err)
	}
}

// An account of another force, of the IOPC, and none at all are spoken of in the same words.
func TestAccount_of_another_force(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	elsewhere := func(p *access.Principal) { p.Force = "southmoor" }
	watchdog := func(p *access.Principal) { p.Force = "" }
	want2(w.ledger.Account(as(domain.AccessAdministrator, elsewhere), newID(), "there", open(func(c *account.Open) { c.Actor, c.Force = "there", "southmoor" })))(t)
	want2(w.ledger.Account(as(domain.AccessAdministrator, watchdog), newID(), "iopc", open(func(c *account.Open) { c.Actor, c.Force = "iopc", "" })))(t)
	w.untouched(func() {
		_, err := w.ledger.Account(as(domain.AccessAdministrator), newID(), "nobody", account.Close{Reason: "r"})
		absent := refused(t, err, domain.NotFound, ledger.CodeUnknownAccount)
		for _, who := range []domain.ActorID{"there", "iopc"} {
			_, err := w.ledger.Account(as(domain.AccessAdministrator), newID(), who, account.Close{Reason: "r"})
			if got := refused(t, err, domain.NotFound, ledger.CodeUnknownAccount); *got != *absent {
				t.Errorf("%s: %+v is not word for word %+v", who, got, absent)
			}
		}
		_, err = w.ledger.Account(as(domain.AccessAdministrator, elsewhere), newID(), newcomer, open())
		refused(t, err, domain.Forbidden, ledger.CodeForbidden)
		_, err = w.ledger.Account(as(domain.AccessAdministrator), newID(), newcomer, open(func(c *account.Open) { c.Force = "" }))
		refused(t, err, domain.Forbidden, "OTHER_FORCE")
		_, err = w.ledger.Account(as(domain.AccessAdministrator), newID(), "another", open())
		refused(t, err, domain.Invalid, "OTHER_ACTOR")
	})
}

func TestAccount_is_linked_to_who_is_registered_in_the_force(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	admin := as(domain.AccessAdministrator)
	o := w.officer()
	want2(w.ledger.Account(admin, newID(), newcomer, open(func(c *account.Open) { c.Officer = o })))(t)
	_, err := w.ledger.Account(admin, newID(), newcomer, account.LinkOfficer{Officer: domain.OfficerID(newID()), Reason: "r"})
	refused(t, err, domain.NotFound, ledger.CodeUnknownOfficer)
	_, err = w.ledger.Account(admin, newID(), "x", open(func(c *account.Open) { c.Actor, c.Officer = "x", domain.OfficerID(newID()) }))
	refused(t, err, domain.NotFound, ledger.CodeUnknownOfficer)
}

func TestAccount_first_administrators_are_appointed_by_the_process(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	machine := access.With(t.Context(), access.Process("bootstrap", force))
	want2(w.ledger.Account(machine, newID(), newcomer, account.Appoint{Grant: newID(), Actor: newcomer, Force: force, Reason: "the first"}))(t)
	s, err := w.ledger.AccountState(t.Context(), newcomer)
	if err != nil || !s.Held(domain.AccessAdministrator, now) {
		t.Errorf("%+v %v", s, err)
	}
}
