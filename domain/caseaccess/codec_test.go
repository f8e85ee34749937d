package caseaccess_test

import (
	"testing"

	"github.com/probity-ledger/probity/domain/caseaccess"
	"github.com/probity-ledger/probity/internal/testkit"
)

func TestGolden(t *testing.T) {
	t.Parallel()
	testkit.Golden(t, caseaccess.NewCodec(), "testdata/events")
}

// What is stored may be damaged, but it never stops the program: every event that can be decoded can be evolved over.
func FuzzDecode(f *testing.F) {
	testkit.FuzzDecode(f, caseaccess.NewCodec(), "testdata/events", func(e caseaccess.Event) {
		s := caseaccess.Evolve(caseaccess.Evolve(caseaccess.State{}, e), e)
		s.AssignedAt(testkit.Now)
		s.ExceptedAt(testkit.Now)
		s.ClearedAt(testkit.Now, caseaccess.Compartment)
		s.Conflicted()
	})
}
