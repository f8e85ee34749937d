package ledger_test

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/internal/logtest"
	"github.com/probity-ledger/probity/ledger"
	"github.com/probity-ledger/probity/ledger/eventlog"
)

type answer struct {
	receipt ledger.Receipt
	err     error
}

// The connection breaks in the middle of an append, before or after the store wrote it. The ledger looks again by itself, and the act
// stands in the log once.
func TestOutcomeLost(t *testing.T) {
	t.Parallel()
	for name, lose := range map[string]func(*logtest.Proxy){
		"before it is written": (*logtest.Proxy).LoseRequests,
		"after it was written": (*logtest.Proxy).LoseAnswers,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			proxy := logtest.NewProxy(t, w.store)
			p := &onceAllowed{}
			faulty := w.over(w.store.Open(proxy.Through), p.policy)
			m := domain.MatterID(newID())
			want2(faulty.Matter(as(domain.CaseOfficer), newID(), m, receive()))(t)

			p.then(func() { lose(proxy) })
			answered := make(chan answer, 1)
			go func() {
				r, err := faulty.Matter(as(domain.CaseOfficer), newID(), m, decision("1"))
				answered <- answer{r, err}
			}()
			proxy.AwaitLost()
			if name == "after it was written" {
				w.awaitLength(m, began+1)
			}
			proxy.Cut()
			a := <-answered
			r := want(t, a.receipt, a.err)
			events := w.stream(misconduct.Category, string(m))
			if len(events) != began+1 || r.Revision != began || r.Repeated || r.EventIDs[0] != events[began].Recorded.ID.String() || r.Position != events[began].Position {
				t.Errorf("%d events, receipt %+v", len(events), r)
			}
		})
	}
}

// onceAllowed is the access rules, and does something once when they are asked: what they need was read by then, and the next call to
// the store is the append.
type onceAllowed struct {
	access.Rules
	act atomic.Pointer[func()]
}

func (p *onceAllowed) policy(c *ledger.Config) { c.Policy = p }

func (p *onceAllowed) then(act func()) { p.act.Store(&act) }

func (p *onceAllowed) Command(who access.Principal, command string, r access.Resource) access.Decision {
	if act := p.act.Swap(nil); act != nil {
		(*act)()
	}
	return p.Rules.Command(who, command, r)
}

func decision(id string) misconduct.RecordDecision {
	return misconduct.RecordDecision{Decision: id, Subject: "POLICY", Text: "x", Reasons: "y", DecidedBy: domain.CaseOfficer, On: today}
}

func (w *world) awaitLength(m domain.MatterID, n int) {
	w.tb.Helper()
	for len(w.stream(misconduct.Category, string(m))) < n { // every look is a call to the store, which is pause enough
	}
}

// The store cannot be reached again after the break: the caller is told that nobody knows, and the same command given later settles it.
func TestOutcomeUnknown(t *testing.T) {
	t.Parallel()
	for _, written := range []bool{false, true} {
		w := newWorld(t)
		proxy := logtest.NewProxy(t, w.store)
		p := &onceAllowed{}
		faulty := w.over(w.store.Open(proxy.Through), p.policy)
		m, command := domain.MatterID(newID()), newID()
		want2(faulty.Matter(as(domain.CaseOfficer), newID(), m, receive()))(t)

		p.then(func() {
			if written {
				proxy.LoseAnswers()
			} else {
				proxy.LoseRequests()
			}
		})
		failed := make(chan error, 1)
		go func() { _, err := faulty.Matter(as(domain.CaseOfficer), command, m, decision("1")); failed <- err }()
		proxy.AwaitLost()
		if written {
			w.awaitLength(m, began+1)
		}
		proxy.Down()
		if err := <-failed; !errors.Is(err, eventlog.ErrOutcomeUnknown) {
			t.Fatalf("got %v, want an unknown outcome", err)
		}

		proxy.Cut()
		r := want2(faulty.Matter(as(domain.CaseOfficer), command, m, decision("1")))(t)
		if r.Revision != began || r.Repeated != written {
			t.Errorf("written %t: %+v", written, r)
		}
		if n := len(w.stream(misconduct.Category, string(m))); n != began+1 {
			t.Errorf("%d events", n)
		}
	}
}

// The store goes down and comes back under many writers. Each gives its command again until it is answered, and every act stands in
// the log exactly once.
func TestWritersAcrossRestarts(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const writers, commands, restarts = 8, 15, 3
	var matters [writers]domain.MatterID
	for i := range matters {
		matters[i] = w.matter()
	}
	var done sync.WaitGroup
	answered := make(chan struct{}, writers*commands)
	for _, m := range matters {
		done.Go(func() {
			for n := range commands {
				w.giveUntilAnswered(m, newID(), decision(fmt.Sprint(n)))
				answered <- struct{}{}
			}
		})
	}
	for range restarts {
		for range writers * commands / (restarts + 1) {
			<-answered
		}
		w.store.Stop()
		w.store.Start()
	}
	done.Wait()
	for _, m := range matters {
		if n := len(w.stream(misconduct.Category, string(m))); n != began+commands {
			t.Errorf("%d events for %d commands", n-began, commands)
		}
	}
}

func (w *world) giveUntilAnswered(m domain.MatterID, command string, c misconduct.RecordDecision) {
	for {
		_, err := w.ledger.Matter(as(domain.CaseOfficer), command, m, c)
		if err == nil {
			return
		}
		if !errors.Is(err, eventlog.ErrOutcomeUnknown) && !errors.Is(err, eventlog.ErrUnavailable) {
			w.tb.Error(err)
			return
		}
	}
}
