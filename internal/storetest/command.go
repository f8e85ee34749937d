package storetest

import (
	"errors"
	"fmt"
	"strconv"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
)

// command carries out one step and gives the answer in the table's words. An error means that it could not be carried
// out at all.
type command func(*world, step) (string, error)

// commandFor gives the command a verb stands for, nil when there is none.
func commandFor(verb string) command {
	return map[string]command{
		"append":    (*world).append,
		"batch":     (*world).batch,
		"meta":      (*world).meta,
		"delete":    (*world).remove,
		"tombstone": (*world).remove,
		"read":      (*world).read,
		"all":       (*world).all,
		"sub":       (*world).subscribe,
		"next":      (*world).next,
		"stop":      (*world).stop,
		"group":     (*world).group,
		"ack":       (*world).ack,
		"nack":      (*world).nack,
		"ids":       (*world).form,
		"reconnect": func(w *world, _ step) (string, error) { return "done", w.reconnect() },
	}[verb]
}

func (w *world) form(s step) (string, error) {
	if len(s.args) != 1 || s.args[0] != "string" && s.args[0] != "structured" {
		return "", errors.New("ids are string or structured")
	}
	w.stringIDs = s.args[0] == "string"
	return "done", nil
}

// atLeast makes sure that a command has its first words.
func (s step) atLeast(n int) error {
	if len(s.args) < n {
		return fmt.Errorf("%s wants %d words or more", s.verb, n)
	}
	return nil
}

// expectation is an expected revision: "any", "exists", "no", or a number.
type expectation struct {
	word   string
	number uint64
}

func parseExpectation(word string) (expectation, error) {
	switch word {
	case "any", "exists", "no":
		return expectation{word: word}, nil
	}
	n, err := strconv.ParseUint(word, 10, 64)
	if err != nil {
		return expectation{}, fmt.Errorf("expected revision: %w", err)
	}
	return expectation{word: "number", number: n}, nil
}

// signed is the number that trailers carry for an expectation.
func (e expectation) signed() int64 {
	switch e.word {
	case "no":
		return -1
	case "any":
		return -2
	case "exists":
		return -4
	default:
		return int64(e.number)
	}
}

// refusal puts a status and its trailers into the table's words. For the exceptions clients read it makes sure that
// the trailers say all they must.
func (w *world) refusal(err error, trailers metadata.MD, stream string, expect expectation) string {
	code, exception := status.Code(err), one(trailers, "exception")
	switch {
	case code == codes.FailedPrecondition && exception == "stream-deleted":
		w.trailer(trailers, "stream-name", stream)
		return "deleted"
	case code == codes.FailedPrecondition && exception == "wrong-expected-version":
		w.trailer(trailers, "stream-name", stream)
		w.trailer(trailers, "expected-version", strconv.FormatInt(expect.signed(), 10))
		if actual := one(trailers, "actual-version"); actual != "-1" {
			return "wrong " + actual
		}
		return "wrong none"
	case exception != "":
		return code.String() + " " + exception
	default:
		return code.String()
	}
}

func (w *world) trailer(trailers metadata.MD, key, want string) {
	if got := one(trailers, key); got != want {
		w.problem("the trailer %s is %q, want %q", key, got, want)
	}
}

func one(trailers metadata.MD, key string) string {
	if values := trailers.Get(key); len(values) > 0 {
		return values[0]
	}
	return ""
}
