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

func FuzzDecode(f *testing.F) { testkit.FuzzDecode(f, misconduct.NewCodec(), "testdata/events") }
