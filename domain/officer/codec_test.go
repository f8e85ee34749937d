package officer_test

import (
	"testing"

	"github.com/probity-ledger/probity/domain/officer"
	"github.com/probity-ledger/probity/internal/testkit"
)

func TestGolden(t *testing.T) {
	t.Parallel()
	testkit.Golden(t, officer.NewCodec(), "testdata/events")
}

// What is stored may be damaged, but it never stops the program: every event that can be decoded can be evolved over.
func FuzzDecode(f *testing.F) {
	testkit.FuzzDecode(f, officer.NewCodec(), "testdata/events", func(e officer.Event) {
		officer.Effective(e)
		officer.Evolve(officer.Evolve(officer.State{}, e), e)
	})
}
