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

func FuzzDecode(f *testing.F) { testkit.FuzzDecode(f, extraction.NewCodec(), "testdata/events") }
