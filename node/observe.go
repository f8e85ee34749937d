package node

import (
	"errors"
	"time"

	"google.golang.org/grpc/status"
)

// Observer is told what the node does, for metrics. Its methods are called from many goroutines, the writer's among them, and must not
// wait.
type Observer interface {
	// Appended is told of each append answered with success: how long it took from its last byte to its answer.
	Appended(took time.Duration)
	// Refused is told of each append that was not written, with the reason: the name in the trailer "exception" (see the package
	// comment), "wrong-expected-version", or the status in the words of gRPC.
	Refused(reason string)
	// Committed is told of each group commit.
	Committed(g Group)
}

// Group is one transaction of the writer.
type Group struct {
	Appends int           // served by it
	Events  int           // written by it
	Waited  time.Duration // how long its first append waited for the writer
	Took    time.Duration // from its beginning to its answer, the commit included
	Commit  time.Duration // of that, COMMIT alone: the time the disk took to make it durable
}

type unobserved struct{}

func (unobserved) Appended(time.Duration) {}
func (unobserved) Refused(string)         {}
func (unobserved) Committed(Group)        {}

// observeOutcome tells the observer what became of an append that reached the writer.
func observeOutcome(o Observer, begun time.Time, out outcome, err error) {
	switch {
	case err != nil:
		o.Refused(reasonOf(err))
	case out.verdict == verdictWrong:
		o.Refused("wrong-expected-version")
	default:
		o.Appended(time.Since(begun))
	}
}

// reasonOf names why an append was refused, in one of a few words.
func reasonOf(err error) string {
	var r *refusal
	if !errors.As(err, &r) {
		return status.FromContextError(err).Code().String()
	}
	for i := 0; i+1 < len(r.trailers); i += 2 {
		if r.trailers[i] == "exception" {
			return r.trailers[i+1]
		}
	}
	return r.code.String()
}
