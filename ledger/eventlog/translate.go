package eventlog

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/EventStore/EventStore-Client-Go/v4/esdb"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// clientCode returns the client's own code. The client wraps some of its errors and looks for them with a type assertion; errors.As
// finds them all.
func clientCode(err error) (esdb.ErrorCode, bool) {
	var e *esdb.Error
	if !errors.As(err, &e) {
		return esdb.ErrorCodeUnknown, false
	}
	return e.Code(), true
}

// wireCode returns the gRPC code underneath, OK when there is none.
func wireCode(err error) codes.Code {
	if s, ok := status.FromError(err); ok {
		return s.Code()
	}
	return codes.OK
}

// isFatal says whether the client that returned err should not be used again.
func isFatal(err error) bool {
	if err == nil {
		return false
	}
	if errors.Is(err, errClientBroke) || wireCode(err) == codes.Unavailable {
		return true
	}
	code, ok := clientCode(err)
	return ok && (code == esdb.ErrorCodeConnectionClosed || code == esdb.ErrorUnavailable)
}

// translate names an error of a call that writes nothing.
func translate(err error) error {
	if err == nil {
		return nil
	}
	switch code, _ := clientCode(err); code {
	case esdb.ErrorCodeResourceNotFound:
		return fmt.Errorf("%w: %w", ErrStreamNotFound, err)
	case esdb.ErrorCodeStreamDeleted:
		return fmt.Errorf("%w: %w", ErrStreamDeleted, err)
	case esdb.ErrorCodeAccessDenied, esdb.ErrorCodeUnauthenticated:
		return fmt.Errorf("%w: %w", ErrAccess, err)
	case esdb.ErrorCodeConnectionClosed, esdb.ErrorUnavailable, esdb.ErrorCodeNotLeader, esdb.ErrorAborted, esdb.ErrorCodeDeadlineExceeded:
		return fmt.Errorf("%w: %w", ErrUnavailable, err)
	}
	switch wireCode(err) {
	case codes.Unavailable, codes.DeadlineExceeded:
		return fmt.Errorf("%w: %w", ErrUnavailable, err)
	case codes.InvalidArgument, codes.FailedPrecondition, codes.Unimplemented, codes.OutOfRange:
		return fmt.Errorf("%w: %w", ErrRefused, err)
	case codes.PermissionDenied, codes.Unauthenticated:
		return fmt.Errorf("%w: %w", ErrAccess, err)
	case codes.DataLoss:
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	case codes.Canceled:
		return fmt.Errorf("%w: %w", context.Canceled, err)
	}
	if errors.Is(err, errClientBroke) || errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("%w: %w", ErrUnavailable, err)
	}
	return err
}

// translateAppend names an error of an append that may have been sent. Only what says clearly that nothing was written is a plain
// failure; all else is ErrOutcomeUnknown.
func translateAppend(stream string, expected Expected, err error) error {
	if errors.Is(err, ErrClosed) || errors.Is(err, ErrUnavailable) { // no client: never sent
		return err
	}
	switch code, _ := clientCode(err); code {
	case esdb.ErrorCodeWrongExpectedVersion:
		return conflict(stream, expected, err)
	case esdb.ErrorCodeStreamDeleted, esdb.ErrorCodeAccessDenied, esdb.ErrorCodeUnauthenticated:
		return translate(err)
	case esdb.ErrorCodeConnectionClosed, esdb.ErrorCodeNotLeader:
		return fmt.Errorf("%w: %w", ErrUnavailable, err)
	}
	switch wireCode(err) {
	case codes.InvalidArgument, codes.FailedPrecondition, codes.Unimplemented, codes.OutOfRange:
		return fmt.Errorf("%w: %w", ErrRefused, err)
	case codes.ResourceExhausted:
		return exhausted(err)
	case codes.DataLoss:
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return fmt.Errorf("%w: %w", ErrOutcomeUnknown, err)
}

// exhausted tells a full disk from a store that has too much to do. The client does not hand on the trailers in which the embedded
// store names the difference, so its text must do; either way nothing was written.
func exhausted(err error) error {
	if s, _ := status.FromError(err); strings.Contains(s.Message(), "disk is full") {
		return fmt.Errorf("%w: %w", ErrDiskFull, err)
	}
	return fmt.Errorf("%w: %w", ErrUnavailable, err)
}

// conflict reads the revision found out of the client's text, the only place where it stands.
func conflict(stream string, expected Expected, err error) error {
	actual := "another revision"
	if _, rest, ok := strings.Cut(err.Error(), "but got '"); ok {
		if found, _, ok := strings.Cut(rest, "'"); ok {
			actual = strings.ReplaceAll(found, "no_stream", "no stream")
		}
	}
	return &ConflictError{Stream: stream, Expected: expected.String(), Actual: actual}
}
