package ledger_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/ledger"
)

// Several processes write to the same matter at once: every command that got a receipt stands in the log exactly once, where its
// receipt says, and every other was told CONCURRENT_EDIT and left nothing.
func TestRacingWriters(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	rapid.Check(t, func(rt *rapid.T) {
		m := w.matter()
		writers := rapid.IntRange(2, 4).Draw(rt, "writers")
		commands := rapid.IntRange(1, 5).Draw(rt, "commands")
		accepted := race(rt, w, m, writers, commands)
		events := w.stream(misconduct.Category, string(m))
		if len(events) != began+len(accepted) {
			rt.Fatalf("%d receipts, %d events", len(accepted), len(events)-began)
		}
		for _, e := range events[began:] {
			if accepted[e.Meta.CommandID] != e.Revision {
				rt.Fatalf("revision %d, receipt %d", e.Revision, accepted[e.Meta.CommandID])
			}
		}
	})
}

// race lets writers of their own processes give commands to a matter and returns the revision of each receipt.
func race(rt *rapid.T, w *world, m domain.MatterID, writers, commands int) map[string]uint64 {
	var mu sync.Mutex
	accepted := make(map[string]uint64)
	var wg sync.WaitGroup
	for writer := range writers {
		wg.Go(func() {
			l := w.over(w.log)
			for n := range commands {
				command := newID()
				r, err := l.Matter(as(domain.CaseOfficer), command, m, misconduct.RecordDecision{
					Decision: fmt.Sprintf("%d-%d", writer, n), Subject: "POLICY", Text: "x", Reasons: "y", DecidedBy: domain.CaseOfficer, On: today,
				})
				mu.Lock()
				if err == nil {
					accepted[command] = r.Revision
				} else if !isConcurrentEdit(err) {
					rt.Errorf("writer %d: %v", writer, err)
				}
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	return accepted
}

func isConcurrentEdit(err error) bool {
	var e *domain.Error
	return errors.As(err, &e) && e.Kind == domain.Conflict && e.Code == ledger.CodeConcurrentEdit
}

// The same command raced against itself is one act.
func TestRacingItself(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for range 10 {
		m, command, c := domain.MatterID(newID()), newID(), receive()
		var wg sync.WaitGroup
		for range 4 {
			l := w.over(w.log)
			wg.Go(func() {
				r, err := l.Matter(as(domain.CaseOfficer), command, m, c)
				if err != nil || r.Revision != began-1 || len(r.EventIDs) != began {
					t.Errorf("%+v, %v", r, err)
				}
			})
		}
		wg.Wait()
		if n := len(w.stream(misconduct.Category, string(m))); n != began {
			t.Errorf("%d events", n)
		}
	}
}

// meddler is an access policy that lets somebody else write to the stream each time the ledger has just looked.
type meddler struct {
	access.Rules
	meddle func()
}

func (p meddler) Command(who access.Principal, command string, r access.Resource) access.Decision {
	p.meddle()
	return p.Rules.Command(who, command, r)
}

func TestConcurrentEditNamesBothRevisions(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	m := w.matter()
	tries := 0
	l := w.over(w.log, func(c *ledger.Config) {
		c.Policy = meddler{meddle: func() { tries++; w.concern(m, w.officer()) }}
	})
	_, err := l.Matter(as(domain.CaseOfficer), newID(), m, misconduct.RecordDecision{
		Decision: "1", Subject: "POLICY", Text: "x", Reasons: "y", DecidedBy: domain.CaseOfficer, On: today,
	})
	e := refused(t, err, domain.Conflict, ledger.CodeConcurrentEdit)
	const text = "the matter was changed by somebody else meanwhile: revision 6 was expected, revision 7 was found; look at it again and repeat"
	if e.Text != text || tries != 6 {
		t.Errorf("%q after %d tries", e.Text, tries)
	}
	if n := len(w.stream(misconduct.Category, string(m))); n != began+6 {
		t.Errorf("%d events", n)
	}
}

// The decision is made on the latest state, whoever wrote it: what became unlawful meanwhile is refused.
func TestDecidedAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	m, o := w.matter(), w.officer()
	c := misconduct.IdentifyOfficer{Officer: o, RankAtConduct: "PC", SubjectKind: "OFFICER", On: "2025-05-21"}
	once := sync.OnceFunc(func() { w.concern(m, o) })
	l := w.over(w.log, func(cfg *ledger.Config) { cfg.Policy = meddler{meddle: once} })
	_, err := l.Matter(as(domain.CaseOfficer), newID(), m, c)
	refused(t, err, domain.Refused, "ALREADY_CONCERNED")
}

// Any sequence of commands, however it is cached, leaves what a fresh reading of the stream finds.
func TestCachedEqualsFolded(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(c *ledger.Config) { c.CachedStates = 2 })
	rapid.Check(t, func(rt *rapid.T) {
		matters := []domain.MatterID{w.matter(), w.matter(), w.matter()}
		for i := range rapid.IntRange(1, 10).Draw(rt, "commands") {
			m := rapid.SampledFrom(matters).Draw(rt, "matter")
			_, err := w.ledger.Matter(as(domain.CaseOfficer), newID(), m, misconduct.RecordDecision{
				Decision: rapid.SampledFrom([]string{"a", "b", "c"}).Draw(rt, "decision"), Subject: "POLICY", Text: fmt.Sprint(i),
				Reasons: "y", DecidedBy: domain.CaseOfficer, On: today,
			})
			if kind, ok := domain.KindOf(err); err != nil && (!ok || kind != domain.Refused) {
				rt.Fatal(err)
			}
		}
		for _, m := range matters {
			cached, err := w.ledger.MatterState(rt.Context(), m)
			if err != nil {
				rt.Fatal(err)
			}
			if folded := w.foldMatter(m); len(folded.Decisions) != len(cached.Decisions) || folded.Reference != cached.Reference {
				rt.Fatalf("cached %+v\nfolded %+v", cached, folded)
			}
		}
	})
}

func (w *world) foldMatter(m domain.MatterID) (s misconduct.State) {
	w.tb.Helper()
	for _, d := range w.stream(misconduct.Category, string(m)) {
		if e, ok := d.Event.(misconduct.Event); ok {
			s = misconduct.Evolve(s, e)
		}
	}
	return s
}
