package ledger

import (
	"context"
	"fmt"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/caseaccess"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/ledger/wire"
)

// caseAccessResource is the matter, who proposed what the command agrees to, and whether the command is about the caller's own access.
func caseAccessResource(ctx context.Context, k *look, id string, s caseaccess.State, c caseaccess.Command) (scope, error) {
	in, err := inMatter(ctx, k, caseaccess.Category, id, domain.MatterID(id), unknownMatter())
	if err != nil {
		return in, err
	}
	who, _ := access.From(ctx)
	in.Proposer, in.Own = proposer(s, c), who.Actor != "" && about(s, c) == who.Actor
	return in, nil
}

// proposer is who proposed or did what the command decides on, "" when it decides on nothing of the kind.
func proposer(s caseaccess.State, c caseaccess.Command) domain.ActorID {
	switch c := c.(type) {
	case caseaccess.GiveClearance:
		return s.Proposals[c.Proposal].By
	case caseaccess.LiftRestriction:
		return s.Lifting
	case caseaccess.ReviewException:
		return s.Exceptions[c.Exception].Actor
	}
	return ""
}

// about is whose access the command is about, "" where it is nobody's in particular.
func about(s caseaccess.State, c caseaccess.Command) domain.ActorID {
	switch c := c.(type) {
	case caseaccess.GiveClearance:
		return s.Proposals[c.Proposal].Actor
	case caseaccess.DeclareConflict:
		return c.Actor
	case caseaccess.LiftConflict:
		return c.Actor
	case caseaccess.EndException:
		return s.Exceptions[c.Exception].Actor
	case caseaccess.ReviewException:
		return s.Exceptions[c.Exception].Actor
	}
	return ""
}

// assignReceiver assigns whoever receives a report to the case, before the matter is on record: else nobody could work on it. It was
// allowed with r and asks for no permission of its own.
func (l *Ledger) assignReceiver(ctx context.Context, r *request, id string, _ misconduct.State, c misconduct.Command) error {
	if _, ok := c.(misconduct.Receive); !ok {
		return nil
	}
	assign := caseaccess.Assign{Actor: r.who.Actor, Capacity: r.who.Role, Reason: "received the report"}
	child, err := r.child(assignmentKind, wire.Stream(caseaccess.Category, id), assign)
	if err != nil {
		return err
	}
	if _, err := run(ctx, l, &l.accesses, child, id, caseaccess.Command(assign)); err != nil {
		return fmt.Errorf("assign the receiver: %w", err)
	}
	return nil
}
