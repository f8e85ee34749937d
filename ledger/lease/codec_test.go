package lease_test

import (
	"testing"

	"github.com/probity-ledger/probity/internal/testkit"
	"github.com/probity-ledger/probity/ledger/lease"
)

func TestGolden(t *testing.T) {
	t.Parallel()
	testkit.Golden(t, lease.NewCodec(), "testdata/events")
}

func FuzzDecode(f *testing.F) {
	testkit.FuzzDecode(f, lease.NewCodec(), "testdata/events", func(lease.Event) {})
}
