package ledger_test

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/caseaccess"
	"github.com/probity-ledger/probity/domain/device"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/ledger"
)

func entry(o domain.OfficerID) func(*access.Principal) {
	return func(p *access.Principal) { p.Officer = o }
}

// note records a fact about who may see a matter, as a supervisor.
func (w *world) note(m domain.MatterID, by context.Context, c caseaccess.Command) {
	w.tb.Helper()
	want2(w.ledger.CaseAccess(by, newID(), m, c))(w.tb)
}

// restrict puts a matter into a compartment, for the supervisors "lead" and "second".
func (w *world) restrict(m domain.MatterID) {
	w.tb.Helper()
	lead, deputy := as(domain.PSDSupervisor, actor("lead")), as(domain.PSDSupervisor, actor("deputy"))
	w.note(m, lead, caseaccess.ProposeClearance{Proposal: "second", Actor: "second", For: caseaccess.Compartment, Reason: "leads the strand"})
	w.note(m, deputy, caseaccess.GiveClearance{Proposal: "second"})
	w.note(m, lead, caseaccess.Restrict{Reason: "a covert strand"})
}

// stranger says how somebody stands to a matter they may not know of.
type stranger struct {
	name    string
	as      context.Context
	prepare func(w *world, m domain.MatterID)
}

func strangers(concerned, linked domain.OfficerID) []stranger {
	lead := as(domain.PSDSupervisor, actor("lead"))
	nothing := func(*world, domain.MatterID) {}
	return []stranger{
		{"not assigned", as(domain.CaseOfficer, actor("new")), nothing},
		{"assignment expired", as(domain.CaseOfficer, actor("was")), func(w *world, m domain.MatterID) {
			soon := w.over(w.log, func(c *ledger.Config) { c.Now = func() time.Time { return now.Add(-time.Hour) } })
			want2(soon.CaseAccess(lead, newID(), m, caseaccess.Assign{Actor: "was", Capacity: domain.CaseOfficer, Until: now, Reason: "for an hour"}))(w.tb)
		}},
		{"assignment ended", as(domain.CaseOfficer, actor("ended")), func(w *world, m domain.MatterID) {
			w.note(m, lead, caseaccess.Assign{Actor: "ended", Capacity: domain.CaseOfficer, Reason: "helps"})
			w.note(m, lead, caseaccess.EndAssignment{Actor: "ended", Reason: "moved"})
		}},
		{"exception ended", as(domain.ExhibitsOfficer, actor("glass")), func(w *world, m domain.MatterID) {
			me := as(domain.ExhibitsOfficer, actor("glass"))
			w.note(m, me, caseaccess.OpenException{Exception: "x", Reason: "The store asks for a decision today.", Until: now.Add(time.Hour)})
			w.note(m, me, caseaccess.EndException{Exception: "x", Reason: "done"})
		}},
		{"conflict of interest, assigned", as(domain.CaseOfficer, actor("brother")), func(w *world, m domain.MatterID) {
			w.note(m, lead, caseaccess.Assign{Actor: "brother", Capacity: domain.CaseOfficer, Reason: "helps"})
			w.note(m, lead, caseaccess.DeclareConflict{Actor: "brother", Interest: "a brother"})
		}},
		{"conflict of interest, supervisor", as(domain.PSDSupervisor, actor("sister")), func(w *world, m domain.MatterID) {
			w.note(m, lead, caseaccess.DeclareConflict{Actor: "sister", Interest: "a sister"})
		}},
		{"officer concerned", as(domain.PSDSupervisor, actor("theirs"), entry(concerned)), nothing},
		{"officer concerned in a linked matter", as(domain.PSDSupervisor, actor("linked"), entry(linked)), nothing},
		{"restricted, assigned and not cleared", as(domain.CaseOfficer), func(w *world, m domain.MatterID) {
			w.restrict(m)
		}},
	}
}

