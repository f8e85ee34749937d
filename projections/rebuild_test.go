package projections_test

import (
	"context"
	"path/filepath"
	"testing"

	"pgregory.net/rapid"

	"github.com/probity-ledger/probity/projections"
	"github.com/probity-ledger/probity/projections/authority"
	"github.com/probity-ledger/probity/projections/cases"
	"github.com/probity-ledger/probity/projections/custody"
	"github.com/probity-ledger/probity/projections/deadlines"
	"github.com/probity-ledger/probity/projections/documents"
	"github.com/probity-ledger/probity/projections/messages"
	"github.com/probity-ledger/probity/projections/officers"
	"github.com/probity-ledger/probity/projections/receipts"
	"github.com/probity-ledger/probity/projections/viewtest"
)

func everyProjection() []projections.Projection {
	return []projections.Projection{
		cases.Projection{}, custody.Projection{}, messages.Projection{}, officers.Projection{}, receipts.Projection{}, authority.Projection{}, documents.Projection{},
		deadlines.Projection{},
	}
}

// A view that followed the log in small steps, was stopped and started again, equals one built from it at once.
func TestRebuild_equals_incremental(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	rapid.Check(t, func(rt *rapid.T) {
		log := &viewtest.Log{Batch: rapid.IntRange(1, 7).Draw(rt, "batch")}
		live := filepath.Join(dir, rapid.StringMatching(`[a-z]{16}`).Draw(rt, "dir"))
		var r *projections.Runner
		stop := func() error { return nil }
		for range rapid.IntRange(1, 2).Draw(rt, "runs") {
			if err := stop(); err != nil {
				rt.Fatal(err)
			}
			viewtest.Grow(rt, log, rapid.IntRange(0, 40).Draw(rt, "before"))
			r, stop = viewtest.Start(t, live, log, everyProjection()...)
			viewtest.Grow(rt, log, rapid.IntRange(0, 20).Draw(rt, "during"))
			viewtest.CatchUp(t, r, log)
		}
		whole := &viewtest.Log{}
		for _, e := range log.Events() {
			whole.Put(e)
		}
		again, stopAgain := viewtest.Start(t, live+"-again", whole, everyProjection()...)
		for _, x := range []*projections.Runner{r, again} {
			if err := x.Ready(context.Background()); err != nil {
				rt.Fatal(err)
			}
		}
		compare(rt, r, again)
		for _, s := range []func() error{stop, stopAgain} {
			if err := s(); err != nil {
				rt.Fatal(err)
			}
		}
	})
}

func compare(t rapid.TB, a, b *projections.Runner) {
	theirs := b.Status()
	for i, s := range a.Status() {
		first, err := a.Digest(context.Background(), s.Name)
		if err != nil {
			t.Fatal(err)
		}
		second, err := b.Digest(context.Background(), s.Name)
		if err != nil {
			t.Fatal(err)
		}
		if first != second {
			t.Errorf("%s: digests differ", s.Name)
		}
		if s.Quarantined != theirs[i].Quarantined {
			t.Errorf("%s: %d and %d events set aside", s.Name, s.Quarantined, theirs[i].Quarantined)
		}
	}
}
