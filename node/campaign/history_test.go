package campaign

import (
	"context"
	"math"
	"sync"
	"time"

	"github.com/google/uuid"
)

// act is what a call does.
type act string

const (
	appends     act = "append"
	readsStream act = "read stream" // from its start to its end
	readsAll    act = "read all"    // from a position to the end
	readsNewest act = "read newest" // the last events of $all, backwards
	hears       act = "hear"        // a subscription to $all brings one event
)

// ask is what a caller wants.
type ask struct {
	act    act
	stream string
	expect expecting
	ids    []uuid.UUID
	from   uint64 // readsAll: the first position; readsNewest: events before it are not looked at
	count  uint64 // readsNewest: how many events
}

// call is one question and its answer, and when each was. Times are nanoseconds on one clock, which never goes back.
type call struct {
	client       int
	began, ended int64
	ask          ask
	got          answer
}

// never is when a call ended that got no answer: it may take effect at any time after it began, or not at all.
const never = math.MaxInt64

// history is what all callers of one process did and were told.
type history struct {
	start time.Time

	mu    sync.Mutex
	calls []call
}

func newHistory() *history { return &history{start: time.Now()} }

func (h *history) now() int64 { return int64(time.Since(h.start)) }

func (h *history) add(c call) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.calls = append(h.calls, c)
}

func (h *history) size() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.calls)
}

// make asks and records. A read that got no answer says nothing and is not kept.
func (h *history) make(ctx context.Context, client int, c *caller, a ask) answer {
	began := h.now()
	var got answer
	switch a.act {
	case appends:
		got = c.append(ctx, a.stream, a.expect, a.ids)
	case readsStream:
		got = c.readStream(ctx, a.stream)
	case readsAll:
		got = c.readAll(ctx, a.from)
	case readsNewest:
		got = c.readNewest(ctx, a.count)
	}
	ended := h.now()
	if got.word == unanswered {
		ended = never
	}
	if got.word != unanswered || a.act == appends {
		h.add(call{client: client, began: began, ended: ended, ask: a, got: got})
	}
	return got
}
