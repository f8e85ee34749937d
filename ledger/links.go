package ledger

import (
	"context"
	"errors"
	"fmt"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/ledger/wire"
)

// mayLink makes sure that the other matter exists and that the caller may link it too. One they may not know of does not exist.
func (k *look) mayLink(ctx context.Context, c misconduct.LinkMatters) error {
	if k.r.internal {
		return nil
	}
	s, err := inMatter(ctx, k, misconduct.Category, string(c.Other), c.Other, unknownMatter())
	if err != nil {
		return err
	}
	if _, err = k.authorise(k.r, s); err == nil {
		err = s.missing
	}
	var refusal *domain.Error
	if errors.As(err, &refusal) && refusal.Kind == domain.NotFound {
		return refusal.On("other")
	}
	return err
}

// firstOfMatter does the parts of a command in a matter that belong into other streams.
func (l *Ledger) firstOfMatter(ctx context.Context, r *request, id string, s misconduct.State, c misconduct.Command) error {
	if err := l.assignReceiver(ctx, r, id, s, c); err != nil {
		return err
	}
	return l.linkOther(ctx, r, id, c)
}

// linkOther gives the other matter its half of a link. It takes no turn among the commands to that matter: somebody who links the two
// the other way round at this moment would wait for us as we for them. A conflict is decided again like any other.
func (l *Ledger) linkOther(ctx context.Context, r *request, id string, c misconduct.Command) error {
	link, ok := c.(misconduct.LinkMatters)
	if !ok || r.internal {
		return nil
	}
	half := misconduct.LinkMatters{Other: domain.MatterID(id), Reason: link.Reason}
	child, err := r.child(linkKind, wire.Stream(misconduct.Category, string(link.Other)), half)
	if err != nil {
		return err
	}
	child.outOfTurn = true
	if _, err := run(ctx, l, &l.matters, child, string(link.Other), misconduct.Command(half)); err != nil {
		return fmt.Errorf("link the other matter: %w", err)
	}
	return nil
}
