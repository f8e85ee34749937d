package account

import (
	"maps"
	"time"

	"github.com/probity-ledger/probity/domain"
)

// State holds what later decisions about one account need to know. What has ended by time is still in it. The zero State is the
// beginning.
type State struct {
	Exists    bool
	Closed    bool
	Actor     domain.ActorID
	Kind      Kind
	Force     string
	Officer   domain.OfficerID
	Proposals map[string]RoleProposed // by the id of the grant
	Roles     map[string]RoleProposed // what was granted and not ended, by the id of the grant
}

// Evolve never fails and never judges: the event has already happened. It does not change the State it is given.
func Evolve(s State, e Event) State {
	switch e := e.(type) {
	case Opened:
		s.Exists, s.Actor, s.Kind, s.Force, s.Officer = true, e.Actor, e.Kind, e.Force, e.Officer
	case OfficerLinked:
		s.Officer = e.Officer
	case AdministratorAppointed:
		s.Roles = with(s.Roles, RoleProposed{Grant: e.Grant, Role: domain.AccessAdministrator, Reason: e.Reason})
	case RoleProposed:
		s.Proposals = with(s.Proposals, e)
	case RoleGranted:
		if p, ok := s.Proposals[e.Grant]; ok {
			s.Roles, s.Proposals = with(s.Roles, p), without(s.Proposals, e.Grant)
		}
	case RoleDeclined:
		s.Proposals = without(s.Proposals, e.Grant)
	case RoleEnded:
		s.Roles = without(s.Roles, e.Grant)
	case Closed:
		s.Closed, s.Roles, s.Proposals = true, nil, nil
	case Reopened:
		s.Closed = false
	}
	return s
}

// Decide answers a command with the events it causes, or says why not. It reads no clock.
func Decide(s State, c Command, env domain.Envelope) ([]Event, error) { return c.decide(s, env) }

// Held says whether a role is held at a time.
func (s State) Held(r domain.Role, now time.Time) bool {
	for _, g := range s.Roles {
		if g.Role == r && !now.Before(g.From) && !g.ended(now) {
			return true
		}
	}
	return false
}

func (p RoleProposed) ended(now time.Time) bool { return !p.Until.IsZero() && !now.Before(p.Until) }

func with(m map[string]RoleProposed, p RoleProposed) map[string]RoleProposed {
	next := make(map[string]RoleProposed, len(m)+1)
	maps.Copy(next, m)
	next[p.Grant] = p
	return next
}

func without(m map[string]RoleProposed, grant string) map[string]RoleProposed {
	next := maps.Clone(m)
	delete(next, grant)
	return next
}
