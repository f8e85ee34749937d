package extraction_test

import (
	"testing"

	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/internal/testkit"
)

func TestGolden(t *testing.T) {
	t.Parallel()
	testkit.Golden(t, extraction.NewCodec(), "testdata/events")
}

// What is stored may be damaged, but it never stops the program: every event that can be decoded can be evolved over.
func FuzzDecode(f *testing.F) {
	testkit.FuzzDecode(f, extraction.NewCodec(), "testdata/events", func(e extraction.Event) {
		extraction.Effective(e)
		extraction.Evolve(extraction.Evolve(extraction.State{}, e), e)
	})
}
