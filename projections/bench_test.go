package projections_test

import (
	"testing"

	"github.com/probity-ledger/probity/projections"
	"github.com/probity-ledger/probity/projections/viewtest"
)

// BenchmarkBuild builds each view from the events of 1,000 matters with everything that belongs to them.
func BenchmarkBuild(b *testing.B) {
	log := &viewtest.Log{}
	for i := range 1000 {
		viewtest.Tell(log, i, viewtest.Forces[i%2])
	}
	events := len(log.Events())
	all := map[string][]projections.Projection{"all": everyProjection()}
	for _, p := range everyProjection() {
		all[p.Name()] = []projections.Projection{p}
	}
	for name, ps := range all {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				r, stop := viewtest.Start(b, b.TempDir(), log, ps...)
				if err := r.Ready(b.Context()); err != nil {
					b.Fatal(err)
				}
				b.StopTimer()
				if err := stop(); err != nil {
					b.Fatal(err)
				}
				b.StartTimer()
			}
			b.ReportMetric(float64(b.N*events)/b.Elapsed().Seconds(), "events/s")
		})
	}
}
