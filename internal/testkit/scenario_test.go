package testkit_test

import (
	"testing"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/internal/testkit"
)

// counter is the smallest aggregate there is: a number that only goes up, by at most three.
func evolve(sum, by int) int { return sum + by }

func decide(_ int, by int, _ domain.Envelope) ([]int, error) {
	if by > 3 {
		return nil, domain.Errorf(domain.Refused, "TOO_MUCH", "at most three at once; count again")
	}
	return []int{by}, nil
}

func TestScenario(t *testing.T) {
	t.Parallel()
	story := testkit.Given(t, evolve, decide, 1, 2).When(3).Then(3)
	if got := story.State(); got != 6 {
		t.Errorf("state %d, want 6", got)
	}
	testkit.Given(t, evolve, decide).When(4).Refused("TOO_MUCH")
}
