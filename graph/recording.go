package graph

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/accesslog"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/projections"
	"github.com/probity-ledger/probity/projections/cases"
	"github.com/probity-ledger/probity/projections/officers"
)

// Recorder writes entries of the access log and returns when they are stored for good; *accesslog.Writer is one.
type Recorder interface {
	Record(ctx context.Context, entries ...accesslog.Event) error
}

// recorder stands between the answers and the door. What an answer shows is judged by the access policies once more, whatever the read
// models' conditions let through, and recorded; only then does it leave.
type recorder struct {
	log       Recorder
	policy    access.Policy
	policySet string
	views     *projections.Runner
	officers  *officers.Queries
	now       func() time.Time
	logger    *slog.Logger
	alarm     func(access.Content)
}

var (
	_ graphql.OperationInterceptor = (*recorder)(nil)
	_ graphql.ResponseInterceptor  = (*recorder)(nil)
)

// ExtensionName names the recorder to the executor.
func (*recorder) ExtensionName() string { return "AccessLog" }

// Validate accepts every schema.
func (*recorder) Validate(graphql.ExecutableSchema) error { return nil }

// InterceptOperation gives every operation something to note in. A subscription keeps it for all its results.
func (*recorder) InterceptOperation(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
	return next(context.WithValue(ctx, notesKey{}, &notes{}))
}

// InterceptResponse holds an answer until what it shows is recorded. When that fails, an answer without data takes its place. A command
// that was carried out stays carried out; the same command again is answered with the same receipt.
func (r *recorder) InterceptResponse(ctx context.Context, next graphql.ResponseHandler) *graphql.Response {
	res := next(ctx)
	if res == nil {
		return nil
	}
	if err := r.settle(ctx, res.Errors); err != nil {
		return &graphql.Response{Errors: gqlerror.List{r.held(ctx, err)}}
	}
	return res
}

// errMisjudged says that a read model let through what the policies do not allow.
var errMisjudged = errors.New("the access policies do not allow what a read model returned")

func (r *recorder) held(ctx context.Context, err error) *gqlerror.Error {
	if errors.Is(err, accesslog.ErrUnavailable) {
		return &gqlerror.Error{Message: textLogUnavailable,
			Extensions: map[string]any{"code": codeLogUnavailable}}
	}
	r.logger.ErrorContext(ctx, "an answer was held back", "error", err)
	return &gqlerror.Error{Message: "internal error", Extensions: map[string]any{"code": codeInternal, "requestId": RequestID(ctx)}}
}

// codeLogUnavailable is answered, without data, while what would be shown cannot be recorded.
const (
	codeLogUnavailable = "ACCESS_LOG_UNAVAILABLE"
	textLogUnavailable = "the access log does not take entries, so nothing is shown; ask again"
)

// settle judges and records all that was noted since it was last called.
func (r *recorder) settle(ctx context.Context, errs gqlerror.List) error {
	shown, asked, acts := notesOf(ctx).take()
	j, err := r.judging(ctx)
	if err != nil && len(shown) == 0 { // an answer to nobody, which shows nothing
		return nil
	}
	if err != nil {
		return err
	}
	entries, err := j.entries(ctx, shown, asked)
	if err != nil {
		return err
	}
	for _, a := range acts {
		if e := j.command(a); e != nil {
			entries = append(entries, e)
		}
	}
	if entries = append(entries, j.introspection(errs)...); len(entries) == 0 {
		return nil
	}
	return r.log.Record(ctx, entries...)
}

func (r *recorder) judging(ctx context.Context) (*judging, error) {
	who, err := viewer(ctx)
	return &judging{recorder: r, who: who, request: RequestID(ctx), at: r.now().UTC(), known: map[string]map[domain.MatterID]access.Resource{},
		said: map[stand]access.Decision{}}, err
}

// followed judges and records a page of a subscription, which leaves outside any answer that could be held. An empty page is nothing.
func (r *recorder) followed(ctx context.Context, view string, events []cases.TimelineEntry) error {
	if len(events) == 0 {
		return nil
	}
	shown := make([]sight, len(events))
	for i, e := range events {
		shown[i] = sight{how{view: view, op: accesslog.Follow, field: fieldOf(ctx, view)}, e.Item()}
	}
	return r.atOnce(ctx, shown, nil)
}

// refused records that a subscription to a case was not given.
func (r *recorder) refused(ctx context.Context, view string, id domain.MatterID) error {
	return r.atOnce(ctx, nil, []attempt{{how: how{view: view, op: accesslog.Follow, field: fieldOf(ctx, view)}, content: access.CaseContent, matter: id}})
}

func (r *recorder) atOnce(ctx context.Context, shown []sight, asked []attempt) error {
	j, err := r.judging(ctx)
	if err != nil {
		return err
	}
	entries, err := j.entries(ctx, shown, asked)
	if err != nil {
		return err
	}
	return r.log.Record(ctx, entries...)
}
