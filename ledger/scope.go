package ledger

import (
	"context"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/device"
	"github.com/probity-ledger/probity/domain/extraction"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/domain/officer"
)

// authorise asks the access rules and returns the names of those that allow the command, or of those that forbid it with the error.
//
// A caller whom the rules would let give the command to some other thing, but not to this one, may not know that this one exists: the
// officer concerned in the matter, or somebody of another force. They hear what they would hear if it did not. Everybody else who is
// turned away hears that their role does not allow it, whether the thing exists or not.
func (l *Ledger) authorise(r *request, s scope) ([]string, error) {
	if r.internal {
		return r.granted, nil
	}
	d := l.policy.Command(r.who, r.name, s.Resource)
	if d.Allowed {
		return d.Policies, nil
	}
	if s.hidden == nil || l.separated(r, s) {
		return d.Policies, forbidden(d.Policies)
	}
	absent := l.policy.Command(r.who, r.name, access.Resource{Kind: s.Kind, ID: s.ID, Own: s.Own})
	if absent.Allowed {
		return d.Policies, s.hidden
	}
	return d.Policies, forbidden(absent.Policies)
}

// separated says whether the caller could give the command here if only somebody else had proposed it, or were meant by it. They know
// of the thing, and hear why they may not.
func (l *Ledger) separated(r *request, s scope) bool {
	others := s.Resource
	others.Proposer, others.Own = "", false
	return (s.Proposer != "" || s.Own) && l.policy.Command(r.who, r.name, others).Allowed
}

func matterResource(ctx context.Context, k *look, id string, s misconduct.State, c misconduct.Command) (scope, error) {
	if !s.Exists {
		if _, err := k.accessTo(ctx, domain.MatterID(id)); err != nil {
			return scope{}, err
		}
		force := ""
		if received, ok := c.(misconduct.Receive); ok {
			force = received.Force
		}
		return scope{Resource: access.Resource{Kind: misconduct.Category, ID: id, Force: force}}, nil
	}
	r, err := k.ofMatter(ctx, misconduct.Category, id, domain.MatterID(id), s)
	return scope{Resource: r, hidden: unknownMatter()}, err
}

// deviceResource: a device belongs to the matter it was last seized in, or is being seized in; one that was only issued belongs to the
// force of the officer it was issued to.
func deviceResource(ctx context.Context, k *look, id string, s device.State, c device.Command) (scope, error) {
	matter, hidden := s.Matter, unknownDevice()
	switch c := c.(type) {
	case device.Seize:
		matter, hidden = c.Matter, unknownMatter()
	case device.Issue:
		if !s.Exists {
			return ofOfficersForce(ctx, k, id, c.Officer, unknownOfficer())
		}
	}
	switch {
	case matter != "":
		return inMatter(ctx, k, device.Category, id, matter, hidden)
	case s.IssuedTo != "":
		return ofOfficersForce(ctx, k, id, s.IssuedTo, hidden)
	}
	return scope{Resource: access.Resource{Kind: device.Category, ID: id}, hidden: hidden}, nil
}

func extractionResource(ctx context.Context, k *look, id string, s extraction.State, c extraction.Command) (scope, error) {
	if s.Status != "" {
		return inMatter(ctx, k, extraction.Category, id, s.Matter, unknownExtraction())
	}
	if authorise, ok := c.(extraction.Authorise); ok {
		return inMatter(ctx, k, extraction.Category, id, authorise.Matter, unknownMatter())
	}
	return scope{Resource: access.Resource{Kind: extraction.Category, ID: id}}, nil
}

// inMatter is the scope of a thing in a matter. Where there is no such matter, the access rules see a thing of nobody's, and whoever
// passes them hears that there is none.
func inMatter(ctx context.Context, k *look, kind, id string, matter domain.MatterID, hidden error) (scope, error) {
	m, err := k.theMatter(ctx, matter)
	switch {
	case isRefusal(err):
		_, failed := k.accessTo(ctx, matter)
		return scope{Resource: access.Resource{Kind: kind, ID: id}, missing: err}, failed
	case err != nil:
		return scope{}, err
	}
	r, err := k.ofMatter(ctx, kind, id, matter, m.state)
	return scope{Resource: r, hidden: hidden}, err
}

func ofOfficersForce(ctx context.Context, k *look, id string, officer domain.OfficerID, hidden error) (scope, error) {
	r := access.Resource{Kind: device.Category, ID: id}
	o, err := existing(ctx, k.Ledger, &k.officers, string(officer))
	switch {
	case isRefusal(err):
		return scope{Resource: r, missing: err}, nil
	case err != nil:
		return scope{}, err
	}
	r.Force = o.state.Force
	return scope{Resource: r, hidden: hidden}, nil
}

func officerResource(_ context.Context, _ *look, id string, s officer.State, c officer.Command) (scope, error) {
	r := access.Resource{Kind: officer.Category, ID: id, Force: s.Force}
	if !s.Exists {
		if register, ok := c.(officer.Register); ok {
			r.Force = register.Force
		}
		return scope{Resource: r}, nil
	}
	return scope{Resource: r, hidden: unknownOfficer()}, nil
}
