package main

import (
	"slices"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/graph/audience"
)

// handful is how many of each kind of player give a command in a run that does not take everything.
const handful = 2

// turnAt is one player's turn at a command about one matter.
type turnAt struct {
	command string // the mutation
	p       *player
	m       *matter
}

// deal says whose turn it is at which command. A run without more deals each command to a handful of those who may give it, of those who
// may give it elsewhere but not about this matter, and of those whose role may not at all; to others than the command before, so that the
// commands of one rule together meet its roles in their relations.
func (w *world) deal(t *testing.T, commands []*ast.FieldDefinition) func(*ast.FieldDefinition, *player, *matter) bool {
	if wholeMatrix() {
		return func(*ast.FieldDefinition, *player, *matter) bool { return true }
	}
	dealt := map[turnAt]bool{}
	for number, f := range commands {
		may, notHere, never := w.apart(w.commandOf(t, f))
		if len(may) == 0 || len(notHere)+len(never) == 0 {
			t.Errorf("%s: %d may give it and %d may not; there must be some of both", f.Name, len(may), len(notHere)+len(never))
		}
		for _, side := range [][]turnAt{may, notHere, never} {
			for i := range min(handful, len(side)) {
				at := side[(number*7+i*len(side)/min(handful, len(side)))%len(side)]
				at.command = f.Name
				dealt[at] = true
			}
		}
	}
	return func(f *ast.FieldDefinition, p *player, m *matter) bool { return dealt[turnAt{f.Name, p, m}] }
}

// apart lists those of the officers' audience who may give a command of this name, with the matters, those who may not about this matter,
// and those who may about none.
func (w *world) apart(command string) (may, notHere, never []turnAt) {
	for _, p := range w.players {
		if audience.Of(p.who.Role) != audience.Officers {
			continue
		}
		var refused []turnAt
		given := len(may)
		for _, m := range w.matters {
			at := turnAt{p: p, m: m}
			if oracle.Command(p.who, command, concerning(command, m)).Allowed {
				may = append(may, at)
			} else {
				refused = append(refused, at)
			}
		}
		if len(may) > given {
			notHere = append(notHere, refused...)
		} else {
			never = append(never, refused...)
		}
	}
	return may, notHere, never
}

// commandOf returns the domain's name of a mutation, as the ledger calls it when it is given about what does not exist.
func (w *world) commandOf(t *testing.T, f *ast.FieldDefinition) string {
	t.Helper()
	p := w.players[slices.IndexFunc(w.players, func(p *player) bool { return p.who.Role == domain.PSDSupervisor })]
	got := w.ask(p, commandText(f), map[string]any{"in": w.inputOf(t, w.schemas[audience.Officers], f, w.ghost())})
	line, told := w.ears.of(p)
	if !told {
		t.Fatalf("the ledger did not hear of %s: %s", f.Name, got.raw)
	}
	return line.command
}

// turnAtNothing says whether it is the turn of somebody who is not of the officers' audience and gives no command at all; somebody's it is.
func (w *world) turnAtNothing(p *player, number int) bool {
	before := 0
	for _, q := range w.players[:slices.Index(w.players, p)] {
		if audience.Of(q.who.Role) != audience.Officers {
			before++
		}
	}
	return wholeMatrix() || (before+number)%4 == 0
}
