package storetest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/EventStore/EventStore-Client-Go/v4/protos/streams"
)

// subscription is one a row has open.
type subscription struct {
	cancel context.CancelFunc
	recv   func() ([]string, error) // the next message in words; none for one that does not concern the row
	ack    func(ids []string, action string) error
	ended  bool
}

func (w *world) subscribe(s step) (string, error) {
	if err := s.atLeast(2); err != nil {
		return "", err
	}
	r, err := w.parseReading(s.args[1], s.args[2:])
	if err != nil {
		return "", err
	}
	o, err := w.options(r)
	if err != nil {
		return "", err
	}
	o.CountOption = &streams.ReadReq_Options_Subscription{Subscription: &streams.ReadReq_Options_SubscriptionOptions{}}
	ctx, cancel := context.WithCancel(w.ctx)
	call, err := w.streams().Read(ctx, &streams.ReadReq{Options: o})
	if err != nil {
		cancel()
		return "", err
	}
	order := &order{world: w}
	w.subs[s.args[0]] = &subscription{cancel: cancel, recv: func() ([]string, error) {
		msg, err := call.Recv()
		if err != nil {
			return nil, w.ending(err, func() string {
				return w.refusal(err, call.Trailer(), w.streamOrAll(r.stream), expectation{})
			})
		}
		return w.message(order, msg, r.stream == "all"), nil
	}}
	return "done", nil
}

// ending is how a subscription ended, in words.
type ending string

func (e ending) Error() string { return string(e) }

func (w *world) ending(err error, refusal func() string) error {
	if errors.Is(err, io.EOF) {
		return ending("ended")
	}
	return ending(refusal())
}

// next takes messages as long as they can still become one of the answers wanted.
func (w *world) next(s step) (string, error) {
	if err := s.atLeast(1); err != nil {
		return "", err
	}
	sub, ok := w.subs[s.args[0]]
	if !ok || len(s.want) == 0 {
		return "", fmt.Errorf("no subscription is called %s, or no answer is given", s.args[0])
	}
	late := time.AfterFunc(patience, sub.cancel)
	defer late.Stop()
	var seen []string
	for !s.accepts(strings.Join(seen, " ")) && s.mayBecome(seen) && !sub.ended {
		words, err := sub.recv()
		if err != nil {
			words, sub.ended = []string{err.Error()}, true
		}
		seen = append(seen, words...)
	}
	return strings.Join(seen, " "), nil
}

// mayBecome tells whether what was seen is the beginning of an answer wanted.
func (s step) mayBecome(seen []string) bool {
	return slices.ContainsFunc(s.want, func(want string) bool {
		words := strings.Fields(want)
		return len(seen) < len(words) && slices.Equal(words[:len(seen)], seen)
	})
}

func (w *world) stop(s step) (string, error) {
	if err := s.atLeast(1); err != nil {
		return "", err
	}
	sub, ok := w.subs[s.args[0]]
	if !ok {
		return "", fmt.Errorf("no subscription is called %s", s.args[0])
	}
	sub.cancel()
	delete(w.subs, s.args[0])
	return "done", nil
}
