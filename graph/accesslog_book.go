package graph

import (
	"context"

	"github.com/google/uuid"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/accesslog"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/graph/cursor"
	"github.com/probity-ledger/probity/graph/model"
	"github.com/probity-ledger/probity/projections"
	book "github.com/probity-ledger/probity/projections/accesslog"
	"github.com/probity-ledger/probity/projections/cases"
)

const (
	bookPage = 200 // entries that are read and judged at once
	bookMost = 25  // times that is done for one page; who sees nothing in 5,000 entries is told to narrow
)

// judged is whatever of the access log is shown only to those who may see all the matters it speaks of.
type judged interface {
	itemed
	Matters() []domain.MatterID
	Whose() string
	Has(thing string) bool
	Key() []any
}

// reading is one reader of the access log.
type reading struct {
	*judging
	facts map[domain.MatterID]access.Resource
}

// readLog begins to read the access log. Reading nothing at all is no refusal: the log is empty for whoever may not see it.
func (r *Resolver) readLog(ctx context.Context) (*reading, error) {
	j, err := r.recorder.judging(ctx)
	return &reading{judging: j, facts: map[domain.MatterID]access.Resource{}}, err
}

// coarse narrows what is read before it is judged: to the force in whose keeping it is, or for the IOPC to what speaks of a matter.
func (b *reading) coarse() (whose string, ofMatter bool) { return b.who.Force, b.who.Force == "" }

// mayAny says whether the reader could be shown any entry at all.
func (b *reading) mayAny() bool {
	here := access.Resource{Kind: string(access.AccessLog), Force: b.who.Force, Referred: b.who.Force == ""}
	return b.policy.Read(b.who, access.AccessLog, here).Allowed
}

// learnAbout reads the facts about the matters of entries, as the read model of cases has them.
func (b *reading) learnAbout(ctx context.Context, matters []domain.MatterID) error {
	var unknown []domain.MatterID
	for _, m := range matters {
		if _, ok := b.facts[m]; !ok {
			unknown = append(unknown, m)
		}
	}
	if len(unknown) == 0 {
		return nil
	}
	found, err := b.views.View(cases.Name).Resources(ctx, b.at, unknown)
	for m, r := range found {
		b.facts[m] = r
	}
	return err
}

// may says whether the reader may see something, and by which name the log remembers that they did. What speaks of several matters is
// for those who may see them all. What speaks of none, or of one that does not exist, is the force's own.
func (b *reading) may(of judged) (access.Item, bool) {
	item, known := of.Item(), 0
	if b.who.Officer != "" && of.Has(string(b.who.Officer)) { // nobody learns from it who looks them up
		return item, false
	}
	for _, m := range of.Matters() {
		about, ok := b.facts[m]
		if ok && !b.policy.Read(b.who, access.AccessLog, about).Allowed {
			return item, false
		}
		if ok {
			item.Matter, known = m, known+1 // by any of them it is judged once more
		}
	}
	if known > 0 {
		return item, true
	}
	item.Matter = ""
	about := access.Resource{Kind: string(access.AccessLog), ID: item.ID, Force: of.Whose()}
	return item, b.policy.Read(b.who, access.AccessLog, about).Allowed
}

// bookList reads one page of a list of the access log: read walks the log backwards, and what the reader may not see is left out.
func bookList[T judged](ctx context.Context, r *Resolver, q question, read func(b *reading, before int64, limit int) ([]T, error)) (*model.Connection[T], error) {
	binding, err := cursor.Bind(q.list, q.about)
	if err != nil {
		return nil, err
	}
	p, err := r.open(binding, q)
	if err != nil {
		return nil, err
	}
	before, err := p.IntAfter(0, 0)
	if err != nil {
		return nil, err
	}
	b, err := r.readLog(ctx)
	if err != nil {
		return nil, err
	}
	var found projections.Result[T]
	if b.mayAny() {
		found, err = collect(ctx, b, q.list, before, q.first, read)
	} else {
		noteAttempt(ctx, attempt{how: how{view: cases.Name, op: accesslog.List, field: fieldOf(ctx, q.list)}, content: access.AccessLog})
	}
	if err != nil {
		return nil, err
	}
	sign := func(key []any) (string, error) { return r.cursors.Sign(binding, key) }
	return model.NewConnection(found.Items, found.Keys, found.HasNext, sign)
}

