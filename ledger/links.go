package ledger

import (
	"context"
	"errors"
	"fmt"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/ledger/wire"
)

// mayAct makes sure that the other matter exists and that the caller may give the command there too. One they may not know of does not
// exist. It returns the other matter as it stands.
func (k *look) mayAct(ctx context.Context, field string, other domain.MatterID) (misconduct.State, error) {
	if k.r.internal {
		return misconduct.State{}, nil
	}
	s, err := inMatter(ctx, k, misconduct.Category, string(other), other, unknownMatter())
	if err != nil {
		return misconduct.State{}, err
	}
	if _, err = k.authorise(k.r, s); err == nil {
		err = s.missing
	}
	var refusal *domain.Error
	if errors.As(err, &refusal) && refusal.Kind == domain.NotFound {
		return misconduct.State{}, refusal.On(field)
	}
	if err != nil {
		return misconduct.State{}, err
	}
	m, err := k.theMatter(ctx, other)
	if err != nil {
		return misconduct.State{}, err
	}
	return m.state, nil
}

// jointFacts puts into a command about two matters what stands in the other one.
func (k *look) jointFacts(ctx context.Context, id domain.MatterID, c misconduct.Command) (misconduct.Command, error) {
	var err error
	switch c := c.(type) {
	case misconduct.LinkMatters:
		c.Matter = id
		_, err = k.mayAct(ctx, "other", c.Other)
		return c, err
	case misconduct.CombineInvestigations:
		c.Matter, c.Half = id, k.r.internal
		c.Other, err = k.mayAct(ctx, "with", c.With)
		return c, err
	case misconduct.SplitInvestigation:
		c.Matter, c.Half = id, k.r.internal
		c.Other, err = k.mayAct(ctx, "from", c.From)
		return c, err
	case misconduct.Reopen:
		c.Matter = id
		c.Other, err = k.mayAct(ctx, "as", c.As)
		return c, err
	}
	return c, nil
}

// firstOfMatter does the parts of a command in a matter that belong into other streams.
func (l *Ledger) firstOfMatter(ctx context.Context, r *request, id string, s misconduct.State, c misconduct.Command) error {
	if err := l.assignReceiver(ctx, r, id, s, c); err != nil {
		return err
	}
	if err := l.otherMatter(ctx, r, id, c); err != nil {
		return err
	}
	return l.recordSanction(ctx, r, id, s, c)
}

// half is the part of a command about two matters that the other one gets, nil where it gets none. Given again it is no event.
func half(id domain.MatterID, c misconduct.Command) (kind string, other domain.MatterID, half misconduct.Command) {
	switch c := c.(type) {
	case misconduct.LinkMatters:
		return linkKind, c.Other, misconduct.LinkMatters{Other: id, Reason: c.Reason}
	case misconduct.CombineInvestigations:
		return combineKind, c.With, misconduct.CombineInvestigations{With: id, Leads: !c.Leads, Reason: c.Reason, DecidedBy: c.DecidedBy, On: c.On}
	case misconduct.SplitInvestigation:
		return splitKind, c.From, misconduct.SplitInvestigation{From: id, Reason: c.Reason, DecidedBy: c.DecidedBy, On: c.On}
	case misconduct.Reopen:
		return linkKind, c.As, misconduct.LinkMatters{Other: id, Reason: c.Reason}
	}
	return "", "", nil
}

// otherMatter gives the other matter its half of a command. It takes no turn among the commands to that matter: somebody who links the two
// the other way round at this moment would wait for us as we for them. A conflict is decided again like any other.
func (l *Ledger) otherMatter(ctx context.Context, r *request, id string, c misconduct.Command) error {
	kind, other, half := half(domain.MatterID(id), c)
	if half == nil || r.internal {
		return nil
	}
	child, err := r.child(kind, wire.Stream(misconduct.Category, string(other)), half)
	if err != nil {
		return err
	}
	child.outOfTurn = true
	if _, err := run(ctx, l, &l.matters, child, string(other), half); err != nil {
		return fmt.Errorf("do the part of the other matter: %w", err)
	}
	return nil
}
