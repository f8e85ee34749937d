package access

import (
	"context"
	"errors"
	"time"

	"github.com/probity-ledger/probity/domain"
)

// ErrUnauthenticated says that nobody signed in: no command is taken and no row is read without a Principal.
var ErrUnauthenticated = errors.New("nobody is signed in")

// Principal is the signed-in person or service, as the token and the register name it.
type Principal struct {
	Actor   domain.ActorID   // the token's subject; never a personal name
	Role    domain.Role      // the capacity in which they act
	Force   string           // the police force they serve, e.g. "northmoor"; "" for the IOPC
	Officer domain.OfficerID // their own entry in the register of officers, "" when there is none
	Expires time.Time        // when the token ends; zero for a principal that no token made

	// At is the moment the request is judged at, by the clock of whoever took it. Zero lets nothing count that ends by time.
	At time.Time

	Session     string // names the sign-in in the access log; never the token itself
	MultiFactor bool   // the issuer vouches that more than a password was shown, or a client certificate was
	Purpose     string // a code for why they look, where they gave one
}

// Process is the ledger's own process acting in the matters of a force. No token makes it: ProcessManager is no role a token may name.
func Process(name, force string) Principal {
	return Principal{Actor: domain.ActorID("probity|" + name), Role: domain.ProcessManager, Force: force}
}

type contextKey struct{}

// With returns a context that carries the principal.
func With(ctx context.Context, p Principal) context.Context {
	return context.WithValue(ctx, contextKey{}, p)
}

// From returns the principal in the context, and false when nobody is signed in.
func From(ctx context.Context) (Principal, bool) {
	p, ok := ctx.Value(contextKey{}).(Principal)
	return p, ok && p.Actor != "" && p.Role != ""
}
