package overhttp

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/probity-ledger/probity/graph/trusted"
)

// Config says how a Handler behaves. The zero value of each field has a sensible meaning.
type Config struct {
	// Executor answers the questions. It must be set.
	Executor graphql.GraphExecutor
	// MaxBody is the largest request in bytes; 0 is 64 KiB.
	MaxBody int64
	// Timeout ends an operation; 0 is 5 s.
	Timeout time.Duration
	// Slow gives single root fields more time, such as an import that looks through a whole file first.
	Slow map[string]time.Duration
	// Documents are the registered questions a client may name by their ids; nil holds none.
	Documents *trusted.Documents
	// DocumentsOnly refuses every other question.
	DocumentsOnly bool
	// Ping is the pause after which a silent stream shows that it is alive; 0 is 12 s.
	Ping time.Duration
	// Streams limits how many streams one caller may hold open; 0 is 8.
	Streams int
	// Caller names whom a stream is counted for and when it must end (zero: never). It must be set.
	Caller func(context.Context) (name string, until time.Time)
}

// Handler serves one schema.
type Handler struct {
	cfg     Config
	streams *streams
	ended   chan struct{} // closed when no stream may go on
	end     sync.Once
}

// New returns a handler.
func New(cfg Config) *Handler {
	if cfg.MaxBody == 0 {
		cfg.MaxBody = 64 << 10
	}
	if cfg.Timeout == 0 {
		cfg.Timeout = 5 * time.Second
	}
	if cfg.Ping == 0 {
		cfg.Ping = 12 * time.Second
	}
	if cfg.Streams == 0 {
		cfg.Streams = 8
	}
	return &Handler{cfg: cfg, streams: newStreams(cfg.Streams), ended: make(chan struct{})}
}

// EndStreams ends every open stream in order, and each new one at once. It is called when the server stops.
func (h *Handler) EndStreams() { h.end.Do(func() { close(h.ended) }) }

// ServeHTTP answers one request.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	media := negotiate(r.Header)
	p, err := h.accept(w, r, media)
	if err != nil {
		var no *refusal
		if errors.As(err, &no) {
			writeRefusal(w, media, no)
		}
		return
	}
	if media == mediaStream {
		h.stream(w, r, p)
		return
	}
	h.answer(w, r, p, media)
}

func (h *Handler) accept(w http.ResponseWriter, r *http.Request, media string) (*graphql.RawParams, error) {
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		return nil, refuse(http.StatusMethodNotAllowed, "METHOD_NOT_ALLOWED", "questions are sent by POST")
	}
	if media == "" {
		return nil, refuse(http.StatusNotAcceptable, "NOT_ACCEPTABLE", "answers are %s, %s or %s", mediaResponse, mediaJSON, mediaStream)
	}
	return h.read(w, r)
}

func (h *Handler) answer(w http.ResponseWriter, r *http.Request, p *graphql.RawParams, media string) {
	ctx := graphql.StartOperationTrace(r.Context())
	op, errs := h.cfg.Executor.CreateOperationContext(ctx, p)
	if len(errs) > 0 {
		res := h.refused(ctx, op, errs)
		write(w, media, status(w, res, requestErrorStatus(media)), res)
		return
	}
	if op.Operation.Operation == ast.Subscription {
		writeRefusal(w, media, &refusal{http.StatusNotAcceptable, "STREAM_ONLY", "a subscription is answered as " + mediaStream + " only"})
		return
	}
	ctx, cancel := context.WithTimeout(ctx, h.timeout(op))
	defer cancel()
	next, ctx := h.cfg.Executor.DispatchOperation(ctx, op)
	res := next(ctx)
	if res == nil {
		res = h.cfg.Executor.DispatchError(graphql.WithOperationContext(ctx, op), gqlerror.List{gqlerror.Wrap(context.Cause(ctx))})
	}
	write(w, media, status(w, res, http.StatusOK), res)
}

// status is what an answer is sent with: 429 where the caller asked too much, and the usual one otherwise.
func status(w http.ResponseWriter, res *graphql.Response, usual int) int {
	if len(res.Errors) == 0 || len(res.Data) > 0 {
		return usual
	}
	seconds, limited := res.Errors[0].Extensions["retryAfterSeconds"].(int)
	if !limited {
		return usual
	}
	w.Header().Set("Retry-After", strconv.Itoa(seconds))
	return http.StatusTooManyRequests
}

// maxErrors is how many errors of one question are shown; a document full of mistakes must not make a large answer.
const maxErrors = 10

// refused presents the errors of a question that was not carried out.
func (h *Handler) refused(ctx context.Context, op *graphql.OperationContext, errs gqlerror.List) *graphql.Response {
	errs = errs[:min(len(errs), maxErrors)]
	return h.cfg.Executor.DispatchError(graphql.WithOperationContext(ctx, op), errs)
}

// timeout is the longest of the times its root fields have.
func (h *Handler) timeout(op *graphql.OperationContext) time.Duration {
	most := h.cfg.Timeout
	for name, d := range h.cfg.Slow {
		if d > most && op.Operation.Operation == ast.Mutation && selects(op.Operation.SelectionSet, name) {
			most = d
		}
	}
	return most
}

// selects says whether a root field is asked for. The document has passed the size limit and validation, so this ends soon.
func selects(set ast.SelectionSet, name string) bool {
	for _, s := range set {
		switch s := s.(type) {
		case *ast.Field:
			if strings.EqualFold(s.Name, name) {
				return true
			}
		case *ast.InlineFragment:
			if selects(s.SelectionSet, name) {
				return true
			}
		case *ast.FragmentSpread:
			if s.Definition != nil && selects(s.Definition.SelectionSet, name) {
				return true
			}
		}
	}
	return false
}
