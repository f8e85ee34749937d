package graph

import (
	"context"
	"fmt"
	"sync"

	"github.com/99designs/gqlgen/graphql"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/accesslog"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/ledger"
)

// itemed is whatever a read model returns for somebody to see: it says by which name the access log knows it.
type itemed interface{ Item() access.Item }

// narrowed is what a list was narrowed by: the case it was asked for within, and the words that were searched for.
type narrowed interface {
	Asked() (within domain.MatterID, words []string)
}

// notes gathers what an operation is about to show, while its resolvers run side by side. What was noted stands in the access log before
// the answer leaves; see recorder.
type notes struct {
	mu    sync.Mutex
	shown []sight
	asked []attempt
	acts  []ledger.Judgement
}

// sight is one thing that is about to be shown.
type sight struct {
	how
	item access.Item
}

// how something is shown. Things shown in the same way share an entry.
type how struct {
	view  string // the read model it comes from, by which its access is judged again
	op    accesslog.Operation
	field string
	words string
}

// attempt is a question that was answered with nothing: there is no such thing, or it is not for the caller.
type attempt struct {
	how
	content access.Content
	matter  domain.MatterID // where the question named one
	force   string          // of what belongs to no matter
	thing   string
}

type notesKey struct{}

func notesOf(ctx context.Context) *notes {
	n, _ := ctx.Value(notesKey{}).(*notes)
	return n
}

// take returns what was noted since the last time.
func (n *notes) take() (shown []sight, asked []attempt, acts []ledger.Judgement) {
	if n == nil {
		return nil, nil, nil
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	shown, asked, acts = n.shown, n.asked, n.acts
	n.shown, n.asked, n.acts = nil, nil, nil
	return shown, asked, acts
}

// noteItems writes down things by their names.
func noteItems(ctx context.Context, h how, items ...access.Item) {
	n := notesOf(ctx)
	if n == nil {
		return
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, i := range items {
		if i.Content == access.ServiceContent { // tells nothing of any case
			continue
		}
		n.shown = append(n.shown, sight{h, i})
	}
}

// noteAttempt writes down a question that was answered with nothing.
func noteAttempt(ctx context.Context, a attempt) {
	if n := notesOf(ctx); n != nil && a.content != access.ServiceContent {
		n.mu.Lock()
		defer n.mu.Unlock()
		n.asked = append(n.asked, a)
	}
}

// note writes down things that a resolver is about to return.
func note[T itemed](ctx context.Context, h how, things ...T) {
	h.field = fieldOf(ctx, h.field)
	items := make([]access.Item, len(things))
	for i, t := range things {
		items[i] = t.Item()
	}
	noteItems(ctx, h, items...)
}

// noteNothing writes down that a question for a single thing was answered with null.
func noteNothing[T itemed](ctx context.Context, view string, name any) {
	var none T
	a := attempt{how: how{view: view, op: accesslog.Read, field: fieldOf(ctx, view)}, content: none.Item().Content, thing: fmt.Sprint(name)}
	if id, ok := name.(interface{ matterID() domain.MatterID }); ok {
		a.matter = id.matterID()
	} else if id, ok := name.(domain.MatterID); ok {
		a.matter = id
	}
	noteAttempt(ctx, a)
}

// notePage writes down a page of a list. An empty page that was asked for by name of a case, or with words, is an attempt.
func notePage[T itemed](ctx context.Context, q question, things []T) {
	h := how{view: q.view, op: accesslog.List, field: q.list}
	var matter domain.MatterID
	if by, ok := q.about.(narrowed); ok {
		var words []string
		if matter, words = by.Asked(); len(words) > 0 {
			h.op, h.words = accesslog.Search, joined(words)
		}
	}
	note(ctx, h, things...)
	if len(things) > 0 || !root(ctx) || (matter == "" && h.words == "") {
		return
	}
	var none T
	h.field = fieldOf(ctx, h.field)
	noteAttempt(ctx, attempt{how: h, content: none.Item().Content, matter: matter})
}

// NoteCommand writes down, for the answer under way, what became of a command: the refusals, and the acts by which somebody changed who
// may see what. It is what ledger.Config.Judge is for.
func NoteCommand(ctx context.Context, j ledger.Judgement) {
	if n := notesOf(ctx); n != nil {
		n.mu.Lock()
		defer n.mu.Unlock()
		n.acts = append(n.acts, j)
	}
}

// fieldOf is the schema's word for what is being resolved.
func fieldOf(ctx context.Context, otherwise string) string {
	if f := graphql.GetFieldContext(ctx); f != nil && f.Field.Field != nil {
		return f.Field.Name
	}
	return otherwise
}

// root says whether what is being resolved is a question of its own and not a part of another's answer.
func root(ctx context.Context) bool {
	f := graphql.GetFieldContext(ctx)
	return f != nil && f.Object == "Query"
}

func joined(words []string) string {
	text := words[0]
	for _, w := range words[1:] {
		text += " · " + w
	}
	return text
}
