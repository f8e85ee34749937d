package overhttp

import (
	"bytes"
	"context"
	"net/http"
	"sync"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
)

// writeWait is how long one write may take before the client counts as gone.
const writeWait = 20 * time.Second

// streams counts the open streams of each caller.
type streams struct {
	most int
	mu   sync.Mutex
	open map[string]int // guarded by mu; no entry for callers without streams
}

func newStreams(most int) *streams { return &streams{most: most, open: map[string]int{}} }

func (s *streams) enter(caller string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.open[caller] >= s.most {
		return false
	}
	s.open[caller]++
	return true
}

func (s *streams) leave(caller string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.open[caller]--; s.open[caller] <= 0 {
		delete(s.open, caller)
	}
}

// stream answers as server-sent events, in the graphql-sse protocol's mode of one connection for each operation.
func (h *Handler) stream(w http.ResponseWriter, r *http.Request, p *graphql.RawParams) {
	caller, until := h.cfg.Caller(r.Context())
	if !h.streams.enter(caller) {
		writeRefusal(w, mediaJSON, &refusal{http.StatusTooManyRequests, "TOO_MANY_STREAMS", "close another stream first"})
		return
	}
	defer h.streams.leave(caller)
	ctx, cancel := lifetime(r.Context(), until)
	defer cancel()
	next := h.begin(graphql.StartOperationTrace(ctx), p)
	out := begin(w)
	if out.flush() != nil {
		return
	}
	h.pump(ctx, cancel, out, results(ctx, next))
}

// lifetime ends a stream's context when the caller's token ends, because authority is looked at when a stream begins.
func lifetime(ctx context.Context, until time.Time) (context.Context, context.CancelFunc) {
	if until.IsZero() {
		return context.WithCancel(ctx)
	}
	return context.WithDeadline(ctx, until)
}

// begin starts an operation and returns an iterator over its results; nil ends it. A refused operation has a single result, and one
// that is no subscription has the time it would have without a stream.
func (h *Handler) begin(ctx context.Context, p *graphql.RawParams) func() *graphql.Response {
	op, errs := h.cfg.Executor.CreateOperationContext(ctx, p)
	if len(errs) > 0 {
		one := graphql.OneShot(h.refused(ctx, op, errs))
		return func() *graphql.Response { return one(ctx) }
	}
	if op.Operation.Operation != ast.Subscription {
		limited, cancel := context.WithTimeout(ctx, h.timeout(op))
		context.AfterFunc(ctx, cancel)
		ctx = limited
	}
	next, ctx := h.cfg.Executor.DispatchOperation(ctx, op)
	return func() *graphql.Response { return next(ctx) }
}

// results runs an iterator in its own goroutine, which ends when ctx does, and writes each result down before the next is asked for,
// because the executor uses the same memory for all of them. The channel is closed after the last one. A panic, which the executor
// should have caught, ends the stream and not the process.
func results(ctx context.Context, next func() *graphql.Response) <-chan []byte {
	results := make(chan []byte)
	go func() {
		defer close(results)
		defer func() { _ = recover() }()
		for res := next(); res != nil; res = next() {
			select {
			case results <- encode(res):
			case <-ctx.Done():
				return
			}
		}
	}()
	return results
}

// pump writes results until they or the client end.
func (h *Handler) pump(ctx context.Context, cancel func(), out *eventWriter, results <-chan []byte) {
	ping := time.NewTicker(h.cfg.Ping)
	defer ping.Stop()
	defer func() {
		cancel()
		for range results { // wait for the operation's goroutine, which reads from things that will be closed
		}
	}()
	for {
		var err error
		select {
		case res, more := <-results:
			if !more {
				_ = out.event("complete", nil)
				return
			}
			err = out.event("next", res)
			ping.Reset(h.cfg.Ping)
		case <-ping.C:
			err = out.ping()
		case <-h.ended:
			_ = out.event("complete", nil)
			return
		case <-ctx.Done():
			_ = out.event("complete", nil)
			return
		}
		if err != nil {
			return
		}
	}
}

// eventWriter writes server-sent events, each under its own deadline.
type eventWriter struct {
	w   http.ResponseWriter
	ctl *http.ResponseController
}

func begin(w http.ResponseWriter) *eventWriter {
	h := w.Header()
	h.Set("Content-Type", mediaStream+"; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no")
	w.WriteHeader(http.StatusOK)
	return &eventWriter{w: w, ctl: http.NewResponseController(w)}
}

// event writes one event. The data is JSON without line breaks outside its strings' escapes.
func (e *eventWriter) event(name string, data []byte) error {
	var b bytes.Buffer
	b.WriteString("event: " + name + "\n")
	for line := range bytes.SplitSeq(data, []byte("\n")) {
		b.WriteString("data: ")
		b.Write(line)
		b.WriteByte('\n')
	}
	b.WriteByte('\n')
	return e.write(b.Bytes())
}

func (e *eventWriter) ping() error { return e.write([]byte(":\n\n")) }

func (e *eventWriter) write(b []byte) error {
	_ = e.ctl.SetWriteDeadline(time.Now().Add(writeWait)) // not every writer has deadlines; those that block do
	if _, err := e.w.Write(b); err != nil {
		return err
	}
	return e.flush()
}

func (e *eventWriter) flush() error { return e.ctl.Flush() }
