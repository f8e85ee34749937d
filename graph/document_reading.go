package graph

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/accesslog"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/projections"
	"github.com/probity-ledger/probity/projections/documents"
)

// documentField is how the access log names the reading of a document's bytes.
const documentField = "document"

// DocumentReader gives out documents. It may be used from any goroutine.
type DocumentReader struct {
	queries  *documents.Queries
	recorder *recorder
}

// Read returns a document the caller may read, once that they read it stands in the access log: only then may its bytes leave. A
// domain.Error NotFound says that there is none for them, which stands in the log too. accesslog.ErrUnavailable: nothing may be shown.
func (d *DocumentReader) Read(ctx context.Context, matter domain.MatterID, id string) (documents.Document, error) {
	j, err := d.recorder.judging(ctx)
	if err != nil {
		return documents.Document{}, err
	}
	found, content, about, err := d.find(ctx, j, matter, id)
	if missing(err) {
		return documents.Document{}, d.hide(ctx, matter, id, content)
	}
	if err != nil {
		return documents.Document{}, err
	}
	decision := j.may(content, about)
	if !decision.Allowed {
		return documents.Document{}, d.hide(ctx, matter, id, content)
	}
	marked, err := j.colleague(ctx, about)
	if err != nil {
		return documents.Document{}, err
	}
	shown := decided{group: group{how: how{view: documents.Name, op: accesslog.Read, field: documentField}, content: content, matter: matter, force: about.Force},
		policies: strings.Join(decision.Policies, "\n"), marked: marked}
	return found, d.recorder.log.Record(ctx, j.shownEntry(shown, []string{id}))
}

// find looks the document up as a part of the matter or, for those who hear a matter, of the bundle they were supplied with, and what the
// access rules have to know of it.
func (d *DocumentReader) find(ctx context.Context, j *judging, matter domain.MatterID, id string) (found documents.Document, content access.Content,
	about access.Resource, err error,
) {
	content = access.CaseContent
	var panel []domain.ActorID
	if hears(j.who.Role) {
		content = access.BundleContent
		found, panel, err = d.queries.Supplied(ctx, matter, id)
	} else if found, err = d.queries.Get(ctx, viewing(j), matter, id); err == nil {
		content = found.Content()
	}
	if err != nil {
		return found, content, about, err
	}
	facts, err := j.views.View(documents.Name).Resources(ctx, j.at, []domain.MatterID{matter})
	if err != nil {
		return found, content, about, fmt.Errorf("read who may see a document: %w", err)
	}
	about, known := facts[matter]
	if !known {
		return found, content, about, projections.NotFound("document")
	}
	about.Bundle, about.Panel, about.Reflective = len(panel) > 0, panel, found.Reflective()
	return found, content, about, nil
}

// viewing is who asks, judged at the moment of the question.
func viewing(j *judging) projections.Viewer {
	who := j.who
	who.At = j.at
	return who
}

// hide records that somebody asked for what is not for them, and says that it is not there.
func (d *DocumentReader) hide(ctx context.Context, matter domain.MatterID, id string, content access.Content) error {
	a := attempt{how: how{view: documents.Name, op: accesslog.Read, field: documentField}, content: content, matter: matter, thing: id}
	if err := d.recorder.refusedAt(ctx, a); err != nil {
		return err
	}
	return projections.NotFound("document")
}

// refusedAt records an attempt at once, as a refusal whatever the rules say of the matter it was made in.
func (r *recorder) refusedAt(ctx context.Context, a attempt) error {
	j, err := r.judging(ctx)
	if err != nil {
		return err
	}
	if err := j.learn(ctx, nil, []attempt{a}); err != nil {
		return err
	}
	about := j.known[a.view][a.matter]
	denied := j.may(a.content, about)
	if denied.Allowed {
		denied = access.Decision{}
	}
	return r.log.Record(ctx, accesslog.Refused{Who: j.is(), Asked: a.field, Content: a.content, Matter: a.matter, Of: about.Force, Thing: a.thing,
		Code: kindCode(domain.NotFound), Policies: denied.Policies, PolicySet: j.policySet, At: j.at})
}

// hears says whether a role hears matters or advises those who do.
func hears(role domain.Role) bool {
	return slices.Contains([]domain.Role{domain.HearingChair, domain.PanelMember, domain.LegalAdviser}, role)
}
