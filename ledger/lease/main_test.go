//go:build !race

package lease_test

import (
	"testing"

	"go.uber.org/goleak"
)

// No test leaves a goroutine behind, but for two things that are the client's: with the race detector, calls that hang in a dead client
// are left there on purpose; and a client whose rediscovery fails forgets its gRPC connection, which leaves three idle goroutines, and
// for a while one that waits to dial.
func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m,
		goleak.IgnoreTopFunction("google.golang.org/grpc/internal/grpcsync.(*CallbackSerializer).run"),
		goleak.IgnoreAnyFunction("google.golang.org/grpc.(*addrConn).connect"))
}