// collect fills a page with what the reader may see, and notes it.
func collect[T judged](ctx context.Context, b *reading, list string, before int64, first int,
	read func(b *reading, before int64, limit int) ([]T, error),
) (found projections.Result[T], err error) {
	h := how{view: cases.Name, op: accesslog.List, field: fieldOf(ctx, list)}
	for range bookMost {
		some, err := read(b, before, bookPage)
		if err != nil {
			return found, err
		}
		var matters []domain.MatterID
		for _, t := range some {
			matters = append(matters, t.Matters()...)
		}
		if err := b.learnAbout(ctx, matters); err != nil {
			return found, err
		}
		for _, t := range some {
			item, ok := b.may(t)
			if !ok {
				continue
			}
			if len(found.Items) == first {
				found.HasNext = true
				return found, nil
			}
			found.Items, found.Keys = append(found.Items, t), append(found.Keys, t.Key())
			noteItems(ctx, h, item)
		}
		if len(some) < bookPage {
			return found, nil
		}
		if before, err = (projections.Page{After: some[len(some)-1].Key()}).IntAfter(0, 0); err != nil {
			return found, err
		}
	}
	if len(found.Items) > 0 {
		found.HasNext = true
		return found, nil
	}
	return found, domain.Errorf(domain.Invalid, "TOO_WIDE", "none of the newest entries is for you to see; narrow the question by case, person or time").On("filter")
}

// entries reads a page of the log.
func (r *Resolver) entries(ctx context.Context, list string, f book.Filter, first int, after *string) (*model.Connection[book.Entry], error) {
	return bookList(ctx, r, question{book.Name, list, f, first, after}, func(b *reading, before int64, limit int) ([]book.Entry, error) {
		f.Whose, f.OfMatter = b.coarse()
		found, err := r.book.Entries(ctx, f, before, limit)
		for i := range found {
			found[i].Opened = r.opened(b, found[i])
		}
		return found, err
	})
}

func (r *Resolver) alerts(ctx context.Context, f book.AlertFilter, first int, after *string) (*model.Connection[book.Alert], error) {
	return bookList(ctx, r, question{book.Name, "accessAlerts", f, first, after}, func(b *reading, before int64, limit int) ([]book.Alert, error) {
		f.Whose, f.OfMatter = b.coarse()
		return r.book.Alerts(ctx, f, before, limit)
	})
}

// opened is what an entry's terms are to the reader. The policies say whose they may be, and the seal bears it out.
func (r *Resolver) opened(b *reading, e book.Entry) *book.Opened {
	if e.Terms == nil {
		return nil
	}
	if e.Terms.Side != "" {
		about := access.Resource{Kind: string(access.SealedTerms), ID: e.ID, Searcher: e.Role, Own: e.Actor == b.who.Actor}
		if !b.policy.Read(b.who, access.SealedTerms, about).Allowed {
			return &book.Opened{Sealed: true}
		}
	}
	id, err := uuid.Parse(e.ID)
	if err != nil {
		return &book.Opened{Sealed: true}
	}
	text, err := r.sealer.Open(b.who, id, e.Actor, *e.Terms)
	if err != nil {
		return &book.Opened{Sealed: true}
	}
	return &book.Opened{Text: &text}
}

// bookOf begins to read what the log says of one matter; false where that is not for the caller, which is noted.
func (r *Resolver) bookOf(ctx context.Context, matter domain.MatterID, thing string) (*reading, bool, error) {
	b, err := r.readLog(ctx)
	if err != nil {
		return nil, false, err
	}
	if err := b.learnAbout(ctx, []domain.MatterID{matter}); err != nil {
		return nil, false, err
	}
	about, known := b.facts[matter]
	if known && b.policy.Read(b.who, access.AccessLog, about).Allowed {
		return b, true, nil
	}
	noteAttempt(ctx, attempt{how: how{view: cases.Name, op: accesslog.Read, field: fieldOf(ctx, "accessLog")}, content: access.AccessLog,
		matter: matter, thing: thing})
	return b, false, nil
}

// readers lists who looked at a case; nil where that is not for the caller.
func (r *Resolver) readers(ctx context.Context, c *cases.Case) ([]book.Reader, error) {
	_, may, err := r.bookOf(ctx, c.ID, string(c.ID))
	if !may || err != nil {
		return nil, err
	}
	found, err := r.book.Readers(ctx, c.ID)
	if err != nil {
		return nil, err
	}
	note(ctx, how{view: cases.Name, op: accesslog.List, field: "readers"}, found...)
	if found == nil {
		found = []book.Reader{}
	}
	return found, nil
}

// seenBy lists who saw one thing of a matter; nil where that is not for the caller.
func (r *Resolver) seenBy(ctx context.Context, matter domain.MatterID, thing string, first int, after *string) (*model.Connection[book.Entry], error) {
	_, may, err := r.bookOf(ctx, matter, thing)
	if !may || err != nil {
		return nil, err
	}
	return r.entries(ctx, "seenBy", book.Filter{Matter: matter, Thing: thing, Kind: book.Shown}, first, after)
}
