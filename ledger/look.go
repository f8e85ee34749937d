package ledger

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/caseaccess"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/ledger/wire"
)

// look reads other streams for one decision on one command. A matter is read once, so that the access rules and the facts see the same
// revision.
type look struct {
	*Ledger
	r      *request
	matter map[domain.MatterID]*snapshot[misconduct.State]
}

func (l *Ledger) look(r *request) *look {
	return &look{Ledger: l, r: r, matter: make(map[domain.MatterID]*snapshot[misconduct.State])}
}

// ofMatter is a thing that belongs to a matter, with everything that decides who may do something there, at the time of the command.
func (k *look) ofMatter(ctx context.Context, kind, id string, matter domain.MatterID, s misconduct.State) (access.Resource, error) {
	a, err := k.accessTo(ctx, matter)
	if err != nil {
		return access.Resource{}, err
	}
	linked, err := k.concernedInLinked(ctx, s)
	if err != nil {
		return access.Resource{}, err
	}
	now := k.r.now
	return access.Resource{
		Kind: kind, ID: id, Matter: matter, Force: s.Force,
		Referred: s.Referred || s.Mode != "", Requested: len(a.Requests) > 0,
		Concerned: slices.Sorted(maps.Keys(s.Officers)), Linked: linked,
		Assigned: a.AssignedAt(now), Excepted: a.ExceptedAt(now), Conflicted: a.Conflicted(),
		Restricted: a.Restricted, Cleared: a.ClearedAt(now, caseaccess.Compartment),
		Identities: a.ClearedAt(now, caseaccess.Identities), Privileged: a.ClearedAt(now, caseaccess.Privileged),
	}, nil
}

// accessTo returns who may look into a matter, as it stands; nobody where nothing was recorded. It is read for a matter that does not
// exist too, so that the answer to one who may not know takes no other way.
func (k *look) accessTo(ctx context.Context, matter domain.MatterID) (caseaccess.State, error) {
	s, err := latest(ctx, k.Ledger, &k.accesses, wire.Stream(caseaccess.Category, string(matter)))
	if err != nil {
		return caseaccess.State{}, fmt.Errorf("read who may see the matter: %w", err)
	}
	return s.state, nil
}

// concernedInLinked returns the officers concerned in the matters linked to one. Only a caller who stands in the register can be one.
func (k *look) concernedInLinked(ctx context.Context, s misconduct.State) ([]domain.OfficerID, error) {
	if k.r.who.Officer == "" {
		return nil, nil
	}
	return k.officersOfLinked(ctx, s)
}

// officersOfLinked returns the officers concerned in the matters linked to one, each once.
func (k *look) officersOfLinked(ctx context.Context, s misconduct.State) ([]domain.OfficerID, error) {
	var officers []domain.OfficerID
	for other := range s.Linked {
		m, err := k.theMatter(ctx, other)
		if isRefusal(err) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("read a linked matter: %w", err)
		}
		officers = append(officers, slices.Collect(maps.Keys(m.state.Officers))...)
	}
	slices.Sort(officers)
	return slices.Compact(officers), nil
}

// theMatter returns a matter as it stands, or CodeUnknownMatter.
func (k *look) theMatter(ctx context.Context, id domain.MatterID) (*snapshot[misconduct.State], error) {
	if s, ok := k.matter[id]; ok {
		return s, nil
	}
	s, err := existing(ctx, k.Ledger, &k.matters, string(id))
	if err == nil {
		k.matter[id] = s
	}
	return s, err
}