// Whoever may not know of a matter hears of it, of its device and of its record of access word for word what they would hear if there were
// none, whatever they try; and nothing is written.
func TestHidden_is_what_does_not_exist(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	concerned, linked := w.officer(), w.officer()
	for _, s := range strangers(concerned, linked) {
		m, other := w.matter(), w.matter()
		w.concern(m, concerned)
		w.concern(other, linked)
		want2(w.ledger.Matter(as(domain.PSDSupervisor), newID(), m, misconduct.LinkMatters{Other: other, Reason: "one group"}))(t)
		phone := w.device(m, "KLM/1")
		s.prepare(w, m)
		nowhere, nothing := domain.MatterID(newID()), domain.DeviceID(newID())
		tries := map[string]func(domain.MatterID, domain.DeviceID) error{
			"link it": func(id domain.MatterID, _ domain.DeviceID) error {
				_, err := w.ledger.Matter(s.as, newID(), id, misconduct.LinkMatters{Other: other, Reason: "r"})
				return err
			},
			"record a decision": func(id domain.MatterID, _ domain.DeviceID) error {
				_, err := w.ledger.Matter(s.as, newID(), id, misconduct.RecordDecision{Decision: "d", Subject: "POLICY", Text: "t", Reasons: "r", DecidedBy: domain.CaseOfficer, On: today})
				return err
			},
			"hand its device over": func(_ domain.MatterID, id domain.DeviceID) error {
				_, err := w.ledger.Device(s.as, newID(), id, device.Return{To: "owner", Receipt: "r", SignedOffBy: "x", At: now})
				return err
			},
			"assign themselves": func(id domain.MatterID, _ domain.DeviceID) error {
				p, _ := access.From(s.as)
				_, err := w.ledger.CaseAccess(s.as, newID(), id, caseaccess.Assign{Actor: p.Actor, Capacity: domain.CaseOfficer, Reason: "r"})
				return err
			},
		}
		w.untouched(func() {
			for what, try := range tries {
				hidden, absent := try(m, phone), try(nowhere, nothing)
				if hidden == nil || absent == nil || hidden.Error() != absent.Error() {
					t.Errorf("%s, to %s: %v, and where there is nothing: %v", s.name, what, hidden, absent)
				}
			}
		})
	}
}

// An exception opens no door that is walled up: to those who are kept out, and into a compartment, there is no such matter.
func TestException_into_what_is_hidden(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	concerned, linked := w.officer(), w.officer()
	lead := as(domain.PSDSupervisor, actor("lead"))
	for name, test := range map[string]struct {
		as      context.Context
		prepare func(m domain.MatterID)
	}{
		"concerned":                   {as(domain.ExhibitsOfficer, actor("a"), entry(concerned)), func(domain.MatterID) {}},
		"concerned in a link":         {as(domain.ExhibitsOfficer, actor("a"), entry(linked)), func(domain.MatterID) {}},
		"conflicted":                  {as(domain.ExhibitsOfficer, actor("b")), func(m domain.MatterID) { w.note(m, lead, caseaccess.DeclareConflict{Actor: "b", Interest: "i"}) }},
		"restricted":                  {as(domain.ExhibitsOfficer, actor("c")), w.restrict},
		"restricted, anti-corruption": {as(domain.AntiCorruption, actor("d")), w.restrict},
	} {
		m, other := w.matter(), w.matter()
		w.concern(m, concerned)
		w.concern(other, linked)
		want2(w.ledger.Matter(as(domain.PSDSupervisor), newID(), m, misconduct.LinkMatters{Other: other, Reason: "one group"}))(t)
		test.prepare(m)
		open := func(id domain.MatterID) error {
			_, err := w.ledger.CaseAccess(test.as, newID(), id, caseaccess.OpenException{Exception: "x", Reason: "The store asks for a decision today.", Until: now.Add(time.Hour)})
			return err
		}
		w.untouched(func() {
			hidden, absent := refused(t, open(m), domain.NotFound, ledger.CodeUnknownMatter), refused(t, open(domain.MatterID(newID())), domain.NotFound, ledger.CodeUnknownMatter)
			if *hidden != *absent {
				t.Errorf("%s: %+v is not word for word %+v", name, hidden, absent)
			}
		})
	}
}

