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

// What is stored may be damaged, but it never stops the program: every event that can be decoded can be evolved over.
func FuzzDecode(f *testing.F) {
	testkit.FuzzDecode(f, device.NewCodec(), "testdata/events", func(e device.Event) {
		device.Effective(e)
		device.Evolve(device.Evolve(device.State{}, e), e)
	})
}
