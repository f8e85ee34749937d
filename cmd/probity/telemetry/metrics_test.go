package telemetry_test

import (
	"testing"

	"github.com/probity-ledger/probity/cmd/probity/telemetry"
	"github.com/probity-ledger/probity/ledger"
)

// Only an exception that was opened counts as one: not a refused one, not the same again, not any other command.
func TestCommands_count_exceptions(t *testing.T) {
	t.Parallel()
	c := telemetry.NewCommands()
	for _, o := range []ledger.Observation{
		{Command: "caseaccess.OpenException", Kind: "matter", Outcome: ledger.Written, Attempts: 1},
		{Command: "caseaccess.OpenException", Kind: "matter", Outcome: ledger.Repeated, Attempts: 1},
		{Command: "caseaccess.OpenException", Kind: "matter", Outcome: ledger.NotFound, Attempts: 1},
		{Command: "caseaccess.EndException", Kind: "matter", Outcome: ledger.Written, Attempts: 1},
	} {
		c.Observe(o)
	}
	if n := gathered(t, c.Collectors())["exceptions_opened_total"]; n != 1 {
		t.Errorf("%v exceptions", n)
	}
}
