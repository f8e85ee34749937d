package accesslog_test

import (
	"testing"

	"go.uber.org/goleak"
)

// No test leaves a goroutine behind, but for what a client of the event store leaves whose store was stopped on purpose.
func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m,
		goleak.IgnoreTopFunction("google.golang.org/grpc/internal/grpcsync.(*CallbackSerializer).run"),
		goleak.IgnoreAnyFunction("google.golang.org/grpc.(*addrConn).connect"))
}
