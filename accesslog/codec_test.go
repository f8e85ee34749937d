package accesslog_test

import (
	"testing"

	"github.com/probity-ledger/probity/accesslog"
	"github.com/probity-ledger/probity/internal/testkit"
)

func TestGolden(t *testing.T) {
	t.Parallel()
	testkit.Golden(t, accesslog.NewCodec(), "testdata/events")
}

func FuzzDecode(f *testing.F) {
	testkit.FuzzDecode(f, accesslog.NewCodec(), "testdata/events", func(e accesslog.Event) {
		if s, ok := e.(accesslog.Shown); ok {
			for _, id := range s.All() {
				s.Has(id)
			}
		}
	})
}
