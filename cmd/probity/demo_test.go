package main

import (
	"testing"

	"github.com/probity-ledger/probity/cmd/probity/demo/year"
)

// An invented year keeps to the rules in every step, makes matters of all sorts, and adds nothing a second time.
func TestDemo_a_year_of_a_force(t *testing.T) {
	t.Parallel()
	matters := 150
	if underRace {
		matters = 15
	}
	s := open(t)
	paper, err := s.invent(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	play := year.Year{Ledger: s.ledger, Matters: matters, Seed: 7, Until: "2026-11-01", Paper: paper, Workers: 8}
	first, err := play.Play(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := s.caughtUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	again, err := play.Play(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if first.Matters != matters || first.There != 0 || again.Commands != 0 || again.There != first.Commands {
		t.Errorf("first %+v, again %+v", first, again)
	}
	if underRace {
		return // too few to be of all sorts
	}
	states := map[string]bool{}
	c := &scenario{t: t, s: s, who: map[string]string{}}
	if c.api, err = s.api(front{}, nil, "http://127.0.0.1"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.api.EndStreams)
	counts, _ := at(c.ask("psd-supervisor", `{ caseCounts(by: STATE) { key count } }`, nil), "caseCounts").([]any)
	for _, n := range counts {
		key, _ := at(n, "key").(string)
		states[key] = true
	}
	for _, state := range []string{"FINALISED", "HANDLED_OUTSIDE_SCHEDULE_3", "UNDER_INVESTIGATION"} {
		if !states[state] {
			t.Errorf("no matter is %s: %v", state, counts)
		}
	}
}
