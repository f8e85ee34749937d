//go:build !race

package papers_test

import (
	"testing"

	"go.uber.org/goleak"
)

// No test leaves a goroutine behind, but for two things that are the event store's client's.
func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m,
		goleak.IgnoreTopFunction("google.golang.org/grpc/internal/grpcsync.(*CallbackSerializer).run"),
		goleak.IgnoreAnyFunction("google.golang.org/grpc.(*addrConn).connect"))
}
