package graph

import (
	"context"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/projections"
	"github.com/probity-ledger/probity/projections/cases"
	"github.com/probity-ledger/probity/projections/custody"
)

// exhibitName is how a question names one exhibit.
type exhibitName struct {
	matter domain.MatterID
	ref    domain.ExhibitRef
}

// String is what the access log keeps of a question for an exhibit that was answered with nothing.
func (n exhibitName) String() string { return string(n.ref) }

func (n exhibitName) matterID() domain.MatterID { return n.matter }

func (r *Resolver) findExhibit(ctx context.Context, who projections.Viewer, n exhibitName) (custody.Exhibit, error) {
	return r.custody.Exhibit(ctx, who, n.matter, n.ref)
}

// deviceIn reads a device as an exhibit of one case; an id that is not there is nothing.
func (r *Resolver) deviceIn(ctx context.Context, matter domain.MatterID, id domain.DeviceID) (*custody.Device, error) {
	if id == "" {
		return nil, nil
	}
	return one(ctx, r, custody.Name, id, func(ctx context.Context, who projections.Viewer, id domain.DeviceID) (custody.Device, error) {
		return r.custody.DeviceIn(ctx, who, matter, id)
	})
}

// otherCase reads a case that another one points at; what the caller may not see is nothing, as if it were not there.
func (r *Resolver) otherCase(ctx context.Context, id domain.MatterID) (*cases.Case, error) {
	found, err := linked(ctx, r, cases.Name, []domain.MatterID{id}, r.cases.Many)
	if err != nil {
		return nil, err
	}
	return found[0], nil
}

func (r *Resolver) extraction(ctx context.Context, id domain.ExtractionID) (*custody.Extraction, error) {
	if id == "" {
		return nil, nil
	}
	return one(ctx, r, custody.Name, id, r.custody.Extraction)
}

// discrepancies reads the gaps of one device in one case. Their number is small; the page is the read model's largest.
func (r *Resolver) discrepancies(ctx context.Context, d *custody.Device) ([]custody.Discrepancy, error) {
	return rows(ctx, r, custody.Name, func(ctx context.Context, who projections.Viewer) ([]custody.Discrepancy, error) {
		found, err := r.custody.Discrepancies(ctx, who, custody.DiscrepancyFilter{Matter: d.Matter, Device: d.ID}, projections.Page{First: projections.MaxPage})
		return found.Items, err
	})
}
