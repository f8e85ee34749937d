package eventlog

import (
	"context"
	"errors"
	"fmt"
	"io"
	"testing"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// What an append's error is called decides whether the ledger may tell its caller that nothing was written.
func TestTranslateAppend(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		err  error
		want error
	}{
		{status.Error(codes.ResourceExhausted, "the disk is full: nothing was written"), ErrDiskFull},
		{status.Error(codes.ResourceExhausted, "too many bytes are waiting to be written: nothing was written"), ErrUnavailable},
		{status.Error(codes.InvalidArgument, "x"), ErrRefused},
		{status.Error(codes.FailedPrecondition, "x"), ErrRefused},
		{status.Error(codes.Unavailable, "x"), ErrOutcomeUnknown},
		{status.Error(codes.DeadlineExceeded, "x"), ErrOutcomeUnknown},
		{status.Error(codes.Aborted, "x"), ErrOutcomeUnknown},
		{status.Error(codes.Internal, "x"), ErrOutcomeUnknown},
		{status.Error(codes.Unknown, "x"), ErrOutcomeUnknown},
		{status.Error(codes.Canceled, "x"), ErrOutcomeUnknown},
		{fmt.Errorf("send: %w", io.EOF), ErrOutcomeUnknown},
		{fmt.Errorf("%w: closed under the call", errClientBroke), ErrOutcomeUnknown},
		{context.DeadlineExceeded, ErrOutcomeUnknown},
		{fmt.Errorf("%w: dial", ErrUnavailable), ErrUnavailable},
		{ErrClosed, ErrClosed},
	} {
		got := translateAppend("test-a", Exactly(3), fmt.Errorf("wrapped: %w", c.err))
		if !errors.Is(got, c.want) || !errors.Is(got, c.err) {
			t.Errorf("%v became %v, want %v", c.err, got, c.want)
		}
		if c.want != ErrOutcomeUnknown && errors.Is(got, ErrOutcomeUnknown) {
			t.Errorf("%v became an unknown outcome", c.err)
		}
	}
}

func TestTranslateRead(t *testing.T) {
	t.Parallel()
	for code, want := range map[codes.Code]error{
		codes.Unavailable: ErrUnavailable, codes.DeadlineExceeded: ErrUnavailable, codes.InvalidArgument: ErrRefused,
		codes.PermissionDenied: ErrAccess, codes.Unauthenticated: ErrAccess, codes.Canceled: context.Canceled,
	} {
		if got := translate(status.Error(code, "x")); !errors.Is(got, want) {
			t.Errorf("%s became %v, want %v", code, got, want)
		}
	}
	if translate(nil) != nil {
		t.Error("no error became one")
	}
}

func TestGuarded(t *testing.T) {
	t.Parallel()
	closed := make(chan int)
	close(closed)
	err := guarded(func() error { closed <- 1; return nil })
	if !errors.Is(err, errClientBroke) || !isFatal(err) {
		t.Errorf("a panic became %v", err)
	}
}
