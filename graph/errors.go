package graph

import (
	"context"
	"errors"
	"log/slog"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/access/quota"
	"github.com/probity-ledger/probity/accesslog"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/graph/cursor"
	"github.com/probity-ledger/probity/graph/scalar"
	"github.com/probity-ledger/probity/ledger/eventlog"
	"github.com/probity-ledger/probity/projections"
	"github.com/probity-ledger/probity/vault"
)

// maxMessage is the longest error text shown; the validator's texts repeat names from the question.
const maxMessage = 300

// presenter turns every error into what a client may read. What it does not know becomes "internal error" and a line in the log.
type presenter struct{ logger *slog.Logger }

func (p presenter) present(ctx context.Context, err error) *gqlerror.Error {
	out := &gqlerror.Error{Path: graphql.GetPath(ctx)}
	var located *gqlerror.Error
	if errors.As(err, &located) {
		out.Path, out.Locations = located.Path, located.Locations
	}
	if text, extensions, ok := known(err); ok {
		out.Message, out.Extensions = text, extensions
		return out
	}
	if asksForbiddenSchema(ctx) {
		out.Message, out.Extensions = "what the schema holds is not shown to your role", map[string]any{"code": "FORBIDDEN", "reason": "INTROSPECTION"}
		return out
	}
	if located != nil && located.Err == nil && located.Extensions["code"] != nil {
		out.Message, out.Extensions = clip(located.Message), map[string]any{"code": located.Extensions["code"]}
		return out
	}
	p.logger.ErrorContext(ctx, "answer a question", "error", err, "path", out.Path.String())
	out.Message = "internal error"
	out.Extensions = map[string]any{"code": "INTERNAL", "requestId": RequestID(ctx)}
	return out
}

// asksForbiddenSchema says whether the error belongs to a question about the schema itself, by somebody to whom introspection is closed.
// The executor's own error for it has no type.
func asksForbiddenSchema(ctx context.Context) bool {
	field := graphql.GetFieldContext(ctx)
	if field == nil || !graphql.HasOperationContext(ctx) || !graphql.GetOperationContext(ctx).DisableIntrospection {
		return false
	}
	return field.Field.Field != nil && (field.Field.Name == "__schema" || field.Field.Name == "__type")
}

func clip(text string) string {
	if len(text) <= maxMessage {
		return text
	}
	cut := []rune(text)
	return string(cut[:min(len(cut), maxMessage)]) + "…"
}

// known recognises the errors a client may read about.
func known(err error) (string, map[string]any, bool) {
	var refusal *domain.Error
	if errors.As(err, &refusal) {
		return refusal.Error(), map[string]any{"code": kindCode(refusal.Kind), "reason": refusal.Code}, true
	}
	var malformed *scalar.Error
	if errors.As(err, &malformed) {
		return malformed.Text, map[string]any{"code": "INVALID", "reason": "MALFORMED_VALUE"}, true
	}
	var exceeded *quota.ExceededError
	if errors.As(err, &exceeded) {
		return exceeded.Error(), map[string]any{"code": codeRateLimited, "reason": exceeded.What, "retryAfterSeconds": exceeded.Seconds()}, true
	}
	for _, k := range identities {
		if k.is(err) {
			return k.text, map[string]any{"code": k.code}, true
		}
	}
	return "", nil, false
}

// identity is one line of the table of errors that are known by what they are.
type identity struct {
	is   func(error) bool
	code string
	text string
}

func sentinel(target error) func(error) bool {
	return func(err error) bool { return errors.Is(err, target) }
}

func typed[E error](err error) bool {
	var e E
	return errors.As(err, &e)
}

var identities = []identity{
	{sentinel(access.ErrUnauthenticated), "UNAUTHENTICATED", "sign in first"},
	{sentinel(accesslog.ErrUnavailable), codeLogUnavailable, textLogUnavailable},
	{sentinel(cursor.ErrInvalid), "BAD_CURSOR", "the cursor is not of this list, filter and order; begin again without it"},
	{typed[*projections.BehindError], "BEHIND", "the read model has not seen this position in time; ask again"},
	{typed[*projections.BuildingError], "BUILDING", "the read model is being built; ask again later"},
	{typed[*eventlog.ConflictError], "CONFLICT", "somebody changed the same thing first; read it again"},
	{typed[*eventlog.TooLargeError], "TOO_LARGE", "the command holds more than can be written at once"},
	{sentinel(eventlog.ErrOutcomeUnknown), "OUTCOME_UNKNOWN", "the connection broke while writing; repeat the same command with the same commandId"},
	{sentinel(eventlog.ErrDiskFull), "DISK_FULL", "there is no room left; nothing was written"},
	{sentinel(vault.ErrDiskFull), "DISK_FULL", "there is no room left; nothing was written"},
	{sentinel(eventlog.ErrUnavailable), "UNAVAILABLE", "the event store does not answer; nothing was written"},
	{sentinel(eventlog.ErrClosed), "UNAVAILABLE", "the service is shutting down"},
	{sentinel(projections.ErrClosed), "UNAVAILABLE", "the service is shutting down"},
	{typed[*vault.NotFoundError], "UPLOAD_NOT_FOUND", "no upload has this id"},
	{typed[*vault.CorruptError], "EVIDENCE_CORRUPT", "the stored bytes are not what they were when they were taken in"},
	{sentinel(context.DeadlineExceeded), "TIMEOUT", "this took too long and was ended"},
	{sentinel(context.Canceled), "TIMEOUT", "the request was given up"},
}

func kindCode(k domain.Kind) string {
	switch k {
	case domain.Invalid:
		return "INVALID"
	case domain.Refused:
		return "REFUSED"
	case domain.Conflict:
		return "CONFLICT"
	case domain.NotFound:
		return "NOT_FOUND"
	case domain.Forbidden:
		return "FORBIDDEN"
	}
	return "INTERNAL"
}

// recovered makes an error of a panic. The value may hold anything, so only its type goes into the log.
func (p presenter) recovered(ctx context.Context, v any) error {
	p.logger.ErrorContext(ctx, "a resolver panicked", "type", typeName(v), "stack", stack())
	return errPanicked
}
