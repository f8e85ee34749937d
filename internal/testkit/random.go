package testkit

import (
	"encoding/json"
	"errors"
	"slices"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/probity-ledger/probity/domain"
)

// Aggregate is what a random story needs of an aggregate.
type Aggregate[S, E, C any] struct {
	Evolve func(S, E) S
	Decide func(S, C, domain.Envelope) ([]E, error)
	Codec  *domain.Codec[E]
}

// Step is one command of a random story with the state before it and what came of it.
type Step[S, E, C any] struct {
	Before  S
	Command C
	Events  []E
	After   S
}

// Story gives a random number of random commands after a history and returns those that were allowed. On the way it checks what holds
// for every aggregate: a refusal is a complete *domain.Error without events, an event survives the codec, Evolve leaves the state it
// was given alone, and replaying all events gives the state that grew step by step.
func (a Aggregate[S, E, C]) Story(t *rapid.T, next func(*rapid.T, S) (C, domain.Envelope), history ...E) []Step[S, E, C] {
	var begin S
	state := a.apply(t, begin, history)
	var steps []Step[S, E, C]
	log := slices.Clone(history)
	n := rapid.IntRange(20, 60).Draw(t, "commands")
	for range n {
		c, env := next(t, state)
		events, err := a.Decide(state, c, env)
		if err != nil {
			complete(t, c, err, len(events))
			continue
		}
		step := Step[S, E, C]{Before: state, Command: c, Events: events, After: a.apply(t, state, events)}
		state = step.After
		steps, log = append(steps, step), append(log, events...)
	}
	a.replay(t, state, log)
	return steps
}

func complete(t *rapid.T, c any, err error, events int) {
	var refusal *domain.Error
	if !errors.As(err, &refusal) {
		t.Fatalf("%T: error %v is no *domain.Error", c, err)
	}
	if refusal.Code == "" || refusal.Text == "" || refusal.Kind == 0 || events != 0 {
		t.Fatalf("%T: refusal %+v with %d events is incomplete", c, refusal, events)
	}
}

func (a Aggregate[S, E, C]) apply(t *rapid.T, s S, events []E) S {
	for _, e := range events {
		a.survives(t, e)
		was := picture(t, s)
		next := a.Evolve(s, e)
		if now := picture(t, s); now != was {
			t.Fatalf("Evolve(%T) changed the state it was given:\n%s\n%s", e, was, now)
		}
		s = next
	}
	return s
}

func (a Aggregate[S, E, C]) survives(t *rapid.T, e E) {
	name, data, err := a.Codec.Encode(e)
	if err != nil {
		t.Fatalf("encode %T: %v", e, err)
	}
	again, err := a.Codec.Decode(name, data)
	if err != nil {
		t.Fatalf("decode %s: %v", name, err)
	}
	if diff := cmp.Diff(any(e), any(again), cmpopts.EquateEmpty()); diff != "" {
		t.Fatalf("%s changed in the codec (-was +is):\n%s", name, diff)
	}
}

func (a Aggregate[S, E, C]) replay(t *rapid.T, want S, log []E) {
	var s S
	for _, e := range log {
		s = a.Evolve(s, e)
	}
	if was, is := picture(t, want), picture(t, s); was != is {
		t.Fatalf("replay differs:\n%s\n%s", was, is)
	}
}

func picture(t *rapid.T, s any) string {
	data, err := json.Marshal(s)
	if err != nil {
		t.Fatalf("picture of the state: %v", err)
	}
	return string(data)
}
