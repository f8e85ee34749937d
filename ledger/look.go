package ledger

import (
	"context"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
)

// look reads other streams for one decision. A matter is read once, so that the access rules and the facts see the same revision.
type look struct {
	*Ledger
	matter map[domain.MatterID]*snapshot[misconduct.State]
}

func (l *Ledger) look() *look {
	return &look{Ledger: l, matter: make(map[domain.MatterID]*snapshot[misconduct.State])}
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
