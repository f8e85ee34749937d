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

func FuzzDecode(f *testing.F) { testkit.FuzzDecode(f, officer.NewCodec(), "testdata/events") }
