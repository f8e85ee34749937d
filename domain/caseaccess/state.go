package caseaccess

import (
	"maps"
	"slices"
	"time"

	"github.com/probity-ledger/probity/domain"
)

// State is who may look into the matter, as far as its own facts go. What has ended by time is still in the maps: the methods that take
// a time leave it out. The zero State is the beginning; every matter has it before the first event.
type State struct {
	Exists     bool
	Assigned   map[domain.ActorID]Assigned
	Conflicts  map[domain.ActorID]ConflictDeclared
	Exceptions map[string]Exception
	Restricted bool
	Lifting    domain.ActorID // who proposed to lift the restriction, "" when nobody did
	Proposals  map[string]ClearanceProposed
	Cleared    map[Grant]ClearanceProposed
	Requests   map[string]InformationRequested
	Provided   map[string]bool // the requests that were answered
	Suppressed map[string]NameSuppressed
}

// Exception is an exception and what became of it.
type Exception struct {
	ExceptionOpened
	Ended, Reviewed bool
}

// Grant names one clearance of one person.
type Grant struct {
	Actor domain.ActorID
	For   Clearance
}

// MarshalText writes a grant as one word, so that a state can be written down.
func (g Grant) MarshalText() ([]byte, error) {
	return []byte(string(g.For) + " " + string(g.Actor)), nil
}

// Evolve never fails and never judges: the event has already happened. It does not change the State it is given.
func Evolve(s State, e Event) State {
	s.Exists = true
	switch e := e.(type) {
	case Assigned:
		s.Assigned = with(s.Assigned, e.Actor, e)
	case AssignmentEnded:
		s.Assigned = without(s.Assigned, e.Actor)
	case ConflictDeclared:
		s.Conflicts = with(s.Conflicts, e.Actor, e)
	case ConflictLifted:
		s.Conflicts = without(s.Conflicts, e.Actor)
	case ExceptionOpened:
		s.Exceptions = with(s.Exceptions, e.Exception, Exception{ExceptionOpened: e})
	case ExceptionEnded:
		s = s.exception(e.Exception, func(x *Exception) { x.Ended = true })
	case ExceptionReviewed:
		s = s.exception(e.Exception, func(x *Exception) { x.Reviewed = true })
	case InformationRequested:
		s.Requests = with(s.Requests, e.Request, e)
	case InformationProvided:
		s.Provided = with(s.Provided, e.Request, true)
	case NameSuppressed:
		s.Suppressed = with(s.Suppressed, e.Suppression, e)
	case SuppressionEnded:
		s.Suppressed = without(s.Suppressed, e.Suppression)
	default:
		s = evolveRestriction(s, e)
	}
	return s
}

func evolveRestriction(s State, e Event) State {
	switch e := e.(type) {
	case Restricted:
		s.Restricted = true
		s.Cleared = with(s.Cleared, Grant{e.By, Compartment}, ClearanceProposed{Actor: e.By, For: Compartment, Reason: e.Reason, By: e.By})
	case LiftProposed:
		s.Lifting = e.By
	case LiftDeclined:
		s.Lifting = ""
	case RestrictionLifted:
		s.Restricted, s.Lifting = false, ""
	case ClearanceProposed:
		s.Proposals = with(s.Proposals, e.Proposal, e)
	case ClearanceGiven:
		p := s.Proposals[e.Proposal]
		s.Cleared = with(s.Cleared, Grant{p.Actor, p.For}, p)
		s.Proposals = without(s.Proposals, e.Proposal)
	case ClearanceDeclined:
		s.Proposals = without(s.Proposals, e.Proposal)
	case ClearanceEnded:
		s.Cleared = without(s.Cleared, Grant{e.Actor, e.For})
	}
	return s
}

// Decide answers a command with the events it causes, or says why not. It reads no clock.
func Decide(s State, c Command, env domain.Envelope) ([]Event, error) { return c.decide(s, env) }

// AssignedAt returns who is assigned to the case at a time, in order.
func (s State) AssignedAt(now time.Time) []domain.ActorID {
	return actors(s.Assigned, func(a Assigned) (domain.ActorID, bool) { return a.Actor, live(a.Until, now) })
}

// ExceptedAt returns who has an open exception at a time, in order.
func (s State) ExceptedAt(now time.Time) []domain.ActorID {
	return actors(s.Exceptions, func(x Exception) (domain.ActorID, bool) { return x.Actor, !x.Ended && live(x.Until, now) })
}

// ClearedAt returns who is cleared for something at a time, in order.
func (s State) ClearedAt(now time.Time, what Clearance) []domain.ActorID {
	return actors(s.Cleared, func(c ClearanceProposed) (domain.ActorID, bool) { return c.Actor, c.For == what && live(c.Until, now) })
}

// Conflicted returns who declared a conflict that was not lifted, in order.
func (s State) Conflicted() []domain.ActorID {
	return actors(s.Conflicts, func(c ConflictDeclared) (domain.ActorID, bool) { return c.Actor, true })
}

// live says whether something that ends at a time, or never, still holds.
func live(until, now time.Time) bool { return until.IsZero() || now.Before(until) }

func actors[K comparable, V any](m map[K]V, of func(V) (domain.ActorID, bool)) []domain.ActorID {
	var out []domain.ActorID
	for _, v := range m {
		if a, ok := of(v); ok {
			out = append(out, a)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (s State) exception(id string, change func(*Exception)) State {
	x, ok := s.Exceptions[id]
	if !ok {
		return s
	}
	change(&x)
	s.Exceptions = with(s.Exceptions, id, x)
	return s
}

func with[K comparable, V any](m map[K]V, k K, v V) map[K]V {
	next := make(map[K]V, len(m)+1)
	maps.Copy(next, m)
	next[k] = v
	return next
}

func without[K comparable, V any](m map[K]V, k K) map[K]V {
	next := maps.Clone(m)
	delete(next, k)
	return next
}
