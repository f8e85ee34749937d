package misconduct_test

import (
	"testing"

	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/internal/testkit"
)

func TestGolden(t *testing.T) {
	t.Parallel()
	testkit.Golden(t, misconduct.NewCodec(), "testdata/events")
}

// What is stored may be damaged, but it never stops the program: every event that can be decoded can be evolved over.
func FuzzDecode(f *testing.F) {
	testkit.FuzzDecode(f, misconduct.NewCodec(), "testdata/events", func(e misconduct.Event) {
		misconduct.Effective(e)
		misconduct.Evolve(misconduct.Evolve(misconduct.State{}, e), e)
	})
}
