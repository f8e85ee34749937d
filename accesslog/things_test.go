package accesslog_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"github.com/probity-ledger/probity/accesslog"
)

// Whatever was shown is named, exactly, and nothing else is.
func TestThingsNameWhatWasShown(t *testing.T) {
	t.Parallel()
	id := rapid.OneOf(
		rapid.Custom(func(t *rapid.T) string {
			return uuid.UUID(rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(t, "uuid")).String()
		}),
		rapid.Custom(func(t *rapid.T) string { // not the canonical form: must not be changed into it
			return strings.ToUpper(uuid.UUID(rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(t, "upper")).String())
		}),
		rapid.StringMatching(`[A-Z]{2,4}/[0-9]{1,5}`),
		rapid.StringN(1, 40, 80),
	)
	rapid.Check(t, func(t *rapid.T) {
		shown := rapid.SliceOfN(id, 0, 30).Draw(t, "shown")
		other := id.Draw(t, "other")
		things := accesslog.NewThings(append(shown, shown...))
		if things.Count != 2*len(shown) {
			t.Fatalf("%d rows, %d counted", 2*len(shown), things.Count)
		}
		all := things.All()
		for _, s := range shown {
			if !things.Has(s) || !slices.Contains(all, s) {
				t.Fatalf("%q is not named", s)
			}
		}
		if things.Has(other) != slices.Contains(shown, other) {
			t.Fatalf("%q: named %t", other, things.Has(other))
		}
		slices.Sort(all)
		if len(slices.Compact(all)) != len(things.All()) {
			t.Fatal("a thing is named twice")
		}
	})
}
