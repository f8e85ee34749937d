package eventlog_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/probity-ledger/probity/ledger/eventlog"
)

func positions() *rapid.Generator[eventlog.Position] {
	return rapid.Custom(func(t *rapid.T) eventlog.Position {
		commit := rapid.Uint64().Draw(t, "commit")
		prepare := commit
		if rapid.Bool().Draw(t, "apart") {
			prepare = rapid.Uint64Range(0, commit).Draw(t, "prepare")
		}
		return eventlog.Position{Commit: commit, Prepare: prepare}
	})
}

func TestPositionText(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := positions().Draw(t, "position")
		if got, err := eventlog.ParsePosition(p.String()); err != nil || got != p {
			t.Fatalf("%s was read as %s, %v", p, got, err)
		}
	})
	for text, want := range map[string]eventlog.Position{
		"0": {}, "123": {Commit: 123, Prepare: 123}, "123/120": {Commit: 123, Prepare: 120},
	} {
		if got, err := eventlog.ParsePosition(text); err != nil || got != want || got.String() != text {
			t.Errorf("%q was read as %+v, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "x", "-1", "+1", "01", "1/", "/1", "1/2", "2/2", "3/02", "1/1/1", " 1", "18446744073709551616"} {
		if got, err := eventlog.ParsePosition(text); err == nil {
			t.Errorf("%q was read as %s", text, got)
		}
	}
}

func TestPositionOrder(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p, q := positions().Draw(t, "p"), positions().Draw(t, "q")
		if p.Compare(q) != -q.Compare(p) || (p.Compare(q) == 0) != (p == q) || p.Before(q) != (p.Compare(q) < 0) {
			t.Fatalf("%s and %s are not in order", p, q)
		}
		if !p.IsZero() && !(eventlog.Position{}).Before(p) {
			t.Fatalf("%s does not lie after the beginning", p)
		}
	})
}

func FuzzParsePosition(f *testing.F) {
	for _, seed := range []string{"0", "123", "123/120", "1/2", "", "/"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if p, err := eventlog.ParsePosition(text); err == nil && p.String() != text {
			t.Errorf("%q was read as %s", text, p)
		}
	})
}
