package graph_test

import (
	"context"
	"fmt"
	"net/http"
	"testing"

	"github.com/probity-ledger/probity/access/cedar"
	"github.com/probity-ledger/probity/accesslog"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/graph"
)

// forgetful is an access log that keeps nothing, to measure beside.
type forgetful struct{}

func (forgetful) Record(context.Context, ...accesslog.Event) error { return nil }

// BenchmarkPage asks for a page of fifty messages: with the access log, whose store makes each entry durable; with everything but the
// append; and with neither judging nor recording. For one reader, and for many at once.
func BenchmarkPage(b *testing.B) {
	s, _ := imported(b, "the quick brown zebra")
	judged, err := graph.New(changedTo(s.config, forgetful{}))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(judged.EndStreams)
	bare, err := graph.Unrecorded(s.config)
	if err != nil {
		b.Fatal(err)
	}
	p := s.as(domain.PSDSupervisor)
	for _, way := range []struct {
		name    string
		handler http.Handler
	}{{"neither", bare}, {"judged", judged.Officers}, {"recorded", s.api.Officers}} {
		p.handler = way.handler
		b.Run("alone/"+way.name, func(b *testing.B) {
			for b.Loop() {
				s.turn(p)
			}
		})
		b.Run("32 readers/"+way.name, func(b *testing.B) {
			b.SetParallelism(16)
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					s.turn(p)
				}
			})
		})
	}
}

func changedTo(c graph.Config, r graph.Recorder) graph.Config { c.AccessLog = r; return c }

// turn turns one page.
func (s *story) turn(p *person) {
	p.ask(`query($c: MatterID!, $at: Position) { messages(filter: {caseId: $c}, first: 50, atLeast: $at) { nodes { id sender body sentLocal } } }`,
		vars{"c": s.matter, "at": s.last})
}

// BenchmarkCases asks for a page of fifty cases: judged by the written policies, and neither judged nor recorded.
func BenchmarkCases(b *testing.B) {
	engine, err := cedar.New(cedar.Options{})
	if err != nil {
		b.Fatal(err)
	}
	h := open(b, func(c *graph.Config) { c.AccessLog, c.Policy = forgetful{}, engine })
	p := h.as(domain.PSDSupervisor)
	var last string
	for i := range 60 {
		last = p.done("caseReceive", "", vars{"reference": fmt.Sprintf("NMP/2025/%04d", i), "force": "northmoor",
			"cameToAttentionOn": received, "summary": "x"}).text("receipt", "position")
	}
	bare, err := graph.Unrecorded(h.config)
	if err != nil {
		b.Fatal(err)
	}
	for name, handler := range map[string]http.Handler{"neither": bare, "judged": h.api.Officers} {
		p.handler = handler
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				p.ask(`query($at: Position) { cases(first: 50, atLeast: $at) { nodes { id reference state kind severityMax cameToAttentionOn } } }`, vars{"at": last})
			}
		})
	}
}
