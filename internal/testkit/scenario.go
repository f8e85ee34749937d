// Package testkit holds what the tests of the aggregates share: a story in three steps (given, when, then), a clock that stands still,
// and the checks every codec has to pass.
//
// It is imported by tests only.
package testkit

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/probity-ledger/probity/domain"
)

// Now is the time at which every scenario takes place unless it says otherwise.
var Now = time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)

// Scenario is one story about one aggregate with states S, events E and commands C.
type Scenario[S, E, C any] struct {
	t      testing.TB
	evolve func(S, E) S
	decide func(S, C, domain.Envelope) ([]E, error)
	state  S
	env    domain.Envelope
	events []E
	err    error
}

// Given starts a story with what already happened.
func Given[S, E, C any](t testing.TB, evolve func(S, E) S, decide func(S, C, domain.Envelope) ([]E, error), history ...E) *Scenario[S, E, C] {
	t.Helper()
	s := &Scenario[S, E, C]{t: t, evolve: evolve, decide: decide}
	s.env = domain.Envelope{Now: Now, Actor: "case-officer-1", Role: domain.CaseOfficer, Force: "northmoor"}
	for _, e := range history {
		s.state = evolve(s.state, e)
	}
	return s
}

// As gives the next command in another role.
func (s *Scenario[S, E, C]) As(r domain.Role) *Scenario[S, E, C] { s.env.Role = r; return s }

// By gives the next command as somebody else.
func (s *Scenario[S, E, C]) By(a domain.ActorID) *Scenario[S, E, C] { s.env.Actor = a; return s }

// At gives the next command at another time.
func (s *Scenario[S, E, C]) At(now time.Time) *Scenario[S, E, C] { s.env.Now = now; return s }

// When gives a command. One that an earlier command of the story was refused for ends the test.
func (s *Scenario[S, E, C]) When(c C) *Scenario[S, E, C] {
	s.t.Helper()
	if s.err != nil {
		s.t.Fatalf("before %T: %v", c, s.err)
	}
	s.events, s.err = s.decide(s.state, c, s.env)
	for _, e := range s.events {
		s.state = s.evolve(s.state, e)
	}
	return s
}

// Then wants exactly these events of the last command.
func (s *Scenario[S, E, C]) Then(want ...E) *Scenario[S, E, C] {
	s.t.Helper()
	if s.err != nil {
		s.t.Fatalf("refused: %v", s.err)
	}
	if diff := cmp.Diff(anys(want), anys(s.events)); diff != "" {
		s.t.Errorf("events (-want +got):\n%s", diff)
	}
	return s
}

// Refused wants the last command refused with a code, a sentence for people, and no event.
func (s *Scenario[S, E, C]) Refused(code string) *domain.Error {
	s.t.Helper()
	var refusal *domain.Error
	switch {
	case s.err == nil:
		s.t.Fatalf("allowed with %d events, want refusal %s", len(s.events), code)
	case !errors.As(s.err, &refusal):
		s.t.Fatalf("error %v is no *domain.Error, want refusal %s", s.err, code)
	case refusal.Code != code:
		s.t.Fatalf("refused with %s (%v), want %s", refusal.Code, refusal, code)
	case refusal.Kind == 0 || len(refusal.Text) < 20 || len(s.events) != 0:
		s.t.Fatalf("refusal %s is incomplete: kind %v, text %q, %d events", code, refusal.Kind, refusal.Text, len(s.events))
	}
	return refusal
}

// State returns the state after everything that happened so far.
func (s *Scenario[S, E, C]) State() S {
	s.t.Helper()
	if s.err != nil {
		s.t.Fatalf("refused: %v", s.err)
	}
	return s.state
}

func anys[E any](events []E) []any {
	out := make([]any, len(events))
	for i, e := range events {
		out[i] = e
	}
	return out
}
