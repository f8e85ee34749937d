package node_test

import (
	"os"
	"testing"

	"go.uber.org/goleak"
)

// TestMain lets the test binary also be the process that the crash tests kill.
func TestMain(m *testing.M) {
	if role := os.Getenv("NODE_TEST_CHILD"); role != "" {
		os.Exit(child(role))
	}
	goleak.VerifyTestMain(m, patternClock)
}

// patternClock is the regular expressions' own clock: it ends by itself a second after the last match.
var patternClock = goleak.IgnoreAnyFunction("github.com/dlclark/regexp2/v2.runClock")
