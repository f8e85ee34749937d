package ledger_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/caseaccess"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/internal/logtest"
	"github.com/probity-ledger/probity/ledger"
	"github.com/probity-ledger/probity/ledger/eventlog"
)

func alone(c *ledger.Config) { c.Alone = true }

// endOf ends the assignment of the case officer who received the matter.
func endOf() caseaccess.EndAssignment {
	p, _ := access.From(as(domain.CaseOfficer))
	return caseaccess.EndAssignment{Actor: p.Actor, Reason: "moved to another unit"}
}

// Whether the ledger asks the log or relies on what it wrote itself: who was taken off a case can do nothing more in it.
func TestAlone_an_ended_assignment_bites_at_once(t *testing.T) {
	t.Parallel()
	for _, change := range [][]func(*ledger.Config){nil, {alone}} {
		w := newWorld(t, change...)
		m := w.matter()
		want2(w.ledger.Matter(as(domain.CaseOfficer), newID(), m, decision("1")))(t)
		want2(w.ledger.CaseAccess(as(domain.PSDSupervisor), newID(), m, endOf()))(t)
		_, err := w.ledger.Matter(as(domain.CaseOfficer), newID(), m, decision("2"))
		refused(t, err, domain.NotFound, ledger.CodeUnknownMatter)
	}
}

// A ledger that is alone does not rely on what it remembers once it does not know what became of its own words.
func TestAlone_asks_the_log_after_an_answer_was_lost(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	proxy := logtest.NewProxy(t, w.store)
	p := &onceAllowed{}
	l := w.over(w.store.Open(proxy.Through), p.policy, alone)
	m := domain.MatterID(newID())
	want2(l.Matter(as(domain.CaseOfficer), newID(), m, receive()))(t)
	want2(l.Matter(as(domain.CaseOfficer), newID(), m, decision("1")))(t)

	p.then(proxy.LoseAnswers)
	failed := make(chan error, 1)
	go func() { _, err := l.CaseAccess(as(domain.PSDSupervisor), newID(), m, endOf()); failed <- err }()
	proxy.AwaitLost()
	for len(w.stream(caseaccess.Category, string(m))) < 2 { // every look is a call to the store, which is pause enough
	}
	proxy.Down()
	if err := <-failed; !errors.Is(err, eventlog.ErrOutcomeUnknown) {
		t.Fatalf("got %v, want an unknown outcome", err)
	}
	proxy.Cut()
	_, err := l.Matter(as(domain.CaseOfficer), newID(), m, decision("2"))
	refused(t, err, domain.NotFound, ledger.CodeUnknownMatter)
	if n := len(w.stream(misconduct.Category, string(m))); n != began+1 {
		t.Errorf("%d events in the matter, want %d", n, began+1)
	}

	who, _ := access.From(as(domain.CaseOfficer))
	again := caseaccess.Assign{Actor: who.Actor, Capacity: domain.CaseOfficer, Reason: "back in the unit"}
	want2(w.ledger.CaseAccess(as(domain.PSDSupervisor), newID(), m, again))(t)
	want2(l.Matter(as(domain.CaseOfficer), newID(), m, decision("2")))(t) // it asks: somebody else wrote this
}

// BenchmarkAlone: what it saves not to read who is assigned to a case before every command in it.
func BenchmarkAlone(b *testing.B) {
	for name, change := range map[string][]func(*ledger.Config){"asking": nil, "alone": {alone}} {
		b.Run(name, func(b *testing.B) {
			w := newWorld(b, change...)
			b.SetParallelism(32)
			b.RunParallel(func(pb *testing.PB) {
				m := w.matter()
				for i := 1; pb.Next(); i++ {
					if i%200 == 0 {
						m = w.matter()
					}
					want2(w.ledger.Matter(as(domain.CaseOfficer), newID(), m, decision(fmt.Sprint(i))))(b)
				}
			})
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "commands/s")
		})
	}
}
