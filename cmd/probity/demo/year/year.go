package year

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"sync/atomic"
	"time"

	"github.com/google/uuid"
	"golang.org/x/sync/errgroup"

	"github.com/probity-ledger/probity/access"
	"github.com/probity-ledger/probity/access/devissuer"
	"github.com/probity-ledger/probity/domain"
	"github.com/probity-ledger/probity/domain/misconduct"
	"github.com/probity-ledger/probity/domain/officer"
	"github.com/probity-ledger/probity/ledger"
)

// Ledger is what the year is written into; *ledger.Ledger is one.
type Ledger interface {
	Officer(ctx context.Context, commandID string, id domain.OfficerID, c officer.Command) (ledger.Receipt, error)
	Matter(ctx context.Context, commandID string, id domain.MatterID, c misconduct.Command) (ledger.Receipt, error)
}

// Year plays an invented year.
type Year struct {
	Ledger  Ledger
	Matters int         // how many
	Seed    uint64      // another seed makes another year
	Until   domain.Date // the last day of the year; what would come later has not happened
	Paper   Paper       // what stands for every document of the year
	Workers int         // matters at once; 0 is 32
	// Progress is told after every matter; nil for silence.
	Progress func(done, matters int)
}

// Paper is one invented document, whose bytes lie in the vault: notices of referral say that it was supplied.
type Paper struct {
	SHA256 domain.SHA256
	Size   int64 // bytes
}

// Text is what the paper of the year says.
const Text = "An invented document of the demonstration. It is about nobody.\n"

// Outcome is what playing a year did.
type Outcome struct {
	Officers, Matters int
	Commands          int // carried out in this run
	There             int // carried out by an earlier run
	Events            int // appended in this run
	Took              time.Duration
}

// space is the namespace of the ids of commands.
var space = uuid.MustParse("0b6c7a52-54a4-5d8e-8b8c-6b3b1f0f9f02")

const (
	workers     = 32
	perOfficer  = 8  // matters for each officer of the force
	caseWorkers = 24 // case officers beside the one of the development issuer
)

// Play plays the year from wherever an earlier run ended.
func (y Year) Play(ctx context.Context) (Outcome, error) {
	began := time.Now()
	o := tally{}
	force := y.force()
	err := y.each(ctx, len(force), func(ctx context.Context, i int) error { return y.enter(ctx, force[i], &o) })
	if err != nil {
		return o.outcome(0, 0, began), fmt.Errorf("enter the officers: %w", err)
	}
	var done atomic.Int64
	err = y.each(ctx, y.Matters, func(ctx context.Context, i int) error {
		if err := y.tell(ctx, i, force, &o); err != nil {
			return fmt.Errorf("matter %d of the year: %w", i, err)
		}
		if n := int(done.Add(1)); y.Progress != nil {
			y.Progress(n, y.Matters)
		}
		return nil
	})
	return o.outcome(len(force), int(done.Load()), began), err
}

// each calls f for 0 to n-1, several at once, and ends with the first error.
func (y Year) each(ctx context.Context, n int, f func(ctx context.Context, i int) error) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(cmp.Or(max(y.Workers, 0), workers))
	for i := range n {
		if ctx.Err() != nil {
			break
		}
		group.Go(func() error { return f(ctx, i) })
	}
	return group.Wait()
}

// tally counts what several workers do.
type tally struct{ commands, there, events atomic.Int64 }

func (t *tally) add(r ledger.Receipt) {
	if r.Repeated {
		t.there.Add(1)
		return
	}
	t.commands.Add(1)
	t.events.Add(int64(len(r.EventIDs)))
}

func (t *tally) outcome(officers, matters int, began time.Time) Outcome {
	return Outcome{Officers: officers, Matters: matters, Commands: int(t.commands.Load()), There: int(t.there.Load()), Events: int(t.events.Load()), Took: time.Since(began)}
}

// id makes the id of the nth thing of a kind in this year.
func (y Year) id(kind string, n int) string {
	return uuid.NewSHA1(space, fmt.Appendf(nil, "%d/%s/%d", y.Seed, kind, n)).String()
}

// random is the chance of the nth thing of a kind: the same in every run, whatever the others do.
func (y Year) random(kind uint64, n int) *rand.Rand {
	return rand.New(rand.NewPCG(y.Seed<<8|kind, uint64(n)))
}

// as is somebody of the force. The names of actors say that they are invented.
func as(ctx context.Context, role domain.Role, actor domain.ActorID) context.Context {
	return access.With(ctx, access.Principal{Actor: actor, Role: role, Force: devissuer.Force})
}

const authority = domain.ActorID("dev|appropriate-authority")

// keeper is the case officer of the nth matter: every eighth is that of the development issuer, so that their desk is full too.
func keeper(n int) domain.ActorID {
	if n%8 == 0 {
		return "dev|case-officer"
	}
	return domain.ActorID(fmt.Sprintf("demo|case-officer-%02d", n%caseWorkers+1))
}
