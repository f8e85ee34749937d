package ledger_test

import (
	"bytes"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/caseaccess"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/ledger"
	"github.com/probity-ledger/probity/ledger/eventlog"
)

func actor(a domain.ActorID) func(*access.Principal) {
	return func(p *access.Principal) { p.Actor = a }
}

func TestReceiverIsAssigned(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	m := domain.MatterID(newID())
	want2(w.ledger.Matter(as(domain.CaseOfficer), newID(), m, receive()))(t)
	events := w.stream(caseaccess.Category, string(m))
	want := caseaccess.Assigned{Actor: "sub-case_officer", Capacity: domain.CaseOfficer, Reason: "received the report"}
	if len(events) != 1 || events[0].Event != caseaccess.Event(want) {
		t.Fatalf("%+v", events)
	}
	received := w.stream(misconduct.Category, string(m))
	if events[0].Meta.CausationID != received[0].Meta.CommandID || !slices.Equal(events[0].Meta.Policies, received[0].Meta.Policies) {
		t.Errorf("caused by %s under %v", events[0].Meta.CausationID, events[0].Meta.Policies)
	}
}

// The program dies after the receiver was assigned. The same report, received again, is one matter with one assignment.
func TestReceivedLater(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id, command, c := domain.MatterID(newID()), newID(), receive()
	c.Summary = strings.Repeat("long ", 500)
	small := w.over(w.store.Open(func(c *eventlog.Config) { c.MaxAppendBytes = 2000 }))
	var large *eventlog.TooLargeError
	if _, err := small.Matter(as(domain.CaseOfficer), command, id, c); !errors.As(err, &large) {
		t.Fatalf("got %v", err)
	}
	want2(w.ledger.Matter(as(domain.CaseOfficer), newID(), id, c))(t)
	if n := len(w.stream(caseaccess.Category, string(id))); n != 1 {
		t.Errorf("%d events of access", n)
	}
}

func TestCaseAccess_of_what_is_not_there_or_another_forces(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	m := w.matter()
	elsewhere := func(p *access.Principal) { p.Force = "southmoor" }
	c := caseaccess.Assign{Actor: "x", Capacity: domain.CaseOfficer, Reason: "r"}
	w.untouched(func() {
		_, absent := w.ledger.CaseAccess(as(domain.PSDSupervisor), newID(), domain.MatterID(newID()), c)
		_, hidden := w.ledger.CaseAccess(as(domain.PSDSupervisor, elsewhere), newID(), m, c)
		e := refused(t, absent, domain.NotFound, ledger.CodeUnknownMatter)
		if got := refused(t, hidden, domain.NotFound, ledger.CodeUnknownMatter); *got != *e {
			t.Errorf("%+v is not word for word %+v", got, e)
		}
		_, err := w.ledger.CaseAccess(as(domain.ExhibitsOfficer), newID(), m, c)
		refused(t, err, domain.Forbidden, ledger.CodeForbidden)
	})
}

func TestOwnProposalIsRefusedOpenly(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	m := w.matter()
	one, two := as(domain.PSDSupervisor, actor("one")), as(domain.PSDSupervisor, actor("two"))
	give := func(c caseaccess.Command) { t.Helper(); want2(w.ledger.CaseAccess(one, newID(), m, c))(t) }
	give(caseaccess.ProposeClearance{Proposal: "p1", Actor: "three", For: caseaccess.Compartment, Reason: "r"})
	give(caseaccess.ProposeClearance{Proposal: "p2", Actor: "two", For: caseaccess.Identities, Reason: "r"})
	give(caseaccess.DeclareConflict{Actor: "four", Interest: "i"})
	four := as(domain.PSDSupervisor, actor("four"))
	w.untouched(func() {
		for name, try := range map[string]func() error{
			"own proposal": func() error {
				_, err := w.ledger.CaseAccess(one, newID(), m, caseaccess.GiveClearance{Proposal: "p1"})
				return err
			},
			"own clearance": func() error {
				_, err := w.ledger.CaseAccess(two, newID(), m, caseaccess.GiveClearance{Proposal: "p2"})
				return err
			},
			"own conflict": func() error {
				_, err := w.ledger.CaseAccess(four, newID(), m, caseaccess.LiftConflict{Actor: "four", Reason: "r"})
				return err
			},
		} {
			if e := refused(t, try(), domain.Forbidden, ledger.CodeForbidden); e.Rule != "forbid.own-proposal" {
				t.Errorf("%s: %+v", name, e)
			}
		}
	})
	want2(w.ledger.CaseAccess(two, newID(), m, caseaccess.GiveClearance{Proposal: "p1"}))(t)
	want2(w.ledger.CaseAccess(one, newID(), m, caseaccess.LiftConflict{Actor: "four", Reason: "r"}))(t)
}

// Whoever watches the log hears of an exception, and neither who opened it nor why.
func TestExceptionIsOfWhoeverOpensIt(t *testing.T) {
	t.Parallel()
	var lines bytes.Buffer
	alarms := slog.New(slog.NewTextHandler(&lines, &slog.HandlerOptions{Level: slog.LevelWarn}))
	w := newWorld(t, func(c *ledger.Config) { c.Logger = alarms })
	m := w.matter()
	c := caseaccess.OpenException{Exception: newID(), Reason: "The store asks for a decision today.", Until: now.Add(time.Hour)}
	want2(w.ledger.CaseAccess(as(domain.ExhibitsOfficer, actor("another")), newID(), m, c))(t)
	s, err := w.ledger.CaseAccessState(t.Context(), m)
	if err != nil || !slices.Equal(s.ExceptedAt(now), []domain.ActorID{"another"}) {
		t.Errorf("%v %v", s.ExceptedAt(now), err)
	}
}