// Those who are to act can: assigned, by exception, cleared for what is restricted.
func TestNeed_to_know_lets_in(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	m := w.matter()
	lead, deputy := as(domain.PSDSupervisor, actor("lead")), as(domain.PSDSupervisor, actor("deputy"))
	decide := func(by context.Context) {
		t.Helper()
		want2(w.ledger.Matter(by, newID(), m, decision(newID())))(t)
	}
	w.note(m, lead, caseaccess.Assign{Actor: "new", Capacity: domain.CaseOfficer, Reason: "helps"})
	decide(as(domain.CaseOfficer, actor("new")))
	glass := as(domain.CaseOfficer, actor("glass"))
	w.note(m, glass, caseaccess.OpenException{Exception: "x", Reason: "The duty inspector cannot be reached.", Until: now.Add(time.Hour)})
	decide(glass)
	w.restrict(m)
	w.note(m, lead, caseaccess.ProposeClearance{Proposal: "p", Actor: "deputy", For: caseaccess.Compartment, Reason: "leads it"})
	decide(lead)
	_, err := w.ledger.Matter(deputy, newID(), m, decision("d"))
	refused(t, err, domain.NotFound, ledger.CodeUnknownMatter)
	_, err = w.ledger.CaseAccess(lead, newID(), m, caseaccess.GiveClearance{Proposal: "p"})
	refused(t, err, domain.Forbidden, ledger.CodeForbidden)
}

func TestLinkMatters(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a, b := w.matter(), w.matter()
	command := newID()
	link := misconduct.LinkMatters{Other: b, Reason: "one group"}
	r := want2(w.ledger.Matter(as(domain.CaseOfficer), command, a, link))(t)
	for m, other := range map[domain.MatterID]domain.MatterID{a: b, b: a} {
		s, err := w.ledger.MatterState(t.Context(), m)
		if err != nil || !s.Linked[other] {
			t.Errorf("%v, %v", s.Linked, err)
		}
	}
	half := w.stream(misconduct.Category, string(b))
	if last := half[len(half)-1]; last.Meta.CausationID != command || !slices.Equal(last.Meta.Policies, []string{"permit.link-matters"}) {
		t.Errorf("the other half: %+v", last.Meta)
	}
	w.untouched(func() {
		if again := want2(w.ledger.Matter(as(domain.CaseOfficer), command, a, link))(t); !again.Repeated || again.Revision != r.Revision {
			t.Errorf("%+v", again)
		}
		want2(w.ledger.Matter(as(domain.CaseOfficer), newID(), b, misconduct.LinkMatters{Other: a, Reason: "the same"}))(t) // nothing to record
		for name, other := range map[string]domain.MatterID{"absent": domain.MatterID(newID()), "no id": "x"} {
			_, err := w.ledger.Matter(as(domain.CaseOfficer), newID(), a, misconduct.LinkMatters{Other: other, Reason: "r"})
			if e := refused(t, err, domain.NotFound, ledger.CodeUnknownMatter); e.Field != "other" {
				t.Errorf("%s: %+v", name, e)
			}
		}
	})
	// One of the two is not the caller's: it does not exist for them.
	secret := domain.MatterID(newID())
	want2(w.ledger.Matter(as(domain.CaseOfficer, actor("another")), newID(), secret, receive()))(t)
	w.untouched(func() {
		_, err := w.ledger.Matter(as(domain.CaseOfficer), newID(), a, misconduct.LinkMatters{Other: secret, Reason: "r"})
		refused(t, err, domain.NotFound, ledger.CodeUnknownMatter)
	})
}

// Two people link the same two matters from either end at once: neither waits for the other for ever, and each link is written once.
func TestLinkMatters_from_both_ends_at_once(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for range 10 {
		a, b := w.matter(), w.matter()
		var done sync.WaitGroup
		for from, to := range map[domain.MatterID]domain.MatterID{a: b, b: a} {
			done.Go(func() {
				ctx, cancel := context.WithTimeout(as(domain.CaseOfficer), 20*time.Second)
				defer cancel()
				if _, err := w.ledger.Matter(ctx, newID(), from, misconduct.LinkMatters{Other: to, Reason: "one group"}); err != nil {
					t.Error(err)
				}
			})
		}
		done.Wait()
		for _, m := range []domain.MatterID{a, b} {
			links := 0
			for _, e := range w.stream(misconduct.Category, string(m)) {
				if _, ok := e.Event.(misconduct.MattersLinked); ok {
					links++
				}
			}
			if links != 1 {
				t.Errorf("%d links", links)
			}
		}
	}
}
