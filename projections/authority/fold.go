package authority

import (
	"slices"

	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/caseaccess"
	"github.com/probity-ledger/probity/ledger/wire"
)

// Fold returns the record of access as it is after one more event of its stream. It is pure; events of other aggregates change nothing.
func Fold(a CaseAccess, e wire.Decoded) CaseAccess {
	event, ok := e.Event.(caseaccess.Event)
	if !ok {
		return a
	}
	a.Matter, a.Revision, a.UpdatedAt = domain.MatterID(e.ID), e.Revision, e.RecordedAt
	switch ev := event.(type) {
	case caseaccess.Assigned:
		a.endAssignment(ev.Actor, actOf(e, ev.Reason))
		a.Assignments = append(a.Assignments, Assignment{Actor: ev.Actor, Capacity: ev.Capacity, Until: ev.Until, Given: actOf(e, ev.Reason)})
	case caseaccess.AssignmentEnded:
		a.endAssignment(ev.Actor, actOf(e, ev.Reason))
	case caseaccess.ConflictDeclared:
		a.Conflicts = append(slices.Clip(a.Conflicts), Conflict{Actor: ev.Actor, Declared: actOf(e, ev.Interest)})
	case caseaccess.ConflictLifted:
		a.Conflicts = changed(a.Conflicts, func(c *Conflict) bool { return c.Actor == ev.Actor && c.Lifted == nil },
			func(c *Conflict) { c.Lifted = endOf(e, ev.Reason) })
	case caseaccess.InformationRequested:
		a.Requests = append(slices.Clip(a.Requests), Request{ID: ev.Request, Basis: ev.Basis, Reference: ev.Reference, Requested: actOf(e, ev.Reason)})
	case caseaccess.InformationProvided:
		a.Requests = changed(a.Requests, func(r *Request) bool { return r.ID == ev.Request }, func(r *Request) { r.Provided = endOf(e, ev.Note) })
	case caseaccess.NameSuppressed:
		a.Suppressions = append(slices.Clip(a.Suppressions), Suppression{ID: ev.Suppression, Kind: ev.Kind, Officer: ev.Officer, Scope: ev.Scope,
			OrderedBy: ev.OrderedBy, Until: ev.Until, Recorded: actOf(e, "")})
	case caseaccess.SuppressionEnded:
		a.Suppressions = changed(a.Suppressions, func(s *Suppression) bool { return s.ID == ev.Suppression && s.Ended == nil },
			func(s *Suppression) { s.Ended = endOf(e, ev.Reason) })
	default:
		a = foldException(foldCompartment(a, e), e)
	}
	return a
}

func foldException(a CaseAccess, e wire.Decoded) CaseAccess {
	by := func(id string) func(*Exception) bool { return func(x *Exception) bool { return x.ID == id } }
	switch ev := e.Event.(type) {
	case caseaccess.ExceptionOpened:
		a.Exceptions = append(slices.Clip(a.Exceptions), Exception{ID: ev.Exception, Matter: a.Matter, Actor: ev.Actor, Capacity: ev.Capacity,
			Until: ev.Until, Opened: actOf(e, ev.Reason)})
	case caseaccess.ExceptionEnded:
		a.Exceptions = changed(a.Exceptions, by(ev.Exception), func(x *Exception) { x.Ended = endOf(e, ev.Reason) })
	case caseaccess.ExceptionReviewed:
		a.Exceptions = changed(a.Exceptions, by(ev.Exception), func(x *Exception) {
			x.Reviewed = &Review{Act: actOf(e, ev.Note), Justified: ev.Justified}
		})
	}
	return a
}

func foldCompartment(a CaseAccess, e wire.Decoded) CaseAccess {
	now := func(r *Restriction) bool { return r.Lifted == nil }
	switch ev := e.Event.(type) {
	case caseaccess.Restricted:
		began := actOf(e, ev.Reason)
		a.Restrictions = append(slices.Clip(a.Restrictions), Restriction{Began: began})
		a.Clearances = append(slices.Clip(a.Clearances), Clearance{Actor: ev.By, For: caseaccess.Compartment, Standing: Given, Proposed: began})
	case caseaccess.LiftProposed:
		a.Restrictions = changed(a.Restrictions, now, func(r *Restriction) { r.LiftProposed = endOf(e, ev.Reason) })
	case caseaccess.LiftDeclined:
		a.Restrictions = changed(a.Restrictions, now, func(r *Restriction) { r.LiftProposed = nil })
	case caseaccess.RestrictionLifted:
		a.Restrictions = changed(a.Restrictions, now, func(r *Restriction) { r.LiftProposed, r.Lifted = nil, endOf(e, "") })
	}
	return foldClearance(a, e)
}

func foldClearance(a CaseAccess, e wire.Decoded) CaseAccess {
	waiting := func(id string) func(*Clearance) bool {
		return func(c *Clearance) bool { return c.ID == id && c.Standing == Waiting }
	}
	decide := func(id string, s Standing, reason string) {
		a.Clearances = changed(a.Clearances, waiting(id), func(c *Clearance) { c.Standing, c.Decided = s, endOf(e, reason) })
	}
	switch ev := e.Event.(type) {
	case caseaccess.ClearanceProposed:
		a.Clearances = append(slices.Clip(a.Clearances), Clearance{ID: ev.Proposal, Actor: ev.Actor, For: ev.For, Until: ev.Until,
			Standing: Waiting, Proposed: actOf(e, ev.Reason)})
	case caseaccess.ClearanceGiven:
		decide(ev.Proposal, Given, "")
	case caseaccess.ClearanceDeclined:
		decide(ev.Proposal, Declined, ev.Reason)
	case caseaccess.ClearanceEnded:
		held := func(c *Clearance) bool { return c.Actor == ev.Actor && c.For == ev.For && c.Standing == Given }
		a.Clearances = changed(a.Clearances, held, func(c *Clearance) { c.Standing, c.Ended = Ended, endOf(e, ev.Reason) })
	}
	return a
}

func (a *CaseAccess) endAssignment(who domain.ActorID, by Act) {
	a.Assignments = changed(a.Assignments, func(x *Assignment) bool { return x.Actor == who && x.Ended == nil },
		func(x *Assignment) { x.Ended = &by })
}

// changed is a list with those that match changed; the list it is given stays as it was.
func changed[T any](list []T, match func(*T) bool, change func(*T)) []T {
	list = slices.Clone(list)
	for i := range list {
		if match(&list[i]) {
			change(&list[i])
		}
	}
	return list
}
