package ledger

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/domain/officer"
	"github.com/probity-ledger/probity/ledger/wire"
)

// record returns the outcomes in an officer's record, of all matters, and the rank they hold by the register; nothing of somebody who does
// not stand there.
func (k *look) record(ctx context.Context, id domain.OfficerID) ([]misconduct.PastSanction, string, error) {
	o, err := existing(ctx, k.Ledger, &k.officers, string(id))
	if isRefusal(err) {
		return nil, "", nil
	}
	if err != nil {
		return nil, "", fmt.Errorf("read the officer's record: %w", err)
	}
	record := make([]misconduct.PastSanction, 0, len(o.state.Sanctions))
	for _, s := range o.state.Sanctions {
		record = append(record, misconduct.PastSanction{Matter: s.Matter, Action: misconduct.DisciplinaryAction(s.Action), Months: s.Months,
			ToRank: s.ToRank, From: s.From, Until: s.Until, Void: s.Void})
	}
	slices.SortFunc(record, func(a, b misconduct.PastSanction) int { return strings.Compare(string(a.Matter), string(b.Matter)) })
	return record, string(o.state.Rank), nil
}

// panelFacts: who may conduct proceedings depends on the ranks the officers hold, and on who declared a conflict or is concerned.
func (k *look) panelFacts(ctx context.Context, id string, s misconduct.State, c misconduct.AppointPanel) (misconduct.Command, error) {
	c.Ranks, c.Conflicted = make(map[domain.OfficerID]string), nil
	if len(c.Officers) > misconduct.MaxTogether || len(c.Members) > misconduct.MaxMembers { // the decision says so
		return c, nil
	}
	for _, o := range c.Officers {
		_, rank, err := k.record(ctx, o)
		if err != nil {
			return nil, err
		}
		if rank != "" {
			c.Ranks[o] = rank
		}
	}
	for _, m := range c.Members {
		if m.Actor == "" {
			continue
		}
		against, err := k.conflictOf(ctx, domain.MatterID(id), s, m.Actor)
		if err != nil {
			return nil, err
		}
		if against.Declared || against.Concerned {
			c.Conflicted = append(c.Conflicted, m.Actor)
		}
	}
	return c, nil
}

// recordSanction writes what an outcome amounts to into the officer's own stream, before the matter says that it took effect or changed, so
// that decisions in other matters read it in the log. It was allowed with r and asks for no permission of its own.
func (l *Ledger) recordSanction(ctx context.Context, r *request, id string, s misconduct.State, c misconduct.Command) error {
	who, on, changes := sanctioned(c)
	if !changes {
		return nil
	}
	events, err := misconduct.Decide(s, c, r.envelope())
	if err != nil {
		return err
	}
	for _, e := range events {
		s = misconduct.Evolve(s, e)
	}
	holds, ok := s.Sanction(domain.MatterID(id), who)
	if !ok {
		return nil
	}
	record := officer.RecordSanction{On: on, Sanction: officer.Sanction{Matter: holds.Matter, Action: string(holds.Action), Months: holds.Months,
		ToRank: holds.ToRank, From: holds.From, Until: holds.Until, Void: holds.Void}}
	child, err := r.child(sanctionKind, wire.Stream(officer.Category, string(who)), record)
	if err != nil {
		return err
	}
	if _, err := run(ctx, l, &l.officers, child, string(who), officer.Command(record)); err != nil {
		return fmt.Errorf("enter the outcome in the officer's record: %w", err)
	}
	return nil
}

// sanctioned says whose record a command changes, and of which day the change is.
func sanctioned(c misconduct.Command) (domain.OfficerID, domain.Date, bool) {
	switch c := c.(type) {
	case misconduct.NotifyOutcome:
		return c.Officer, c.On, true
	case misconduct.DetermineAppeal:
		return c.Officer, c.On, true
	case misconduct.ExcludeLeave:
		return c.Officer, c.On, true
	}
	return "", "", false
}
