package main

import (
	"fmt"
	"testing"
	"time"

	"github.com/alecthomas/kong"

	"github.com/probity-ledger/probity/access/quota"
)

// What the flags say when none is given: a full budget is half of what comes in within a minute, and nothing is without a limit.
func TestBounded_defaults(t *testing.T) {
	t.Parallel()
	var c struct{ bounded }
	parser, err := kong.New(&c)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := parser.Parse(nil); err != nil {
		t.Fatal(err)
	}
	if err := c.check(); err != nil {
		t.Fatal(err)
	}
	still := time.Now()
	q, err := c.quota(func() time.Time { return still })
	if err != nil {
		t.Fatal(err)
	}
	for what, most := range map[string]int{quota.Cost: 60_000, quota.Searches: 30, quota.Uploads: 30, quota.SignIns: 15} {
		if err := q.Take(what, "a", most); err != nil {
			t.Errorf("%s: %d: %v", what, most, err)
		}
		if q.Take(what, "a", 1) == nil {
			t.Errorf("%s: more than %d", what, most)
		}
	}
	for flag, n := range c.rates() {
		if n == 0 {
			t.Errorf("--%s has no limit", flag)
		}
	}
}

func TestBounded_without_flags_limits_nothing(t *testing.T) {
	t.Parallel()
	q, err := bounded{}.quota(time.Now)
	if err != nil {
		t.Fatal(err)
	}
	for n := range 100 {
		if _, err := q.Enter(t.Context(), "a", "CASE_ANALYST"); err != nil || q.Take(quota.Cost, fmt.Sprint(n), 1_000_000) != nil {
			t.Fatal(n, err)
		}
	}
}
