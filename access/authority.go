package access

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/probity-ledger/probity/domain"
)

// ErrNoAuthority says that somebody is who they say, but that the ledger gives them no role, or not the one they asked for. It is
// ErrUnauthenticated too: they may do nothing here.
var ErrNoAuthority = fmt.Errorf("the ledger gives this identity no such role: %w", ErrUnauthenticated)

// Directory knows what the ledger lets an identity be. Tokens say who somebody is; what they may do follows from events alone.
type Directory interface {
	// Authority returns what is recorded of an actor, the zero value for one nobody recorded. An error is a fault of the works.
	Authority(ctx context.Context, actor domain.ActorID) (Authority, error)
}

// Authority is what is recorded of one identity.
type Authority struct {
	Open    bool             // an account was opened and not closed
	Service bool             // it belongs to a machine
	Officer domain.OfficerID // their own entry in the register, "" when there is none
	Roles   []Held
}

// Held is a role that was proposed by one person and granted by another.
type Held struct {
	Role        domain.Role
	Force       string    // "" for the IOPC
	From, Until time.Time // zero Until: until it is ended
}

// Take makes the principal that an identity is at a time: in the role it asked for, or in the only one it has. What the token claims
// beside the wish is not believed; an entry in the register is, where the account has none, because it only keeps out. One role may be
// held for several periods. ErrNoAuthority.
func (a Authority) Take(who Principal, now time.Time) (Principal, error) {
	if !a.Open {
		return Principal{}, ErrNoAuthority
	}
	if who.Officer != "" && a.Officer != "" && who.Officer != a.Officer {
		return Principal{}, fmt.Errorf("the token claims another entry in the register than the account's: %w", ErrNoAuthority)
	}
	held := slices.DeleteFunc(slices.Clone(a.Roles), func(h Held) bool {
		return now.Before(h.From) || (!h.Until.IsZero() && !now.Before(h.Until)) ||
			(who.Role != "" && h.Role != who.Role) || (who.Force != "" && h.Force != who.Force)
	})
	switch {
	case len(held) == 0:
		return Principal{}, ErrNoAuthority
	case slices.ContainsFunc(held, func(h Held) bool { return h.Role != held[0].Role || h.Force != held[0].Force }):
		return Principal{}, fmt.Errorf("several roles are held; the token must name one: %w", ErrNoAuthority)
	}
	if a.Officer != "" {
		who.Officer = a.Officer
	}
	who.Role, who.Force = held[0].Role, held[0].Force
	return who, nil
}
