package node

import (
	"errors"
	"fmt"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
	"zombiezen.com/go/sqlite"
)

// CorruptError says that the data file exists but is not a sound event store of a version this build knows.
// Nothing was changed in it.
type CorruptError struct {
	Path    string // the data file
	Problem string // what is wrong, for a person
	Err     error  // the cause, when there is one
}

// Error names the file and the problem.
func (e *CorruptError) Error() string {
	if e.Err != nil {
		return fmt.Sprintf("event store %s: %s: %v", e.Path, e.Problem, e.Err)
	}
	return fmt.Sprintf("event store %s: %s", e.Path, e.Problem)
}

// Unwrap gives the cause.
func (e *CorruptError) Unwrap() error { return e.Err }

// What the writer tells an append that it did not write.
var (
	errDiskFull   = errors.New("the disk is full: nothing was written")
	errNotWritten = errors.New("the file could not be written: nothing was stored; see the node's log")
	errUnknown    = errors.New("the write failed and its outcome is not known: read the stream before trying again")
	errStopped    = errors.New("the store takes no appends since a write error: reads go on, restart it to write again")
	errClosing    = errors.New("the node is closing")
	errBusy       = errors.New("too many bytes are waiting to be written: nothing was written")
)

// refusal is an answer with a status and, where the protocol has one, the trailer "exception" that names it.
type refusal struct {
	code     codes.Code
	text     string
	trailers []string // key, value, key, value, …
}

func (r *refusal) Error() string { return r.text }

func invalid(format string, args ...any) *refusal {
	return &refusal{code: codes.InvalidArgument, text: fmt.Sprintf(format, args...)}
}

// trailerSetter is the part of a gRPC server stream that a refusal needs.
type trailerSetter interface{ SetTrailer(metadata.MD) }

// answer turns any error of this package into the status the client sees, with its trailers.
//
//	errDiskFull   ResourceExhausted, exception: disk-full        nothing was written; try again when there is space
//	errUnknown    Unknown, exception: unknown-outcome            re-read before trying again
//	errNotWritten Internal, exception: not-written               nothing was written
//	errStopped    Internal, exception: store-stopped             nothing was written
//	errBusy       ResourceExhausted, exception: busy             nothing was written; try again
//	errClosing    Unavailable                                    nothing was written
//	*refusal      its own code and trailers                      nothing was written
func answer(stream trailerSetter, err error) error {
	r := new(refusal)
	switch {
	case errors.As(err, &r):
	case errors.Is(err, errDiskFull):
		r = &refusal{codes.ResourceExhausted, err.Error(), []string{"exception", "disk-full"}}
	case errors.Is(err, errBusy):
		r = &refusal{codes.ResourceExhausted, err.Error(), []string{"exception", "busy"}}
	case errors.Is(err, errUnknown):
		r = &refusal{codes.Unknown, err.Error(), []string{"exception", "unknown-outcome"}}
	case errors.Is(err, errNotWritten):
		r = &refusal{codes.Internal, err.Error(), []string{"exception", "not-written"}}
	case errors.Is(err, errStopped):
		r = &refusal{codes.Internal, err.Error(), []string{"exception", "store-stopped"}}
	case errors.Is(err, errClosing):
		r = &refusal{codes.Unavailable, err.Error(), nil}
	default:
		return statusOf(err)
	}
	if len(r.trailers) > 0 {
		stream.SetTrailer(metadata.Pairs(r.trailers...))
	}
	return status.Error(r.code, r.text)
}

// statusOf keeps a status (and a context's end) as it is and calls the rest Internal.
func statusOf(err error) error {
	if _, ok := status.FromError(err); ok {
		return err
	}
	if s := status.FromContextError(err); s.Code() != codes.Unknown {
		return s.Err()
	}
	return status.Error(codes.Internal, err.Error())
}

// isDiskFull knows SQLite's word for "no space", be it the disk's or the file's own page limit.
func isDiskFull(err error) bool {
	return sqlite.ErrCode(err).ToPrimary() == sqlite.ResultFull
}
