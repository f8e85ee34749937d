package node

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"sync/atomic"
	"testing"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

type bareStream struct{ grpc.ServerStream }

func (bareStream) Context() context.Context { return context.Background() }

func TestPanicBecomesInternal(t *testing.T) {
	t.Parallel()
	var logged bytes.Buffer
	g := guard{log: slog.New(slog.NewTextHandler(&logged, nil)), gate: new(gate), panics: new(atomic.Int64)}
	var none []int
	err := g.stream(nil, bareStream{}, &grpc.StreamServerInfo{FullMethod: "/m"}, func(any, grpc.ServerStream) error {
		panic("the name of a witness")
	})
	if status.Code(err) != codes.Internal || strings.Contains(err.Error(), "witness") {
		t.Errorf("stream answered %v", err)
	}
	_, err = g.unary(context.Background(), nil, &grpc.UnaryServerInfo{FullMethod: "/m"}, func(context.Context, any) (any, error) {
		return none[3], nil
	})
	if status.Code(err) != codes.Internal {
		t.Errorf("unary answered %v", err)
	}
	if got := g.panics.Load(); got != 2 {
		t.Errorf("%d panics counted, want 2", got)
	}
	text := logged.String()
	if strings.Contains(text, "witness") || !strings.Contains(text, "index out of range") || !strings.Contains(text, "guard_test.go") {
		t.Errorf("logged %q", text)
	}
}
