package eventlog_test

import (
	"testing"

	"go.uber.org/goleak"
)

// No test leaves a goroutine behind: not of a log, not of the client under it.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }
