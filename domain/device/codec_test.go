package device_test

import (
	"testing"

	"github.com/probity-ledger/probity/domain/device"
	"github.com/probity-ledger/probity/internal/testkit"
)

func TestGolden(t *testing.T) {
	t.Parallel()
	testkit.Golden(t, device.NewCodec(), "testdata/events")
}

func FuzzDecode(f *testing.F) { testkit.FuzzDecode(f, device.NewCodec(), "testdata/events") }
