package node

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
	"zombiezen.com/go/sqlite"
)

// ConfigError says that a Config asks for something impossible or unsafe. Nothing was opened.
type ConfigError struct{ Err error }

// Error says what is wrong.
func (e *ConfigError) Error() string { return "open event store: " + e.Err.Error() }

// Unwrap gives the cause.
func (e *ConfigError) Unwrap() error { return e.Err }

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

// refusal is an answer with a status and, where the protocol has one, the trailer "exception" that names it.
// The package comment lists them all.
type refusal struct {
	code     codes.Code
	text     string
	trailers []string // key, value, key, value, …
}

func (r *refusal) Error() string { return r.text }

func invalid(format string, args ...any) *refusal {
	return &refusal{code: codes.InvalidArgument, text: fmt.Sprintf(format, args...)}
}

func refuse(code codes.Code, exception, text string) *refusal {
	return &refusal{code: code, text: text, trailers: []string{"exception", exception}}
}

// What the writer tells an append that it did not write, or does not know to be written.
var (
	errDiskFull   = refuse(codes.ResourceExhausted, "disk-full", "the disk is full: nothing was written")
	errBusy       = refuse(codes.ResourceExhausted, "busy", "too many bytes wait to be written: nothing was written")
	errNotWritten = refuse(codes.Internal, "not-written", "nothing was written; the node's log has the cause")
	errUnknown    = refuse(codes.Unknown, "unknown-outcome",
		"the commit failed and its outcome is not known: read the stream before trying again")
	errStopped = refuse(codes.Internal, "store-stopped",
		"no append is taken since a commit failed: reads go on, start the node again to write")
	errClosing = &refusal{code: codes.Unavailable, text: "the node is closing"}
)

// trailerSetter is the part of a gRPC server stream that a refusal needs.
type trailerSetter interface{ SetTrailer(metadata.MD) }

// answer turns any error of this package into the status the client sees, with its trailers.
func answer(stream trailerSetter, err error) error {
	r := new(refusal)
	if damage, ok := isDamage(err); ok {
		r = dataLoss(damage)
	} else if !errors.As(err, &r) {
		return statusOf(err)
	}
	if len(r.trailers) > 0 {
		stream.SetTrailer(metadata.Pairs(printable(r.trailers)...))
	}
	return status.Error(r.code, r.text)
}

// printable escapes what cannot stand in a trailer, as in an URL: stream names may hold any character.
func printable(values []string) []string {
	out := slices.Clone(values)
	for i, v := range out {
		if strings.ContainsFunc(v, func(r rune) bool { return r < ' ' || r > '~' }) || v != strings.TrimSpace(v) {
			out[i] = url.PathEscape(v)
		}
	}
	return out
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
