package main

import (
	"slices"
	"sync"

	"github.com/probity-ledger/probity/access"
)

// tally is what the matrix saw, for docs/access.md.
type tally struct {
	mu           sync.Mutex
	combinations int
	operations   map[string]bool
	shown        map[string]map[string][]access.Content // by player and relation
	given        map[string]map[string][]string         // by command and player: in which relations
}

func newTally() *tally {
	return &tally{operations: map[string]bool{}, shown: map[string]map[string][]access.Content{}, given: map[string]map[string][]string{}}
}

// asked counts fields that were asked for as one player about one matter.
func (y *tally) asked(operation string, fields int, _ *player, _ *matter) {
	y.mu.Lock()
	defer y.mu.Unlock()
	y.operations[operation] = true
	y.combinations += fields
}

// saw notes that a player was shown something of a matter.
func (y *tally) saw(p *player, m *matter, what access.Content) {
	y.mu.Lock()
	defer y.mu.Unlock()
	row := y.shown[p.name]
	if row == nil {
		row = map[string][]access.Content{}
		y.shown[p.name] = row
	}
	if !slices.Contains(row[m.name], what) {
		row[m.name] = append(row[m.name], what)
	}
}

// may notes whether a command is allowed to a player in a relation.
func (y *tally) may(command string, p *player, m *matter, allowed bool) {
	y.mu.Lock()
	defer y.mu.Unlock()
	row := y.given[command]
	if row == nil {
		row = map[string][]string{}
		y.given[command] = row
	}
	if allowed {
		row[p.name] = append(row[p.name], m.name)
	}
}
