package graph_test

import (
	"fmt"
	"testing"

	"github.com/probity-ledger/probity/domain"
)

// BenchmarkList asks for 50 entries of the register with ten fields each, through all gates; edges adds the cursor of each.
func BenchmarkList(b *testing.B) {
	p := open(b).as(domain.CaseOfficer)
	last := register(p, 60)
	const fields = "id name collarNumber force kind rank unit revision updatedAt left { on }"
	for name, query := range map[string]string{
		"nodes": `query($at: Position) { officers(first: 50, atLeast: $at) { nodes { ` + fields + ` } } }`,
		"edges": `query($at: Position) { officers(first: 50, atLeast: $at) { edges { cursor node { ` + fields + ` } } pageInfo { endCursor } } }`,
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if r := p.try(query, vars{"at": last}); len(r.Errors) > 0 {
					b.Fatal(r.Errors)
				}
			}
		})
	}
}

// BenchmarkCommand gives one command at a time, durably, and reads the receipt.
func BenchmarkCommand(b *testing.B) {
	p := open(b).as(domain.CaseOfficer)
	for n := 0; b.Loop(); n++ {
		p.done("caseReceive", "", vars{"reference": fmt.Sprintf("NMP/2025/%04d", n), "force": "northmoor", "cameToAttentionOn": received, "summary": "x"})
	}
}

// BenchmarkCasePage asks for all a case page shows, through all gates.
func BenchmarkCasePage(b *testing.B) {
	s := play(open(b))
	p := s.as(domain.PSDSupervisor)
	b.ReportAllocs()
	for b.Loop() {
		if r := p.try(casePage, vars{"id": s.matter, "at": s.last, "day": "2025-06-15"}); len(r.Errors) > 0 {
			b.Fatal(r.Errors)
		}
	}
}
