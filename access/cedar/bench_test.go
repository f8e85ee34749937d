package cedar

import (
	"testing"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
)

// usual is a matter as it mostly is: two officers concerned, six people at work.
func usual() access.Resource {
	return matter(referred, func(r *access.Resource) {
		r.Concerned = []domain.OfficerID{"5f1c7f64-31dc-4a55-9fd0-0b9d0a3b8f10", "7a1f0a52-61d5-5c8e-9a0e-2f6f3c1b7d10"}
		r.Assigned = []domain.ActorID{"a1", "a2", "a3", "a4", "a5", "me"}
	})
}

func BenchmarkDecision(b *testing.B) {
	who := as(domain.CaseOfficer, func(p *access.Principal) { p.Officer = "2c9d3b1e-8a43-4b6e-9f12-6d5c4b3a2f10" })
	about := usual()
	for _, engine := range []struct {
		name   string
		policy access.Policy
	}{{"written", theEngine(b, Options{})}, {"plain", access.Rules{}}} {
		b.Run("look/"+engine.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if !engine.policy.Read(who, access.CaseContent, about).Allowed {
					b.Fatal("refused")
				}
			}
		})
		b.Run("command/"+engine.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if !engine.policy.Command(who, "device.Seize", about).Allowed {
					b.Fatal("refused")
				}
			}
		})
	}
}

func BenchmarkEntities(b *testing.B) {
	who, about := as(domain.CaseOfficer), usual()
	b.Run("person", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			person(who)
		}
	})
	b.Run("thing", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			thing(about)
		}
	})
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		if _, err := New(Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
