package ledger_test

import (
	"testing"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/account"
	"github.com/probity-ledger/probity/domain/caseaccess"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/ledger"
)

func appoint(who domain.ActorID) misconduct.AppointInvestigator {
	return misconduct.AppointInvestigator{Investigator: who, ConflictNote: "says there is none", On: today}
}

// internal is a matter under Part 3, with an investigator.
func (w *world) internal() domain.MatterID {
	w.tb.Helper()
	m := w.matter()
	authority := as(domain.AppropriateAuthority)
	want2(w.ledger.Matter(authority, newID(), m, misconduct.Record{Kind: misconduct.InternalMisconduct, On: today}))(w.tb)
	want2(w.ledger.Matter(authority, newID(), m, appoint("dc-7")))(w.tb)
	return m
}

// Whatever a caller says of an investigator, the ledger looks itself: at the conflicts declared, and at whose account it is.
func TestConflictFact(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	m, other, o := w.matter(), w.matter(), w.officer()
	authority := as(domain.AppropriateAuthority)
	want2(w.ledger.Account(as(domain.AccessAdministrator), newID(), "dc-8", account.Open{Actor: "dc-8", Kind: account.Person, Force: force, Officer: o}))(t)
	w.note(m, as(domain.PSDSupervisor), caseaccess.DeclareConflict{Actor: "dc-9", Interest: "close friends"})
	want2(w.ledger.Matter(authority, newID(), m, appoint("dc-8")))(t) // no conflict yet

	w.concern(other, o)
	want2(w.ledger.Matter(as(domain.CaseOfficer), newID(), m, misconduct.LinkMatters{Other: other, Reason: "one group"}))(t)
	want2(w.ledger.Matter(authority, newID(), m, appoint("dc-10")))(t)
	w.untouched(func() {
		for name, in := range map[string]struct {
			matter domain.MatterID
			who    domain.ActorID
		}{
			"declared": {m, "dc-9"}, "concerned here": {other, "dc-8"}, "concerned in a linked matter": {m, "dc-8"},
		} {
			_, err := w.ledger.Matter(authority, newID(), in.matter, appoint(in.who))
			if e := refused(t, err, domain.Refused, "INVESTIGATOR_CONFLICT"); e.Field != "investigator" {
				t.Errorf("%s: %+v", name, e)
			}
		}
	})
	c := appoint("dc-11") // somebody the ledger knows nothing of, whatever the caller puts there
	c.Conflict = misconduct.Conflict{Declared: true, Concerned: true}
	want2(w.ledger.Matter(authority, newID(), m, c))(t)
}

// Both matters say that they are investigated as one, and which of them leads; and both that they are two again.
func TestCombineAndSplit(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a, b, authority := w.internal(), w.internal(), as(domain.AppropriateAuthority)
	combine := misconduct.CombineInvestigations{With: b, Leads: true, Reason: "one group", DecidedBy: domain.AppropriateAuthority, On: today}
	_, err := w.ledger.Matter(authority, newID(), a, combine)
	refused(t, err, domain.Refused, "NOT_LINKED")
	want2(w.ledger.Matter(as(domain.CaseOfficer), newID(), a, misconduct.LinkMatters{Other: b, Reason: "one group"}))(t)
	command := newID()
	want2(w.ledger.Matter(authority, command, a, combine))(t)
	combined := func(m, with domain.MatterID) (leads, ok bool) {
		s, err := w.ledger.MatterState(t.Context(), m)
		if err != nil {
			t.Fatal(err)
		}
		leads, ok = s.Combined[with]
		return leads, ok
	}
	if leads, ok := combined(a, b); !leads || !ok {
		t.Error("the one that leads does not say so")
	}
	if leads, ok := combined(b, a); leads || !ok {
		t.Error("the other half")
	}
	w.untouched(func() {
		if again := want2(w.ledger.Matter(authority, command, a, combine))(t); !again.Repeated {
			t.Errorf("%+v", again)
		}
		_, err := w.ledger.Matter(authority, newID(), a, misconduct.CombineInvestigations{With: domain.MatterID(newID()), Reason: "r", DecidedBy: domain.AppropriateAuthority, On: today})
		if e := refused(t, err, domain.NotFound, ledger.CodeUnknownMatter); e.Field != "with" {
			t.Errorf("%+v", e)
		}
	})
	want2(w.ledger.Matter(authority, newID(), b, misconduct.SplitInvestigation{From: a, Reason: "two trials", DecidedBy: domain.AppropriateAuthority, On: today}))(t)
	for m, other := range map[domain.MatterID]domain.MatterID{a: b, b: a} {
		if _, ok := combined(m, other); ok {
			t.Errorf("%s is still combined", m)
		}
	}
}

// Where the other half cannot be written, nothing is: the other matter has ended meanwhile.
func TestCombine_with_what_has_ended(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a, b, authority := w.internal(), w.internal(), as(domain.AppropriateAuthority)
	want2(w.ledger.Matter(as(domain.CaseOfficer), newID(), a, misconduct.LinkMatters{Other: b, Reason: "one group"}))(t)
	want2(w.ledger.Matter(authority, newID(), b, misconduct.Discontinue{Reason: "nothing in it", DecidedBy: domain.AppropriateAuthority, On: today}))(t)
	w.untouched(func() {
		_, err := w.ledger.Matter(authority, newID(), a, misconduct.CombineInvestigations{With: b, Reason: "r", DecidedBy: domain.AppropriateAuthority, On: today})
		refused(t, err, domain.Refused, "OTHER_ENDED")
	})
}

// A matter that ended goes on as another, which is linked to it from both ends.
func TestReopen(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a, b, authority := w.internal(), w.matter(), as(domain.AppropriateAuthority)
	reopen := misconduct.Reopen{As: b, Reason: "new evidence", On: today}
	w.untouched(func() {
		_, err := w.ledger.Matter(authority, newID(), a, reopen)
		refused(t, err, domain.Refused, "NOT_CONCLUDED")
	})
	want2(w.ledger.Matter(authority, newID(), a, misconduct.Discontinue{Reason: "nothing in it", DecidedBy: domain.AppropriateAuthority, On: today}))(t)
	want2(w.ledger.Matter(authority, newID(), a, reopen))(t)
	for m, other := range map[domain.MatterID]domain.MatterID{a: b, b: a} {
		s, err := w.ledger.MatterState(t.Context(), m)
		if err != nil || !s.Linked[other] {
			t.Errorf("%v, %v", s.Linked, err)
		}
	}
	w.untouched(func() {
		_, err := w.ledger.Matter(authority, newID(), a, reopen)
		refused(t, err, domain.Refused, "ALREADY_REOPENED")
	})
}
