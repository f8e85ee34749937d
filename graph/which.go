package graph

import (
	"context"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/projections"
	"github.com/probity-ledger/probity/projections/cases"
	"github.com/probity-ledger/probity/projections/messages"
	"github.com/probity-ledger/probity/projections/officers"
)

// caseName is how a question names one case: by id, as at some time, or by the force's reference.
type caseName struct {
	id        domain.MatterID
	reference string
	asAt      *cases.Moment
}

// String is what the access log keeps of a question for a case that was answered with nothing.
func (n caseName) String() string { return string(n.id) + n.reference }

func (n caseName) matterID() domain.MatterID { return n.id }

func (r *Resolver) whichCase(id *domain.MatterID, reference *string, asAt *cases.Moment) (caseName, error) {
	if (id == nil) == (reference == nil) {
		return caseName{}, domain.Errorf(domain.Invalid, "WHICH_CASE", "give either the id or the reference of the case").On("id")
	}
	if id == nil && asAt != nil {
		return caseName{}, domain.Errorf(domain.Invalid, "WHICH_CASE", "a case as at another time is asked for by its id").On("asAt")
	}
	return caseName{id: given(id), reference: given(reference), asAt: asAt}, nil
}

func (r *Resolver) findCase(ctx context.Context, who projections.Viewer, n caseName) (cases.Case, error) {
	switch {
	case n.asAt != nil:
		return r.cases.AsAt(ctx, who, n.id, *n.asAt)
	case n.id != "":
		return r.cases.Get(ctx, who, n.id)
	}
	return r.cases.ByReference(ctx, who, n.reference)
}

// officerName is how a question names one entry in the register: by id, or by force and collar number.
type officerName struct {
	id            domain.OfficerID
	force, collar string
}

// String is what the access log keeps of a question for an entry that was answered with nothing.
func (n officerName) String() string { return string(n.id) + n.collar }

func whichOfficer(id *domain.OfficerID, force, collar *string) (officerName, error) {
	if byID, byNumber := id != nil, force != nil && collar != nil; byID == byNumber || (byID && (force != nil || collar != nil)) {
		return officerName{}, domain.Errorf(domain.Invalid, "WHICH_OFFICER", "give either the id, or the force and the collar number").On("id")
	}
	return officerName{id: given(id), force: given(force), collar: given(collar)}, nil
}

func (r *Resolver) findOfficer(ctx context.Context, who projections.Viewer, n officerName) (officers.Officer, error) {
	if n.id != "" {
		return r.officers.Get(ctx, who, n.id)
	}
	return r.officers.ByCollar(ctx, who, n.force, n.collar)
}

// messageQuestion is a search among messages.
type messageQuestion struct {
	Filter messages.Filter
	Text   string
	Order  messages.Order
}

// Asked names the case and the words.
func (q messageQuestion) Asked() (domain.MatterID, []string) {
	within, words := q.Filter.Asked()
	return within, append([]string{q.Text}, words...)
}
