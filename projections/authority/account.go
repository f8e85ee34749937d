package authority

import (
	"slices"
	"time"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/account"
	"github.com/probity-ledger/probity/ledger/wire"
)

// Act is who did something, when the ledger took it, and why.
type Act struct {
	By     domain.ActorID `json:"by"`
	At     time.Time      `json:"at"`
	Reason string         `json:"reason,omitempty"`
}

func actOf(e wire.Decoded, reason string) Act {
	return Act{By: e.Meta.Actor, At: e.RecordedAt, Reason: reason}
}

func endOf(e wire.Decoded, reason string) *Act { a := actOf(e, reason); return &a }

// Account is one identity the ledger knows.
type Account struct {
	Actor     domain.ActorID   `json:"actor"`
	Kind      account.Kind     `json:"kind"`
	Force     string           `json:"force"` // "" for the IOPC
	Officer   domain.OfficerID `json:"officer,omitempty"`
	Opened    Act              `json:"opened"`
	Closed    *Act             `json:"closed,omitempty"` // nil while open
	Grants    []Grant          `json:"grants,omitempty"` // the earliest proposed first
	Revision  uint64           `json:"revision"`
	UpdatedAt time.Time        `json:"updatedAt"`
}

// Grant is a role from its proposal to its end.
type Grant struct {
	ID          string      `json:"id"`
	Role        domain.Role `json:"role"`
	From        time.Time   `json:"from,omitzero"`
	Until       time.Time   `json:"until,omitzero"`
	DelegatedBy string      `json:"delegatedBy,omitempty"`
	Standing    Standing    `json:"standing"`
	Proposed    Act         `json:"proposed"`
	Decided     *Act        `json:"decided,omitempty"` // nil while it waits
	Ended       *Act        `json:"ended,omitempty"`   // before its time
}

// Standing is what became of something that one person proposed and another decides.
type Standing string

// The standings. What has ended by time is still GIVEN: see its end.
const (
	Waiting  Standing = "WAITING"
	Given    Standing = "GIVEN"
	Declined Standing = "DECLINED"
	Ended    Standing = "ENDED"
)

// FoldAccount returns the account as it is after one more event of its stream. It is pure; events of other aggregates change nothing.
func FoldAccount(a Account, e wire.Decoded) Account {
	event, ok := e.Event.(account.Event)
	if !ok {
		return a
	}
	a.Revision, a.UpdatedAt = e.Revision, e.RecordedAt
	a.Grants = append([]Grant(nil), a.Grants...)
	switch ev := event.(type) {
	case account.Opened:
		a.Actor, a.Kind, a.Force, a.Officer, a.Opened = ev.Actor, ev.Kind, ev.Force, ev.Officer, actOf(e, "")
	case account.OfficerLinked:
		a.Officer = ev.Officer
	case account.AdministratorAppointed:
		a.Grants = append(a.Grants, Grant{ID: ev.Grant, Role: domain.AccessAdministrator, Standing: Given,
			Proposed: actOf(e, ev.Reason), Decided: endOf(e, "")})
	case account.RoleProposed:
		a.Grants = append(a.Grants, Grant{ID: ev.Grant, Role: ev.Role, From: ev.From, Until: ev.Until, DelegatedBy: ev.DelegatedBy,
			Standing: Waiting, Proposed: actOf(e, ev.Reason)})
	case account.RoleGranted:
		a.decide(ev.Grant, Given, actOf(e, ""))
	case account.RoleDeclined:
		a.decide(ev.Grant, Declined, actOf(e, ev.Reason))
	case account.RoleEnded:
		a.end(ev.Grant, actOf(e, ev.Reason))
	case account.Closed:
		a.close(actOf(e, ev.Reason))
	case account.Reopened:
		a.Closed = nil
	}
	return a
}

// decide changes the latest proposal of that id: an id may be proposed again after it was declined or ended.
func (a *Account) decide(grant string, s Standing, by Act) {
	for i := len(a.Grants) - 1; i >= 0; i-- {
		if g := &a.Grants[i]; g.ID == grant && g.Standing == Waiting {
			g.Standing, g.Decided = s, &by
			return
		}
	}
}

func (a *Account) end(grant string, by Act) {
	for i := range a.Grants {
		if g := &a.Grants[i]; g.ID == grant && g.Standing == Given {
			g.Standing, g.Ended = Ended, &by
		}
	}
}

func (a *Account) close(by Act) {
	a.Closed = &by
	for i := range a.Grants {
		switch g := &a.Grants[i]; g.Standing {
		case Given:
			g.Standing, g.Ended = Ended, &by
		case Waiting:
			g.Standing, g.Decided = Declined, &by
		}
	}
}

// authority is what a sign-in is checked against.
func (a Account) authority() access.Authority {
	out := access.Authority{Open: a.Closed == nil, Service: a.Kind == account.Service, Officer: a.Officer}
	for _, g := range a.Grants {
		if g.Standing == Given {
			out.Roles = append(out.Roles, access.Held{Role: g.Role, Force: a.Force, From: g.From, Until: g.Until})
		}
	}
	return out
}

// Held lists the grants that were given and not ended before their time; some may not have begun, or have ended by it.
func (a Account) Held() []Grant {
	return slices.DeleteFunc(slices.Clone(a.Grants), func(g Grant) bool { return g.Standing != Given })
}

// Own is an account as it is shown to whose it is.
type Own struct{ Account }

// Item names the account to the access log: what somebody is told about themselves tells nothing of others.
func (o Own) Item() access.Item {
	return access.Item{Content: access.ServiceContent, ID: string(o.Actor)}
}

// Item names the account to the access log.
func (a Account) Item() access.Item {
	return access.Item{Content: access.AccessContent, Force: a.Force, ID: string(a.Actor)}
}
